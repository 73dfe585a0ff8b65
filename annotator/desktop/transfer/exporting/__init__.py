"""Work out: exports and releases."""
