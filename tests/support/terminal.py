"""What a program wrote on a terminal."""

from __future__ import annotations

import os


def read_terminal(leader: int) -> str:
    """All that was written until the other side closed, in however many pieces it comes; closes `leader`."""
    seen = b""
    try:
        while piece := os.read(leader, 65536):
            seen += piece
    except OSError:  # Linux says so when the other side has closed
        pass
    finally:
        os.close(leader)
    return seen.decode()
