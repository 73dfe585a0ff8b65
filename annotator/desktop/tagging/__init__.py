"""What keys and the mouse do to spans."""
