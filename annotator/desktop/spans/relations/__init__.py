"""The links of the article: a list of them, and all of them on the page."""
