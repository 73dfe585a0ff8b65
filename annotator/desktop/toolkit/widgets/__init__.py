"""Small widgets and how things are marked in them."""
