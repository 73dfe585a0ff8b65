"""Writing deltas, and the rules that hold on every write."""
