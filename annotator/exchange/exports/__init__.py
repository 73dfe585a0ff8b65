"""A project into files."""
