"""Where annotators disagree, and what was decided."""
