"""Which tests run in one process when several share the work."""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests together, for they share fixtures; a slow test goes alone, and first."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            path = str(item.path.relative_to(item.config.rootpath))
            slow = item.get_closest_marker("slow")
            name = f"{path}::{getattr(item, 'originalname', item.name)}" if slow else path
            item.add_marker(pytest.mark.xdist_group(name))
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
