"""What a caller may choose about cleaning, beyond the page itself."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.errors import UsageError

LONGEST = 86_400.0
"""The longest `timeout`, a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of `clean_html` and `clean_text`; the defaults are those of a call without them.

    With `timeout`, in seconds, the input is cleaned in another process, which is ended after that time and may take two
    gigabytes of memory; the process is used again for the next call. Without it, any input is cleaned in this one.
    """

    timeout: float | None = None

    def __post_init__(self) -> None:
        """Raises UsageError for a value that cannot be meant."""
        timeout = self.timeout
        if timeout is None:
            return
        if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= LONGEST:
            raise UsageError(f"timeout={timeout!r}: give seconds, such as 5.0, or None for no limit")
