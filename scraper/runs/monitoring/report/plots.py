"""The plots of the report, as shapes in a box `WIDTH` wide, each with a sentence for screen readers.

A colour has one meaning in the complete report. It is that of its CSS class: "rule" (what the site's rule found or
removed), "generic", "unchanged", "empty", "denied", "failed", "gone", the verdicts, and "figure" for any other figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from scraper.runs.monitoring.evidence import matcher_name, percent
from scraper.runs.monitoring.report.data import Point, SiteReport
from scraper.runs.site_stats import SiteStats
from scraper.runs.types import Verdict

WIDTH = 340
_LEFT, _TOP, _HEIGHT = 40, 8, 92
_ROW = 17
_REASONS = 4
_MATCHERS = 8
_MAX_LABEL = 44

Value = Callable[[SiteStats], float | None]


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar or a cell; `kind` is its CSS class, `tip` its tooltip."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    tip: str


@dataclass(frozen=True, slots=True)
class PlotText:
    """A text at height `y`: the figure of a grid line, or the label of a row."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot: `text` describes it, `lines` are points of polylines, `legend` maps CSS classes to names."""

    title: str
    text: str
    height: float
    rects: tuple[Rect, ...] = ()
    lines: tuple[str, ...] = ()
    dots: tuple[Rect, ...] = ()
    marks: tuple[PlotText, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()
    labels: tuple[PlotText, ...] = ()


def plots(site: SiteReport) -> tuple[Plot, ...]:
    """The plots of one site, in display order."""
    points = site.points
    return (
        _stack("Articles", points, _ARTICLES),
        _line("Median body, in characters", points, lambda run: run.median_length),
        _removals(points),
        _matchers(site),
        _stack("Outcomes of the pages", points, _OUTCOMES),
        _line("Time of the requests, in seconds", points, lambda run: run.seconds),
    )


def ends(points: Sequence[Point]) -> tuple[str, str]:
    """The ends of the time axis: days, or hours if all runs are of one day; the second is "" if there is one run."""
    if not points:
        return "", ""
    first, last = points[0].started, points[-1].started
    day = f"{last.day} {last:%b %Y}"
    if first.date() != last.date():
        return f"{first.day} {first:%b}" + (f" {first:%Y}" if first.year != last.year else ""), day
    return (f"{first:%H:%M}", f"{last:%H:%M} UTC, {day}") if len(points) > 1 else (f"{first:%H:%M} UTC, {day}", "")


def _count(name: str) -> Value:
    return lambda run: float(getattr(run, name))


def _no_access(run: SiteStats) -> float:
    return float(run.forbidden + run.blocked + run.declined)


_ARTICLES: tuple[tuple[str, str, Value], ...] = (
    ("rule", "by the rule", lambda run: float(run.articles - run.generic)),
    ("generic", "generic route", _count("generic")),
)
_OUTCOMES: tuple[tuple[str, str, Value], ...] = (
    *((kind, f"article {name}" if kind == "rule" else f"article by the {name}", value)
      for kind, name, value in _ARTICLES),
    ("unchanged", "unchanged", _count("unchanged")),
    ("empty", "empty", _count("empty")),
    ("denied", "blocked, forbidden or declined", _no_access),
    ("failed", "failed", _count("failed")),
    ("gone", "gone or refused", lambda run: float(run.gone + run.refused)),
)  # fmt: skip


def _stack(title: str, points: Sequence[Point], series: Sequence[tuple[str, str, Value]]) -> Plot:
    """Counts on top of each other, one bar per run."""
    totals = [sum(value(point.figures) or 0.0 for *_, value in series) if point.figures else 0.0 for point in points]
    top = _ceiling(max(totals, default=0.0))
    rects = []
    for number, point in enumerate(points):
        y = float(_TOP + _HEIGHT)
        for kind, name, value in series:
            if amount := point.figures and value(point.figures):
                height = amount / top * _HEIGHT
                y -= height
                rects.append(_bar(number, len(points), y, height, kind, f"{_when(point)}: {_figure(amount)} {name}"))
    kinds = {rect.kind for rect in rects}
    legend = tuple((kind, name) for kind, name, _ in series if kind in kinds)
    marks = _marks(top, (0.0, 1.0) if top % 2 else (0.0, 0.5, 1.0))
    return Plot(title, _text(title, totals, points), _TOP + _HEIGHT, tuple(rects), marks=marks, legend=legend)


def _line(title: str, points: Sequence[Point], value: Value) -> Plot:
    values = [value(point.figures) if point.figures else None for point in points]
    top = _ceiling(max((amount for amount in values if amount is not None), default=0.0))
    lines: list[list[str]] = [[]]
    dots = []
    for number, (point, amount) in enumerate(zip(points, values, strict=True)):
        if amount is None:
            lines.append([])
            continue
        x, y = _middle(number, len(points)), _TOP + _HEIGHT * (1 - amount / top)
        lines[-1].append(f"{x:.1f},{y:.1f}")
        dots.append(Rect(round(x, 1), round(y, 1), 0, 0, "figure", f"{_when(point)}: {_figure(amount)}"))
    drawn = tuple(" ".join(line) for line in lines if len(line) > 1)
    return Plot(title, _text(title, values, points), _TOP + _HEIGHT, lines=drawn, dots=tuple(dots), marks=_marks(top))


def _removals(points: Sequence[Point]) -> Plot:
    """One row for each of the most frequent reasons, and one for all others together."""
    title = "Removals per article, by reason"
    totals = Counter[str]()
    for point in points:
        totals.update(point.figures.reasons if point.figures else {})
    named = sorted(totals, key=lambda reason: (-totals[reason], reason))
    series = [(reason.replace("_", " "), _rate(reason)) for reason in named[:_REASONS]]
    series += [("other reasons", _rate(*named[_REASONS:]))] if named[_REASONS:] else []
    rates = {name: [value(point.figures) if point.figures else None for point in points] for name, value in series}
    most = max((rate for row in rates.values() for rate in row if rate is not None), default=0.0) or 1.0
    rects: list[Rect] = []
    labels = []
    for row, (name, known) in enumerate(rates.items()):
        last = next((rate for rate in reversed(known) if rate is not None), 0.0)
        labels.append(_label(row, f"{name}: {_figure(last)} in the last run"))
        tips = [
            f"{_when(point)}: {_figure(rate or 0)} {name} per article"
            for point, rate in zip(points, known, strict=True)
        ]
        rects += _row([None if rate is None else rate / most for rate in known], tips, row, "figure")
    text = f"{title}. {', '.join(label.text for label in labels)}." if labels else f"{title}: none."
    return Plot(title, text, _rows_height(labels), tuple(rects), labels=_labelled(labels))


def _rate(*reasons: str) -> Value:
    return lambda run: sum(run.reasons.get(reason, 0) for reason in reasons) / run.articles if run.articles else None


def _matchers(site: SiteReport) -> Plot:
    """One row per matcher and one cell per run, filled by the share of articles it fired in; dead matchers first."""
    title = "Matcher hits: share of the articles it fired in"
    dead = {item.matcher for item in site.dead}
    hits = Counter[str]()
    for point in site.points:
        hits.update(point.figures.hits if point.figures else {})
    names = sorted({*hits, *dead}, key=lambda name: (name not in dead, -hits[name], name))
    rects: list[Rect] = []
    labels = []
    for row, name in enumerate(names[:_MATCHERS]):
        labels.append(_label(row, f"{'dead: ' if name in dead else ''}{matcher_name(name)}"))
        runs = [point.figures if point.figures and point.figures.ruled else None for point in site.points]
        shares = [None if run is None else min(run.hits.get(name, 0) / run.ruled, 1.0) for run in runs]
        tips = [
            f"{_when(point)}: {matcher_name(name)} fired in {percent(share or 0)} of {run.ruled if run else 0} articles"
            for point, run, share in zip(site.points, runs, shares, strict=True)
        ]
        rects += _row(shares, tips, row, "broken" if name in dead else "rule")
    more = f"; {len(names) - _MATCHERS} more are not drawn" if len(names) > _MATCHERS else ""
    text = f"{title}. {len(names)} matchers, {len(dead)} of them dead{more}." if names else f"{title}: none fired."
    return Plot(title, text, _rows_height(labels), tuple(rects), labels=_labelled(labels))


def _label(row: int, text: str) -> PlotText:
    return PlotText(_TOP + (2 * row + 1) * _ROW - 5, _shortened(text))


def _labelled(labels: Sequence[PlotText]) -> tuple[PlotText, ...]:
    return tuple(labels) or (_label(0, "none"),)


def _rows_height(labels: Sequence[PlotText]) -> int:
    return _TOP + 2 * _ROW * max(len(labels), 2)


def _row(shares: Sequence[float | None], tips: Sequence[str], row: int, kind: str) -> list[Rect]:
    """A cell for each run that has a share of 0 to 1, filled from below."""
    bottom = _TOP + (2 * row + 2) * _ROW - 5
    cells = []
    for number, (share, tip) in enumerate(zip(shares, tips, strict=True)):
        if share is None:
            continue
        cells.append(_bar(number, len(shares), bottom - (_ROW - 5), _ROW - 5, "nothing", tip))
        if share:
            height = max((_ROW - 5) * share, 1.0)
            cells.append(_bar(number, len(shares), bottom - height, height, kind, tip))
    return cells


_BARS = {Verdict.OK: 4.0, Verdict.INCONCLUSIVE: 8.0, Verdict.DEGRADED: 12.0, Verdict.BROKEN: 18.0}


def strip(points: Sequence[Point]) -> Plot:
    """The verdicts of all runs as a row of bars; the worse the verdict, the higher the bar."""
    rects = [
        _bar(number, len(points), 18 - _BARS[point.verdict], _BARS[point.verdict], point.verdict.value, tip, left=0)
        for number, point in enumerate(points)
        if point.verdict is not None
        for tip in [f"{_when(point)}: {point.verdict.value}"]
    ]
    counted = [f"{count} {verdict.value}" for verdict in _BARS if (count := sum(p.verdict is verdict for p in points))]
    return Plot("Verdicts", f"Verdicts of {len(points)} runs: {', '.join(counted) or 'none'}.", 18, tuple(rects))


def _bar(number: int, count: int, y: float, height: float, kind: str, tip: str, left: float = _LEFT) -> Rect:
    step = (WIDTH - left) / count
    gap = min(step * 0.18, 2.0)
    return Rect(
        round(left + number * step + gap / 2, 1), round(y, 1), round(step - gap, 1), round(height, 1), kind, tip
    )


def _middle(number: int, count: int) -> float:
    return _LEFT + (number + 0.5) * (WIDTH - _LEFT) / count


def _marks(top: float, parts: Sequence[float] = (0.0, 0.5, 1.0)) -> tuple[PlotText, ...]:
    return tuple(PlotText(_TOP + _HEIGHT * (1 - part), _figure(top * part)) for part in parts)


def _ceiling(most: float) -> float:
    """The next round number: 1, 2, 4, 6 or 10 times a power of ten."""
    if most <= 0:
        return 1.0
    unit = 10.0 ** floor(log10(most))
    return next(step * unit for step in (1, 2, 4, 6, 10) if step * unit >= most * (1 - 1e-9))


def _figure(amount: float) -> str:
    if amount >= 20 or amount == ceil(amount):
        return f"{amount:,.0f}"
    return f"{amount:.1f}" if amount >= 1 else f"{amount:.2g}"


def _when(point: Point) -> str:
    return f"{point.started:%Y-%m-%d %H:%M}"


def _text(title: str, values: Sequence[float | None], points: Sequence[Point]) -> str:
    known = [amount for amount in values if amount is not None]
    if not known:
        return f"{title}: no run has a value."
    last = f"{_figure(values[-1])} in the last" if values[-1] is not None else "none in the last"
    return f"{title}: {_figure(min(known))} to {_figure(max(known))} over {len(points)} runs, {last}."


def _shortened(name: str) -> str:
    return name if len(name) <= _MAX_LABEL else f"{name[: _MAX_LABEL - 1]}…"
