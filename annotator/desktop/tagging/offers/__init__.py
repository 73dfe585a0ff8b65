"""Suggestions that are worked out while one annotates, from what one is done with."""
