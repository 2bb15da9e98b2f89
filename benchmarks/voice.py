"""What it costs to speak the lecture: CPU seconds a second of sound, beside other engines on this machine."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from training.errors import LectureError
from training.paths import ROOT
from voice.settings import VoiceSettings, voice_settings
from voice.shelf.shelf import Shelf
from voice.shelf.take import Take

#: Environment variable that names a Piper voice (an .onnx file with its .json), for who has one.
PIPER_VOICE = "PIPER_VOICE"


@dataclass(frozen=True)
class Spoken:
    """What an engine took for some sentences.

    Attributes
    ----------
    engine : str
        Its name.
    loading, cpu, wall : float
        Seconds until the first sentence can be spoken; then CPU seconds and seconds by the clock.
    audio : float
        Seconds of sound that came of it, as the engine gives it, with the silence around.
    megabytes : float
        Largest memory of the process.
    """

    engine: str
    loading: float
    cpu: float
    wall: float
    audio: float
    megabytes: float

    @property
    def rate(self) -> float:
        """CPU seconds a second of sound."""
        return self.cpu / self.audio


def own_voice(settings: VoiceSettings, texts: Sequence[str]) -> Spoken:
    """Speak with a voice of the registry, in this process, one thread."""
    from voice.language.pronunciation import used
    from voice.voices.registry import voice_of

    started = time.perf_counter()
    voice = voice_of(settings)
    loading = time.perf_counter() - started
    cpu, wall = time.process_time(), time.perf_counter()
    audio = 0.0
    for text in texts:
        speech = voice.speak(text, used(text, settings.pronounce))
        audio += len(speech.samples) / speech.rate
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = settings.service or settings.name
    return Spoken(name, loading, time.process_time() - cpu, time.perf_counter() - wall, audio, peak)


def program(name: str, command: Sequence[str], texts: Sequence[str]) -> Spoken:
    """Speak with a program that reads a text and writes a WAV file, one process a sentence."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter()
    audio = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for text in texts:
            target = Path(folder, "said.wav")
            words = [word.replace("TARGET", str(target)) for word in command]
            subprocess.run(words, input=text.encode(), check=True, capture_output=True)
            with wave.open(str(target)) as sound:
                audio += sound.getnframes() / sound.getframerate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spoken(name, 0.0, cpu, time.perf_counter() - wall, audio, after.ru_maxrss / 1024)


def peers() -> dict[str, Callable[[Sequence[str]], Spoken]]:
    """Return the engines that are installed here besides our own, by name."""
    found: dict[str, Callable[[Sequence[str]], Spoken]] = {}
    if shutil.which("espeak-ng"):
        command = ["espeak-ng", "--stdin", "-w", "TARGET"]
        found["espeak-ng"] = lambda texts: program("espeak-ng", command, texts)
    if shutil.which("piper") and PIPER_VOICE in os.environ:
        model = ["piper", "--model", os.environ[PIPER_VOICE], "--output_file", "TARGET"]
        found["piper"] = lambda texts: program("piper", model, texts)
    return found


def in_a_process(name: str, texts: Sequence[str]) -> Spoken:
    """Return what an engine takes in a fresh process, so that memory and loading are its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "voice", "--only", name],
        cwd=ROOT, input=json.dumps(list(texts)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise LectureError(f"{name} failed: {(done.stderr.strip() or 'it said nothing').splitlines()[-1]}", 1)
    return Spoken(**json.loads(done.stdout.splitlines()[-1]))


def evenly(takes: Sequence[Take], count: int) -> list[Take]:
    """Return so many takes from among all of them, evenly from the shortest to the longest."""
    ordered = sorted(takes, key=lambda take: take.samples)
    count = min(count, len(ordered))
    return [ordered[round(k * (len(ordered) - 1) / max(count - 1, 1))] for k in range(count)]


def report(takes: Sequence[Take], chosen: Sequence[Take]) -> None:
    """Print what each engine takes, and what that means for the lecture."""
    texts = [take.text for take in chosen]
    engines = [in_a_process("own", texts), *(in_a_process(name, texts) for name in peers())]
    ours = engines[0]
    lecture = sum(take.seconds for take in takes)
    print(
        f"{len(chosen)} of {len(takes)} sentences, one thread each; the whole lecture speaks {lecture:.0f} s"
    )
    print(f"{'engine':<12} {'CPU s/audio s':>13} {'ratio':>7} {'load s':>7} {'MB':>5} {'lecture CPU s':>14}")
    for engine in engines:
        # Engines give more silence around a sentence than a take keeps.
        whole = engine.rate * lecture * engine.audio / sum(take.seconds for take in chosen)
        print(
            f"{engine.engine:<12} {engine.rate:13.3f} {engine.rate / ours.rate:7.2f} {engine.loading:7.2f} "
            f"{engine.megabytes:5.0f} {whole:14.0f}"
        )


def main(arguments: list[str]) -> int:
    """Speak some sentences of the lecture with every engine there is; print what it costs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks voice", description=__doc__)
    parser.add_argument("--sentences", type=int, default=20, help="how many sentences (default: 20)")
    parser.add_argument("--only", metavar="ENGINE", help="speak the JSON list of texts on standard input")
    given = parser.parse_args(arguments)
    if given.only:
        speak_here(given.only)
        return 0
    takes = list(Shelf().listed().values())
    if not takes:
        raise LectureError("no takes are committed to take sentences from; run: python -m voice keep")
    report(takes, evenly(takes, given.sentences))
    return 0


def speak_here(name: str) -> None:
    """Speak the sentences on standard input with one engine; print what it took as JSON."""
    texts = json.load(sys.stdin)
    spoken = own_voice(voice_settings(), texts) if name == "own" else peers()[name](texts)
    print(json.dumps(asdict(spoken)))
