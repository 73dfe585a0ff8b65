"""Dialogs that more than one room opens, and what they are built from."""
