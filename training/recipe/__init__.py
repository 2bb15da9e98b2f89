"""What a run is trained with: recipe, named runs, order of the mini-batches."""
