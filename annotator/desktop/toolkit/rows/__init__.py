"""Lists of equal rows, drawn and moved through quickly."""
