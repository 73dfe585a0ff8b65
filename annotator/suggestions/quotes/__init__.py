"""What is quoted in a text: passages joined, titles told apart, speaker and cue found."""
