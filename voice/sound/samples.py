"""Samples as this room passes them around."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from film.sound import RATE

__all__ = ["RATE", "Mono"]

#: One channel, full scale from -1 to 1, shape (samples,).
Mono: TypeAlias = NDArray[np.float32]
