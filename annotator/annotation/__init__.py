"""What an annotation is: frozen records, their rules, and the edits that change them."""
