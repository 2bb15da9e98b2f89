"""What a page's modules export, import and ask for, read from their text."""

from __future__ import annotations

import re
from collections.abc import Mapping


def exported(module: str) -> set[str]:
    return set(re.findall(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", module, re.MULTILINE))


def imported(module: str) -> list[tuple[str, str]]:
    """Return the names that a module imports, each with the module it is to come from."""
    return [
        (name.strip(), source)
        for names, source in re.findall(r'^import \{([^}]+)\} from "([^"]+)";', module, re.MULTILINE)
        for name in names.split(",")
    ]


def unmet(modules: Mapping[str, str]) -> list[str]:
    """Return what modules import and nobody exports."""
    return [
        f"{name}: {wanted} from {source}"
        for name, module in modules.items()
        for wanted, source in imported(module)
        if wanted not in exported(modules.get(source, ""))
    ]


def reached(modules: Mapping[str, str], entry: str) -> set[str]:
    """Return the modules that an entry leads to."""
    found, ahead = set[str](), {entry}
    while ahead:
        found |= ahead
        ahead = {source for name in ahead for _, source in imported(modules[name])} - found
    return found


def lost_elements(modules: Mapping[str, str], body: str) -> set[str]:
    """Return the names of elements that modules ask for and the body does not have."""
    asked = {name for module in modules.values() for name in re.findall(r'byId\("([^"]+)"\)', module)}
    return asked - set(re.findall(r'\bid="([^"]+)"', body))


def unneeded(modules: Mapping[str, str], elsewhere: str = "") -> list[str]:
    """Return what modules export and neither another one nor some other text names."""
    return [
        f"{name}: {offered}"
        for name, module in modules.items()
        for offered in sorted(exported(module))
        if not any(
            re.search(rf"\b{offered}\b", text)
            for text in (elsewhere, *(other for each, other in modules.items() if each != name))
        )
    ]
