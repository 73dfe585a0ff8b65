"""The list of articles, and where each was left."""
