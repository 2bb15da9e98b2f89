#!/usr/bin/env bash
# From a fresh machine to all checks: ruff, mypy, pytest. Arguments go to pytest; -n 0 runs it in one process.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. lecture/setup.sh
set_up
"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
.venv/bin/lint-imports
# One process a core; a file's tests stay together, slow ones go alone and first (tests/conftest.py).
exec "$python" -m pytest -n logical --maxprocesses 4 --dist loadgroup --no-loadscope-reorder "$@"
