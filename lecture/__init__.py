"""Production: files made from files, from the trained cache to the joined lecture."""
