"""WebAnno TSV 3: the format, reading, writing and what both know of the lines."""
