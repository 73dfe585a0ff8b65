"""What whoever leads sets up: people, articles, rounds, and what is erased."""
