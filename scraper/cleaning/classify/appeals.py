"""Donation appeals: where, near the end of a page, the newsroom stops reporting and talks about itself and money.

Wordings change every quarter and some appeals never say "donate", so no line is decided by itself. Each gets a weight:
above 0 for signs of an appeal (the newsroom's own voice, the reader, money, urgency), below 0 for signs of a report
(quotations, attributions). The appeal begins where the sum of the weights from there to the end is greatest.
"""

from __future__ import annotations

from scraper.cleaning.classify.features import Features
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lines.line import LineKind
from scraper.model import Reason

_SURE = 3.2
"""The sum of weights that an appeal needs."""
_REPORT = -1.6
"""The weight of a paragraph without any sign of an appeal."""


def decide_appeals(page: Classification) -> None:
    """Remove the appeal at the end, then short calls for donations between paragraphs."""
    live = page.remaining()
    prose = page.remaining_prose()
    asking = page.mentions("appeal_verbs")
    closed = _is_closed(page, prose)
    if not closed and not page.openers() and not any(page.features[i].count("appeal_verbs") for i in asking):
        return
    weights = {i: _weight(page, i) for i in live}
    if _is_column(prose, weights):
        return
    if closed:
        weights = {i: weight + 0.6 * (not page.features[i].attributed) for i, weight in weights.items()}
    start = _start(page, live, weights)
    if start is not None and _is_appeal(page, live, prose, weights, start, closed):
        for index in live[live.index(start) :]:
            page.remove(index, Reason.DONATION, "appeals: donation appeal")
    for index in asking:
        before = next((weights[i] for i in page.neighbours(index, -1) if i in weights and page.is_prose(i)), 0.0)
        if page.removed[index] is None and before <= 0 and _stands_alone(page.features[index], weights[index]):
            page.remove(index, Reason.DONATION, "appeals: call for donations")


def _weight(page: Classification, index: int) -> float:
    """The weight of a line: above 0 for one that reads like an appeal, below 0 for one that reports."""
    cue = page.features[index]
    if page.lines[index].kind in (LineKind.TABLE, LineKind.PRE):
        return -3.0
    short = not page.is_prose(index)
    weight = -0.3 if short else _REPORT
    asks, giving, newsroom = cue.count("appeal_verbs"), cue.count("donation_words"), cue.count("newsroom_words")
    voice = cue.we or cue.you or cue.names_publisher
    weight += 2.2 * min(asks, 2) + 0.9 * min(newsroom, 2) + 1.0 * cue.names_publisher + 0.9 * cue.we + 0.9 * cue.you
    if voice or asks:
        weight += 0.7 * min(giving, 3) + 0.9 * cue.money + 0.5 * bool(cue.count("urgency_words"))
    if (asks or giving) and cue.imperative:
        weight += 0.6
    if cue.opens:
        weight += 1.2
    if short and any(cue.key in pack.buttons for pack in page.context.packs):
        weight += 1.5
    weight -= 2.5 * (cue.attributed and cue.quotes) + (0.9 if cue.attributed else 0.0) + 0.8 * cue.quotes
    return max(-3.0, min(6.0, weight))


def _is_closed(page: Classification, prose: list[int]) -> bool:
    """Whether a line after the last paragraph has been removed as a donation: a button, "payment methods"."""
    return bool(prose) and any(cut is not None and cut.reason is Reason.DONATION for cut in page.removed[prose[-1] :])


def _bonus(page: Classification, index: int) -> float:
    """What its form and place add in favour of an appeal that begins at line `index`."""
    bonus = 1.5 * page.features[index].opens + 1.2 * (page.gap(index) > 0)
    return bonus + 0.4 * (not page.is_prose(index))


def _start(page: Classification, live: list[int], weights: dict[int, float]) -> int | None:
    """The line from which to the end the weights, and the bonus of that line, add up to most."""
    best, start, total = 0.0, None, 0.0
    for index in reversed(live):
        total += weights[index]
        if total + _bonus(page, index) > best:
            best, start = total + _bonus(page, index), index
    return start


def _is_appeal(
    page: Classification, live: list[int], prose: list[int], weights: dict[int, float], start: int, closed: bool
) -> bool:
    """Whether the lines from `start` on are an appeal: enough weight, about money, and behind two paragraphs."""
    tail = [i for i in live if i >= start]
    cues = [page.features[i] for i in tail]
    asks = sum(cue.count("appeal_verbs") for cue in cues)
    money = sum(bool(cue.count("donation_words")) or cue.money for cue in cues)
    newsroom = sum(bool(cue.count("newsroom_words")) or cue.names_publisher for cue in cues)
    spoken = sum(cue.we or cue.you for cue in cues)
    opener = cues[0].opens and sum(page.features[i].opens for i in live if i < start) == 0
    if not (asks or closed or (opener and money)) or not (newsroom or closed or opener) or not spoken:
        return False
    evidence = 2 * min(asks, 2) + min(money, 2) + min(newsroom, 2) + 3 * closed + opener + (2 * spoken >= len(tail))
    needed = _SURE - 2 * opener - 1.5 * closed
    total = sum(weights[i] for i in tail) + _bonus(page, start)
    return sum(i < start for i in prose) >= 2 and evidence >= 3 and total >= needed


def _is_column(prose: list[int], weights: dict[int, float]) -> bool:
    """Whether the article itself is about its newsroom's money: then its first half reads like an appeal, too."""
    early = prose[: max(1, len(prose) // 2)]
    return len(prose) >= 4 and sum(weights[i] > 1.0 for i in early) >= max(2.0, 0.34 * len(early))


def _stands_alone(cue: Features, weight: float) -> bool:
    """Whether a line is a call for donations in one short paragraph, wherever it stands."""
    return (
        weight >= 3.2
        and cue.count("appeal_verbs") >= 1
        and cue.words <= 70
        and not cue.quotes
        and not cue.attributed
        and ((cue.you or cue.imperative) and (cue.we or cue.names_publisher or cue.count("newsroom_words") > 0))
    )
