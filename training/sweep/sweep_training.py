"""Training a sweep chunk by chunk: memory stays bounded, a killed sweep goes on where it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from training import paths
from training.errors import LectureError
from training.network.formulas import Weights
from training.recipe.batches import epoch_orders
from training.recipe.recipe import Recipe
from training.run.milestones import for_good
from training.storage.cache import locked, publish_vouched, write_atomically
from training.storage.store import Form, file_bytes, read_file, weight_shapes
from training.sweep.sweep import Sweep, load_sweep, member_arrays, sweep_form
from training.sweep.sweep_plan import SweepPlan, seeds_text, sweep_name

if TYPE_CHECKING:
    from training.run.fit import CompiledTraining

Array = NDArray[Any]
Progress = Callable[[int], None]
CHUNK = 1000
"""Most members trained in one go: a killed sweep loses the chunk it was in, no more."""
CHUNK_FLOATS = 12_000_000
"""Most float32 values of a layer (points x units x members) in one go: 48 MB an array."""
ORDER_FLOATS = 16_000_000
"""Most point numbers (int32) in the batches of one epoch, when each member has its own order: 64 MB."""
LANES = 16
"""Members are a multiple of so many: the float32 values in the widest vector register, of 512 bits."""
BLOCK = 10
"""Epochs between two returns from the compiled loop: progress is told, and what is not kept is let go."""


def chunks(plan: SweepPlan) -> list[tuple[int, ...]]:
    """Return the seeds cut into chunks whose arrays stay small, all of nearly one length."""
    widest = max(2, *plan.base.hidden_layers)
    most = max(2 * LANES, min(CHUNK, CHUNK_FLOATS // (2 * plan.base.points * widest)))
    if plan.vary != "init":
        most = max(2 * LANES, min(most, ORDER_FLOATS // (plan.base.updates_per_epoch * plan.base.batch_size)))
    count = -(-len(plan.seeds) // most)
    return [tuple(int(seed) for seed in chunk) for chunk in np.array_split(np.array(plan.seeds), count)]


def lanes(seeds: tuple[int, ...], length: int) -> list[int]:
    """Return the seeds, the last repeated to an odd multiple of 16 that holds `length` of them.

    Full vector lanes: two to a dozen members would be summed in another order than one or many.
    An odd multiple: rows of a power of two of bytes fall on the same lines of the processor's cache
    (1,024 members take three times as long as 1,008).
    """
    odd = -(-max(length, LANES) // LANES) | 1
    return [*seeds, *[seeds[-1]] * (odd * LANES - len(seeds))]


class SweepTraining:
    """Trains the chunks of one activation; the first compiles, the others use what it compiled."""

    def __init__(self, plan: SweepPlan, activation: str) -> None:
        self.plan, self.activation = plan, activation
        self._compiled: CompiledTraining | None = None

    def chunk(self, seeds: tuple[int, ...], progress: Progress) -> dict[str, Array]:
        """Train the activation from some seeds; return what is kept of each (see `member_arrays`)."""
        plan = self.plan
        members = [plan.member(self.activation, seed) for seed in lanes(seeds, len(chunks(plan)[0]))]
        shared = plan.vary == "init"
        orders = [epoch_orders(member) for member in (members[:1] if shared else members)]
        blocks = self._training(members).epochs(orders, BLOCK if shared else 1)
        kept, measurements = _collected(plan, blocks, progress)
        *weights, loss, right, negatives, alive = map(np.concatenate, [*kept, *measurements])
        points = 2 * plan.base.points
        found = {
            **dict(zip(weight_shapes(plan.base), Weights.from_layers(weights).arrays(), strict=True)),
            "loss": loss,
            "accuracy": (right / points).astype(np.float32),
            "negatives_right": for_good(negatives),
            "all_right": for_good(right == points),
            "dead": for_good(~alive),
        }
        return {
            name: np.ascontiguousarray(np.moveaxis(array, -1, 0)[: len(seeds)])
            for name, array in found.items()
        }

    def _training(self, members: list[Recipe]) -> "CompiledTraining":
        """Return the compiled training, seeded for these members."""
        from training.run.fit import CompiledTraining

        seeds = [member.seed for member in members]
        if self._compiled is None:
            self._compiled = CompiledTraining(members[0], seeds)
        else:
            self._compiled.reseed(seeds)
        return self._compiled


def _collected(
    plan: SweepPlan, blocks: Iterator[list[Array]], progress: Progress
) -> tuple[list[list[Array]], list[list[Array]]]:
    """Return the weights after kept epochs, the measurements after all; per array a list of blocks."""
    wanted = np.zeros(plan.base.epochs + 1, dtype=bool)
    wanted[list(plan.kept_epochs)] = True
    kept: list[list[Array]] = []
    measurements: list[list[Array]] = []
    epoch = 0
    for arrays in blocks:
        count = len(arrays[0])
        kept.append([array[wanted[epoch : epoch + count]] for array in arrays[:-4]])
        measurements.append(arrays[-4:])
        epoch += count
        progress(count)
    return _by_array(kept), _by_array(measurements)


def _by_array(blocks: list[list[Array]]) -> list[list[Array]]:
    """Turn a list of blocks, each a list of arrays, into a list per array of its blocks."""
    return [list(of_array) for of_array in zip(*blocks, strict=True)]


def chunk_file(plan: SweepPlan, activation: str, seeds: tuple[int, ...]) -> tuple[Path, Form]:
    """Return the file of one finished chunk, and what it must be."""
    source = {"plan": plan.digest(), "activation": activation, "seeds": seeds_text(seeds)}
    form = Form(member_arrays(plan, len(seeds)), source, plan.digest(), plan.command(), finite=False)
    return chunks_folder(plan) / f"{activation}-{seeds_text(seeds[:1])}-{len(seeds)}.npz", form


def chunks_folder(plan: SweepPlan) -> Path:
    """Return the folder that holds a sweep's finished chunks until all are there."""
    return paths.CACHE / "sweep-parts" / plan.digest()[:12]


