"""The subcommand `serve`, loaded when it is called."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scraper.cli.input import put
from scraper.cli.options import verb, with_extra

serve = verb(
    "serve",
    "scraper serve news.toml",
    "scraper serve news.toml --host 0.0.0.0 --token-file token",
    'curl -H "Authorization: Bearer $BODYCOPY_TOKEN" -H "Content-Type: text/html" --data-binary @page.html \\\n'
    "    'http://127.0.0.1:8400/clean?url=https://example.org/news/1'",
    note="Prints the address and serves until Ctrl-C. On loopback only POST /clean needs a token. Callers send it as\n"
    '"Authorization: Bearer TOKEN"; browsers and feed readers give it as the password, with any user name.',
)


@serve.default
@with_extra()
def _serve(
    config: Path, /, *, host: str = "127.0.0.1", port: int = 8400, token: str | None = None,
    token_file: Path | None = None,
) -> int:  # fmt: skip
    """Show the store of a run in the browser: sites, search, articles with their cuts, feeds, and a JSON API.

    Args:
        config: The TOML file of the run.
        host: The address to listen on; any but loopback needs a token.
        port: The port; 0 for a free one.
        token: What callers must send, of 16 characters or more (default: on loopback none; POST /clean is then switched
            off). "new" makes one. Everyone on the machine sees it in the list of processes: prefer --token-file or the
            variable BODYCOPY_TOKEN.
        token_file: A file that holds the token.
    """
    from scraper.runs.config import load
    from scraper.serve.server import given_token, serve

    given = given_token(token, token_file, os.environ)
    serve(load(config).run.store, str(config), host, port, given, said=_say)
    return 0


def _say(address: str) -> None:
    put(f"{address}\n")
    sys.stdout.flush()
