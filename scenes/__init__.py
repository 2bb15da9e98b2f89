"""The storyboards: one file per chapter of the film."""
