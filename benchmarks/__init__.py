"""How fast the program is, measured beside what the machine can do at all."""
