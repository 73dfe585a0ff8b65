"""What is said of people and articles beside the work: names, who is retired, what is archived."""
