#!/usr/bin/env bash
# From a fresh machine to all checks: ruff, mypy, import-linter, pytest.
# With arguments only pytest runs, with them: ./test.sh tests/training -k pchip
set -euo pipefail
CDPATH="" cd -- "${0%"${0##*/}"}./"
. lecture/setup.sh
set_up render train test voice pptx
ensure_checkers
if [ $# != 0 ]; then
    exec "$python" -m pytest "$@"
fi
"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
"$python" -c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'
# One process more than cores, for a third of the tests' time is waited for; a file's tests stay together, slow ones
# go alone and first (tests/conftest.py).
processes=$(($(getconf _NPROCESSORS_ONLN) + 1))
exec "$python" -m pytest -n "$processes" --maxprocesses 4 --dist loadfile --no-loadscope-reorder
