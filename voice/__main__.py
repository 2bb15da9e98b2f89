"""`python -m voice`."""

import sys

from voice.command import main

sys.exit(main())
