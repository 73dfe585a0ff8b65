"""People, rounds and the articles that they do: what whoever leads sets up."""
