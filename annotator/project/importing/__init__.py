"""Records brought in."""
