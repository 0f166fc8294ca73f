"""Newsletter pitches, subscription offers and app promotions, recognised by their build, not by their wording.

A pitch addresses the reader ("you", an imperative) in the site's own voice ("we", its name), offers something, and
reports nothing: it has no quotation and no attribution. At the edges of the article fewer signs are enough.
"""

from __future__ import annotations

from scraper.cleaning.classify.features import Features
from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lines.line import LineKind
from scraper.model import DecisionOrigin, Reason

_KINDS = (
    (Reason.NEWSLETTER, "newsletter_words"),
    (Reason.SUBSCRIPTION, "subscription_words"),
    (Reason.APP_PROMO, "app_words"),
)
_BOXED = (Reason.NEWSLETTER, Reason.SUBSCRIPTION, Reason.APP_PROMO, Reason.DONATION)
_KEPT = (LineKind.TABLE, LineKind.PRE, LineKind.QUOTE)
_NEEDED = 5
_EDGE = 2
"""So many paragraphs from the first or the last one are the edges of the article."""


def decide_promotions(page: Classification) -> None:
    """Remove pitches line by line, with the heading above and the button below them."""
    prose = page.remaining_prose()
    edges = _edges(page, prose)
    near = {i for i in page.mentions("frequency_words") if i in edges and page.features[i].words <= 50}
    named = {reason: set(page.mentions(field)) for reason, field in _KINDS}
    about = {reason for reason, lines in named.items() if _is_subject(page, lines, prose)}
    for index in sorted(near.union(page.short_names(), *named.values())):
        cue = page.features[index]
        if page.removed[index] is not None or page.lines[index].kind in _KEPT or not 2 < cue.words <= 90:
            continue
        weights = {
            reason: _weight(page, index, field, index in edges) - (reason in about)
            for reason, field in _KINDS
            if index in named[reason] or field != "app_words"
        }
        reason = max(weights, key=lambda kind: weights[kind], default=None)
        if reason is not None and weights[reason] >= _NEEDED:
            page.remove(index, reason, f"promotions: {reason.value} pitch")
            _box(page, index, reason)


def _edges(page: Classification, prose: list[int]) -> set[int]:
    """The lines up to the third paragraph and from the last but one."""
    if not prose:
        return set()
    return {*range(0, prose[min(_EDGE, len(prose) - 1)] + 1), *range(prose[-_EDGE:][0], len(page.lines))}


def _is_subject(page: Classification, mentioned: set[int], prose: list[int]) -> bool:
    """Whether the article is about the thing: a fifth of its paragraphs name it, so naming it is no sign of a pitch."""
    naming = [i for i in prose if i in mentioned]
    return len(naming) >= 3 and len(naming) >= 0.2 * len(prose)


def _weight(page: Classification, index: int, field: str, edge: bool) -> int:
    """The weight of line `index` as a pitch for what `field` names; _NEEDED makes it one."""
    cue = page.features[index]
    if cue.words <= 5 and field == "subscription_words" and not cue.sentence and cue.names_publisher and cue.imperative:
        return _NEEDED
    named = cue.count(field)
    if cue.count("appeal_verbs") and not named:
        return 0
    near = edge and field == "newsletter_words" and cue.words <= 50
    daily = cue.count("frequency_words") if near and (named or cue.names_publisher or cue.we) else 0
    if not (named or daily) or (cue.attributed and (cue.quotes or not (cue.we and cue.you))):
        return 0
    voice = cue.names_publisher + cue.we
    weight = 2 * min(named, 2) + min(daily, 2) + 2 * cue.names_publisher + cue.we + cue.you + cue.imperative
    weight += edge + (page.gap(index) > 0) + (page.lines[index].linked > 0.3) - (cue.words > 55) - (cue.words > 75)
    if not voice:
        weight -= 2 if cue.words > 24 or not edge else 0
    if field == "subscription_words":
        weight -= 0 if cue.names_publisher or named > 1 or cue.money or cue.words <= 12 else 2
    addressed = cue.you or cue.names_publisher or cue.imperative or (named and daily > 1)
    return weight if addressed else 0


def _box(page: Classification, index: int, reason: Reason) -> None:
    """Remove the heading above a pitch and the short lines below it down to its button."""
    above = next(iter(page.neighbours(index, -1)), None)
    if above is not None and page.removed[above] is None and _promises(page.features[above]):
        page.remove(above, reason, f"promotions: above a {reason.value} pitch")
    below: list[int] = []
    for after in page.neighbours(index, 1):
        cue = page.features[after]
        if len(below) > 3 or (page.is_prose(after) and not (cue.you and not cue.attributed and cue.words < 40)):
            return
        below.append(after)
        if is_button(cue, page):
            for member in below:
                page.remove(member, reason, f"promotions: below a {reason.value} pitch")
            return


def _promises(cue: Features) -> bool:
    """Whether a short line has the voice of an advertisement: "Escape your echo chamber."."""
    if cue.words > 14 or cue.quotes or cue.attributed:
        return False
    return cue.you or bool(cue.count("newsletter_words")) or (cue.names_publisher and cue.words <= 8)


def decide_boxes(page: Classification) -> None:
    """Remove what the label and the button of a box enclose: short promising lines between two removed ones.

    A sentence needs a sign of its own, and so does any line beside what a site's rule removes.
    """
    for index, cut in enumerate(page.removed):
        if cut is None or cut.reason not in _BOXED:
            continue
        if is_button(page.features[index], page):
            _under(page, index)
        inside: list[int] = []
        for after in page.neighbours(index, 1):
            cue, other = page.features[after], page.removed[after]
            if (other is not None and other.reason in _BOXED) or is_button(cue, page):
                inside.append(after)
                for member in inside:
                    page.remove(member, cut.reason, f"promotions: inside a {cut.reason.value} box")
                break
            if len(inside) >= 2 or cue.words > 40 or cue.attributed or cue.quotes or other is not None:
                break
            label = cue.words <= 14 and not cue.sentence and cut.origin is not DecisionOrigin.SITE
            if not (label or _has_sign(cue)):
                break
            inside.append(after)


def _has_sign(cue: Features) -> bool:
    """Whether a line speaks to the reader, names the site or offers a newsletter."""
    return cue.you or cue.imperative or cue.names_publisher or bool(cue.count("newsletter_words"))


def _under(page: Classification, index: int) -> None:
    """Remove the short offer above a button, with at most one line between them: together they are one box."""
    inside: list[int] = []
    for above in page.neighbours(index, -1):
        cue = page.features[above]
        if page.removed[above] is not None or cue.words > 40 or cue.attributed or cue.quotes or len(inside) > 1:
            return
        inside.append(above)
        reason = page.reason_of(index)
        if (
            reason is not None
            and cue.words <= 8
            and not cue.sentence
            and (cue.count("newsletter_words") or cue.names_publisher)
        ):
            for member in inside:
                page.remove(member, reason, f"promotions: above a {reason.value} button")
            return


def is_button(cue: Features, page: Classification) -> bool:
    """Whether a line is the label of a button: a known one, or a short call in capitals."""
    if any(cue.key in pack.buttons for pack in page.context.packs):
        return True
    return cue.shouted and cue.words <= 8 and cue.imperative
