"""Parts of a file, as HTTP asks for them: a film is seekable only where its bytes can be asked for."""

from __future__ import annotations

import re

#: One range of bytes: from a first to a last one, both counted from 0, or the last so many.
ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII)


class UnsatisfiableError(ValueError):
    """A range that begins behind the end: 416."""


def asked_bytes(header: str | None, size: int) -> range | None:
    """Return which bytes of a file a request asks for.

    Parameters
    ----------
    header : str, optional
        The request's ``Range``.
    size : int
        Bytes of the file.

    Returns
    -------
    range, optional
        None for the whole file: nothing was asked for, or something else than one range of bytes, which a
        server may leave aside (RFC 9110, 14.2).

    Raises
    ------
    UnsatisfiableError
        If the file has no such bytes.
    """
    found = ONE_RANGE.fullmatch(header) if header else None
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        first, end = max(size - int(found[2]), 0), size
    else:
        first = int(found[1])
        end = min(int(found[2]) + 1, size) if found[2] else size
        if found[2] and int(found[2]) < first:
            return None
    if first >= end:
        raise UnsatisfiableError
    return range(first, end)
