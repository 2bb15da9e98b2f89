"""`python -m training`: train what is missing, check what is cached."""

import sys

from training.command import main

sys.exit(main())
