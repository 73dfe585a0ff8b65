"""Everything that can happen to a project from outside, done to the real program.

``make faults`` runs all of it and prints a table; ``test_faults`` runs the short form.
"""
