"""One scene drawn, verified and published."""
