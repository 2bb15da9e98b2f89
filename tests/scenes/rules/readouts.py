"""A readout tells what is drawn: computed anew from the drawn weights in every frame, in plain NumPy."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from typing import Any, get_args

import numpy as np

from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import Quantity
from scenes.kit.stage.stage import LectureScene
from tests.scenes.naming import held_as
from tests.scenes.plain_network import PLAIN
from tests.scenes.watching import Watcher

DIMMED = 0.4
"""Opacity up to which a number waits and need not be that of the frame."""
SLACK = 0.02
"""Of a unit of the last decimal, on top of the half that rounding takes: the cache has single precision."""
_STEP = 1e-5
"""Of the central difference that gives a slope."""
_EDGE = np.linspace(-1, 1, 401)
"""Along each side of the input square."""

#: W, b, V, c in double precision, and the name of the activation.
Network = tuple[list[np.ndarray], str]


def network_of(picture: Any) -> Network:
    weights = picture.weights
    assert not weights.earlier
    arrays = (weights.hidden_kernel, weights.hidden_bias, weights.output_kernel, weights.output_bias)
    return [np.asarray(array, float) for array in arrays], picture.run.activation.name


def z_of(points: np.ndarray, network: Network) -> np.ndarray:
    (kernel, bias, _, _), _ = network
    return np.asarray(points, float) @ kernel + bias


def odds_of(points: np.ndarray, network: Network) -> np.ndarray:
    (_, _, output_kernel, output_bias), name = network
    return PLAIN[name](z_of(points, network)) @ output_kernel[:, 0] + output_bias[0]


def slopes_of(points: np.ndarray, network: Network) -> np.ndarray:
    z, f = z_of(points, network), PLAIN[network[1]]
    return (f(z + _STEP) - f(z - _STEP)) / (2 * _STEP)


def accuracy(picture: Any, network: Network) -> float:
    return float(np.mean((odds_of(picture.run.inputs, network) > 0) == (picture.run.targets > 0.5)))


def loss(picture: Any, network: Network) -> float:
    towards = np.where(picture.run.targets > 0.5, 1.0, -1.0) * odds_of(picture.run.inputs, network)
    return float(np.logaddexp(0, -towards).mean())


def p(picture: Any, network: Network) -> float:
    return float(1 / (1 + np.exp(-odds_of(np.asarray(picture.point, float)[None], network)[0])))


def area(picture: Any, network: Network) -> float:
    """Shoelace formula of the image of the square's edge, over the square of the activation's limits."""
    one = np.ones_like(_EDGE)
    sides = ((_EDGE, -one), (one, _EDGE), (-_EDGE, one), (-one, -_EDGE))
    edge = np.concatenate([np.stack(side, axis=1)[:-1] for side in sides])
    x, y = PLAIN[network[1]](z_of(edge, network)).T
    low, high = {"sigmoid": (0, 1), "tanh": (-1, 1)}[network[1]]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 / (high - low) ** 2)


def determinant(picture: Any, network: Network) -> float:
    return float(np.linalg.det(network[0][0]))


def gradient(picture: Any, network: Network) -> float:
    run = picture.run
    inputs, targets = np.asarray(run.inputs, float), np.asarray(run.targets, float)
    (_, _, output_kernel, _), name = network
    off = (1 / (1 + np.exp(-odds_of(inputs, network))) - targets) / len(targets)
    back = off[:, None] * output_kernel[:, 0] * slopes_of(inputs, network)
    parts = [inputs.T @ back, back.sum(axis=0)]
    unit = getattr(picture, "unit", None)
    if unit is not None:
        return float(np.sqrt(sum((part[..., unit] ** 2).sum() for part in parts)))
    parts += [PLAIN[name](z_of(inputs, network)).T @ off, off.sum()]
    return float(np.sqrt(sum((part**2).sum() for part in parts)))


def on(picture: Any, network: Network) -> float:
    return float(np.mean(z_of(picture.run.inputs, network)[:, picture.unit] > 0))


def saturated(picture: Any, network: Network) -> float:
    return float(np.mean(np.abs(slopes_of(picture.run.inputs, network)) < 0.01))


def folded(picture: Any, network: Network) -> float:
    return float(np.mean((z_of(picture.run.inputs, network) <= 0).any(axis=1)))


COMPUTED: dict[str, Callable[[Any, Network], float]] = {
    each.__name__: each for each in (accuracy, loss, p, area, determinant, gradient, on, saturated, folded)
}


def shown_by(counter: Counter) -> float:
    """The number a viewer reads, as a share where it is in per cent."""
    text = counter.text.replace("−", "-").replace("+", "").replace(" ", "").rstrip("×")
    return float(text.rstrip("%")) / (100 if text.endswith("%") else 1)


def readout_fault(counter: Counter) -> str:
    """Return what is wrong with a counter in the frame that is drawn, if anything."""
    quantity, picture = counter.told.quantity, counter.told.picture
    unit = 10.0**-counter.decimals / (100 if counter.suffix == "%" else 1)
    wanted = {"the drawn weights": COMPUTED[quantity](picture, network_of(picture))}
    epoch = getattr(picture, "epoch", 0.5)
    if isinstance(epoch, float) and quantity in ("accuracy", "loss") and abs(epoch - round(epoch)) < 1e-9:
        wanted["the cache"] = float(getattr(picture.run, quantity)[round(epoch)])
    for source, value in wanted.items():
        # Where the counter has room for fewer digits than the number has, it cannot be right.
        if not abs(shown_by(counter) - value) <= (0.5 + SLACK) * unit:
            return f"{quantity} reads {counter.text.strip()}, {source} have {value:.5g}"
    return ""


def is_read(counter: Counter) -> bool:
    """Whether a viewer takes the number for that of the picture."""
    return len(counter.points) > 0 and float(counter.get_fill_rgbas()[:, 3].max()) > DIMMED


class ReadoutWatcher(Watcher):
    """Compares every told counter in every frame; notes counters that change and tell nothing.

    Attributes
    ----------
    faults, unmarked : list of str
        The first frame of a beat in which a counter is wrong; each that changes and is not told of anything.
    compared : Counter of str
        How often a number of each quantity was compared.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.unmarked: list[str] = []
        self.compared: Tally[str] = Tally()
        self._told: list[Counter] = []
        self._silent: dict[Counter, str] = {}
        self._noted: set[tuple[int, str]] = set()

    def begins(self, scene: LectureScene, second: float) -> bool:
        counters = [part for part in scene.get_mobject_family_members() if isinstance(part, Counter)]
        measured = get_args(Quantity)
        self._told = [each for each in counters if each.told is not None and each.told.quantity in measured]
        self._note_changes(scene)
        self._silent = {each: each.text for each in counters if each.told is None}
        self.sees(scene, second)
        return bool(self._told)

    def sees(self, scene: LectureScene, second: float) -> None:
        for counter in self._told:
            if not is_read(counter):
                continue
            self.compared[counter.told.quantity] += 1
            fault = readout_fault(counter)
            key = (id(counter), scene.beats[-1][0] if scene.beats else "")
            if fault and key not in self._noted:
                self._noted.add(key)
                self.faults.append(f"{key[1]}, {second:.2f} s: {fault}")

    def ends(self, scene: LectureScene) -> None:
        """Look at the last frame."""
        self.begins(scene, float(scene.time))

    def _note_changes(self, scene: LectureScene) -> None:
        for counter, before in self._silent.items():
            if counter.text != before and (id(counter), "") not in self._noted:
                self._noted.add((id(counter), ""))
                now = counter.text.strip()
                self.unmarked.append(f"{held_as(scene, counter)} goes from {before.strip()} to {now}")
