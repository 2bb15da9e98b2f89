"""The network's mathematics: activations, formulas, data sets, how an activation changes the plane."""
