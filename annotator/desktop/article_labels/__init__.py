"""Labels of whole articles: the panel in which an annotator sets them."""
