"""The file of a new run, with the keys that most people change and what they mean."""

from __future__ import annotations

import json
from pathlib import Path

from scraper.errors import UsageError
from scraper.runs.config import checked_user_agent

_TEXT = """\
# The sources of a run. Add one with: bodycopy discover https://www.example.org/ >> {name}
# Then: bodycopy run {name}

[run]
user_agent = {agent}
store = "sqlite:///articles.db"   # beside this file; or postgresql+psycopg://user@host/database
deadline = "25m"                  # the time limit of a run; the next run continues
keep_pages = "30d"                # how long raw pages are kept, which can be cleaned again after a rule changed

[fetch]
min_delay = 1.0                   # seconds between two requests to one host; robots.txt may ask for more
concurrency = 16                  # hosts fetched in parallel
{more}
# [notify]                        # who is told when the verdict on a site changes
# webhook = "https://hooks.example.org/…"
# form = "slack"                  # or json, discord, teams, ntfy
"""


def config_text(name: str, user_agent: str, allow_private: bool = False) -> str:
    """The text of the file `name` of a new run, without a source."""
    more = "allow_private_addresses = true    # for tests and intranets\n" if allow_private else ""
    return _TEXT.format(name=name, agent=json.dumps(user_agent), more=more)


def write_config(path: Path, user_agent: str) -> None:
    """Write the file of a new run. Raises UsageError if it exists already or cannot be written, and for a
    user agent without an address."""
    text = config_text(path.name, checked_user_agent(path, user_agent))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} exists already: choose another name, or edit it") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from error
