"""The report: made, drawn, printed."""
