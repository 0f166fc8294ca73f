"""Record the cases again from the reconstructed pages: `python -m tests.origin.record [SITE[/CASE]]`.

Goldens that still hold stay as they are. The others become drafts, to be read and approved.
"""

from __future__ import annotations

import sys

from scraper.fixtures import record
from scraper.fixtures.golden import golden_status
from tests.origin import manifest, running, transport


def main(name: str | None = None) -> None:
    with running() as origin:
        origin.serve_manifest()
        for page in manifest():
            if name in {None, page.site, f"{page.site}/{page.case}"}:
                case = record(page.url, page.case, transport=transport(origin))
                status = golden_status(case.golden.read_text("utf-8"))
                sys.stdout.write(f"{case.name}: {status}\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
