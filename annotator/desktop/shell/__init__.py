"""What holds the windows: what runs beside them, and dialogs around the project as a whole."""
