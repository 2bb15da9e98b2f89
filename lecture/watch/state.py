"""What is known of a watched scene: its sections, their clips, which of them are to be drawn."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lecture.request.shots import Shot
from lecture.system.cues import Spoken
from lecture.watch.affected import Made
from lecture.watch.drawing.messages import Clip, Failure, Played
from lecture.watch.section_state import SectionState


@dataclass
class SceneState:
    """One watched scene.

    Attributes
    ----------
    shot : Shot
        Its row of the lecture file.
    made : Made, optional
        What it is made from, as it was when that could be looked up last.
    readable : bool
        Whether it could be looked up as it stands now.
    edition : int
        Counts its changes.
    title : str
        As it tells it.
    sections : list of SectionState
        In order, as far as they are known.
    calls : dict, optional
        The functions that each section ran when the scene was surveyed last.
    edited : set of str, optional
        Keys of the sections whose code changed since; None when any may have.
    surveyed : bool
        Whether `sections` and `calls` are those of this edition.
    due : set of str
        Keys of the sections to draw.
    all_due : bool
        Whether all sections without a clip of this edition are to be drawn, known or not.
    failure : Failure, optional
        Why the last attempt failed.
    observed : dict
        Digests of the further files it was seen to read.
    spoken : tuple of Spoken
        Its sentences, each with what was heard of it, as it was played to its end last.
    """

    shot: Shot
    made: Made | None = None
    readable: bool = True
    edition: int = 0
    title: str = ""
    sections: list[SectionState] = field(default_factory=list)
    calls: dict[str, tuple[str, ...]] | None = None
    edited: Set[str] | None = frozenset()
    surveyed: bool = False
    due: set[str] = field(default_factory=set)
    all_due: bool = False
    failure: Failure | None = None
    observed: dict[str, str] = field(default_factory=dict)
    spoken: tuple[Spoken, ...] = ()

    @property
    def slug(self) -> str:
        """Its name in the lecture."""
        return self.shot.slug

    @property
    def keys(self) -> list[str]:
        """Of its sections, in order."""
        return [section.key for section in self.sections]

    @property
    def drawn(self) -> bool:
        """Whether there is a clip of any of its sections."""
        return any(section.clip is not None for section in self.sections)

    def section(self, key: str) -> SectionState | None:
        """Return a section by its key."""
        return next((section for section in self.sections if section.key == key), None)

    def is_due(self, key: str) -> bool:
        """Return whether a section is to be drawn."""
        return key in self.due or (self.all_due and not self.is_current(key))

    def is_current(self, key: str) -> bool:
        """Return whether there is a clip of a section as the scene is now."""
        section = self.section(key)
        return section is not None and section.clip is not None and section.edition == self.edition

    def concerns(self, key: str, concerned: Set[str] | None) -> bool:
        """Return whether a change of some sections, None for any, may show in one: not if they follow."""
        keys = self.keys
        return concerned is None or key not in keys or bool(concerned & {*keys[: keys.index(key) + 1]})

    @property
    def paths(self) -> set[Path]:
        """The files and folders whose saving may change it."""
        if self.made is None:
            return set()
        recorded = self.made.scene.layout.root / "takes" / self.shot.name
        return {*self.made.paths, recorded, *(recorded.glob("*"))}

    @property
    def folders(self) -> set[Path]:
        """The folders of its code."""
        return {path.parent for path in self.paths if path.suffix == ".py"}

    def change(self, made: Made, concerned: Set[str] | None) -> None:
        """Begin another edition; what stands before the first section that it concerns looks as it did.

        Parameters
        ----------
        made : Made
            What the scene is made from now.
        concerned : set of str, optional
            Keys of the sections whose code changed; None when any may have.
        """
        self.made = made
        self.failure = None
        self.edition += 1
        self.surveyed = False
        same = concerned is not None
        for section in self.sections:
            same = same and section.key not in (concerned or ())
            if same and section.edition == self.edition - 1:
                section.edition = self.edition
        self.edited = None if concerned is None or self.edited is None else self.edited | concerned

    def take_clip(self, clip: Clip, took: float) -> None:
        """Keep the newest film of a section, drawn from this edition."""
        found = self.section(clip.section)
        if found is None:
            found = SectionState(clip.section, clip.start, clip.start)
            self.sections.append(found)
            self.sections.sort(key=lambda section: section.start)
        found.start, found.end = clip.start, clip.start + clip.seconds
        found.clip, found.edition, found.took = clip, self.edition, took
        self.due.discard(clip.section)

    def take_played(self, played: Played, drawn: Set[str]) -> None:
        """Take over what a scene told that was played.

        Parameters
        ----------
        played : Played
            To the scene's end, or to that of what was asked for.
        drawn : set of str
            Keys of the sections that were drawn.
        """
        self.title = played.cues.title
        self.observed = played.observed
        if self.made is not None:
            self.made = replace(self.made, others=self.made.others | played.observed)
        if played.whole:
            self.spoken = played.cues.spoken
            ends = [*(section.start for section in played.sections[1:]), played.seconds]
            known = {section.key: section for section in self.sections}
            self.sections = []
            for told, end in zip(played.sections, ends, strict=True):
                section = known.get(told.name) or SectionState(told.name, told.start, end)
                section.start, section.end = told.start, end
                self.sections.append(section)
            self.due &= {*self.keys}
        for section in self.sections:
            if played.whole or section.key in drawn:
                section.tell(played.cues)
        if played.calls is not None:
            self.calls, self.edited, self.surveyed = played.calls, frozenset(), True

    def view(self) -> dict[str, Any]:
        """Return what the page shows of it."""
        return {
            "slug": self.slug,
            "title": self.title,
            "file": self.shot.file,
            "failure": None if self.failure is None else self.failure.to_json(),
            "sections": [
                section.view()
                | {
                    "due": self.is_due(section.key),
                    "old": section.clip is not None and section.edition < self.edition,
                }
                for section in self.sections
            ],
        }
