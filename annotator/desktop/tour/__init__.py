"""The first five minutes: five steps done with one's own keys on the sample."""
