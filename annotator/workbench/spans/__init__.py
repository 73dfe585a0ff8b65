"""The spans of an article as they are listed: in rows, narrowed down, several at once."""
