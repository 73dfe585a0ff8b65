"""Copies of a project joined."""
