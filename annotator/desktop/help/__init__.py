"""The guide: read without a network, at the page of where one is."""
