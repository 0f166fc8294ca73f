"""Newsletter pitches, subscription offers and donation appeals, known by how they are built, not by their wording.

A pitch speaks to the reader ("you", an imperative), in the site's own voice ("we", its name), about an offer or an ask,
and reports nothing: no quotation, nobody who said so. An appeal is a run of such paragraphs around one that asks.
"""

from __future__ import annotations

from scraper.cleaning.judge.view import Cues, View
from scraper.cleaning.lines import Kind
from scraper.model import Reason

_FAR = 8
"""How many lines an appeal may run on either side of the paragraph that asks without its opener in sight."""


def campaigns(view: View) -> None:
    """Take pitches line by line, the short lines that belong to one, and appeals as runs."""
    offers(view)
    appeals(view)


def offers(view: View) -> None:
    """Single lines that offer a newsletter, a subscription or an app, and the lines around a button."""
    about = _subject(view)
    for index in view.live():
        cue = view.cues[index]
        if view.lines[index].kind in (Kind.TABLE, Kind.PRE) or not 2 < cue.words <= 90 or cue.quotes or cue.attributed:
            continue
        for reason, field in ((Reason.NEWSLETTER, "offers"), (Reason.SUBSCRIPTION, "subscriptions"), (Reason.APP_PROMO, "apps")):
            weight = _offer_weight(view, index, field)
            if weight >= (5 if reason in about else 4):
                view.cut(index, reason, f"judge.campaigns: {reason.value} pitch")
                _box(view, index, reason)
                break


def _offer_weight(view: View, index: int, field: str) -> int:
    """How much line `index` is a pitch for what `field` names; 0 without it."""
    cue = view.cues[index]
    named = cue.count(field)
    if not named:
        return 0
    weight = min(named, 2) + cue.imperative * 2 + (cue.you or cue.names_publisher or cue.we) + (cue.you and cue.we)
    weight += cue.words <= 45
    weight -= cue.words > 60
    weight += view.lines[index].linked > 0.3
    if field == "subscriptions":
        weight -= not (cue.imperative and (cue.money or cue.count("urgency") or cue.names_publisher or cue.we))
    return weight if cue.imperative or cue.you else 0


def _subject(view: View) -> set[Reason]:
    """What the article itself is about: a thing that a fifth of its paragraphs speak of is no pitch where it is named."""
    prose = view.live_prose()
    about = set()
    for reason, fields in (
        (Reason.NEWSLETTER, ("offers",)), (Reason.SUBSCRIPTION, ("subscriptions",)), (Reason.APP_PROMO, ("apps",)),
        (Reason.DONATION, ("asks",)),
    ):  # fmt: skip
        naming = [i for i in prose if any(view.cues[i].count(field) for field in fields)]
        if len(naming) >= 3 and len(naming) >= 0.2 * len(prose):
            about.add(reason)
    return about


def _box(view: View, index: int, reason: Reason) -> None:
    """The heading above a pitch and the short lines below it down to its button."""
    above = next(iter(view.neighbours(index, -1)), None)
    if above is not None and view.cuts[above] is None and _promises(view, above):
        view.cut(above, reason, f"judge.campaigns: above a {reason.value} pitch")
    below: list[int] = []
    for after in view.neighbours(index, 1):
        cue = view.cues[after]
        if len(below) > 3 or (view.prose(after) and not (cue.you and not cue.attributed and cue.words < 40)):
            return
        below.append(after)
        if any(cue.key in pack.buttons for pack in view.facts.packs):
            for member in below:
                view.cut(member, reason, f"judge.campaigns: below a {reason.value} pitch")
            return


def _promises(view: View, index: int) -> bool:
    """A short line in the voice of an advertisement: "Escape your echo chamber."."""
    cue = view.cues[index]
    return cue.words <= 20 and not cue.quotes and not cue.attributed and (
        (cue.you and cue.words <= 14) or cue.imperative or bool(cue.count("offers")) or cue.names_publisher
    )


def appeals(view: View) -> None:
    """Runs of paragraphs in which the newsroom asks its readers for money."""
    live = view.live()
    asking = [i for i in live if _asks(view.cues[i])]
    prose = [i for i in live if view.prose(i)]
    if not asking:
        _unasked(view, live)
        return
    if _is_column(view, asking, prose):
        return
    for index in asking:
        if view.cuts[index] is None:
            run = _run(view, index)
            if _is_appeal(view, run, prose):
                for member in run:
                    view.cut(member, Reason.DONATION, "judge.campaigns: donation appeal")


