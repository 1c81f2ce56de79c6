"""``python -m bot`` is ``peerbot``."""

import sys

from bot.cli import main

sys.exit(main())
