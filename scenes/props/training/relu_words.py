"""What is said of a run whose activation does not squash: a growing frame, points pressed and lifted."""

from __future__ import annotations

from scenes.kit.words.language import capitalised, whole_percent
from scenes.props.training.run_words import NextRunWords
from scenes.props.training.stretches import Display, Stretch

_LIFTED = 0.05
"""Least fall of the share of the pressed points that is told."""
_GROWN = 1.1
"""Least factor by which the largest value grows for the growing of its frame to be seen."""


class ReluWords(NextRunWords):
    """Sentences of the film that begins with the question what happens without squashing."""

    @property
    def title(self) -> str:
        """What the film is called."""
        return f"{capitalised(self.name)} {'unfolds' if self.pressed_most is not None else 'learns'}"

    def question(self) -> str:
        """Return what the film asks."""
        return "What if there is no squashing at all?"

    @property
    def pressed_most(self) -> int | None:
        """The epoch before everything is right, or the end, at which most points lie on an axis.

        None where they are not lifted off afterwards.
        """
        solved = self.milestones.all_right
        end = self.run.epochs if solved is None else solved
        if self.pressed is None or end < 2:
            return None
        most = int(self.pressed[1:end].argmax()) + 1
        return most if self.pressed[most] - self.pressed[end] >= _LIFTED else None

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the run in stretches: to where most points are pressed, to where all are right, on."""
        solved, most, epochs = self.milestones.all_right, self.pressed_most, self.run.epochs
        kinds = dict[int, str]()
        if most is not None:
            kinds[most] = "pressed"
        if solved is not None and 0 < solved < epochs:
            kinds[solved] = "all"
        kinds[epochs] = "end"
        made: list[Stretch] = []
        start = 0
        for end, kind in sorted(kinds.items()):
            way = self.frame_said() if start == 0 else self.lifted(end) if start == most else ""
            told = self.told(end, kind)
            bright: tuple[Display, ...] = ("curves", "probabilities") if kind == "all" else ("curves",)
            made.append(Stretch(self.part(end, kind), end, way, told, ("curves",), bright))
            start = end
        return tuple(made)

    def part(self, end: int, kind: str) -> str:
        """Return the name of a chapter."""
        return {"pressed": "Pressed onto the axes", "all": "Lifted off again"}.get(kind, f"To epoch {end}")

    def frame_said(self) -> str:
        """Return that there are no walls, and what follows."""
        grows = self.highest.max() > _GROWN * self.highest[0]
        return f"There are no walls{', so the frame must grow' * bool(grows)}."

    def lifted(self, end: int) -> str:
        """Return how far the share of the pressed points falls."""
        if self.pressed is None:
            return ""
        if self.pressed[end] == 0:
            return "Learning [lifts them off], all of them."
        return f"Learning [lifts them off], down to {whole_percent(self.pressed[end])} percent."

    def told(self, end: int, kind: str) -> str:
        """Return what is said at the end of a stretch."""
        if kind == "pressed" and self.pressed is not None:
            share = whole_percent(self.pressed[end])
            return f"At epoch {end}, {share} percent of the points lie pressed onto an axis."
        return self.solved_said(end) if kind == "all" else self.closing()

    def solved_said(self, epoch: int) -> str:
        """Return that everything is right, and what did not stand in the way."""
        easy = ", and no long plateau stood in the way" if self.plateau is None else ""
        ours = f" Our point is the last one{' here too' * self.last_again}." if self.comes_last else ""
        return f"At epoch {epoch} everything is right{easy}.{ours}"

    def closing(self) -> str:
        """Return what is left to say at the run's end: what is still wrong, or when all came right."""
        late = self.milestones.all_right == self.run.epochs
        return self.solved_said(self.run.epochs) if late else "" if self.errors[-1] == 0 else self.left_over()
