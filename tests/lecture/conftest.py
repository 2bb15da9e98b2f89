"""A tiny project for every test that runs the pipeline."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.lecture.tiny_project import Project, Published, create


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project nobody has run."""
    return create(tmp_path / "project")


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A project that was run once, for all tests of this process."""
    made = create(tmp_path_factory.mktemp("published") / "project")
    return Published(made, made.made())


@pytest.fixture
def published(first_run: Published, tmp_path: Path) -> Project:
    """A copy of a project after its first run; receipts name no folder, so they hold for it too."""
    shutil.copytree(first_run.project.root, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")
