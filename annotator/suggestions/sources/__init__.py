"""Where candidates come from: a module for each source, and one list of them."""
