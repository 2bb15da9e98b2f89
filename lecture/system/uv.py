"""uv, told the package index that pip is told: `python -m lecture.system.uv ARGUMENTS`.

A mirror, proxy or certificate stands in pip's settings on many machines, and uv does not read those.
Nothing but the standard library is imported: this runs before anything is installed.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping

#: uv's variable for each of pip's options that says where packages come from, and what separates its values.
VARIABLES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
}
#: Sections of pip's settings that count for an installation; a later one wins.
SECTIONS = ("global", "install", ":env:")


def pip_settings(listing: str) -> dict[str, str]:
    """Return pip's options for an installation, by name.

    Parameters
    ----------
    listing : str
        What `pip config list` prints: one `section.option='value'` a line.
    """
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        section, _, option = key.rpartition(".")
        if section in found:
            found[section][option] = str(ast.literal_eval(value))
    return {option: value for section in SECTIONS for option, value in found[section].items()}


def uv_environment(settings: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which uv asks where pip would ask.

    Parameters
    ----------
    settings : mapping
        pip's options, as from `pip_settings`.
    environment : mapping
        The process's own; what a person has told uv there stands.
    """
    made = {}
    for option, (variable, separator) in VARIABLES.items():
        if settings.get(option):
            made[variable] = separator.join(settings[option].split())
    # Every file is held to its hash, so the best version may come from any index, as with pip.
    made["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    made["UV_PYTHON_DOWNLOADS"] = "never"
    # A bare user id has no home, or `/`, where uv could not keep what it has downloaded.
    home = environment.get("UV_CACHE_DIR") or environment.get("XDG_CACHE_HOME") or environment.get("HOME", "")
    if not os.access(home, os.W_OK):
        made["UV_NO_CACHE"] = "1"
    return {**made, **environment}


def main(arguments: list[str]) -> int:
    """Run uv with these arguments; return its exit code."""
    # Settings given in the environment alone still count when pip's own files cannot be read.
    # A listing keeps nothing, and without a home of one's own pip would warn that it cannot.
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "--no-cache-dir", "config", "list"],
        stdout=subprocess.PIPE, text=True, check=True,
    ).stdout  # fmt: skip
    settings = pip_settings(listed)
    offline = ["--no-index"] if settings.get("no-index") not in (None, "", "0", "false") else []
    done = subprocess.run(
        [sys.executable, "-m", "uv", *arguments, *offline],
        env=uv_environment(settings, os.environ),
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
