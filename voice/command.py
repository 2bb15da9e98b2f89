"""The command `python -m voice`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.errors import LectureError, Parser, escape_what_cannot_be_printed, exit_code
from training.paths import ROOT, shown
from training.recipe.lecture_file import lecture_file
from training.storage.files import read_json
from voice.language.lexicon import read_lexicon
from voice.language.pronunciation import Said, pronunciations, refusal
from voice.language.sentences import sentences
from voice.language.spelling import spoken_text
from voice.settings import VoiceSettings, voice_settings
from voice.voices.registry import is_british

#: Where the pipeline leaves what each scene says: JSON files with a list "spoken" of {"sentence": ...}.
GATHERED = ROOT / "media" / "voice" / "narration"
#: How such a file's name ends after the scene's: in a digest of what the scene was made of.
DIGEST = "[0-9a-f]" * 16
#: Stands for standard input among files.
STANDARD_INPUT = "-"


def parser() -> Parser:
    """Return the parser of `python -m voice`."""
    found = Parser(prog="python -m voice", description="What the lecture says, and how.")
    found.add_argument("--check", action="store_true", help="make ten committed takes anew and compare")
    commands = found.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    listing = commands.add_parser(
        "words",
        help="list every word of the narration with its phonemes and where they come from",
        description="List every word of the narration with its phonemes and where they come from: lecture "
        "([voice.pronounce]), table (this project's), gold or silver (the lexicon), rule. Words that nobody "
        "knows end it with exit code 2.",
    )
    listing.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="texts to read in place of the lecture's narration; - for what comes in",
    )
    return found


def told(files: Sequence[str]) -> list[str]:
    """Return the sentences of texts; without any, those that the pipeline gathered last.

    Raises
    ------
    LectureError
        If a file cannot be read or its brackets are wrong, or nothing was gathered.
    """
    if not files:
        return gathered(GATHERED)
    found: list[str] = []
    for name in files:
        # Lines are paragraphs here: a text whose lines lack full stops is a list of sentences.
        for line in filter(str.strip, text_of(name).splitlines()):
            try:
                found += [sentence.text for sentence in sentences(line)]
            except ValueError as error:
                raise LectureError(f"{name}: {error}") from None
    if not found:
        raise LectureError(f"there is nothing to say in {', '.join(files)}; expected sentences")
    return found


def text_of(name: str) -> str:
    """Return the text of a file, or what comes in on standard input.

    Raises
    ------
    LectureError
        If it cannot be read.
    """
    try:
        return sys.stdin.read() if name == STANDARD_INPUT else Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LectureError(f"{name} cannot be read ({error.strerror}); expected a text file") from None
    except UnicodeDecodeError:
        raise LectureError(f"{name} is not text in UTF-8; save it as such") from None


def gathered(folder: Path) -> list[str]:
    """Return the sentences that the pipeline gathered last.

    Raises
    ------
    LectureError
        If there are none, or a file is not what it should be.
    """
    found: list[str] = []
    for path in latest(folder):
        record = read_json(path)
        try:
            found += [str(spoken["sentence"]) for spoken in record["spoken"]]
        except (KeyError, TypeError):
            raise LectureError(
                f"{shown(path)} does not say what is spoken; gather it again: ./render.sh script"
            ) from None
    if not found:
        raise LectureError(
            f"no narration is gathered in {shown(folder)}; gather it: ./render.sh script, "
            "or name a text: python -m voice words FILE"
        )
    return found


def latest(folder: Path) -> list[Path]:
    """Return the file gathered last of each scene of the lecture; others hold what it does not say now."""
    scenes = [(row.get("name"), row.get("activation")) for row in lecture_file().get("scene", [])]
    slugs = ["-".join(filter(None, scene)) for scene in scenes]
    files = [
        sorted(folder.glob(f"{slug}-{DIGEST}.json"), key=lambda file: file.stat().st_mtime) for slug in slugs
    ]
    return [versions[-1] for versions in files if versions]


def list_words(files: Sequence[str], settings: VoiceSettings) -> int:
    """Print every word with its phonemes, their source and how often it is said; return the exit code.

    Raises
    ------
    LectureError
        If nobody knows a word, after all others are printed.
    """
    lexicon = read_lexicon(british=is_british(settings))
    counts: Counter[Said] = Counter()
    for sentence in told(files):
        for said in pronunciations(spoken_text(sentence), settings.pronounce, lexicon):
            counts[Said(said.word.lower(), said.phonemes, said.source)] += 1
    known = sorted((said for said in counts if said.source), key=lambda said: (said.word, said.phonemes))
    widths = [max((len(column) for column in columns), default=0) for columns in _columns(known)]
    for said in known:
        print(f"{said.word:{widths[0]}}  {said.phonemes:{widths[1]}}  {said.source:7}  {counts[said]:4}")
    unknown = sorted({said.word for said in counts if not said.source})
    if unknown:
        raise refusal(unknown)
    return 0


def _columns(listed: Sequence[Said]) -> tuple[list[str], list[str]]:
    return [said.word for said in listed], [said.phonemes for said in listed]


def run(words: Sequence[str]) -> int:
    """Do what the words say; return the exit code.

    Raises
    ------
    LectureError
        If they say nothing, or what they say cannot be done.
    """
    asked = parser().parse_args(words)
    if asked.check:
        from voice.check import check
        from voice.narrator import Narrator

        return check(Narrator())
    if asked.command == "words":
        return list_words(asked.files, voice_settings())
    raise LectureError("say what to do: python -m voice words, or python -m voice --check")


def main(words: list[str] | None = None) -> int:
    """Do what the words say, by default the process's own; return the exit code."""
    escape_what_cannot_be_printed()
    given = sys.argv[1:] if words is None else words
    return exit_code(lambda: run(given))
