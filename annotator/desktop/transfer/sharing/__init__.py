"""Work shared: assignments, packs, merging and its conflicts."""
