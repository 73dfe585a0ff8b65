"""Annotator: a calm desktop tool for labelling spans in news text."""

__version__ = "0.1.0"
