"""Edits of whoever leads: people retired, articles set aside and described anew."""
