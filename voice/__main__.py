"""`python -m voice`."""

import sys

from training.errors import imported

if __name__ == "__main__":
    sys.exit(imported("voice.command", "render voice").main())
