"""From a scene's frames to its file: manim's renderer and writer, for the pipeline and plain calls."""
