"""Each sort of record as it is stored, beside spans and links."""
