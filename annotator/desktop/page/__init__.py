"""The page that an article is read on."""
