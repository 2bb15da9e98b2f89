"""`python -m training`: train what is missing, check what is cached."""

import sys

from training.errors import imported

if __name__ == "__main__":
    sys.exit(imported("training.command", "render train").main())
