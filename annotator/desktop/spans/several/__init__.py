"""Several spans at once: what is done with them, and what they have in common."""
