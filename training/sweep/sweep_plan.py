"""What a sweep trains: the same network from many seeds, under every activation."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from training.errors import LectureError
from training.naming import refuse_unknown
from training.recipe.recipe import Recipe
from training.recipe.runs import lecture_tables, typed

VARIED = ("init", "order", "both")
"""What a member's seed may be the seed of."""
LECTURE_SWEEP = "seed_sweep"
"""The sweep over start weights; the one meant when none is named."""
LECTURE_SWEEPS: dict[str, dict[str, Any]] = {
    LECTURE_SWEEP: {},
    "order_sweep": {"seeds": tuple(range(20)), "vary": "order", "every": 50},
}
"""The sweeps the lecture shows: name to what its plan changes of the usual one."""


@dataclass(frozen=True)
class SweepPlan:
    """What a sweep trains: every activation from every seed.

    Parameters
    ----------
    base : Recipe
        What all members share; its activation and the varied seeds are the members' own.
    activations : tuple of str
    seeds : tuple of int
    vary : {"init", "order", "both"}
        Whether a member's seed is that of its start weights, of its batch order, or of both.
    every : int
        Weights are kept after every so many epochs, and after the last.

    Raises
    ------
    LectureError
        When there is no seed, one occurs twice, or a name is unknown.
    """

    base: Recipe = field(default_factory=Recipe)
    activations: tuple[str, ...] = ("sigmoid", "tanh", "relu")
    seeds: tuple[int, ...] = (*range(30), 42)
    vary: str = "init"
    every: int = 5

    def __post_init__(self) -> None:
        """Bring the base to a normal form; refuse what cannot be swept."""
        refuse_unknown("--vary", self.vary, VARIED)
        for what, values, usual in (
            ("seed", self.seeds, "--seeds 0-29"),
            ("activation", self.activations, "--activation tanh"),
        ):
            if not values or len(set(values)) != len(values):
                got = f"got {len(values)}, {len(set(values))} of them different"
                raise LectureError(
                    f"a sweep needs at least one {what} and none twice, {got}; such as {usual}"
                )
        if self.every < 1:
            raise LectureError(f"--every {self.every}: expected 1 or more epochs")
        if self.base.optimizer in ("lamb", "adafactor"):
            raise LectureError(
                f"a sweep trains its members in one array, which {self.base.optimizer} would mix;"
                " expected an elementwise optimizer, such as --set optimizer=adam"
            )
        free: dict[str, Any] = {"activation": self.activations[0]}
        free |= {"seed": 0} if self.vary != "order" else {}
        free |= {"order_seed": 0} if self.vary != "init" else {}
        object.__setattr__(self, "base", self.base.changed(free))
        for activation in self.activations:
            for seed in (min(self.seeds), max(self.seeds)):
                self.member(activation, seed)

    def member(self, activation: str, seed: int) -> Recipe:
        """Return the recipe of one member: its single run gives the same weights."""
        own: dict[str, Any] = {"activation": activation}
        own |= {"seed": seed} if self.vary != "order" else {}
        own |= {"order_seed": seed} if self.vary != "init" else {}
        return self.base.changed(own)

    @property
    def kept_epochs(self) -> tuple[int, ...]:
        """The epochs after which weights are kept."""
        return tuple(sorted({*range(0, self.base.epochs, self.every), self.base.epochs}))

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as JSON values."""
        return {
            "base": self.base.as_dict(),
            "activations": list(self.activations),
            "seeds": seeds_text(self.seeds),
            "vary": self.vary,
            "every": self.every,
        }

    def digest(self) -> str:
        """Return the sha256 of the plan's canonical JSON, in hexadecimal."""
        return hashlib.sha256(json.dumps(self.as_dict(), sort_keys=True).encode()).hexdigest()

    def command(self) -> str:
        """Return what to type to train exactly this sweep."""
        default = lecture_base().as_dict()
        if self == SweepPlan(lecture_base()):
            return "python -m training sweep"
        parts = [f"--activation {name}" for name in self.activations]
        seeds = seeds_text(self.seeds)
        seeds = f"{seeds}-{seeds}" if seeds.isdigit() else seeds  # a lone number means that many seeds
        parts += [f"--seeds {seeds}", f"--vary {self.vary}", f"--every {self.every}"]
        free = {
            "activation",
            "seed" if self.vary != "order" else "",
            "order_seed" if self.vary != "init" else "",
        }
        changed = {
            key: value
            for key, value in self.base.as_dict().items()
            if key not in free and default[key] != value
        }
        parts += [f"--set {key}={typed(value)}" for key, value in changed.items()]
        return " ".join(["python -m training sweep", *parts])


def seeds_text(seeds: tuple[int, ...]) -> str:
    """Return seeds as ranges, in the given order: 0-29,42."""
    ranges: list[list[int]] = []
    for seed in seeds:
        if ranges and seed == ranges[-1][1] + 1:
            ranges[-1][1] = seed
        else:
            ranges.append([seed, seed])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)


def lecture_base() -> Recipe:
    """Return the article's recipe with lecture.toml's [recipe] applied."""
    return Recipe().changed(lecture_tables()[0])


def named_plan(name: str) -> SweepPlan:
    """Return the plan of a named sweep; lecture.toml's [recipe] applies to it.

    Raises
    ------
    LectureError
        When there is no sweep of that name.
    """
    refuse_unknown("sweep", name, LECTURE_SWEEPS)
    return SweepPlan(lecture_base(), **LECTURE_SWEEPS[name])


def sweep_name(plan: SweepPlan) -> str:
    """Return the file name that belongs to this plan and to no other."""
    for name, changes in LECTURE_SWEEPS.items():
        if plan == SweepPlan(**changes):
            return f"{name}.npz"
    return f"sweep-{plan.digest()[:12]}.npz"
