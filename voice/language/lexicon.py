"""How words are said: the lexicons of misaki as data, and the endings they leave out."""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from training.errors import LectureError, not_installed
from voice.language.alphabet import PRIMARY, SECONDARY
from voice.language.endings import stems, with_ending

#: What shapes phonemes beside the tables of pronunciation: the data, and the rules in this folder; a change
#: of the rules that changes what is heard takes the next number.
VERSION = "misaki 0.9.4, rules 1"
#: The package that carries the data; its code is never run.
PACKAGE = "misaki"
#: A word's phonemes, or its phonemes by word class, of which DEFAULT is one.
Entry: TypeAlias = str | dict[str, str | None]
#: How the names of Kokoro's British voices begin: British, female or male.
BRITISH_VOICE = re.compile(r"b[fm]_")
#: The longest word in capitals that is said letter by letter where no lexicon has it.
LONGEST_INITIALS = 6


@dataclass(frozen=True)
class Found:
    """How a word is said.

    Attributes
    ----------
    phonemes : str
        As Kokoro's lexicon writes them.
    source : str
        ``lecture``, ``table``, ``gold``, ``silver`` or ``rule``.
    """

    phonemes: str
    source: str


@dataclass(frozen=True)
class Lexicon:
    """The words of one kind of English.

    Attributes
    ----------
    british : bool
        Whether British, otherwise American.
    gold, silver : mapping
        Entries that people checked, and entries that nobody did.
    """

    british: bool
    gold: Mapping[str, Entry]
    silver: Mapping[str, Entry]

    def found(self, word: str, word_class: str = "DEFAULT", *, first: bool = False) -> Found | None:
        """Return how a word is said, or None when the lexicon does not know it.

        Parameters
        ----------
        word : str
            Letters and apostrophes.
        word_class : str
            ``NOUN``, ``VERB``, ``ADJ``, ``VBD`` or ``None`` (before a pause), for words said in several ways.
        first : bool
            Whether it begins a sentence, where a capital letter says nothing.
        """
        if len(word) == 1:
            return self._initials(word)
        known = self._listed(word, word_class, first) or self._made(word, word_class, first)
        if known is None and word.isupper() and word.isascii() and len(word) <= LONGEST_INITIALS:
            known = self._initials(word)
        plain = _without_accents(word)
        return known if known is not None or plain == word else self.found(plain, word_class, first=first)

    def varied(self, word: str) -> Mapping[str, str | None] | None:
        """Return the ways in which a word, or its stem, is said by word class; None when there is one way."""
        for form in (word.lower(), *(stem.word for stem in stems(word.lower()))):
            entry = self.gold.get(form, self.silver.get(form))
            if entry is not None:
                return entry if isinstance(entry, dict) else None
        return None

    def _listed(self, word: str, word_class: str, first: bool) -> Found | None:
        """Return a word as it is listed, in the spelling that fits best."""
        for entries, source in ((self.gold, "gold"), (self.silver, "silver")):
            for form in _spellings(word, first):
                entry = entries.get(form)
                said = entry if isinstance(entry, str) or entry is None else _of_class(entry, word_class)
                if said:
                    return Found(said, source)
        return None

    def _made(self, word: str, word_class: str, first: bool) -> Found | None:
        """Return a word made of a listed one and an ending; a possessive, of any known one."""
        for stem in stems(word):
            known = self._listed(stem.word, word_class, first)
            if known is None and (word.endswith("'s") or stem.word.isupper()):
                known = self.found(stem.word, word_class, first=first)
            if known is not None:
                said = with_ending(stem.word, known.phonemes, stem.ending, british=self.british)
                return Found(said, "rule")
        return None

    def _initials(self, word: str) -> Found | None:
        """Return letters by their names, the last one stressed."""
        names = [self.gold.get(letter.upper()) for letter in word if letter.isascii()]
        if len(names) < len(word) or not all(isinstance(name, str) for name in names):
            return None
        *others, last = map(str, names)
        lighter = "".join(name.replace(PRIMARY, SECONDARY) for name in others)
        return Found(lighter + last, "rule" if others else "gold")


def _spellings(word: str, first: bool) -> Iterator[str]:
    """Yield the ways in which a word may be listed: a capital tells a name, but not at a sentence's start."""
    lower, capital = word.lower(), word[:1].upper() + word[1:].lower()
    forms = (lower, word, capital) if first and not word.isupper() else (word, lower, capital)
    yield from dict.fromkeys(forms)


def _of_class(entry: Mapping[str, str | None], word_class: str) -> str | None:
    return entry.get(word_class) or entry["DEFAULT"]


def _without_accents(word: str) -> str:
    """Return a word without its accents: naïve as naive."""
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", word))


def read_lexicon(*, british: bool = False, folder: Path | None = None) -> Lexicon:
    """Read the lexicon of American or British English.

    Parameters
    ----------
    british : bool
        Whether British.
    folder : Path, optional
        Where the data lies; by default in the installed package, whose code is not run.

    Raises
    ------
    LectureError
        If the data is not installed, or is not what it should be.
    """
    folder = data_folder() if folder is None else folder
    kind = "gb" if british else "us"
    gold, silver = (_entries(folder / f"{kind}_{part}.json") for part in ("gold", "silver"))
    return Lexicon(british, gold, silver)


def data_folder() -> Path:
    """Return where the lexicons lie.

    Raises
    ------
    LectureError
        If their package is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise not_installed(PACKAGE, "voice")
    return Path(found.submodule_search_locations[0]) / "data"


def _entries(path: Path) -> dict[str, Entry]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        entries = None
    if not isinstance(entries, dict) or not entries:
        raise LectureError(
            f"{path.name} of {PACKAGE} cannot be read; install it anew: lecture/setup.sh voice"
        )
    return entries


def is_british(voice: str) -> bool:
    """Whether a voice of Kokoro, by its name or the path of its style table, speaks British English."""
    return BRITISH_VOICE.match(Path(voice).stem) is not None
