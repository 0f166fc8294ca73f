"""Take the screenshots of the documentation: `python -m tools.docs_screenshots` writes `docs/images/*.png`.

An explained page, and a report over simulated runs, in light and in dark. Needs Chromium.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from scraper import clean_html
from scraper.output.explain_page import explained_page
from scraper.runs.monitoring.report import read_report, render
from tests.support.chromium import browse
from tests.support.fake_store import farm
from tools.docs_plots import DOCS, IMAGES

SCHEMES = {"light": (), "dark": ("--force-dark-mode",)}
SIZES = {"explain": "960,860", "report": "1200,900"}


def pages() -> dict[str, str]:
    """The pages to show, by name: the first page of the tutorial explained, and the report of simulated sites."""
    tutorial = (DOCS / "tutorial.md").read_text("utf-8")
    article = clean_html(re.findall(r'```html title="site/quay.html"\n(.*?)```', tutorial, re.DOTALL)[0])
    return {"explain": explained_page(article), "report": render(read_report(farm(6, 30).as_store()))}


def main() -> None:
    """Show each page in both schemes, and take a picture of its top."""
    with tempfile.TemporaryDirectory() as folder:
        for name, html in pages().items():
            shown = Path(folder) / f"{name}.html"
            shown.write_text(html, "utf-8")
            for scheme, flags in SCHEMES.items():
                picture = IMAGES / f"{name}_{scheme}.png"
                browse(shown, "", f"--window-size={SIZES[name]}", f"--screenshot={picture}", *flags)


if __name__ == "__main__":
    main()
