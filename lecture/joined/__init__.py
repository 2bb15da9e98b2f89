"""The joined lecture: clock, captions, sound, chapters."""
