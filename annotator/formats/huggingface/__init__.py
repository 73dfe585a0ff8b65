"""Token classification as Hugging Face's datasets have it."""
