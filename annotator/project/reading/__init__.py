"""Reading: queries, searches, exports."""
