"""Tests of annotator.project."""
