"""What a file is, told from what is in it."""
