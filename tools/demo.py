"""Clean every recorded page, and the sample texts where they are at hand; print what was kept and cut, and why."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

import scraper
from scraper.cases import cases, clean, replay
from scraper.explain import show, summary
from scraper.explain_page import to_page
from scraper.model import Article
from scraper.reading import write_whole

SHOWN = "theweek_com/bare-boxes"
"""The case that is shown in full."""
PAGE = Path("demo/explain.html")
SAMPLES = Path("../shared/seeds")


def main() -> None:
    """Run over `cassettes/`, without a network."""
    console = Console()
    table = Table("page", "kept", "cut", "why", title="Recorded pages")
    shown: Article | None = None
    for case in cases():
        article = clean(replay(case))
        table.add_row(case.name, *_counts(article))
        if case.name == SHOWN:
            shown = article
    for path in sorted(SAMPLES.glob("*.txt")):
        host = path.stem.replace("_", ".") if "_" in path.stem else f"{path.stem}.com"
        table.add_row(path.stem, *_counts(scraper.clean_text(path.read_text("utf-8"), f"https://{host}/")))
    console.print(table)
    if shown is not None:
        console.rule(f"{SHOWN}: {summary(shown)}")
        show(shown, console)
        PAGE.parent.mkdir(exist_ok=True)
        write_whole(PAGE, to_page(shown))
        console.rule(f"the same as a page, with a switch for each reason: {PAGE}")


def _counts(article: Article) -> tuple[str, str, str]:
    why = Counter(removal.reason.value for removal in article.removals)
    return (
        str(len(article.blocks)),
        str(len(article.removals)),
        ", ".join(f"{n} {name}" for name, n in why.most_common(4)),
    )


if __name__ == "__main__":
    main()
