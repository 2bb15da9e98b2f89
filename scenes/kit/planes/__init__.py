"""Planes with data: input space, feature space, zoom, panels."""
