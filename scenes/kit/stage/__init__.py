"""The scene base class with camera, captions and settings; the clock of filmed runs."""
