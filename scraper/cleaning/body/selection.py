"""From the whole page down to the element, or the few elements, that the story fills."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.cleaning.body.scoring import Place
from scraper.cleaning.class_hints import name_of

_HEADLINES = "h1 a,h2 a,h3 a,h4 a,h5 a,a h1,a h2,a h3,a h4,a h5"
_STEP, _INTO_KNOWN, _WITHIN_KNOWN = 0.8, 0.5, 0.9
"""The share of an element's prose that a part of it must hold to be taken for it: any part; one known by its name;
one inside an element known by its name."""


_NAMED = 0.3
"""The share that goes before a larger part when it alone has a name that stories go by."""
_LONGEST = 0.35
"""What holds more than this share of an element's prose in one piece makes it no list."""


def pick(top: Place) -> list[Place]:
    """The places that hold the story, in page order."""
    place = top
    path = [top]
    openers: list[Place] = []
    while place.children:
        _drop_lists(place)
        best = max(place.children, key=lambda child: child.weight * (not child.outside))
        if place.holds and not place.known and not best.holds:
            named = max(
                (child for child in place.children if child.holds), key=lambda child: child.weight, default=best
            )
            if named is not best and named.weight > _NAMED * place.weight:
                best.outside = True
                place.weight -= best.weight
                best = named
        needed = _INTO_KNOWN if best.known and not place.known else _WITHIN_KNOWN if place.known else _STEP
        if best.outside or best.weight < needed * max(place.weight, 1.0):
            break
        openers += _openers(place, best)
        place = best
        path.append(place)
    titled = _under_headline(place)
    return [*openers, *_with_likes(titled, path if titled is place else [*path, titled])]


def _openers(place: Place, best: Place) -> list[Place]:
    """Parts of `place` in front of its `best` that go by the name of a story too: what opens a live blog."""
    before = place.children[: place.children.index(best)]
    return [child for child in before if child.holds and not child.outside]


def _drop_lists(place: Place) -> None:
    """Take lists of other stories out of the weighing."""
    for child in place.children:
        if not child.outside and 0.05 * place.weight < child.weight < 0.9 * place.weight and teases(child):
            child.outside = True
            place.weight -= child.weight


def teases(place: Place) -> bool:
    """Whether an element lists other stories: linked headlines, little text to each, none of it long."""
    if place.own >= _LONGEST * place.weight:
        return False
    headlines = len(place.node.css(_HEADLINES))
    if headlines < 3:
        return False
    most, stack = 0.0, [place]
    while stack:
        current = stack.pop()
        most = max(most, current.own)
        stack.extend(current.children)
    return most < _LONGEST * place.weight and place.weight < 300 * headlines


def _under_headline(place: Place) -> Place:
    """Of several articles side by side, the one with the headline of the page."""
    articles = [child for child in place.children if child.node.tag == "article" and not child.outside]
    if len(articles) > 1 and sum(child.weight for child in articles) > 0.9 * place.weight:
        titled = [child for child in articles if child.node.css_first("h1") is not None]
        if len(titled) == 1 and titled[0].weight > 250:
            return titled[0]
    return place


def _with_likes(place: Place, path: Sequence[Place]) -> list[Place]:
    """`place`, at the end of its path, with its likes elsewhere on the page.

    A story may stand in several containers of one name.
    """
    name, tag = name_of(place.node), place.node.tag
    if not name or place.depth < 3:
        return [place]
    top = path[max(1, len(path) - 1 - _REACH)]
    if top.weight < 1.03 * place.weight:
        return [place]
    found: list[Place] = []
    stack = [top]
    while stack:
        current = stack.pop()
        if current.outside:
            continue
        if current is place or (current.node.tag == tag and current.weight > 60 and name_of(current.node) == name):
            found.append(current)
        else:
            stack.extend(reversed(current.children))
    return found


_REACH = 10
"""How many levels above a container its likes are looked for."""
