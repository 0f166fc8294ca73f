"""From the page down to the element, or the few elements, that the story fills."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.cleaning.body.scoring import BOX, FEW_LINES, Candidate, short_story
from scraper.cleaning.class_hints import name_of
from scraper.html.dom import outermost
from scraper.html.elements import REOPENED

_HEADLINES = "h1 a,h2 a,h3 a,h4 a,h5 a,a h1,a h2,a h3,a h4,a h5"
_STEP, _BESIDE_SCRAPS, _INTO_KNOWN, _INTO_TITLED, _WITHIN_KNOWN = 0.8, 0.75, 0.5, 0.5, 0.9
"""The share of an element's prose that a part of it must hold to be taken instead: any part; one beside scraps; one
whose name is one that stories have; one with the headline, or a cell; one inside an element with such a name."""
_SCRAP = 80
"""What weighs less holds no long sentence."""
_NAMED = 0.3
"""With this share, a part whose name is one that stories have is preferred to a larger part without."""
_LONGEST = 0.35
"""An element with more than this share of its prose in one piece is not a list of stories."""


def select_candidates(top: Candidate) -> list[Candidate]:
    """The candidates that hold the story, in page order."""
    candidate = top
    path = [top]
    openers: list[Candidate] = []
    while candidate.children:
        _drop_lists(candidate)
        best = max(candidate.children, key=lambda child: child.weight * (not child.outside))
        if candidate.holds_story and not candidate.story_name and not best.holds_story:
            holding = [child for child in candidate.children if child.holds_story]
            named = max(holding, key=lambda child: child.weight, default=best)
            if named is not best and named.weight > _NAMED * candidate.weight:
                best.outside = True
                candidate.weight -= best.weight
                best = named
        best = _short_story(candidate, best)
        if (
            best.outside
            or best.node.tag in REOPENED
            or best.weight < _share_needed(candidate, best) * max(candidate.weight, 1.0)
        ):
            break
        openers += _openers(candidate, best)
        candidate = best
        path.append(candidate)
    chosen = _under_headline(candidate, top.titled)
    return _outermost([*openers, *_with_same_named(chosen, path if chosen is candidate else [*path, chosen])])


def _short_story(candidate: Candidate, best: Candidate) -> Candidate:
    """The part with the headline and a short text named as a story's, where `best` is but a longer box beside it."""
    if best.titled or best.holds_story or len(best.node.text()) >= BOX:
        return best
    titled = next((child for child in candidate.children if child.titled and not child.outside), None)
    if titled is None or not short_story([titled]) or best.weight > FEW_LINES * titled.weight:
        return best
    candidate.weight = titled.weight
    return titled


def _outermost(candidates: Sequence[Candidate]) -> list[Candidate]:
    """`candidates`, each once, without those inside another of them."""
    by_id = {candidate.node.mem_id: candidate for candidate in candidates}
    kept = outermost([candidate.node for candidate in candidates])
    return [by_id[node.mem_id] for node in kept]


def _share_needed(candidate: Candidate, best: Candidate) -> float:
    if candidate.story_name:
        return _WITHIN_KNOWN
    if candidate.node.tag == "tr" or (best.titled and not _continues(candidate, best)):
        return _INTO_TITLED
    if best.story_name:
        return _INTO_KNOWN
    beside = (child.weight for child in candidate.children if child is not best and not child.outside)
    return _BESIDE_SCRAPS if max(candidate.own, *beside, 0.0) < _SCRAP else _STEP


def _continues(candidate: Candidate, best: Candidate) -> bool:
    """Whether the story may go on beside the part with its headline: within an article, or in another of its kind."""
    if candidate.node.tag == "article":
        return True
    kind = (best.node.tag, name_of(best.node))
    beside = (child for child in candidate.children if child is not best and not child.outside)
    return any((child.node.tag, name_of(child.node)) == kind or child.node.tag == "article" for child in beside)


def _openers(candidate: Candidate, best: Candidate) -> list[Candidate]:
    """Parts of `candidate` before its `best` whose names are those of stories too: what opens a live blog."""
    before = candidate.children[: candidate.children.index(best)]
    return [child for child in before if child.holds_story and not child.outside]


def _drop_lists(candidate: Candidate) -> None:
    """Put lists of other stories outside, with their weight."""
    for child in candidate.children:
        if (
            not child.outside
            and 0.05 * candidate.weight < child.weight < 0.9 * candidate.weight
            and lists_stories(child)
        ):
            child.outside = True
            candidate.weight -= child.weight


def lists_stories(candidate: Candidate) -> bool:
    """Whether an element lists other stories: linked headlines with a little text each."""
    if candidate.own >= _LONGEST * candidate.weight:
        return False
    headlines = len(candidate.node.css(_HEADLINES))
    if headlines < 3:
        return False
    most, stack = 0.0, [candidate]
    while stack:
        current = stack.pop()
        most = max(most, current.own)
        stack.extend(current.children)
    return most < _LONGEST * candidate.weight and candidate.weight < 300 * headlines


def _under_headline(candidate: Candidate, has_headline: bool) -> Candidate:
    """Of several articles side by side, the only one with an `<h1>`, unless the headline of the page is another."""
    articles = [child for child in candidate.children if child.node.tag == "article" and not child.outside]
    if len(articles) > 1 and sum(child.weight for child in articles) > 0.9 * candidate.weight:
        titled = [child for child in articles if child.node.css_first("h1") is not None]
        if len(titled) == 1 and titled[0].weight > 250 and (titled[0].titled or not has_headline):
            return titled[0]
    return candidate


def _with_same_named(candidate: Candidate, path: Sequence[Candidate]) -> list[Candidate]:
    """`candidate` and the same-named containers elsewhere on the page, below the upper end of `path`.

    Some sites split a story over several containers.
    """
    name, tag = name_of(candidate.node), candidate.node.tag
    if not name or candidate.depth < 3:
        return [candidate]
    top = path[max(1, len(path) - 1 - _REACH)]
    if top.weight < 1.03 * candidate.weight:
        return [candidate]
    found: list[Candidate] = []
    stack = [top]
    while stack:
        current = stack.pop()
        if current.outside:
            continue
        if current is candidate or (current.node.tag == tag and current.weight > 60 and name_of(current.node) == name):
            found.append(current)
        else:
            stack.extend(reversed(current.children))
    return found


_REACH = 10
"""How many levels above a container the same-named ones are looked for."""
