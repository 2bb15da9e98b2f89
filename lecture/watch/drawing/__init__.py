"""Sections drawn in processes of their own, and what these tell."""
