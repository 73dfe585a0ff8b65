"""What the rest of the program may ask of a project, by subject; ``Project`` has it all."""
