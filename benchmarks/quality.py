"""Measure the quality of the cleaner on annotated real pages, compare other extractors, and maintain its floors.

python -m benchmarks.quality [SET ...]          the table; SET is one of seeds lines aeb fundus publishers segments
python -m benchmarks.quality --ours [SET ...]   the cleaner only
python -m benchmarks.quality --update-floors    raise benchmarks/floors.toml to the measured figures; never lowers them

trafilatura is always installed, the other extractors by `pip install -e .[bench]`. All get the page as text. Times are
medians per page and meaningful only as ratios.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import scraper
from benchmarks.corpus import ABSENT, LINES, PAGES, load, scorer
from benchmarks.peers import Extract, bare_parse, peers, trafilatura
from scraper.errors import ScraperError
from scraper.html.decode import read_page

FLOORS = Path(__file__).with_name("floors.toml")
MARGIN = 0.002
"""The distance of a floor from the measured figure, as another version of a dependency may change it."""
CEILINGS = {"pitches": 1}
"""Figure of which less is better → distance of its ceiling from the measured figure."""

Figures = dict[str, float]


def ours(html: str, url: str) -> str:
    """The article by this package; "" if it finds none."""
    try:
        return scraper.clean_html(html, url).text
    except ScraperError:
        return ""


def measure(score: ModuleType, name: str) -> Figures:
    """The figures of this package on one set."""
    rows = load(score, name)
    if name in LINES:
        return line_figures(score, rows)
    return page_figures(score, name, rows, [ours(_text(row), row["url"]) for row in rows])


def line_figures(score: ModuleType, rows: Sequence[dict[str, Any]]) -> Figures:
    """The shares of texts that come out exact, of body lines kept, and of other lines removed."""
    exact = lost = left = body = other = 0
    for row in rows:
        missing, extra, bodies, others = score.line_errors(row, scraper.clean_text(row["text"], row["url"]).text)
        exact += not missing and not extra
        lost, left, body, other = lost + len(missing), left + len(extra), body + bodies, other + others
    return {"exact": exact / len(rows), "kept": 1 - lost / max(1, body), "cut": 1 - left / max(1, other)}


def page_figures(score: ModuleType, name: str, rows: Sequence[dict[str, Any]], texts: Sequence[str]) -> Figures:
    """F1, P and R; if the truth is a complete text also exact, pitches left, and F1 over paragraphs."""
    return {key: float(value) for key, value in score.score_html(name, rows, texts).items()}


def fallen(figures: Mapping[str, Figures], floors: Mapping[str, Figures]) -> list[str]:
    """A message for each figure below its floor or above its ceiling."""
    return [
        f"{name} {key}: {value:.4f} is {'above' if key in CEILINGS else 'below'} {floors[name][key]}"
        for name, found in figures.items()
        for key, value in found.items()
        if key in floors.get(name, {}) and (value > floors[name][key] if key in CEILINGS else value < floors[name][key])
    ]


def raised(figures: Mapping[str, Figures], floors: Mapping[str, Figures]) -> dict[str, Figures]:
    """Floors just below `figures`, none lower than in `floors`. Raises ValueError if a figure is below its floor."""
    faults = fallen(figures, floors)
    if faults:
        raise ValueError("a floor is not lowered: " + "; ".join(faults))
    new = {name: dict(old) for name, old in floors.items()}
    for name, found in figures.items():
        for key, value in found.items():
            old = floors.get(name, {}).get(key)
            if key in CEILINGS:
                room = value + CEILINGS[key]
                new.setdefault(name, {})[key] = room if old is None else min(old, room)
            else:
                room = math.floor((value - MARGIN) * 1e4) / 1e4
                new.setdefault(name, {})[key] = max(room, 0.0 if old is None else old)
    return new


def read_floors(path: Path = FLOORS) -> dict[str, Figures]:
    """The floors of each set."""
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def written(floors: Mapping[str, Figures]) -> str:
    """The content of the file for `floors`."""
    head = "# Figures that may not fall, by set; `pitches` may not rise. Written by python -m benchmarks.quality"
    parts = [f"{head} --update-floors."]
    for name, figures in floors.items():
        lines = [f"{key} = {int(value) if key in CEILINGS else value}" for key, value in figures.items()]
        parts.append("\n".join([f"[{name}]", *lines]))
    return "\n\n".join(parts) + "\n"


def update(score: ModuleType, names: Sequence[str], path: Path = FLOORS) -> int:
    """Raise the floors in `path` and return 0; return 1 and write nothing if a figure is below its floor."""
    try:
        floors = raised({name: measure(score, name) for name in names}, read_floors(path))
    except ValueError as error:
        print(error)
        return 1
    path.write_text(written(floors), "utf-8")
    print(f"{path.name}: {sum(map(len, floors.values()))} floors")
    return 0


def table(score: ModuleType, name: str, others: Mapping[str, Extract]) -> None:
    """Print the figures of one set of pages, one line per extractor."""
    rows = [{**row, "html": _text(row)} for row in load(score, name)]
    contenders = {f"bodycopy {scraper.__version__}": ours, **others, "bare parse": bare_parse}
    texts, taken, errors = _run(rows, contenders)
    times = {label: median(seconds) for label, seconds in taken.items()}
    first, rival, parse = times[next(iter(contenders))], times[next(iter(others))] if others else 0, times["bare parse"]
    print(f"\n{name}, {len(rows)} pages")
    for label in contenders:
        figures = page_figures(score, name, rows, texts[label]) if label != "bare parse" else {}
        shown = "  ".join(
            f"{key} {value:.0f}" if key in CEILINGS else f"{key} {value:.4f}" for key, value in figures.items()
        )
        ratio = f"{times[label] / parse:6.1f} x bare {times[label] / first:6.1f} x ours"
        print(f"  {label:24} {ratio}  {shown}" + (f"  errors {errors[label]}" if errors[label] else ""))
    if others:
        print(f"  {rival / first:.1f} times as fast as trafilatura, {first / parse:.1f} times a bare parse")


def _run(
    rows: Sequence[dict[str, Any]], contenders: Mapping[str, Extract]
) -> tuple[dict[str, list[str]], dict[str, list[float]], dict[str, int]]:
    """Texts, seconds and errors by extractor, each in a separate pass, as its memory slows the others."""
    texts: dict[str, list[str]] = {label: [] for label in contenders}
    taken: dict[str, list[float]] = {label: [] for label in contenders}
    errors = dict.fromkeys(contenders, 0)
    for label, contender in contenders.items():
        _call(contender, rows[0])  # imports, caches
        gc.collect()
        for row in rows:
            start = time.perf_counter()
            text = _call(contender, row)
            taken[label].append(time.perf_counter() - start)
            errors[label] += text is None
            texts[label].append(text or "")
    return texts, taken, errors


def _call(contender: Extract, row: Mapping[str, Any]) -> str | None:
    """The text that an extractor finds on a page, or None if it raises."""
    try:
        return contender(row["html"], row["url"])
    except Exception:  # a third-party library may raise anything
        return None


def _text(row: Mapping[str, Any]) -> str:
    try:
        return read_page(row["html"], row["url"]).decode()
    except ScraperError:
        return str(row["html"], "utf-8", "replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or update the floors. Returns 1 if a figure is below its floor, else 0."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.quality", description="Measure the cleaner's quality.")
    options.add_argument("sets", nargs="*", metavar="SET", help=" ".join((*LINES, *PAGES)))
    options.add_argument("--ours", action="store_true", help="measure only the cleaner")
    options.add_argument("--update-floors", action="store_true", help="raise the floors to the measured figures")
    chosen = options.parse_args(arguments)
    score = scorer()
    if score is None:
        print(ABSENT)
        return 0
    names = chosen.sets or [*LINES, *PAGES]
    if unknown := [name for name in names if name not in (*LINES, *PAGES)]:
        options.error(f"no such set: {' '.join(unknown)}")
    if chosen.update_floors:
        return update(score, names)
    others = {} if chosen.ours else {f"trafilatura {version('trafilatura')}": trafilatura, **peers()}
    for name in names:
        if name in LINES:
            figures = measure(score, name)
            print(f"\n{name}\n  " + "  ".join(f"{key} {value:.4f}" for key, value in figures.items()))
        else:
            table(score, name, others)
    return 0


if __name__ == "__main__":
    sys.exit(main())
