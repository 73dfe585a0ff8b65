"""Commands as data: what they are called, do, need, and their keys."""
