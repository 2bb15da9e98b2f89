"""The one reader of lecture.toml: its tables, checked; everyone else asks it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from training import paths
from training.errors import LectureError
from training.naming import nearest
from training.recipe.recipe import FIELDS


@dataclass(frozen=True)
class Kind:
    """What a value of the file may be.

    Parameters
    ----------
    wanted : str
        What a refusal says was expected.
    holds : callable
        Whether a value is of this kind.
    """

    wanted: str
    holds: Callable[[Any], bool]


def number(low: float, high: float, usual: float) -> Kind:
    """Return the kind of the numbers from `low` to `high`; `usual` is an example."""
    wanted = f"{low:g} to {high:g}, such as {usual:g}"
    return Kind(wanted, lambda value: type(value) in (int, float) and low <= value <= high)


#: Any words, but not none.
TEXT = Kind("a text in quotes", lambda value: isinstance(value, str) and bool(value.strip()))
#: Words with their phonemes, for instance.
TEXTS = Kind(
    'a table of texts by single words, such as word = "text"',
    lambda value: (
        isinstance(value, dict)
        and all(map(TEXT.holds, value.values()))
        and all(len(word.split()) == 1 for word in value)
    ),
)
#: What a service of others is made with.
OPTIONS = Kind(
    "a table of texts and numbers",
    lambda value: (
        isinstance(value, dict) and all(isinstance(entry, str | int | float) for entry in value.values())
    ),
)
#: Where a page will be found.
ADDRESS = Kind(
    'an address, such as "https://example.org/lecture/"',
    lambda value: isinstance(value, str) and re.fullmatch(r"https?://[^\s<>\"']+", value) is not None,
)
#: As HTML and PDF name languages.
LANGUAGE = Kind(
    'a language tag, such as "en"',
    lambda value: (
        isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) is not None
    ),
)
#: As `film.look.Look` has its colours.
COLOUR = Kind(
    'a hex colour #RRGGBB in quotes, such as "#9BE564"',
    lambda value: isinstance(value, str) and re.fullmatch("#[0-9A-Fa-f]{6}", value) is not None,
)
#: A value that whoever reads it checks, for instance against a registry.
ANY = Kind("a value", lambda value: True)


@dataclass(frozen=True)
class Table:
    """One table lecture.toml may have.

    Parameters
    ----------
    keys : mapping
        The keys it may have, with what each may be.
    header : str
        How it is written: ``[NAME]``, one table for each name as ``[NAME.WORD]``, or a row of a list as
        ``[[NAME]]``.
    drawn : frozenset of str
        Its keys that scenes read while they are drawn, so that a change of one draws them anew.
    """

    keys: Mapping[str, Kind | Table]
    header: str = "[NAME]"
    drawn: frozenset[str] = frozenset()

    def rows(self, name: str, value: Any, where: str) -> dict[str, Any]:
        """Return the tables of keys in a value, each by its header.

        Raises
        ------
        LectureError
            If the value has another form.
        """
        if self.header == "[NAME]" and isinstance(value, dict):
            return {f"[{name}]": value}
        if self.header == "[NAME.WORD]" and isinstance(value, dict):
            found = {f"[{name}.{word}]": row for word, row in value.items()}
        elif self.header == "[[NAME]]" and isinstance(value, list):
            found = {f"[[{name}]] {number}": row for number, row in enumerate(value, 1)}
        else:
            raise LectureError(f"{where}: {name} must be a table; write {self.header.replace('NAME', name)}")
        for header, row in found.items():
            if not isinstance(row, dict):
                raise LectureError(
                    f"{where}: {header} must be a table; write {self.header.replace('NAME', name)}"
                )
        return found


#: Colours that a lecture may change: the fields of `film.look.Look`.
COLOURS = (
    "background", "panel", "ink", "muted", "faint", "negative", "positive", "wrong", "emphasis", "boundary",
)  # fmt: skip
#: Seconds of silence after a sentence, after one that asks, and after what a scene has led up to.
PAUSES = ("sentence", "question", "reveal")
#: What stands at the top of the file, outside any table; it shapes the joined film alone.
VALUES: dict[str, Kind] = {"title": TEXT, "poster": TEXT, "poster_section": TEXT}
#: Every table the file may have. What is in none of these rows is refused.
TABLES: dict[str, Table] = {
    "recipe": Table(dict.fromkeys(FIELDS, ANY)),
    "runs": Table(dict.fromkeys(FIELDS, ANY), "[NAME.WORD]"),
    "look": Table(dict.fromkeys(COLOURS, COLOUR), drawn=frozenset(COLOURS)),
    "narration": Table({"words_per_minute": number(60, 300, 150)}, drawn=frozenset({"words_per_minute"})),
    "voice": Table(
        {
            "name": TEXT,
            "service": TEXT,
            "options": OPTIONS,
            "speed": number(0.5, 2, 1),
            "pronounce": TEXTS,
            "pause": Table(dict.fromkeys(PAUSES, number(0, 10, 0.5))),
        },
        drawn=frozenset({"pause"}),
    ),
    "page": Table({"address": ADDRESS, "language": LANGUAGE}),
    "scene": Table(dict.fromkeys(("file", "name", "activation"), TEXT), "[[NAME]]"),
}
#: How a lecture file begins when its bytes are UTF-16.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def lecture_file(path: Path | None = None) -> dict[str, Any]:
    """Return what a lecture file says.

    Parameters
    ----------
    path : Path, optional
        By default ``training.paths.LECTURE_TOML``.

    Returns
    -------
    dict
        The file's values and tables by name; empty when there is no such file.

    Raises
    ------
    LectureError
        When the file cannot be read, is not UTF-8 (a byte-order mark and CRLF are welcome), is not TOML,
        or has a table, key or value that nobody reads.
    """
    path = paths.LECTURE_TOML if path is None else path
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LectureError(
            f"{paths.shown(path)} cannot be read ({error.strerror}); name a file you may read"
        ) from None
    return checked(content, paths.shown(path))


@lru_cache(maxsize=8)
def checked(content: bytes, where: str) -> dict[str, Any]:
    """Return the tables in the bytes of a lecture file, read once for each content.

    Raises
    ------
    LectureError
        As `lecture_file`.
    """
    tables = parsed(content, where)
    for name, value in tables.items():
        if name in VALUES:
            refuse_value(where, name, value, VALUES[name])
            continue
        if name not in TABLES:
            raise LectureError(f"{where} has an unknown key {name!r}; {hint(name, [*VALUES, *TABLES])}")
        table = TABLES[name]
        for header, row in table.rows(name, value, where).items():
            refuse_row(where, header, row, table)
    return tables


def refuse_row(where: str, header: str, row: Mapping[str, Any], table: Table) -> None:
    """Refuse a table of keys that has an unknown one, or a value that its key cannot have."""
    for key, entry in row.items():
        if key not in table.keys:
            known = hint(key, table.keys)
            raise LectureError(f"{where}, {header} has an unknown key {key!r}; {known}")
        form = table.keys[key]
        if isinstance(form, Kind):
            refuse_value(f"{where}, {header}", key, entry, form)
            continue
        inner = f"{header[:-1]}.{key}]"
        if not isinstance(entry, dict):
            raise LectureError(f"{where}: {inner} must be a table; write {inner}")
        refuse_row(where, inner, entry, form)


def parsed(content: bytes, where: str) -> dict[str, Any]:
    """Read the bytes of a lecture file as TOML.

    Raises
    ------
    LectureError
        If they are not UTF-8 or not TOML; the line is named.
    """
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "UTF-16" if content.startswith(UTF_16) else f"byte 0x{content[error.start]:02X} in line {line}"
        raise LectureError(f"{where} is not UTF-8 ({what}); save it as UTF-8, then run again") from None
    except tomllib.TOMLDecodeError as error:
        raise LectureError(f"{where} is not TOML: {error}; correct that line, then run again") from None
    except RecursionError:
        raise LectureError(f"{where} is no lecture file: its brackets nest too deeply; correct it") from None


def refuse_value(where: str, key: str, value: Any, form: Kind) -> None:
    """Refuse a value that its key cannot have."""
    if not form.holds(value):
        raise LectureError(f"{where}: {key} = {str(value)[:60]!r}, expected {form.wanted}")


def hint(name: str, known: Collection[str]) -> str:
    """Return ``did you mean ...?`` for the known name nearest to this one, or all of them."""
    close = nearest(name, known)
    return f"did you mean {close}?" if close else f"choose from {', '.join(known)}"


def read_by_scenes(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of a lecture file that scenes read while they are drawn."""
    read = {
        name: {key: value for key, value in tables[name].items() if key in table.drawn}
        for name, table in TABLES.items()
        if table.drawn and name in tables
    }
    return {name: table for name, table in read.items() if table}
