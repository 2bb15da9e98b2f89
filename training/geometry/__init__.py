"""Plane geometry: polygons, the affine map's moves, the exact boundary, separability."""
