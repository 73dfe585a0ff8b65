"""Who did what, and the ways back."""
