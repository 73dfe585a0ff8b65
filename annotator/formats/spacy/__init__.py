"""spaCy's two formats: DocBin and JSON."""
