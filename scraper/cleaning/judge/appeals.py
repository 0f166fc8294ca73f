"""Donation appeals: where, towards the end of a page, the newsroom stops reporting and speaks of itself and of money.

Wordings change every quarter and some appeals never say "donate", so no line is judged alone. Each gets a weight: how much
it leans towards an appeal (the newsroom's own voice, the reader, money, urgency) or towards a report (quotations, people
who said so). The appeal begins where the sum of the weights from there to the end is greatest.
"""

from __future__ import annotations

from scraper.cleaning.judge.view import Cues, View
from scraper.cleaning.lines import Kind
from scraper.model import Reason

_SURE = 4.0
"""The weight an appeal must bring together."""
_REPORT = -1.6
"""What a paragraph weighs that says nothing of an appeal."""


def appeals(view: View) -> None:
    """Take the appeal at the end, then short ones between paragraphs."""
    live = view.live()
    prose = [i for i in live if view.prose(i)]
    weights = {i: _weight(view, i) for i in live}
    if _is_column(prose, weights):
        return
    start = _start(view, live, weights)
    if start is not None and _is_appeal(view, live, prose, weights, start):
        for index in live[live.index(start) :]:
            view.cut(index, Reason.DONATION, "judge.appeals: donation appeal")
    for index in live:
        if view.cuts[index] is None and _stands_alone(view.cues[index], weights[index]):
            view.cut(index, Reason.DONATION, "judge.appeals: call for donations")


def _weight(view: View, index: int) -> float:
    """Above 0 for a line that leans towards an appeal, below 0 for one that reports."""
    cue = view.cues[index]
    if view.lines[index].kind in (Kind.TABLE, Kind.PRE):
        return -3.0
    short = not view.prose(index)
    weight = -0.3 if short else _REPORT
    asks, giving, newsroom = cue.count("asks"), cue.count("giving"), cue.count("newsroom")
    voice = cue.we or cue.you or cue.names_publisher
    weight += 2.2 * min(asks, 2) + 0.9 * min(newsroom, 2) + 1.0 * cue.names_publisher + 0.9 * cue.we + 0.9 * cue.you
    if voice or asks:
        weight += 0.7 * min(giving, 3) + 0.9 * cue.money + 0.5 * bool(cue.count("urgency"))
    if cue.imperative and (asks or giving):
        weight += 0.6
    if (cue.shouted and cue.words >= 3) or cue.opens_shouted:
        weight += 1.2
    if short and any(cue.key in pack.buttons for pack in view.facts.packs):
        weight += 1.5
    weight -= 2.5 * (cue.attributed and cue.quotes) + (0.9 if cue.attributed else 0.0) + 0.8 * cue.quotes
    return max(-3.0, min(6.0, weight))


def _start(view: View, live: list[int], weights: dict[int, float]) -> int | None:
    """The line from which on to the end the weights sum to most, its opener included."""
    best, start, total = 0.0, None, 0.0
    for index in reversed(live):
        total += weights[index]
        cue = view.cues[index]
        opener = 1.5 * ((cue.shouted and cue.words >= 3) or cue.opens_shouted) + 1.2 * (view.gap(index) > 0)
        opener += 0.4 * (not view.prose(index))
        if total + opener > best:
            best, start = total + opener, index
    return start


def _is_appeal(view: View, live: list[int], prose: list[int], weights: dict[int, float], start: int) -> bool:
    """Whether the lines from `start` on are an appeal: enough weight, about money, and not most of the page."""
    tail = [i for i in live if i >= start]
    before = [i for i in prose if i < start]
    cues = [view.cues[i] for i in tail]
    closed = any(cut is not None and cut.reason is Reason.DONATION for cut in view.cuts[start:])
    asks = sum(cue.count("asks") for cue in cues)
    money = sum(bool(cue.count("giving")) or cue.money for cue in cues)
    newsroom = sum(bool(cue.count("newsroom")) or cue.names_publisher for cue in cues)
    spoken = sum(cue.we or cue.you for cue in cues)
    evidence = 2 * min(asks, 2) + min(money, 2) + min(newsroom, 2) + 3 * closed
    opener = (cues[0].shouted and cues[0].words >= 3) or cues[0].opens_shouted or view.gap(start) > 0
    needed = _SURE - 1.5 * opener - closed
    return len(before) >= 2 and bool(spoken) and evidence >= 3 and sum(weights[i] for i in tail) >= needed


def _is_column(prose: list[int], weights: dict[int, float]) -> bool:
    """Whether the article itself is about its newsroom's money: its first half leans towards an appeal already."""
    early = prose[: max(1, len(prose) // 2)]
    return len(prose) >= 4 and sum(weights[i] > 1.0 for i in early) >= max(2.0, 0.34 * len(early))


def _stands_alone(cue: Cues, weight: float) -> bool:
    """A call for donations in one short paragraph, wherever it stands."""
    return weight >= 3.2 and cue.count("asks") >= 1 and cue.words <= 70 and not cue.quotes and not cue.attributed and (
        (cue.you or cue.imperative) and (cue.we or cue.names_publisher or cue.count("newsroom") > 0)
    )
