"""What a lead knows and decides of suggestions: figures, sources, words, patterns."""
