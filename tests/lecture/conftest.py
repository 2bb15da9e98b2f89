"""A tiny project for every test that runs the pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_project


@pytest.fixture
def project(tmp_path: Path) -> tiny_project.Project:
    return tiny_project.create(tmp_path / "project")
