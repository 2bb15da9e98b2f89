"""The command behind render.sh."""

import sys

from lecture.cli import main

if __name__ == "__main__":
    sys.exit(main())
