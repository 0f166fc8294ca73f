"""The plots of the report, as shapes in a box `WIDTH` wide, each with a sentence for screen readers."""

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
_REASONS = 5
_MATCHERS = 8
_MAX_LABEL = 34

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
        _stack("Articles", points, (("c0", "by the rule", _by_rule), ("c1", "generic route", _count("generic")))),
        _line("Median body, in characters", points, lambda run: run.median_length),
        _stack("Removals per article, by reason", points, _reasons(points)),
        _cells(site),
        _stack("Outcomes of the pages", points, _OUTCOMES),
        _line("Time of the requests, in seconds", points, lambda run: run.seconds),
    )


def _count(name: str) -> Value:
    return lambda run: float(getattr(run, name))


def _by_rule(run: SiteStats) -> float:
    return float(run.articles - run.generic)


def _no_access(run: SiteStats) -> float:
    return float(run.forbidden + run.blocked + run.declined)


_OUTCOMES: tuple[tuple[str, str, Value], ...] = (
    ("c0", "article", _count("articles")),
    ("c2", "unchanged", _count("unchanged")),
    ("c1", "empty", _count("empty")),
    ("c3", "blocked, forbidden or declined", _no_access),
    ("c4", "failed", _count("failed")),
    ("c5", "gone or refused", lambda run: float(run.gone + run.refused)),
)


def _reasons(points: Sequence[Point]) -> tuple[tuple[str, str, Value], ...]:
    """Removals per article for each of the most frequent reasons, and for all others together."""
    totals = Counter[str]()
    for point in points:
        totals.update(point.figures.reasons if point.figures else {})
    named = sorted(totals, key=lambda reason: (-totals[reason], reason))
    series = [(f"c{number}", reason.replace("_", " "), _rate(reason)) for number, reason in enumerate(named[:_REASONS])]
    others = [("c5", "other reasons", _rate(*named[_REASONS:]))] if named[_REASONS:] else []
    return (*series, *others)


def _rate(*reasons: str) -> Value:
    return lambda run: sum(run.reasons.get(reason, 0) for reason in reasons) / run.articles if run.articles else None


def _stack(title: str, points: Sequence[Point], series: Sequence[tuple[str, str, Value]]) -> Plot:
    totals = [sum(value(point.figures) or 0.0 for *_, value in series) if point.figures else 0.0 for point in points]
    top = _ceiling(max(totals, default=0.0))
    rects = []
    for number, point in enumerate(points):
        y = float(_TOP + _HEIGHT)
        for kind, name, value in series:
            if amount := point.figures and value(point.figures):
                height = amount / top * _HEIGHT
                y -= height
                rects.append(_bar(number, len(points), y, height, kind, f"{_day(point)}: {_figure(amount)} {name}"))
    kinds = {rect.kind for rect in rects}
    legend = tuple((kind, name) for kind, name, _ in series if kind in kinds)
    return Plot(title, _text(title, totals, points), _TOP + _HEIGHT, tuple(rects), marks=_marks(top), legend=legend)


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
        dots.append(Rect(round(x, 1), round(y, 1), 0, 0, "c0", f"{_day(point)}: {_figure(amount)}"))
    drawn = tuple(" ".join(line) for line in lines if len(line) > 1)
    return Plot(title, _text(title, values, points), _TOP + _HEIGHT, lines=drawn, dots=tuple(dots), marks=_marks(top))


def _cells(site: SiteReport) -> Plot:
    """One row per matcher and one cell per run, filled by the share of articles it fired in; dead matchers first."""
    title = "Matcher hits: share of the articles it fired in"
    dead = {item.matcher for item in site.dead}
    hits = Counter[str]()
    for point in site.points:
        hits.update(point.figures.hits if point.figures else {})
    names = sorted({*hits, *dead}, key=lambda name: (name not in dead, -hits[name], name))
    rects, labels = [], []
    for row, name in enumerate(names[:_MATCHERS]):
        y = _TOP + row * 2 * _ROW
        labels.append(PlotText(y + _ROW - 5, f"{'dead: ' if name in dead else ''}{_shortened(matcher_name(name))}"))
        rects += _row(site.points, name, y + _ROW, "c3" if name in dead else "c0")
    more = f"; {len(names) - _MATCHERS} more are not drawn" if len(names) > _MATCHERS else ""
    text = f"{title}. {len(names)} matchers, {len(dead)} of them dead{more}." if names else f"{title}: none fired."
    height = _TOP + 2 * _ROW * max(len(labels), 2)
    return Plot(title, text, height, tuple(rects), labels=tuple(labels))


def _row(points: Sequence[Point], name: str, y: float, kind: str) -> list[Rect]:
    cells = []
    for number, point in enumerate(points):
        run = point.figures
        if run is None or not run.ruled:
            continue
        share = min(run.hits.get(name, 0) / run.ruled, 1.0)
        tip = f"{_day(point)}: {matcher_name(name)} fired in {percent(share)} of {run.ruled} articles"
        cells.append(_bar(number, len(points), y, _ROW - 5, "c-none", tip))
        if share:
            height = max((_ROW - 5) * share, 1.0)
            cells.append(_bar(number, len(points), y + _ROW - 5 - height, height, kind, tip))
    return cells


_BARS = {Verdict.OK: 4.0, Verdict.INCONCLUSIVE: 8.0, Verdict.DEGRADED: 12.0, Verdict.BROKEN: 18.0}


def strip(points: Sequence[Point]) -> Plot:
    """The verdicts of all runs as a row of bars; the worse the verdict, the higher the bar."""
    rects = [
        _bar(number, len(points), 18 - _BARS[point.verdict], _BARS[point.verdict], point.verdict.value, tip, left=0)
        for number, point in enumerate(points)
        if point.verdict is not None
        for tip in [f"{_day(point)}: {point.verdict.value}"]
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


def _marks(top: float) -> tuple[PlotText, ...]:
    return tuple(PlotText(_TOP + _HEIGHT * (1 - part), _figure(top * part)) for part in (0.0, 0.5, 1.0))


def _ceiling(most: float) -> float:
    """The next round number: 1, 2, 4, 5 or 10 times a power of ten."""
    if most <= 0:
        return 1.0
    unit = 10.0 ** floor(log10(most))
    return next(step * unit for step in (1, 2, 4, 5, 10) if step * unit >= most * (1 - 1e-9))


def _figure(amount: float) -> str:
    if amount >= 10_000:
        return f"{amount / 1000:,.0f}k"
    return f"{amount:,.0f}" if amount >= 20 or amount == ceil(amount) else f"{amount:.1f}"


def _day(point: Point) -> str:
    return f"{point.started:%Y-%m-%d %H:%M}"


def _text(title: str, values: Sequence[float | None], points: Sequence[Point]) -> str:
    known = [amount for amount in values if amount is not None]
    if not known:
        return f"{title}: no run has a value."
    last = f"{_figure(values[-1])} in the last" if values[-1] is not None else "none in the last"
    return f"{title}: {_figure(min(known))} to {_figure(max(known))} over {len(points)} runs, {last}."


def _shortened(name: str) -> str:
    return name if len(name) <= _MAX_LABEL else f"{name[: _MAX_LABEL - 1]}…"
