"""The lecture on paper: a deck in PDF and a handout, set by Typst."""
