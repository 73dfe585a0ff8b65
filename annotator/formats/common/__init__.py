"""What formats share; no module here is a format."""
