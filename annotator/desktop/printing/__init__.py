"""An annotated article on paper or as a PDF."""
