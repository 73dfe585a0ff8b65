"""Files into a project."""
