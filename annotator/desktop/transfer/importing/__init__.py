"""Articles in: files, the clipboard, what is dropped."""
