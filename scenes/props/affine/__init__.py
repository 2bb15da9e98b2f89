"""Props of the affine map."""
