"""Every error of the library, and the exit code that the command returns for it.

::

    ScraperError
    ├── UsageError             exit 2   the call is wrong: no such file, an invalid URL
    │   └── MissingExtra       exit 2   a library that an extra installs is not there
    ├── StoreError(store)      exit 2   the store of a run cannot be opened, read or written
    ├── Busy                   exit 6   another run holds the store
    ├── FetchError(url)        exit 3   the page could not be fetched
    │   ├── HttpStatus         the server answered with an error status
    │   ├── Blocked            robots.txt or a private address forbids it
    │   ├── TooLarge           more bytes, nesting or attributes than one page may have
    │   ├── TooManyRedirects   it redirects too often
    │   └── NotHtml            a PDF, an image, binary data
    ├── CleanError(url)        exit 4   the page was read, but no article was found
    │   ├── LayoutChanged      no body selector of the site rule matched
    │   ├── EmptyArticle       there is no article on the page
    │   └── TooCostly          cleaning it takes more time or memory than allowed
    ├── RuleError(module)      exit 5   a site rule is invalid
    │   ├── InvalidRule        a bad field, selector or pattern
    │   └── RuleConflict       two rules claim one domain
    └── CaseError(case)        exit 1   a recorded case fails
        ├── GoldenMissing
        ├── GoldenDraft
        └── GoldenMismatch(diff)

All of them can be pickled, since `str()` is built from the arguments.
"""

from __future__ import annotations


class ScraperError(Exception):
    """Base class of the library's errors; the command exits with `exit_code`."""

    exit_code = 4


class UsageError(ScraperError):
    """The call is wrong; the message says how to correct it."""

    exit_code = 2


class MissingExtra(UsageError, ImportError):
    """`library` is not installed, which `extra` installs."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library = library
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.library} is not installed: pip install 'bodycopy[{self.extra}]'"


class Busy(ScraperError):
    """Another run holds the store; the message says which run and since when."""

    exit_code = 6


class StoreError(ScraperError):
    """The database at `store` (a URL without password) failed; `why` says how to fix it. Committed data is safe."""

    exit_code = 2

    def __init__(self, store: str, why: str) -> None:
        super().__init__(store, why)
        self.store = store
        self.why = why

    def __str__(self) -> str:
        return f"store {self.store}: {self.why}"


class PageError(ScraperError):
    """A problem with the page at `url`; `why` says what it is and how to solve it."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(url, why)
        self.url = url
        self.why = why

    def __str__(self) -> str:
        return f"{self.url or 'this page'}: {self.why}"


class FetchError(PageError):
    """The page at `url` could not be fetched."""

    exit_code = 3


class HttpStatus(FetchError):
    """The server answered with an error status."""


class Blocked(FetchError):
    """The page may not be fetched: robots.txt, or an address that is not public."""


class TooLarge(FetchError):
    """The page has more bytes, nesting or attributes than a news page can have."""


class TooManyRedirects(FetchError):
    """The page redirects too often."""


class NotHtml(FetchError):
    """The bytes are not an HTML page."""


class CleanError(PageError):
    """The page at `url` was read, but no article was found on it."""

    exit_code = 4


class LayoutChanged(CleanError):
    """No `body` selector of the site's rule matched."""


class EmptyArticle(CleanError):
    """There is no article on the page."""


class Walled(EmptyArticle):
    """A consent page or a bot check stands in the place of the article."""


class SoftNotFound(EmptyArticle):
    """A not-found page that was served as if the page were there."""


class TooCostly(CleanError):
    """Cleaning the page takes more time or memory than allowed."""


class RuleError(ScraperError):
    """The site rule in `module` is invalid."""

    exit_code = 5

    def __init__(self, module: str, why: str) -> None:
        super().__init__(module, why)
        self.module = module
        self.why = why

    def __str__(self) -> str:
        return f"{self.module}: {self.why}"


class InvalidRule(RuleError):
    """A field, selector or pattern of the rule is invalid."""


class RuleConflict(RuleError):
    """Two rules claim one domain."""


class CaseError(ScraperError):
    """The recorded case `case` (`site/name`) fails."""

    exit_code = 1

    def __init__(self, case: str, why: str) -> None:
        super().__init__(case, why)
        self.case = case
        self.why = why

    def __str__(self) -> str:
        return f"{self.case}: {self.why}"


class GoldenMissing(CaseError):
    """The case has a recording but no golden, or a golden but no recording."""


class GoldenDraft(CaseError):
    """The golden was written by `record` and is not approved yet."""


class GoldenMismatch(CaseError):
    """The cleaned article differs from the golden; `why` is the diff."""
