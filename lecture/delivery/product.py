"""One delivered file: made from the joined lecture, with a receipt, and only when something changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lecture.freshness.production import Production
from lecture.freshness.receipts import read_receipt
from lecture.freshness.sources import source_files
from lecture.joined.lecture_receipt import read_lecture_receipt
from lecture.request.layout import Layout
from lecture.system.files import (
    digest_of,
    digest_of_value,
    digest_or_absent,
    held,
    publish,
    remove,
    remove_temporaries,
)
from training.errors import LectureError
from training.storage.messages import Message


@dataclass(frozen=True)
class ProductReceipt(Message):
    """What is known about a delivered file.

    Attributes
    ----------
    key : str
        Digest of everything it depends on; see `product_key`.
    sha256 : str
        Digest of the file.
    """

    key: str
    sha256: str


@dataclass(frozen=True)
class Product:
    """A file that is delivered beside the film.

    Attributes
    ----------
    file : str
        Its name.
    module : str
        Path from the project's folder of the module that makes it: it and what it imports shape the file.
    folders : tuple of str
        Paths of folders of further files that shape it.
    build : callable
        Takes the production and a path, and writes the file there.
    """

    file: str
    module: str
    folders: tuple[str, ...]
    build: Callable[[Production, Path], None]


def product_key(production: Production, product: Product) -> str:
    """Return the digest of everything a product depends on: the film, what it tells, the code, the look."""
    layout, root = production.layout, production.layout.root
    joined = read_lecture_receipt(layout)
    receipts = [read_receipt(layout, shot.slug) for shot in production.chosen]
    code = [
        *source_files(root, root / product.module),
        *files_in(root / folder for folder in product.folders),
    ]
    runs = {run.name: run for scene in production.scenes for run in scene.runs}
    table = production.shots.table
    return digest_of_value(
        {
            "film": joined.files if joined else {},
            "tells": [receipt.cues.to_json() if receipt else {} for receipt in receipts],
            "shots": [[shot.file, shot.name, shot.slug] for shot in production.chosen],
            "picture": layout.picture.to_json(),
            "lecture": {name: table.get(name) for name in ("title", "page", "look")},
            "runs": {name: run.path.name for name, run in sorted(runs.items())},
            "code": {str(path.relative_to(root)): digest_of(path) for path in sorted(set(code))},
        }
    )


def files_in(folders: Iterable[Path]) -> list[Path]:
    """Return the files of folders, with those of folders inside."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def receipt_path(layout: Layout, product: Product) -> Path:
    """Return the file of a product's receipt."""
    return layout.folder / f"{product.file}.json"


def product_out_of_date(production: Production, product: Product) -> list[str]:
    """Say why a product has to be made; nothing when it is what its inputs give."""
    layout = production.layout
    kept = read_product_receipt(receipt_path(layout, product))
    if kept is None:
        return ["never made"]
    if digest_or_absent(layout.folder / product.file) != kept.sha256:
        return [f"{product.file} is not the file its receipt describes"]
    if kept.key != product_key(production, product):
        return ["the film, what it tells, the look or the code changed"]
    return []


def read_product_receipt(path: Path) -> ProductReceipt | None:
    """Return a product's receipt, None when there is none of today's form: it is made anew."""
    try:
        return ProductReceipt.read_if_there(path)
    except LectureError:
        return None


def publish_product(production: Production, product: Product) -> Path:
    """Publish a product, unless it is already what its inputs give; return its path.

    Raises
    ------
    LectureError
        If the lecture is not published, or the product cannot be made of it.
    """
    layout = production.layout
    target = layout.folder / product.file
    with held(layout.work / "locks" / f"{product.file}.lock"):
        prefix = f"deliver-{product.file}-"
        remove_temporaries(layout.work, prefix)
        remove_temporaries(layout.folder, f".{receipt_path(layout, product).name}.")
        if not production.request.force and not product_out_of_date(production, product):
            return target
        key = product_key(production, product)
        fresh = layout.work / f"{prefix}{os.getpid()}"
        remove(fresh)
        fresh.mkdir(parents=True)
        try:
            made = fresh / product.file
            product.build(production, made)
            receipt = ProductReceipt(key, digest_of(made))
            publish(made, target)
            receipt.write(receipt_path(layout, product))
        finally:
            remove(fresh)
    return target
