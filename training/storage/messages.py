"""Messages between processes: frozen dataclasses with one JSON form, read strictly."""

from __future__ import annotations

import types
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Self, Union, get_args, get_origin, get_type_hints

from training.errors import LectureError
from training.storage.files import read_json, write_json


@dataclass(frozen=True)
class Message:
    """Base of what one process writes to a file for another.

    Fields may be of type str, int, float, bool, None, Path, a message, Any (plain JSON), or tuples, lists
    and dicts of these.
    """

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain JSON values, paths as text."""
        return {name: plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, value: Any, where: str = "") -> Self:
        """Return the message a JSON value holds.

        Parameters
        ----------
        value : JSON value
            As `to_json` gave it.
        where : str
            What is being read, for the refusal; by default the class's name.

        Raises
        ------
        LectureError
            If a field is unknown, missing or of another type.
        """
        where = where or cls.__name__
        if not isinstance(value, dict):
            raise LectureError(f"{where} is {kind(value)}, expected an object; {REMEDY}", 1)
        # mypy takes the hash of a message for that of its class.
        hints = field_types(cls)  # type: ignore[arg-type]
        if wrong := set(value) ^ set(hints):
            name = min(wrong)
            what = "is missing" if name in hints else "is unknown"
            raise LectureError(f"{where}: {name} {what}; {REMEDY}", 1)
        return cls(**{name: read_as(hint, value[name], f"{where}: {name}") for name, hint in hints.items()})

    def write(self, path: Path, *, durable: bool = True) -> None:
        """Write the message as a JSON file, in one step."""
        write_json(path, self.to_json(), durable=durable)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the message a file holds.

        Raises
        ------
        LectureError
            If the file is missing, is not JSON or holds another message.
        """
        return cls.from_json(read_json(path), path.name)

    @classmethod
    def read_if_there(cls, path: Path) -> Self | None:
        """Return the message a file holds; None while it is missing or half written elsewhere.

        Raises
        ------
        LectureError
            If the file holds another message.
        """
        found = read_json(path)
        return None if found is None else cls.from_json(found, path.name)


#: The end of every refusal here: messages live no longer than a call, unless the project changed meanwhile.
REMEDY = "written by another version of this project; run the same command again"


@cache
def field_types(message: type[Message]) -> dict[str, Any]:
    """Return the declared type of every field of a message, in order; only to be looked at."""
    hints = get_type_hints(message)
    return {field.name: hints[field.name] for field in fields(message)}


def read_as(hint: Any, value: Any, where: str) -> Any:
    """Return a JSON value as the type a field declares.

    Raises
    ------
    LectureError
        If the value is of another type.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any:
        return value
    if origin in (Union, types.UnionType):
        return None if value is None else read_as(arguments[0], value, where)
    if origin in (tuple, list) and isinstance(value, list):
        return origin(read_as(arguments[0], part, where) for part in value)
    if origin is dict and isinstance(value, dict):
        return {name: read_as(arguments[1], part, f"{where}.{name}") for name, part in value.items()}
    if isinstance(hint, type) and issubclass(hint, Message):
        return hint.from_json(value, where)
    if hint is Path and isinstance(value, str):
        return Path(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise LectureError(f"{where} is {kind(value)}, expected {getattr(hint, '__name__', hint)}; {REMEDY}", 1)


def plain(value: Any) -> Any:
    """Return a value as JSON has it: paths as text, tuples as lists."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, tuple | list) else value


def kind(value: Any) -> str:
    """Return the name of a value's type, for a refusal."""
    return "nothing" if value is None else type(value).__name__
