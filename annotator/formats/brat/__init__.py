"""brat's standoff: a text and an .ann file beside it."""
