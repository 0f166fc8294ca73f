"""What stands after the article: author bios, teasers under a label, end markers and everything behind them."""

from __future__ import annotations

import re

from scraper.cleaning.classify.page import Classification
from scraper.cleaning.lexicon import label_key
from scraper.cleaning.lines.line import LineKind
from scraper.cleaning.metadata.bylines import capitalised_words
from scraper.cleaning.metadata.name_expressions import name_pattern
from scraper.model import Reason

_PARAGRAPH = 30
"""The summary of another story has fewer words than a paragraph."""
_HANDLE = re.compile(r"(?:^|\s|\()@\w{3,}|\btweets? (?:at|@)", re.IGNORECASE)


def decide_end_matter(page: Classification) -> None:
    """Remove everything behind an end marker, teasers under their label, signatures and author bios."""
    _ends(page)
    _teasers(page)
    _signatures(page)
    _bios(page)


def _ends(page: Classification) -> None:
    """Remove everything behind an end marker, unless more of the article stands behind it than before."""
    prose = page.remaining_prose()
    for index, cut in enumerate(page.removed):
        if (
            cut is None
            or cut.reason is None
            or page.features[index].words > 8
            or not any(page.features[index].key in pack.end_markers for pack in page.context.packs)
        ):
            continue
        behind = [i for i in prose if i > index]
        front = [i for i in prose if i < index]
        over = cut.reason is Reason.COMMENTS or not _goes_on(page, index, front, behind)
        if len(front) >= 2 and len(behind) < len(front) and over:
            for after in range(index + 1, len(page.lines)):
                page.remove(after, cut.reason, f"end_matter: after {page.features[index].key!r}")
            return


def _goes_on(page: Classification, label: int, front: list[int], behind: list[int]) -> bool:
    """Whether the story goes on behind a label: with a paragraph right below it, or with the same people."""
    following = [i for i in page.neighbours(label, 1) if page.removed[i] is None]
    if (following and page.is_prose(following[0])) or (len(behind) == 1 and page.features[behind[0]].words >= 18):
        return True
    if page.reason_of(label) is Reason.RELATED and sum(page.features[i].words >= _PARAGRAPH for i in behind) >= 2:
        return True
    names = [{name for i in part for name in capitalised_words(page.lines[i].text)} for part in (front, behind[:2])]
    return len(names[0] & names[1]) >= (1 if len(behind) <= 2 else 2)


def _teasers(page: Classification) -> None:
    """Remove the headlines under a "Related stories" label, where they are several or are links.

    Where the story goes on behind them they are only suggested: a guide may list what it is about under such a label.
    """
    last = max(page.remaining_prose(), default=-1)
    for index, cut in enumerate(page.removed):
        if (
            cut is None
            or cut.reason is not Reason.RELATED
            or page.features[index].words > 6
            or "\n" in page.lines[index].text
        ):
            continue
        run = []
        for after in page.neighbours(index, 1):
            cue, line = page.features[after], page.lines[after]
            if (
                page.removed[after] is not None
                or (cue.sentence and line.linked < 0.8)
                or cue.words > 25
                or line.kind is LineKind.QUOTE
            ):
                break
            run.append(after)
        linked = [i for i in run if page.lines[i].linked > 0.8]
        chosen = run if len(run) > 1 and page.context.flat else linked
        take = page.remove if chosen and chosen[-1] > last else page.suggest
        for after in chosen:
            take(after, Reason.RELATED, f"end_matter: under {page.features[index].key!r}")


def _signatures(page: Classification) -> None:
    """Remove a name or a list of tags alone after the last paragraph."""
    prose = page.remaining_prose()
    if not prose or not page.context.flat:
        return
    for index in page.remaining():
        cue = page.features[index]
        if index < prose[-1] or cue.sentence or cue.words > 5 or page.lines[index].kind is not LineKind.PARAGRAPH:
            continue
        behind = any(cut is not None for cut in page.removed[index + 1 :])
        spoken_of = any(cue.text.split(",")[0] in page.lines[i].text for i in prose)
        if cue.people and not spoken_of and (behind or "," in cue.text):
            page.suggest(index, Reason.BYLINE, "end_matter: name behind the article")
        elif behind or any(cut is not None for cut in page.removed[prose[-1] + 1 :]):
            page.suggest(index, Reason.FURNITURE, "end_matter: label behind the article")


def _bios(page: Classification) -> None:
    """Remove author bios: at the very end, a person whom the article does not mention, and their job."""
    live = page.remaining()
    texts = [i for i in live if page.is_prose(i)]
    while len(texts) > 2 and _is_bio(page, texts[-1], texts):
        bio = texts.pop()
        page.remove(bio, Reason.AUTHOR_BIO, "end_matter: author bio")
        above = next(iter(page.neighbours(bio, -1)), None)
        if above is not None and page.features[above].people:
            page.remove(above, Reason.BYLINE, "end_matter: name above the bio")


def _is_bio(page: Classification, index: int, prose: list[int]) -> bool:
    cue, text = page.features[index], page.lines[index].text
    if cue.words > 110 or cue.quotes:
        return False
    named = re.match(name_pattern(alone=True), text)
    if named is None:
        return cue.words <= 40 and _HANDLE.search(text) is not None and _has_job(page, text)
    name = named.group(0)
    if any(name.split()[0].lower() in pack.common for pack in page.context.packs):
        return False
    verbs = "|".join(pack.bio_verbs for pack in page.context.packs if pack.bio_verbs)
    does = re.compile(rf"(?:,? (?:[^.]{{0,60}}, )?)(?:{verbs})\b", re.IGNORECASE).match(text, named.end())
    if does is None or not _has_job(page, text):
        return False
    byline = any(label_key(name) in label_key(author) for author in page.context.authors)
    first = name.split()[0]
    above = next(iter(page.neighbours(index, -1)), index)
    signed = above != index and first in page.lines[above].text and page.features[above].people
    said = signed or any(
        cut is not None and cut.reason is Reason.BYLINE and first in page.lines[i].text
        for i, cut in enumerate(page.removed)
    )
    last = name.split()[-1]
    spoken_of = any(re.search(rf"\b{re.escape(last)}\b", page.lines[i].text) for i in prose if i != index)
    return byline or said or (not spoken_of and len(name.split()) > 1 and not cue.attributed)


def _has_job(page: Classification, text: str) -> bool:
    return any(re.search(rf"\b(?:{pack.bio_jobs})\b", text, re.IGNORECASE) for pack in page.context.packs)
