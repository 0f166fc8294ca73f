"""Newsletter pitches, subscription offers and app promos, known by how they are built, not by their wording.

A pitch speaks to the reader ("you", an imperative), in the site's own voice ("we", its name), about something to be
had, and reports nothing: no quotation, nobody who said so. At the edges of the article less of it is enough.
"""

from __future__ import annotations

from scraper.cleaning.classify.features import Cues
from scraper.cleaning.classify.page import View
from scraper.cleaning.lines.line import Kind
from scraper.model import Reason

_KINDS = ((Reason.NEWSLETTER, "offers"), (Reason.SUBSCRIPTION, "subscriptions"), (Reason.APP_PROMO, "apps"))
_BOXED = (Reason.NEWSLETTER, Reason.SUBSCRIPTION, Reason.APP_PROMO, Reason.DONATION)
_KEPT = (Kind.TABLE, Kind.PRE, Kind.QUOTE)
_NEEDED = 5
_EDGE = 2
"""Paragraphs from the first or the last one that count as an edge of the article."""


def offers(view: View) -> None:
    """Take pitches line by line, with the heading above and the button below them."""
    prose = view.live_prose()
    edges = _edges(view, prose)
    near = {i for i in view.mentions("daily") if i in edges and view.cues[i].words <= 50}
    named = {reason: set(view.mentions(field)) for reason, field in _KINDS}
    about = {reason for reason, lines in named.items() if _is_subject(view, lines, prose)}
    for index in sorted(near.union(view.short_names(), *named.values())):
        cue = view.cues[index]
        if view.cuts[index] is not None or view.lines[index].kind in _KEPT or not 2 < cue.words <= 90:
            continue
        weights = {
            reason: _weight(view, index, field, index in edges) - (reason in about)
            for reason, field in _KINDS
            if index in named[reason] or field != "apps"
        }
        reason = max(weights, key=lambda kind: weights[kind], default=None)
        if reason is not None and weights[reason] >= _NEEDED:
            view.cut(index, reason, f"judge.offers: {reason.value} pitch")
            _box(view, index, reason)


def _edges(view: View, prose: list[int]) -> set[int]:
    """The lines up to the third paragraph and from the last but one."""
    if not prose:
        return set()
    return {*range(0, prose[min(_EDGE, len(prose) - 1)] + 1), *range(prose[-_EDGE:][0], len(view.lines))}


def _is_subject(view: View, mentioned: set[int], prose: list[int]) -> bool:
    """Whether the article is about the thing: what a fifth of its paragraphs name is hardly a pitch there."""
    naming = [i for i in prose if i in mentioned]
    return len(naming) >= 3 and len(naming) >= 0.2 * len(prose)


def _weight(view: View, index: int, field: str, edge: bool) -> int:
    """How much line `index` is a pitch for what `field` names."""
    cue = view.cues[index]
    if cue.words <= 5 and field == "subscriptions" and not cue.sentence and cue.names_publisher and cue.imperative:
        return _NEEDED
    named = cue.count(field)
    if cue.count("asks") and not named:
        return 0
    near = edge and field == "offers" and cue.words <= 50
    daily = cue.count("daily") if near and (named or cue.names_publisher or cue.we) else 0
    if not (named or daily) or (cue.attributed and (cue.quotes or not (cue.we and cue.you))):
        return 0
    voice = cue.names_publisher + cue.we
    weight = 2 * min(named, 2) + min(daily, 2) + 2 * cue.names_publisher + cue.we + cue.you + cue.imperative
    weight += edge + (view.gap(index) > 0) + (view.lines[index].linked > 0.3) - (cue.words > 55) - (cue.words > 75)
    if not voice:
        weight -= 2 if cue.words > 24 or not edge else 0
    if field == "subscriptions":
        weight -= 0 if cue.names_publisher or named > 1 or cue.money or cue.words <= 12 else 2
    addressed = cue.you or cue.names_publisher or cue.imperative or (named and daily > 1)
    return weight if addressed else 0


def _box(view: View, index: int, reason: Reason) -> None:
    """The heading above a pitch and the short lines below it down to its button."""
    above = next(iter(view.neighbours(index, -1)), None)
    if above is not None and view.cuts[above] is None and _promises(view.cues[above]):
        view.cut(above, reason, f"judge.offers: above a {reason.value} pitch")
    below: list[int] = []
    for after in view.neighbours(index, 1):
        cue = view.cues[after]
        if len(below) > 3 or (view.prose(after) and not (cue.you and not cue.attributed and cue.words < 40)):
            return
        below.append(after)
        if is_button(cue, view):
            for member in below:
                view.cut(member, reason, f"judge.offers: below a {reason.value} pitch")
            return


def _promises(cue: Cues) -> bool:
    """A short line in the voice of an advertisement: "Escape your echo chamber."."""
    if cue.words > 14 or cue.quotes or cue.attributed:
        return False
    return cue.you or bool(cue.count("offers")) or (cue.names_publisher and cue.words <= 8)


def boxes(view: View) -> None:
    """What the label and the button of one box enclose: short promising lines between two that were taken."""
    for index, cut in enumerate(view.cuts):
        if cut is None or cut.reason not in _BOXED:
            continue
        if is_button(view.cues[index], view):
            _under(view, index)
        inside: list[int] = []
        for after in view.neighbours(index, 1):
            cue, other = view.cues[after], view.cuts[after]
            if (other is not None and other.reason in _BOXED) or is_button(cue, view):
                inside.append(after)
                for member in inside:
                    view.cut(member, cut.reason, f"judge.offers: inside a {cut.reason.value} box")
                break
            if len(inside) >= 2 or cue.words > 40 or cue.attributed or cue.quotes or other is not None:
                break
            if not (cue.you or cue.imperative or cue.words <= 14 or cue.names_publisher or cue.count("offers")):
                break
            inside.append(after)


def _under(view: View, index: int) -> None:
    """A few words with an offer in them, and a promise at most, above a button: the whole is one box."""
    inside: list[int] = []
    for above in view.neighbours(index, -1):
        cue = view.cues[above]
        if view.cuts[above] is not None or cue.words > 40 or cue.attributed or cue.quotes or len(inside) > 1:
            return
        inside.append(above)
        reason = view.reason(index)
        if reason is not None and cue.words <= 8 and not cue.sentence and (cue.count("offers") or cue.names_publisher):
            for member in inside:
                view.cut(member, reason, f"judge.offers: above a {reason.value} button")
            return


def is_button(cue: Cues, view: View) -> bool:
    """A line that is the inscription of a button: known as one, or a short call in capitals."""
    if any(cue.key in pack.buttons for pack in view.facts.packs):
        return True
    return cue.shouted and cue.words <= 8 and cue.imperative
