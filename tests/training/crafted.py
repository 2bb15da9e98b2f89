"""Files made to hurt a loader: each a function from a sound file's bytes to bytes, or to a thing on disk."""

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

MARK = "executed"


class _Trap:
    """Runs a command when unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.mark),)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in contents:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def npy(array: np.ndarray, version: tuple[int, int] = (1, 0), objects: bool = False) -> bytes:
    buffer = io.BytesIO()
    allowed: dict[str, Any] = {"allow_" + "pickle": objects}
    np.lib.format.write_array(buffer, array, version=version, **allowed)
    return buffer.getvalue()


def header(text: str, body: bytes = b"") -> bytes:
    encoded = text.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(encoded)) + encoded + body


def bomb(size: int) -> bytes:
    """A deflated member that expands to `size` zeros; its size field tells the truth."""
    return zipped([("hidden_kernel.npy", b"\0" * size)], zipfile.ZIP_DEFLATED)


def provenance_with(data: bytes, **changes: object) -> bytes:
    found = members(data)
    record = json.loads(str(np.load(io.BytesIO(found["provenance.npy"]), allow_pickle=False)))
    for key, value in changes.items():
        if value is None:
            record.pop(key)
        else:
            record[key] = value
    return zipped(list({**found, "provenance.npy": npy(np.array(json.dumps(record)))}.items()))


def crafted(data: bytes, mark: Path) -> dict[str, bytes]:
    """Return named bytes, none of which is the sound file."""
    found = members(data)
    kernel = np.load(io.BytesIO(found["hidden_kernel.npy"]), allow_pickle=False)
    count = len(kernel)

    def swapped(name: str, content: bytes) -> bytes:
        return zipped([(key, content if key == f"{name}.npy" else value) for key, value in found.items()])

    def kernel_as(array: np.ndarray) -> bytes:
        return swapped("hidden_kernel", npy(array))

    def poisoned(value: float) -> bytes:
        changed = kernel.copy()
        changed[1, 0, 0] = value
        return kernel_as(changed)

    trap = np.array([_Trap(mark)], dtype=object)
    code = f"__import__('os').mkdir({str(mark)!r})"
    cut_header = b"\x93NUMPY\x01\x00\xff\xff{"
    descr = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }"
    no_text = descr.replace("<f4", "<U1") % "()"
    central = data.index(b"PK\x01\x02")
    encrypted = bytearray(data)
    encrypted[central + 8] |= 1
    lzma = zipped(list(found.items()), zipfile.ZIP_LZMA)
    lied = bytearray(bomb(50_000_000))
    where = lied.index(b"PK\x01\x02")
    lied[where + 24 : where + 28] = struct.pack("<I", 300)
    things = {
        "empty": b"",
        "one byte": b"P",
        "text": b"not an npz\n",
        "git lfs pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 705000\n",
        "raw npy": found["hidden_kernel.npy"],
        "pickle": npy(trap, objects=True)[128:],
        "pickled member": swapped("hidden_kernel", npy(trap, objects=True)),
        "pickled extra member": zipped([*found.items(), ("extra.npy", npy(trap, objects=True))]),
        "pickle named provenance": swapped("provenance", npy(trap, objects=True)),
        "object dtype": swapped("hidden_kernel", header(descr.replace("<f4", "|O") % "(1,)", b"\0" * 8)),
        "header of 100 GB": swapped("hidden_kernel", header(descr % "(25000000000,)")),
        "header of many dimensions": swapped("hidden_kernel", header(descr % f"({'1, ' * 30})", b"\0" * 4)),
        "header that is code": swapped("hidden_kernel", header(code)),
        "header without an end": swapped("hidden_kernel", cut_header),
        "header of nested brackets": swapped("hidden_kernel", header("(" * 90)),
        "header with negative shape": swapped("hidden_kernel", header(descr % "(-3, 2, 2)", bytes(48))),
        "npy 2.0": swapped("hidden_kernel", npy(kernel, version=(2, 0))),
        "npy 9.9": swapped("hidden_kernel", b"\x93NUMPY\x09\x09" + found["hidden_kernel.npy"][8:]),
        "deflate bomb": bomb(1 << 28),
        "deflate bomb with a lie": bytes(lied),
        "deflate bomb as extra": zipped([*found.items(), ("bomb.npy", bytes(1 << 27))], zipfile.ZIP_DEFLATED),
        "bomb in the provenance": swapped("provenance", npy(np.array("0" * 200_000))),
        "duplicate name": zipped([*found.items(), ("hidden_bias.npy", found["hidden_bias.npy"])]),
        "path upwards": zipped([*found.items(), ("../escape.npy", b"x")]),
        "absolute path": zipped([*found.items(), ("/tmp/escape.npy", b"x")]),
        "only a path upwards": zipped([(f"../{name}", value) for name, value in found.items()]),
        "not a number": poisoned(np.nan),
        "infinity": poisoned(np.inf),
        "minus infinity": poisoned(-np.inf),
        "one value changed": poisoned(1.0),
        "too short": kernel_as(kernel[:-1]),
        "too long": kernel_as(np.concatenate([kernel, kernel[:1]])),
        "flattened": kernel_as(kernel.reshape(count, 4)),
        "transposed": kernel_as(np.asfortranarray(kernel)),
        "double precision": kernel_as(kernel.astype("<f8")),
        "half precision": kernel_as(kernel.astype("<f2")),
        "integers": kernel_as(kernel.astype("<i4")),
        "big endian": kernel_as(kernel.astype(">f4")),
        "complex": kernel_as(kernel.astype("<c8")),
        "text for numbers": kernel_as(kernel.astype("<U8")),
        "trailing bytes in a member": swapped("hidden_kernel", found["hidden_kernel.npy"] + b"\0"),
        "body cut": swapped("hidden_kernel", found["hidden_kernel.npy"][:-4]),
        "member missing": zipped([(k, v) for k, v in found.items() if k != "loss.npy"]),
        "member too many": zipped([*found.items(), ("more.npy", npy(np.zeros(1, "<f4")))]),
        "no members": zipped([]),
        "kernel and bias exchanged": zipped(
            [({"hidden_bias.npy": "output_bias.npy", "output_bias.npy": "hidden_bias.npy"}.get(k, k), v)
             for k, v in found.items()]
        ),
        "older schema": provenance_with(data, schema=0),
        "newer schema": provenance_with(data, schema=2),
        "schema of another kind": provenance_with(data, schema="1"),
        "no schema": provenance_with(data, schema=None),
        "no recipe": provenance_with(data, recipe=None),
        "recipe of another kind": provenance_with(data, recipe=[1, 2]),
        "another recipe": provenance_with(data, recipe={"epochs": 3}),
        "recipe digest of another": provenance_with(data, recipe_digest="0" * 64),
        "content digest of another": provenance_with(data, content_sha256="0" * 64),
        "provenance not json": swapped("provenance", npy(np.array("{"))),
        "provenance deeply nested": swapped("provenance", npy(np.array("[" * 15_000))),
        "provenance a number": swapped("provenance", npy(np.array(1.0))),
        "provenance not unicode": swapped("provenance", header(no_text, b"\xff" * 4)),
        "lzma": lzma,
        "encrypted": bytes(encrypted),
        "truncated": data[: len(data) // 2],
        "without its directory": data[:central],
        "zeros": bytes(len(data)),
        "zlib stream": zlib.compress(data),
    }  # fmt: skip
    assert data not in things.values()
    return things


def things_on_disk(folder: Path) -> dict[str, Callable[[Path, bytes], None]]:
    """Return named makers of things that are no regular file: each is given the cache path and the bytes."""

    def directory(path: Path, data: bytes) -> None:
        path.mkdir()

    def fifo(path: Path, data: bytes) -> None:
        os.mkfifo(path)

    def symlink(path: Path, data: bytes) -> None:
        target = folder / "target.npz"
        target.write_bytes(data)
        path.symlink_to(target)

    def dangling(path: Path, data: bytes) -> None:
        path.symlink_to(folder / "nowhere.npz")

    def loop(path: Path, data: bytes) -> None:
        path.symlink_to(path.name)

    def device(path: Path, data: bytes) -> None:
        path.symlink_to("/dev/zero")

    def huge(path: Path, data: bytes) -> None:
        with open(path, "wb") as file:
            file.truncate(1 << 37)

    makers = (directory, fifo, symlink, dangling, loop, device, huge)
    return {maker.__name__: maker for maker in makers}
