"""What the desktop decides without a screen: pure functions and values, tested without Qt."""
