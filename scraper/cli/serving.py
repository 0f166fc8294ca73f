"""The subcommand `serve`, loaded when it is called."""

from __future__ import annotations

import sys
from pathlib import Path

from scraper.cli.input import put
from scraper.cli.options import verb, with_extra

serve = verb(
    "serve",
    "scraper serve news.toml",
    "scraper serve news.toml --port 9000 --token $(cat token)",
    'curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: text/html" --data-binary @page.html \\\n'
    "    'http://127.0.0.1:8400/clean?url=https://example.org/news/1'",
    note="Prints the address and serves until Ctrl-C. On loopback only POST /clean needs a token.",
)


@serve.default
@with_extra()
def _serve(config: Path, /, *, host: str = "127.0.0.1", port: int = 8400, token: str | None = None) -> int:
    """Show the store of a run in the browser: sites, search, articles with their cuts, feeds, and a JSON API.

    Args:
        config: The TOML file of the run.
        host: The address to listen on; any but loopback needs a token.
        port: The port; 0 for a free one.
        token: What callers must send (default: on loopback none; POST /clean is then switched off). "new" makes one.
    """
    from scraper.runs.config import load
    from scraper.serve.server import new_token, serve

    secret = new_token() if token == "new" else token or ""
    serve(load(config).run.store, str(config), host, port, secret, said=_say)
    return 0


def _say(address: str) -> None:
    put(f"{address}\n")
    sys.stdout.flush()
