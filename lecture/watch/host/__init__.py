"""A server for the browsers of this machine."""
