"""REFI-QDA, in which programs for qualitative analysis exchange projects and codebooks."""
