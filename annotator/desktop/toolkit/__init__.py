"""What every window uses and that knows no article."""
