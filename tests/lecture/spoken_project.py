"""Scenes of the tiny project that say something, and a narrator that needs no voice of ours to be there.

The pipeline knows a voice through `voice.narrator` and `voice.voices.registry` alone: these stand in for
both, with takes that are JSON of 0.02 s a letter. What a scene says it tells as `LectureScene` does.
"""

from __future__ import annotations

from tests.lecture.tiny_project import Project

NARRATOR = """
import hashlib, json, os
from dataclasses import dataclass
from pathlib import Path

from training.errors import LectureError
from training.paths import ROOT
from training.storage.files import write_json
from voice.settings import voice_settings


@dataclass(frozen=True)
class Heard:
    source: str
    seconds: float
    words: tuple = ()


class Narrator:
    def __init__(self, settings=None):
        self.settings = voice_settings() if settings is None else settings

    def source(self, scene, sentence):
        if self.settings.silent:
            return ""
        recorded = ROOT / "takes" / scene / (sentence.split()[0] + ".wav")
        if recorded.exists():
            digest = hashlib.sha256(recorded.read_bytes()).hexdigest()
            return f"recording {recorded.relative_to(ROOT)} {digest}"
        used = [said for word, said in self.settings.pronounce.items() if word in sentence.lower()]
        shaped = [self.settings.name, self.settings.speed, sentence, used]
        return "take " + hashlib.sha256(json.dumps(shaped).encode()).hexdigest()[:24]

    def file(self, sentence):
        return ROOT / "media" / "voice" / (self.source("", sentence).split()[1] + ".json")

    def heard(self, scene, sentence):
        source = self.source(scene, sentence)
        if source.startswith("recording"):
            return Heard(source, 0.3)
        if not source or not self.file(sentence).exists():
            return None
        return Heard(source, json.loads(self.file(sentence).read_text())["seconds"])

    def make(self, sentence):
        if "unsayable" in sentence:
            raise LectureError("'unsayable' is in no lexicon; add a line under [voice.pronounce]")
        file = self.file(sentence)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_json(file, {"seconds": 0.02 * len(sentence) / self.settings.speed})
        with open(ROOT.with_name(ROOT.name + ".spoken"), "a") as log:
            log.write(f"{os.getpid()} {sentence}\\n")
"""
REGISTRY = """
from training.paths import ROOT


def needs(settings):
    return "voice"


def installed(settings):
    return not (ROOT.with_name(ROOT.name + ".bare")).exists()
"""
SPEAKING = """
import json
import os
from pathlib import Path

from manim import Scene
from training.errors import LectureError
from voice.narrator import Narrator


class Speaking(Scene):
    says = ()

    def construct(self):
        narrator, name, spoken = Narrator(), type(self).__name__, []
        self.next_section("all")
        for sentence in self.says:
            heard = narrator.heard(name, sentence)
            if heard is None and os.environ["LECTURE_TAKES"] == "all" and not narrator.settings.silent:
                raise LectureError(f"{name}: no take of {sentence!r}")
            seconds = heard.seconds if heard else 0.5
            source = heard.source if heard else ""
            said = {"sentence": sentence, "section": "all", "start": self.time}
            spoken.append({**said, "seconds": seconds, "source": source})
            self.wait(seconds)
        told = {"title": "", "sections": [], "captions": [], "spoken": spoken}
        Path(os.environ["LECTURE_CUES"]).write_text(json.dumps(told))
"""


def spoken_scene(name: str, *sentences: str) -> str:
    """Return the file of a scene that says some sentences."""
    return f"from scenes.speaking import Speaking\n\n\nclass {name}(Speaking):\n    says = {sentences!r}\n"


def give_voice(project: Project, **scenes: tuple[str, ...]) -> None:
    """Give a project the narrator, and scenes by their names with what they say, as its shot list."""
    project.write("voice/narrator.py", NARRATOR)
    project.write("voice/voices/registry.py", REGISTRY)
    project.write("scenes/speaking.py", SPEAKING)
    for name, sentences in scenes.items():
        project.write(f"scenes/{name.lower()}.py", spoken_scene(name, *sentences))
    project.list_shots(*((f"scenes/{name.lower()}.py", name) for name in scenes))


def spoken(project: Project) -> list[str]:
    """Return the sentences that were spoken since this was last asked, in order."""
    log = project.root.with_name(f"{project.root.name}.spoken")
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [line.partition(" ")[2] for line in lines]
