"""The same claim in two articles."""
