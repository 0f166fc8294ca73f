"""Read the output of a program on a terminal."""

from __future__ import annotations

import os


def read_terminal(leader: int) -> str:
    """Everything written until the other side closes. Closes `leader`."""
    seen = b""
    try:
        while piece := os.read(leader, 65536):
            seen += piece
    except OSError:  # on Linux: the other side has closed
        pass
    finally:
        os.close(leader)
    return seen.decode()
