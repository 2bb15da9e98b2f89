"""Arrays as npz bytes: written the same way every time, read with nothing taken on trust.

NumPy's own reader raises a dozen kinds of exception on damaged files, expands deflate bombs and
loses members in silence; here a file has exactly the members that are expected or is refused.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
HEADER_ROOM = 256
"""Most bytes of an array's npy header: NumPy writes 128 for arrays of few dimensions."""
TEXT_ROOM = 65_536
"""Most bytes of a text member: 16,000 characters of four bytes, and the header."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every member: the earliest that zip knows, so that equal arrays give equal bytes."""
# How an array file of format 1.0 begins, and the only header it may have: no code, no spaces to hide in.
_MAGIC = b"\x93NUMPY\x01\x00"
_HEADER = re.compile(
    r"\{'descr': '([<>|=]?[A-Za-z]\d{1,9})', 'fortran_order': (True|False), 'shape': \(([0-9, ]*)\), \} *\n"
)
# What reading damaged bytes raises, in zipfile, zlib and NumPy.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
    struct.error, ValueError, OverflowError, IndexError, OSError,
)  # fmt: skip


class DamagedError(Exception):
    """The bytes are not the npz that was expected; the message says why."""


@dataclass(frozen=True)
class Text:
    """Stands for a member that is a 0-d string of at most 16,000 characters."""


Expected = Mapping[str, tuple[str, tuple[int, ...]] | Text]
#: Wherever a text member is expected.
TEXT = Text()


def size_cap(expected: Expected) -> int:
    """Return the most bytes an npz with these members may have."""
    return 4096 + sum(_member_cap(member) + 512 for member in expected.values())


def _member_cap(member: tuple[str, tuple[int, ...]] | Text) -> int:
    if isinstance(member, Text):
        return TEXT_ROOM
    dtype, shape = member
    return HEADER_ROOM + np.dtype(dtype).itemsize * int(np.prod(shape, dtype=np.int64))


def npz_bytes(arrays: Mapping[str, Array], compressed: bool = False) -> bytes:
    """Return arrays as the bytes of an npz; equal arrays give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(
                member, np.asarray(array, order="C"), version=(1, 0), allow_pickle=False
            )
            info = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            archive.writestr(info, member.getvalue())
    return buffer.getvalue()


class StrictNpz:
    """An npz held in memory whose members are read one by one, each against what it must be.

    Parameters
    ----------
    data : bytes
        The whole file; the caller has capped its size.

    Raises
    ------
    DamagedError
        When the bytes are no zip archive, or hold a name twice.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(b"version https://git-lfs"):
            raise DamagedError("it is a Git LFS pointer, not the file")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except _DAMAGE as error:
            raise DamagedError(f"it is not an npz ({_reason(error)})") from None
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) != len(infos):
            raise DamagedError("a member name occurs twice")

    def require(self, expected: Expected) -> None:
        """Refuse when the member names are not exactly the expected ones.

        Raises
        ------
        DamagedError
        """
        found, wanted = set(self._infos), {f"{name}.npy" for name in expected}
        if found != wanted:
            extra, missing = sorted(found - wanted), sorted(wanted - found)
            raise DamagedError(f"members missing: {missing}, not expected: {[n[:40] for n in extra[:4]]}")

    def text(self, name: str) -> str:
        """Return the member that must be a 0-d string.

        Raises
        ------
        DamagedError
        """
        descr, shape, body = self._member(name, TEXT_ROOM)
        count = int(descr[2:]) if re.fullmatch(r"<U\d{1,5}", descr) else -1
        if count < 0 or shape != () or len(body) != 4 * count:
            raise DamagedError(f"{name} is {descr}{list(shape)}, expected a 0-d text")
        try:
            return body.decode("utf-32-le").rstrip("\0")
        except UnicodeDecodeError:
            raise DamagedError(f"{name} is not text") from None

    def array(self, name: str, dtype: str, shape: tuple[int, ...], finite: bool = True) -> Array:
        """Return the member that must be a C-ordered array of this dtype and shape.

        All values must be finite unless `finite` is False.

        Raises
        ------
        DamagedError
        """
        descr, found, body = self._member(name, _member_cap((dtype, shape)))
        if descr != dtype or found != shape or len(body) != np.dtype(dtype).itemsize * int(np.prod(shape)):
            raise DamagedError(f"{name} is {descr}{list(found)}, expected {dtype}{list(shape)}")
        array = np.frombuffer(body, dtype=dtype).reshape(shape)
        if finite and not np.all(np.isfinite(array)):
            raise DamagedError(f"{name} has values that are not finite")
        return array

    def _member(self, name: str, cap: int) -> tuple[str, tuple[int, ...], bytes]:
        info = self._infos.get(f"{name}.npy")
        if info is None:
            raise DamagedError(f"member {name} is missing")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 0x1:
            raise DamagedError(f"{name} is neither stored nor deflated")
        if info.file_size > cap:
            raise DamagedError(f"{name} claims {info.file_size} bytes, expected at most {cap}")
        try:
            with self._archive.open(info) as member:
                raw = member.read(cap + 1)
                if member.read(1):
                    raise DamagedError(f"{name} is longer than it claims")
        except _DAMAGE as error:
            raise DamagedError(f"{name} cannot be read ({_reason(error)})") from None
        if len(raw) != info.file_size or not raw.startswith(_MAGIC) or len(raw) < 10:
            raise DamagedError(f"{name} is not an npy 1.0 array")
        end = 10 + int.from_bytes(raw[8:10], "little")
        match = _HEADER.fullmatch(raw[10:end].decode("latin-1"))
        if match is None or match[2] != "False":
            raise DamagedError(f"{name} has the header {raw[10:end][:80]!r}")
        shape = tuple(int(part) for part in match[3].split(",") if part.strip())
        return match[1], shape, raw[end:]


def _reason(error: BaseException) -> str:
    return str(error)[:80] or type(error).__name__
