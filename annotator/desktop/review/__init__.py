"""Annotators compared, their disagreements adjudicated, differences from gold."""