def _asks(cue: Cues) -> bool:
    """Whether the line asks the reader for money, or says that readers' money is needed."""
    if cue.words > 260:
        return False
    asks = cue.count("asks")
    if not asks and not (cue.money and cue.we and cue.count("giving")):
        return False
    voice = cue.we or cue.names_publisher or bool(cue.count("newsroom"))
    weight = min(asks, 3) + cue.we + cue.you + cue.names_publisher + cue.imperative + cue.money
    weight += bool(cue.count("urgency")) + min(cue.count("newsroom"), 2) + min(cue.count("giving"), 2)
    weight -= 2 * cue.attributed * cue.quotes + cue.attributed * (not cue.we)
    return voice and weight >= 5


def _leans(cue: Cues) -> bool:
    """Whether the line could stand in an appeal: the newsroom speaks, or speaks of itself, and nobody is quoted."""
    if cue.quotes and cue.attributed:
        return False
    if cue.we and (cue.count("newsroom") or cue.you or cue.names_publisher or cue.count("asks") or cue.count("giving")):
        return True
    if cue.names_publisher or cue.count("asks"):
        return True
    return (cue.we or cue.you) and not cue.attributed


def _short(cue: Cues) -> bool:
    return cue.words <= 14


def _run(view: View, index: int) -> list[int]:
    """The lines around an asking one that lean the same way, from its opener to its signature or button."""
    start = _back(view, index)
    end = index
    misses = 0
    for after in view.neighbours(index, 1):
        if view.cuts[after] is not None:
            end = after
            continue
        if _asks(view.cues[after]) or _leans(view.cues[after]) or (_short(view.cues[after]) and not view.prose(after)):
            end, misses = after, 0
        else:
            misses += 1
            if misses > 1:
                break
    return [i for i in range(start, end + 1)]


def _back(view: View, index: int) -> int:
    """Where the appeal around `index` begins: at a shouted opener in sight, else at the last line that leans."""
    start, steps = index, 0
    reach = index
    for before in view.neighbours(index, -1):
        cue = view.cues[before]
        steps += 1
        if steps > _FAR or (view.cuts[before] is not None and view.cuts[before].reason is not Reason.DONATION):  # type: ignore[union-attr]
            break
        if ((cue.shouted or cue.opens_shouted) and cue.words > 2) or cue.key.startswith(("headshot of", "signed by")):
            start = before
            continue
        if cue.quotes and cue.attributed:
            break
        if _leans(cue) and start == reach:
            start = reach = before
    return start


def _is_appeal(view: View, run: list[int], prose: list[int]) -> bool:
    """Whether a run is an appeal rather than part of the story."""
    inside = [i for i in run if view.prose(i)]
    others = [i for i in prose if i not in run]
    asks = sum(_asks(view.cues[i]) for i in run)
    opener = any((view.cues[i].shouted and view.cues[i].words > 2) or view.cues[i].opens_shouted for i in run[:2])
    closed = any(view.cuts[i] is not None and view.cuts[i].reason is Reason.DONATION for i in run)  # type: ignore[union-attr]
    last = not [i for i in others if i > run[-1]]
    if len(inside) > max(3, 1.5 * len(others)):
        return False
    return last or (opener and asks) or closed or asks >= 2 or (len(inside) == 1 and view.cues[inside[0]].words <= 60)


def _is_column(view: View, asking: list[int], prose: list[int]) -> bool:
    """Whether the article is about its own fund-raising: its first half asks too."""
    early = prose[: max(1, len(prose) // 2)]
    return len(prose) >= 4 and sum(i in asking for i in early) >= 2 and sum(i in asking for i in early) >= 0.25 * len(early)


def _unasked(view: View, live: list[int]) -> None:
    """An appeal cut short before it asks: a shouted opener, then the newsroom on its own money to the end of the page."""
    prose = [i for i in live if view.prose(i)]
    for index in live:
        cue = view.cues[index]
        rest = [i for i in live if i > index]
        if not (cue.shouted and cue.words >= 3) or not rest or len(rest) > _FAR or index < live[len(live) // 3]:
            continue
        about = [view.cues[i] for i in (index, *rest)]
        leaning = sum(_leans(each) for each in about)
        money = sum(bool(each.count("giving") or each.count("asks") or each.money) for each in about)
        newsroom = sum(bool(each.count("newsroom")) or each.names_publisher for each in about)
        if leaning >= 1 and money >= 1 and newsroom >= 1 and leaning + money + newsroom >= 4 and len(prose) > len(rest):
            for member in (index, *rest):
                view.cut(member, Reason.DONATION, "judge.campaigns: donation appeal without its ask")
            return
