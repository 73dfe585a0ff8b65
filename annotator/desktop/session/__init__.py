"""What is open: the one door for edits, and the one broadcast."""
