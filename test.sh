#!/usr/bin/env bash
# From a fresh machine to all checks: ruff, mypy, pytest. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. lecture/setup.sh
set_up
"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
exec "$python" -m pytest "$@"
