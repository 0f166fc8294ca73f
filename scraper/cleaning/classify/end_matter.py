"""What stands behind the article: bios, teasers under a label, end markers and everything after them."""

from __future__ import annotations

import re

from scraper.cleaning.classify.page import View
from scraper.cleaning.lexicon import label_key
from scraper.cleaning.lines.line import Kind
from scraper.model import Reason
from scraper.rules.patterns import compiled

_NAMED = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){0,3}")
_INNER_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}(?=[ ,.-])")
_HANDLE = re.compile(
    r"(?:^|\s|\()@\w{3,}|\btweets? (?:at|@)|\bon (?:twitter|x|bluesky|mastodon) (?:at )?@", re.IGNORECASE
)


def tails(view: View) -> None:
    """End labels take what follows; teasers and bios go with what surrounds them."""
    _ends(view)
    _teasers(view)
    _signatures(view)
    _bios(view)


def rule_tails(view: View) -> None:
    """What a `tail=True` matcher of the site's rule takes with it: everything behind it."""
    for index, cut in enumerate(view.cuts):
        if cut is not None and cut.tail:
            for after in range(index + 1, len(view.lines)):
                view.reopen(after)
                view.cut(after, cut.reason, cut.rule)
            return


def _ends(view: View) -> None:
    """After an end label no article goes on, unless more of it stands behind the label than in front."""
    prose = view.live_prose()
    for index, cut in enumerate(view.cuts):
        if (
            cut is None
            or view.cues[index].words > 8
            or not any(view.cues[index].key in pack.ends for pack in view.facts.packs)
        ):
            continue
        behind = [i for i in prose if i > index]
        front = [i for i in prose if i < index]
        over = cut.reason is Reason.COMMENTS or not _goes_on(view, index, front, behind)
        if len(front) >= 2 and len(behind) < len(front) and over:
            for after in range(index + 1, len(view.lines)):
                view.cut(after, cut.reason, f"judge.tail: after {view.cues[index].key!r}")
            return


def _goes_on(view: View, label: int, front: list[int], behind: list[int]) -> bool:
    """Whether the story goes on behind a label: with a paragraph and no headline first, or with the same people."""
    following = [i for i in view.neighbours(label, 1) if view.cuts[i] is None]
    if (following and view.prose(following[0])) or (len(behind) == 1 and view.cues[behind[0]].words >= 18):
        return True
    names = [{name for i in part for name in _INNER_NAME.findall(view.lines[i].text)} for part in (front, behind[:2])]
    return len(names[0] & names[1]) >= (1 if len(behind) <= 2 else 2)


def _teasers(view: View) -> None:
    """Headlines under a "Related stories" label, when there are several, or they are links."""
    for index, cut in enumerate(view.cuts):
        if (
            cut is None
            or cut.reason is not Reason.RELATED
            or view.cues[index].words > 6
            or "\n" in view.lines[index].text
        ):
            continue
        run = []
        for after in view.neighbours(index, 1):
            cue, line = view.cues[after], view.lines[after]
            if (
                view.cuts[after] is not None
                or (cue.sentence and line.linked < 0.8)
                or cue.words > 25
                or line.kind is Kind.QUOTE
            ):
                break
            run.append(after)
        linked = [i for i in run if view.lines[i].linked > 0.8]
        chosen = run if len(run) > 1 and view.facts.flat else linked
        for after in chosen:
            view.cut(after, Reason.RELATED, f"judge.tail: under {view.cues[index].key!r}")


def _signatures(view: View) -> None:
    """A name or a list of tags alone behind the last paragraph."""
    prose = view.live_prose()
    if not prose or not view.facts.flat:
        return
    for index in view.live():
        cue = view.cues[index]
        if index < prose[-1] or cue.sentence or cue.words > 5 or view.lines[index].kind is not Kind.PARAGRAPH:
            continue
        behind = any(cut is not None for cut in view.cuts[index + 1 :])
        spoken_of = any(cue.text.split(",")[0] in view.lines[i].text for i in prose)
        if cue.people and not spoken_of and (behind or "," in cue.text):
            view.cut(index, Reason.BYLINE, "judge.tail: name behind the article")
        elif behind or any(cut is not None for cut in view.cuts[prose[-1] + 1 :]):
            view.cut(index, Reason.FURNITURE, "judge.tail: label behind the article")


def _bios(view: View) -> None:
    """Who wrote it: at the very end, a person the article does not speak of, and what they do."""
    live = view.live()
    texts = [i for i in live if view.prose(i)]
    while len(texts) > 2 and _is_bio(view, texts[-1], texts):
        bio = texts.pop()
        view.cut(bio, Reason.AUTHOR_BIO, "judge.tail: author bio")
        above = next(iter(view.neighbours(bio, -1)), None)
        if above is not None and view.cues[above].people:
            view.cut(above, Reason.BYLINE, "judge.tail: name above the bio")


def _is_bio(view: View, index: int, prose: list[int]) -> bool:
    cue, text = view.cues[index], view.lines[index].text
    if cue.words > 110 or cue.quotes:
        return False
    named = _NAMED.match(text)
    if named is None:
        return cue.words <= 40 and _HANDLE.search(text) is not None and _has_job(view, text)
    name = named.group(0)
    if any(name.split()[0].lower() in pack.common for pack in view.facts.packs):
        return False
    verbs = "|".join(pack.bio_verbs for pack in view.facts.packs if pack.bio_verbs)
    does = compiled(rf"(?:,? (?:[^.]{{0,60}}, )?)(?:{verbs})\b").match(text, named.end())
    if does is None or not _has_job(view, text):
        return False
    byline = any(label_key(name) in label_key(author) for author in view.facts.authors)
    first = name.split()[0]
    above = next(iter(view.neighbours(index, -1)), index)
    signed = above != index and first in view.lines[above].text and view.cues[above].people
    said = signed or any(
        cut is not None and cut.reason is Reason.BYLINE and first in view.lines[i].text
        for i, cut in enumerate(view.cuts)
    )
    last = name.split()[-1]
    spoken_of = any(re.search(rf"\b{re.escape(last)}\b", view.lines[i].text) for i in prose if i != index)
    return byline or said or (not spoken_of and len(name.split()) > 1 and not cue.attributed)


def _has_job(view: View, text: str) -> bool:
    return any(compiled(rf"\b(?:{pack.bio_jobs})\b").search(text) for pack in view.facts.packs if pack.bio_jobs)
