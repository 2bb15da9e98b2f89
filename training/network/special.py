"""SciPy's special functions, imported when first called: naming an activation takes no import of SciPy.

Every process of the pipeline names activations; importing `scipy.special` takes 0.4 s of a core.
"""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


def expit(z: Array | float) -> Array:
    """Return the logistic sigmoid 1 / (1 + exp(-z)), elementwise, of z's shape and kind of float."""
    from scipy.special import expit as scipys

    found: Array = scipys(z)
    return found


def erf(z: Array | float) -> Array:
    """Return the error function, elementwise, of z's shape and kind of float."""
    from scipy.special import erf as scipys

    found: Array = scipys(z)
    return found
