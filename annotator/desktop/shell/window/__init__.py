"""The main window: its layout and wiring, its menus, its status bar."""
