"""The program ``mubiao``, from the wheel."""

from __future__ import annotations

import signal
import sys

from . import _native


def main() -> int:
    """Runs the command line with the arguments of the process and returns the exit status."""
    # Python's own handler would wait for the end of a native call.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _native.run(["mubiao", *sys.argv[1:]])
