"""Voices of one protocol, and their registry."""
