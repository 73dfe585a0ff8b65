"""Pieces of a text: tokens, and strings that are looked for."""
