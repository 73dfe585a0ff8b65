"""The measures, on arrays."""
