"""How alike texts are."""
