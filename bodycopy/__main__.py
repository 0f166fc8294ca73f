"""The command `bodycopy`, also as `python -m bodycopy`: the same as `scraper`."""

import sys

from bodycopy import errors as _errors  # noqa: F401  makes sure that `scraper` is ours before it is imported
from scraper.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
