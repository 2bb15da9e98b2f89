"""What every storyboard shares: theme, stage and mobjects built from arrays."""
