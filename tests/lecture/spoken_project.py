"""Scenes of the tiny project that say something, in the voice of a speech service that beeps.

What a scene says it tells as `LectureScene` does, which the tiny project goes without: it is large.
"""

from __future__ import annotations

import wave

import numpy as np

from tests.lecture.tiny_project import Project
from voice.shelf.wording import identifier

#: The service: 0.05 s a letter, a tone a word. It notes beside the project what it was asked to say.
SERVICE = """
import os
import wave
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent


class Beeps:
    def __init__(self, cache_dir):
        self.cache_dir = cache_dir

    def generate_from_text(self, text, cache_dir=None, path=None):
        if "unsayable" in text:
            raise ValueError("that cannot be said")
        with open(ROOT.with_name(ROOT.name + ".spoken"), "a") as log:
            log.write(text + chr(10))
        letters = np.repeat([sign != " " for sign in text], 1200)
        tone = 0.5 * np.sin(np.arange(len(letters)) * 2 * np.pi * 300 / 24000) * letters
        with wave.open(os.path.join(cache_dir, "beep.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(24000)
            file.writeframes((tone * 32767).astype("<i2").tobytes())
        return {"input_text": text, "original_audio": "beep.wav"}
"""
#: How lecture.toml names it.
BEEPS = 'service = "fakes.voice:Beeps"'
#: The base of scenes that say some sentences, one after the other.
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
    """Give a project the service, and scenes by their names with what they say, as its shot list."""
    project.write("fakes/__init__.py", "")
    project.write("fakes/voice.py", SERVICE)
    project.write("scenes/speaking.py", SPEAKING)
    for name, sentences in scenes.items():
        project.write(f"scenes/{name.lower()}.py", spoken_scene(name, *sentences))
    shots = ((f"scenes/{name.lower()}.py", name) for name in scenes)
    project.list_shots(*shots, more=f"[voice]\n{BEEPS}")


def record(project: Project, scene: str, sentence: str, seconds: float = 0.5) -> None:
    """Record a sentence of a scene: a tone, with the sentence beside it."""
    folder = project.root / "takes" / scene
    folder.mkdir(parents=True, exist_ok=True)
    tone = 0.3 * np.sin(2 * np.pi * 220 * np.arange(round(seconds * 48_000)) / 48_000)
    with wave.open(str(folder / f"{identifier(sentence)}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((tone * 32767).astype("<i2").tobytes())
    (folder / f"{identifier(sentence)}.txt").write_text(sentence)


def spoken(project: Project) -> list[str]:
    """Return the sentences that were spoken since this was last asked, in order."""
    log = project.root.with_name(f"{project.root.name}.spoken")
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines
