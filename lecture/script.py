"""The command `./render.sh script`: what the lecture says, sentence by sentence, to be read and recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from rich.console import Console

from film.subtitles import plain
from lecture.freshness.heard import seconds_heard
from lecture.run.prepare import Gathered, gather_scenes
from training import paths
from training.storage.files import write_whole
from voice.shelf.wording import identifier

#: Signs that mean something to Markdown wherever they stand.
MARKUP = re.compile(r"[\\`*_\[\]<>&~|$#]")
#: What means something to Markdown at the beginning of a line: a number and its dot, or a sign.
BEGINNING = re.compile(r"^(\d*)([.)]|(?<!\d)[-+=:])")
#: How a recording is named, said once above the script.
HOW = "A sentence is replaced by your own voice: record it as takes/SCENE/ID.wav (or flac, m4a, mp3)."
#: The script as a printed page; all words of the lecture come as data, so that none of them is markup.
PAGE = """
#let script = json(bytes(sys.inputs.script))
#set document(title: script.title)
#set page(paper: "a4", margin: (x: 24mm, y: 22mm), numbering: "1 / 1")
#set text(size: 14pt, lang: "en", hyphenate: false)
#set par(leading: 0.9em)
#show heading: set block(above: 1.6em, below: 0.8em, sticky: true)
#let small(words) = text(size: 8.5pt, fill: luma(35%), words)
#text(size: 22pt, weight: "bold", script.title)

#small(script.how)
#for scene in script.scenes [
  #heading(level: 1, scene.title)
  #small("takes/" + scene.folder + "/")
  #for section in scene.sections [
    #heading(level: 2, section.name)
    #for line in section.lines [
      #block(breakable: false, above: 1.3em)[
        #text(line.sentence) #linebreak() #small(raw(line.id) + "   " + line.seconds)
      ]
    ]
  ]
]
"""


@dataclass(frozen=True)
class Line:
    """One sentence of the script.

    Attributes
    ----------
    id : str
        Name of its recording, without an ending.
    sentence : str
        As written.
    seconds : str
        How long it takes, with its unit.
    """

    id: str
    sentence: str
    seconds: str


@dataclass(frozen=True)
class Part:
    """One section of a scene.

    Attributes
    ----------
    name : str
        As the scene named it.
    lines : tuple of Line
        What is said in it.
    """

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SpokenScene:
    """One scene of the script.

    Attributes
    ----------
    title : str
        As shown, or its name where it has none.
    folder : str
        Its class's name, as the folder of its recordings has it.
    sections : tuple of Part
        Those in which something is said.
    """

    title: str
    folder: str
    sections: tuple[Part, ...]


def make_script(names: Sequence[str]) -> int:
    """Write the script of a lecture's scenes, as Markdown and as PDF, and name both files.

    Parameters
    ----------
    names : sequence of str
        Slugs; none for all.

    Returns
    -------
    int
        0 when it was written, 1 when a scene failed.
    """
    console = Console()
    gathered = gather_scenes(names, console)
    if gathered is None:
        return 1
    title = " ".join(gathered.production.shots.title.split())
    scenes = script_of(gathered)
    folder = gathered.production.layout.folder.parent
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("script.md", markdown(title, scenes).encode()),
        ("script.pdf", pdf(title, scenes)),
    ):
        write_whole(folder / name, content)
        made = str((folder / name).relative_to(paths.ROOT))
        console.print(made, markup=False, highlight=False, soft_wrap=True)
    return 0


def script_of(gathered: Gathered) -> tuple[SpokenScene, ...]:
    """Return the scenes that say something, with their sentences in order."""
    scenes = []
    for scene, narration in gathered.scenes:
        parts = [
            Part(
                " ".join(plain(name).split()),
                tuple(
                    Line(identifier(said.sentence), said.sentence, f"{seconds_heard(scene, said):.1f} s")
                    for said in group
                ),
            )
            for name, group in groupby(narration.spoken, key=lambda said: said.section)
        ]
        if parts:
            title = " ".join(plain(narration.title).split()) or scene.slug
            scenes.append(SpokenScene(title, scene.shot.name, tuple(parts)))
    return tuple(scenes)


def markdown(title: str, scenes: Sequence[SpokenScene]) -> str:
    """Return the script as Markdown."""
    lines = [f"# {escaped(title)}", escaped(HOW)]
    for scene in scenes:
        lines += [f"## {escaped(scene.title)}", f"`takes/{scene.folder}/`"]
        for section in scene.sections:
            lines.append(f"### {escaped(section.name)}")
            for line in section.lines:
                lines += [escaped(line.sentence), f"`{line.id}` {line.seconds}"]
    return "\n\n".join(lines) + "\n"


def escaped(words: str) -> str:
    """Return words in one line that Markdown shows as they are."""
    words = MARKUP.sub(r"\\\g<0>", " ".join(words.split()))
    return BEGINNING.sub(r"\1\\\2", words)


def pdf(title: str, scenes: Sequence[SpokenScene]) -> bytes:
    """Return the script as a PDF of A4 pages."""
    import typst

    told = {"title": title, "how": HOW, "scenes": [asdict(scene) for scene in scenes]}
    made = typst.compile(PAGE.encode(), format="pdf", sys_inputs={"script": json.dumps(told)})
    assert isinstance(made, bytes)
    return made
