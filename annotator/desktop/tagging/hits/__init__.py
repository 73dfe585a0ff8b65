"""The hits of a search in the project: listed, ticked, and changed together."""
