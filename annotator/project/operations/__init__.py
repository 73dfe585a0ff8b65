"""Imports and articles taken out, and put back."""
