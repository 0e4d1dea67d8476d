"""`python -m bonusmalus_core.hosts.cli`: the same as `bonusmalus`."""

import sys

from bonusmalus_core.hosts.cli import run

sys.exit(run())
