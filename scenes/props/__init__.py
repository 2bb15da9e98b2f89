"""Mobjects and words that belong to one chapter only."""
