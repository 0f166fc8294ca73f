"""Draw the plots of the documentation from its own tables: `python -m tools.docs_plots` writes `docs/images/*.svg`.

Each plot is drawn twice, for light and for dark pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parents[1] / "docs"
IMAGES = DOCS / "images"
THEMES = {
    "light": {"ink": "#212121", "faint": "#616161", "good": "#00796b", "bad": "#b71c1c", "rail": "#e0e0e0"},
    "dark": {"ink": "#eceff1", "faint": "#b0bec5", "good": "#4db6ac", "bad": "#ef9a9a", "rail": "#37474f"},
}
_WIDTH, _LABELS, _BARS, _ROW, _TOP = 720, 200, 150, 30, 56


class Panel(NamedTuple):
    """A column of a table, drawn as bars: its heading in the table and in the plot, its colour, and its longest bar."""

    column: str
    heading: str
    colour: str
    longest: float


class Plot(NamedTuple):
    """A plot: its name, the page and the columns that begin the table, what a row is of, and what is drawn of it."""

    name: str
    page: str
    table: str
    counted: str
    panels: Sequence[Panel]


PLOTS = (
    Plot(
        "page_confidence", "generic.md", "| confidence | pages |", "pages",
        (Panel("mean quality", "mean quality (F1)", "good", 1), Panel("pages under two thirds", "far off", "bad", 100)),
    ),
    Plot(
        "text_confidence", "line_judge.md", "| confidence | texts |", "texts",
        (
            Panel("lines right", "lines right", "good", 100),
            Panel("texts with less than 80 % right", "texts under 80 % right", "bad", 100),
        ),
    ),
)  # fmt: skip


def rows_of(page: str, opening: str) -> list[dict[str, str]]:
    """The rows of the table of a page whose head begins with `opening`, by the names of its columns."""
    lines = iter((DOCS / page).read_text("utf-8").splitlines())
    head = next(line for line in lines if line.startswith(opening))
    next(lines)
    names, rows = _cells(head), []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(names, _cells(line), strict=True)))
    return rows


def drawn(plot: Plot, colours: Mapping[str, str]) -> str:
    """A plot as SVG in these colours."""
    rows = rows_of(plot.page, plot.table)
    height = _TOP + _ROW * len(rows)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    parts = [f'{head} font-family="system-ui, sans-serif" font-size="14">']
    parts += [_text(0, 24, "confidence", colours["faint"])]
    for number, row in enumerate(rows):
        base = _TOP + _ROW * number
        parts.append(_text(0, base + 6, row["confidence"], colours["ink"]))
        parts.append(_text(_LABELS - 16, base + 6, f"{row[plot.counted]} {plot.counted}", colours["faint"], "end"))
    for index, panel in enumerate(plot.panels):
        parts += _bars(panel, [row[panel.column] for row in rows], _LABELS + index * (_BARS + 110), colours)
    return "\n".join([*parts, "</svg>", ""])


def _bars(panel: Panel, values: Sequence[str], left: int, colours: Mapping[str, str]) -> Iterator[str]:
    yield _text(left, 24, panel.heading, colours["faint"])
    for number, value in enumerate(values):
        top = _TOP + _ROW * number - 8
        found = re.match(r"[\d.]+", value)
        length = round(_BARS * float(found[0] if found else 0) / panel.longest, 1)
        yield f'<rect x="{left}" y="{top}" width="{_BARS}" height="18" rx="3" fill="{colours["rail"]}"/>'
        yield f'<rect x="{left}" y="{top}" width="{length}" height="18" rx="3" fill="{colours[panel.colour]}"/>'
        yield _text(left + _BARS + 8, top + 14, value, colours["ink"])


def _text(x: int, y: int, text: str, colour: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def main() -> None:
    """Write every plot."""
    IMAGES.mkdir(exist_ok=True)
    for plot in PLOTS:
        for theme, colours in THEMES.items():
            (IMAGES / f"{plot.name}_{theme}.svg").write_text(drawn(plot, colours), "utf-8")


if __name__ == "__main__":
    main()
