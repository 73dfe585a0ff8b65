"""What is decided about tagging without a screen: same texts, boilerplate, labels shown."""
