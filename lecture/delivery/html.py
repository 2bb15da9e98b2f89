"""One HTML file that needs no other: styles, modules and data inlined, all else refused by its policy."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

#: What may be loaded beside what is inlined: the film from the page's own folder, pictures drawn by the page.
#: A page opened from a file has no origin, so its film is named by its scheme.
ALLOWED = {
    "default-src": "'none'",
    "img-src": "data: blob:",
    "media-src": "'self' file: blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
#: Signs of JSON that mean something inside a script element or to old readers of JavaScript.
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True)
class Head:
    """What a page says of itself.

    Attributes
    ----------
    title, language, description : str
        In words.
    properties : mapping
        Open Graph and the like, by name.
    """

    title: str
    language: str
    description: str
    properties: Mapping[str, str]


def html_page(
    head: Head,
    styles: Sequence[str],
    body: str,
    modules: Mapping[str, str],
    entry: str,
    data: Mapping[str, Any],
    allowed: Mapping[str, str] = ALLOWED,
) -> str:
    """Return a page as one text.

    Parameters
    ----------
    head : Head
        Texts of any kind: they are escaped.
    styles : sequence of str
        CSS, in order.
    body : str
        HTML of the project's own.
    modules : mapping
        JavaScript modules by the bare names under which they import each other.
    entry : str
        The module that begins.
    data : mapping
        JSON values, each in an element ``data-NAME``.
    allowed : mapping
        What its policy admits beside what is in it, by directive.

    Returns
    -------
    str
        HTML. By default its policy admits nothing but what is in it and the film beside it.
    """
    style = "\n".join(styles)
    import_map = json.dumps({"imports": {name: data_url(text) for name, text in modules.items()}})
    begin = f'import "{entry}";'
    scripts = ["data:", source_of(import_map), source_of(begin), allowed.get("script-src", "")]
    policy = {
        **allowed,
        "script-src": " ".join(scripts).strip(),
        "style-src": source_of(style),
    }
    said = "; ".join(f"{name} {value}" for name, value in policy.items())
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(head.language)}">',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(said)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="dark light">',
        f"<title>{escape(head.title)}</title>",
        f'<meta name="description" content="{escape(head.description)}">',
        *(
            f'<meta property="{escape(name)}" content="{escape(value)}">'
            for name, value in head.properties.items()
        ),
        '<link rel="icon" href="data:,">',
        f"<style>{style}</style>",
        f"<body>\n{body.strip()}",
        *(
            f'<script type="application/json" id="data-{escape(name)}">{json_block(value)}</script>'
            for name, value in data.items()
        ),
        f'<script type="importmap">{import_map}</script>',
        f'<script type="module">{begin}</script>',
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def source_of(inlined: str) -> str:
    """Return the source expression that admits one inlined text: its sha256."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()}'"


def data_url(module: str) -> str:
    """Return a JavaScript module as an address that holds it."""
    return "data:text/javascript;base64," + base64.b64encode(module.encode()).decode()


def json_block(value: Any) -> str:
    """Return a JSON value as it may stand inside a script element, whatever its texts are."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, code in UNSAFE.items():
        text = text.replace(sign, code)
    return text


def modules_in(web: Path, *folders: str) -> dict[str, str]:
    """Return the modules of folders by their bare names, such as ``page/main``."""
    return {
        f"{folder}/{path.stem}": path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((web / folder).glob("*.js"))
    }


def image_url(image: bytes, kind: str) -> str:
    """Return a picture, of ``png`` or ``jpeg``, as an address that holds it."""
    return f"data:image/{kind};base64," + base64.b64encode(image).decode()
