"""A real project file, a session on it, and the theme."""

from tests.desktop.panel_fixtures import make_project, project, session, themes

__all__ = ["make_project", "project", "session", "themes"]
