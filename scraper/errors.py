"""Every error of the library, and the exit code the command gives for it.

::

    ScraperError
    ├── UsageError             exit 2   the call itself is wrong: no such file, a URL that is none
    ├── StoreError(store)      exit 2   the store of a run cannot be opened, read or written
    ├── Busy                   exit 6   another run holds the store
    ├── FetchError(url)        exit 3   the page could not be had
    │   ├── HttpStatus         the server answered with an error status
    │   ├── Blocked            robots.txt, or an address that must not be reached
    │   ├── TooLarge           more bytes, depth or attributes than one page may have
    │   ├── TooManyRedirects   it redirects in a circle, or for ever
    │   └── NotHtml            a PDF, an image, noise
    ├── CleanError(url)        exit 4   the page was had, the article was not
    │   ├── LayoutChanged      no body selector of the site rule matched
    │   └── EmptyArticle       there is no article on it
    ├── RuleError(module)      exit 5   a site rule is broken
    │   ├── InvalidRule        a bad field, selector or pattern
    │   └── RuleConflict       two rules claim one domain
    └── CaseError(case)        exit 1   a recorded case does not hold
        ├── GoldenMissing
        ├── GoldenDraft
        └── GoldenMismatch(diff)

All of them can be pickled: what `str()` shows is built from the arguments.
"""

from __future__ import annotations


class ScraperError(Exception):
    """Any failure this library foresees; `exit_code` is what the command exits with."""

    exit_code = 4


class UsageError(ScraperError):
    """The call is wrong; the message says how to put it right."""

    exit_code = 2


class Busy(ScraperError):
    """Another run holds the store; the message says which, and since when."""

    exit_code = 6


class StoreError(ScraperError):
    """The store at `store` (its URL, without a password) gives out; `why` says what to do. What was saved stays."""

    exit_code = 2

    def __init__(self, store: str, why: str) -> None:
        super().__init__(store, why)
        self.store = store
        self.why = why

    def __str__(self) -> str:
        return f"store {self.store}: {self.why}"


class PageError(ScraperError):
    """Something is wrong with the page at `url`; `why` says what, and what to do."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(url, why)
        self.url = url
        self.why = why

    def __str__(self) -> str:
        return f"{self.url or 'this page'}: {self.why}"


class FetchError(PageError):
    """The page at `url` could not be had."""

    exit_code = 3


class HttpStatus(FetchError):
    """The server answered with an error status."""


class Blocked(FetchError):
    """The page must not be asked for."""


class TooLarge(FetchError):
    """The page is larger, deeper or wider than a news page can be."""


class TooManyRedirects(FetchError):
    """The page redirects more often than a page that is there."""


class NotHtml(FetchError):
    """The bytes are no HTML page."""


class CleanError(PageError):
    """The page at `url` was read, but no article came out of it."""

    exit_code = 4


class LayoutChanged(CleanError):
    """No `body` selector of the site's rule matched."""


class EmptyArticle(CleanError):
    """There is no article on the page."""


class RuleError(ScraperError):
    """The site rule in `module` is broken."""

    exit_code = 5

    def __init__(self, module: str, why: str) -> None:
        super().__init__(module, why)
        self.module = module
        self.why = why

    def __str__(self) -> str:
        return f"{self.module}: {self.why}"


class InvalidRule(RuleError):
    """A field, selector or pattern of the rule is wrong."""


class RuleConflict(RuleError):
    """Two rules claim one domain."""


class CaseError(ScraperError):
    """The recorded case `case` (`site/name`) does not hold."""

    exit_code = 1

    def __init__(self, case: str, why: str) -> None:
        super().__init__(case, why)
        self.case = case
        self.why = why

    def __str__(self) -> str:
        return f"{self.case}: {self.why}"


class GoldenMissing(CaseError):
    """The case has a recording and no golden, or a golden and no recording."""


class GoldenDraft(CaseError):
    """The golden was written by `record` and nobody approved it yet."""


class GoldenMismatch(CaseError):
    """The cleaner's answer differs from the golden; `why` is the diff."""
