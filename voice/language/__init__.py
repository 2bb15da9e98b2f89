"""What is written and how it is said: sentences, spelling out, phonemes."""
