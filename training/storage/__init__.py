"""Cache files: written atomically, read strictly, vouched for by the manifest."""
