"""Web pages that were saved."""
