"""The one door to the file or server: opened, guarded, rescued."""
