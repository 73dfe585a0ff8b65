"""The kinds of records: what a change is made of, one module a kind and one table of them all."""
