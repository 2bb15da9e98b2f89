"""Props of the seed sweep."""
