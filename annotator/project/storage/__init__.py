"""Tables, rows and what is stored beside them."""
