"""Which part of a page is the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.cleaning.body.lede import find_ledes
from scraper.cleaning.body.linked_text import begins_with, is_in_script, linked_text
from scraper.cleaning.body.notices import notice_of
from scraper.cleaning.body.scoring import Candidate, score_tree
from scraper.cleaning.body.second_opinion import DOUBTFUL
from scraper.cleaning.body.selection import lists_stories, select_candidates
from scraper.cleaning.class_hints import name_of
from scraper.errors import EmptyArticle, LayoutChanged
from scraper.html.dom import Node, Tree, ancestors, body_roots
from scraper.model import Origin, Route
from scraper.rules import NamedRule

_SHORT, _LINKED, _PIECES, _SHARED, _UNNAMED, _LISTED = 0.2, 0.25, 0.12, 0.15, 0.05, 0.5
MIN_WEIGHT = 80
"""A page whose text weighs less than this many characters has no article."""

GENERIC = Origin(Route.GENERIC)
"""The origin of a body on a site without a rule."""
FROM_LINKED_DATA = Origin(Route.LINKED_DATA)
"""The origin of a story that only the linked data of a page holds."""
NOTHING = "nothing on the page reads like an article. Is it an index, a login or a consent page?"
"""What is wrong with a page without an article."""

_LINKED_CONFIDENCE = 0.8
_LONGER, _LITTLE = 2, 600
"""The story in the linked data is so many times as long as what the page shows; what is shorter may be small print."""
_FOOTER = re.compile(r"(?:^|\s)(?:(?:site|page|main|global)[-_]{0,2})?footer(?:$|[\s_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """The elements that hold the article, in page order, how they were found, and the deks above them.

    `others` are elements that hold other stories, in the body or outside. `confidence` in the choice is 0 to 1: 1 where
    a selector of the site's rule found them.
    """

    roots: tuple[Node, ...]
    origin: Origin = GENERIC
    confidence: float = 1.0
    deks: tuple[Node, ...] = ()
    others: tuple[Node, ...] = ()

    @property
    def beside(self) -> tuple[Node, ...]:
        """The other stories outside the roots."""
        own = {root.mem_id for root in self.roots}
        return tuple(node for node in self.others if not any(around.mem_id in own for around in ancestors(node)))


def find_body(tree: Tree, url: str, named: NamedRule | None) -> Body:
    """The body by the site's rule, or by the generic route where there is no rule or the rule allows it.

    Raises LayoutChanged where no body selector of the rule matches and it does not allow the generic route,
    EmptyArticle where nothing on the page reads like an article, or where the page says that it is something else.
    """
    if notice := notice_of(tree, url):
        raise notice
    if named is not None:
        roots, selector = body_roots(tree, named.rule.body)
        if roots:
            return Body(roots, Origin(Route.RULE, named.module, selector))
        if not named.rule.generic_body:
            raise LayoutChanged(url, f"no body selector of {named.module} matched. Add the new template's to body=")
    found = _shown_or_linked(tree, url)
    if named is not None:
        found = replace(found, origin=Origin(found.origin.route, named.module, fell_back=bool(named.rule.body)))
    return found


def _shown_or_linked(tree: Tree, url: str) -> Body:
    """The body that the page shows or, where that is in doubt, the story that only its linked data holds."""
    found = choose_body(tree, url)
    if found is not None and found.confidence >= DOUBTFUL:
        return found
    shown = "\n".join(root.text(separator=" ") for root in found.roots) if found is not None else ""
    story = linked_text(tree, url)
    if story is not None and len(story.text()) > _LONGER * len(shown) and not begins_with(shown, story.text()):
        return Body((story,), FROM_LINKED_DATA, _LINKED_CONFIDENCE)
    if len(shown) < _LITTLE and is_in_script(tree, shown):
        raise EmptyArticle(url, "only a script holds the article. Fetch the page with a browser that runs its scripts")
    if found is None:
        raise EmptyArticle(url, NOTHING)
    return found


def is_small_print(found: Body) -> bool:
    """Whether the few words of a body are those of a footer, which stands on every page of a site."""
    around = [node for root in found.roots for node in (root, *ancestors(root)) if node.tag not in ("body", "html")]
    text = sum(len(root.text(strip=True)) for root in found.roots)
    if text > _LITTLE or any(root.css_first("h1,h2,h3") is not None for root in found.roots):
        return False
    return any(node.tag == "footer" or _FOOTER.search(name_of(node)) is not None for node in around)


def choose_body(tree: Tree, url: str = "") -> Body | None:
    """The body of the article on a page of any site; None where nothing on it reads like an article."""
    scores = score_tree(tree, url)
    if scores is None:
        return None
    top = scores.top
    if top.weight < MIN_WEIGHT:
        return None
    candidates = select_candidates(top)
    above, deks = find_ledes(tree, candidates[0].node)
    roots = (*above, *(candidate.node for candidate in candidates))
    return Body(roots, confidence=_confidence(top, candidates), deks=tuple(deks), others=scores.stories.others)


def _confidence(top: Candidate, roots: Sequence[Candidate]) -> float:
    """The confidence in the choice, 0 to 1, by the amount of text, its share of the page, its pieces and its links."""
    main = max(roots, key=lambda candidate: candidate.weight)
    weight = sum(candidate.weight for candidate in roots)
    linked = 5 * sum(len(link.text()) for link in main.node.css("a[href]"))
    doubts = (
        (_SHORT, weight < 500),
        (_SHORT, weight < 250),
        (_LINKED, linked > main.weight and linked > len(main.node.text())),
        (_PIECES, main.own < 0.3 * main.weight),
        (_SHARED, weight < 0.75 * top.weight and not main.titled),
        (_UNNAMED, not main.holds_story),
        (_LISTED, lists_stories(main)),
    )
    return round(max(0.0, 0.98 - sum(doubt for doubt, holds in doubts if holds)), 2)
