"""Voices by name: what shapes their sound is known without loading anything, what they need is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lecture.test_locks import pins
from training import paths
from training.errors import LectureError
from training.paths import ROOT
from voice.language import lexicon
from voice.settings import VoiceSettings
from voice.voices import model, registry
from voice.voices.registry import AF_HEART, VOICES, identity, installed, is_british, needs, voice_of

SERVICE = "tests.voice.voices.fake_service:Without"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two style tables of its own."""
    for name, change in (("af_mine.bin", 1), ("bf_mine.bin", 2)):
        data = bytearray(AF_HEART.read_bytes())
        data[0] ^= change
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return tmp_path


def test_every_change_of_what_is_heard_is_another_identity(project: Path) -> None:
    settings = [
        VoiceSettings(), VoiceSettings(speed=1.1), VoiceSettings("af_mine.bin"), VoiceSettings("bf_mine.bin"),
        VoiceSettings("espeak"), VoiceSettings("espeak", speed=0.9), VoiceSettings("silent"),
        VoiceSettings(service=SERVICE), VoiceSettings(service=SERVICE, options={"lang": "en"}),
    ]  # fmt: skip
    assert len({identity(voice) for voice in settings}) == len(settings)
    assert identity(VoiceSettings(speed=1)) == identity(VoiceSettings(pronounce={"epoch": "ˈɛpək"}))


def test_a_style_table_that_changes_is_another_identity_and_its_name_is_not(project: Path) -> None:
    before = identity(VoiceSettings("af_mine.bin"))
    (project / "am_same.bin").write_bytes((project / "af_mine.bin").read_bytes())
    assert identity(VoiceSettings("am_same.bin")) == before
    (project / "af_mine.bin").write_bytes(AF_HEART.read_bytes())
    assert identity(VoiceSettings("af_mine.bin")) == identity(VoiceSettings())


def test_the_identity_names_model_table_and_lexicon() -> None:
    said = json.loads(identity(VoiceSettings()))
    assert said["model"] == model.SHA256
    assert said["style"] == registry.AF_HEART_SHA256
    assert said["lexicon"] == lexicon.VERSION


def test_the_lexicons_version_is_the_one_that_is_pinned() -> None:
    (pin,) = pins("lexicon")
    assert lexicon.VERSION.split(",")[0] == pin.replace("==", " ")


def test_the_identity_is_found_without_engine_model_or_lexicon() -> None:
    script = (
        "import builtins, sys\n"
        "from voice.voices import registry\n"
        "from voice.settings import VoiceSettings\n"
        "print(registry.identity(VoiceSettings()), registry.needs(VoiceSettings()))\n"
        "registry.installed(VoiceSettings())\n"
        "wrong = [n for n in sys.modules if n.split('.')[0] in ('onnxruntime', 'misaki', 'manim')\n"
        "         or n.startswith('kokoro_ja') or n == 'voice.voices.service']\n"
        "assert not wrong, wrong\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{identity(VoiceSettings())} voice"


def test_only_kokoro_needs_a_set_up_and_british_speakers_british_words(project: Path) -> None:
    assert {name: needs(VoiceSettings(name)) for name in VOICES} == {
        "af_heart": "voice", "espeak": None, "silent": None,
    }  # fmt: skip
    assert (needs(VoiceSettings("bf_mine.bin")), needs(VoiceSettings(service=SERVICE))) == ("voice", None)
    assert [is_british(VoiceSettings(name)) for name in ("af_heart", "af_mine.bin", "bf_mine.bin")] == [
        0,
        0,
        1,
    ]


def test_installed_means_every_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {model.ENGINE, *model.PACKAGES, lexicon.PACKAGE}
    monkeypatch.setattr(registry, "find_spec", lambda name: object() if name in there else None)
    assert installed(VoiceSettings())
    for name in sorted(there):
        there.remove(name)
        assert not installed(VoiceSettings()), name
        there.add(name)
    assert installed(VoiceSettings("silent"))
    assert not installed(VoiceSettings(service="no_such_package.a:B"))
    monkeypatch.setenv("PATH", "")
    assert not installed(VoiceSettings("espeak"))
    with pytest.raises(LectureError, match="espeak-ng is not installed here"):
        voice_of(VoiceSettings("espeak"))


def test_a_service_is_made_with_its_options_and_speaks() -> None:
    voice = voice_of(VoiceSettings(service=SERVICE, options={"lang": "en"}))
    assert [word.word for word in voice.speak("It turns.", {}).words] == ["It", "turns."]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (
            VoiceSettings("af_hart"),
            "'af_hart' of lecture.toml is no voice: did you mean af_heart.* valid: af_h",
        ),
        (VoiceSettings("styles/none.bin"), "none.bin cannot be read"),
        (VoiceSettings("styles/\0.bin"), "of lecture.toml is no voice"),
        (VoiceSettings("silent"), 'nobody speaks: .*name = "silent"'),
    ],
)
def test_a_voice_that_is_none_is_refused_in_one_line(
    project: Path, settings: VoiceSettings, line: str
) -> None:
    with pytest.raises(LectureError, match=line):
        voice_of(settings)


def test_the_notice_names_every_part_with_its_version_and_digest() -> None:
    notice = (ROOT / "NOTICE").read_text()
    assert {model.SHA256, registry.AF_HEART_SHA256} <= set(notice.split())
    used = [pin for pin in (*pins("voice"), *pins("lexicon")) if pin.startswith(("onnx", "kokoro", "misaki"))]
    assert len(used) == 6
    assert all(pin.replace("==", " ") in " ".join(notice.split()) for pin in used)
    assert "Apache License" in (AF_HEART.parent / "LICENSE").read_text()