def _finished(path: Path, form: Form) -> dict[str, Array] | None:
    """Return a finished chunk, None when it is not there or not whole."""
    if not path.exists():
        return None
    try:
        return read_file(path, form, None)[0]
    except LectureError:
        path.unlink()
        return None


def run_sweep(plan: SweepPlan, progress: Progress) -> Sweep:
    """Train what is missing of a sweep, publish its file, return its results.

    Parameters
    ----------
    progress : callable
        Called with the number of epochs (per chunk and activation) that have just been done.

    Raises
    ------
    LectureError
        When the cache cannot be written, or another process trains the same sweep.
    """
    from training.run.fit import made_with

    folder = chunks_folder(plan)
    with locked(folder, seconds=5.0):
        cut = chunks(plan)
        jobs = [[chunk_file(plan, activation, seeds) for seeds in cut] for activation in plan.activations]
        for activation, row in zip(plan.activations, jobs, strict=True):
            training = SweepTraining(plan, activation)
            for seeds, (path, form) in zip(cut, row, strict=True):
                if _finished(path, form) is not None:
                    progress(plan.base.epochs + 1)
                    continue
                write_atomically(path, file_bytes(form, training.chunk(seeds, progress), {}))
        results = [[_finished(path, form) for path, form in row] for row in jobs]
        arrays = _joined(results)
        arrays["seeds"] = np.array(plan.seeds, dtype=np.int64)
        form = sweep_form(plan)
        note = {"made_with": made_with(), "initializers": _initializers(plan)}
        with locked(paths.CACHE):
            publish_vouched(paths.CACHE, sweep_name(plan), file_bytes(form, arrays, note, compressed=True))
        for row in jobs:
            for path, _ in row:
                path.unlink(missing_ok=True)
    return load_sweep(plan)


def _joined(results: list[list[dict[str, Array] | None]]) -> dict[str, Array]:
    """Return chunks joined along the seeds, activations stacked.

    Raises
    ------
    LectureError
        When a chunk vanished meanwhile.
    """
    whole = [[chunk for chunk in row if chunk is not None] for row in results]
    if any(len(row) != len(all_) for row, all_ in zip(whole, results, strict=True)):
        raise LectureError(
            "a finished chunk of the sweep vanished from the cache; run the same command again"
        )
    return {
        name: np.stack([np.concatenate([chunk[name] for chunk in row]) for row in whole])
        for name in whole[0][0]
    }


def _initializers(plan: SweepPlan) -> str:
    base = plan.base
    return f"hidden {base.hidden_initializer}, output {base.output_initializer}, both from the member's seed"
