"""What nobody caught: seen, written down and gone on from."""
