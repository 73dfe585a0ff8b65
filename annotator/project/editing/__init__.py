"""Edits carried out, undone, redone and taken back."""
