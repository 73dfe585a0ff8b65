"""What is found in a text: names, quotations, clauses, furniture."""
