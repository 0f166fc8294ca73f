"""What a site's rule says of lines: its phrases, its runs, its tails."""

from __future__ import annotations

from scraper.cleaning.classify import PageContext, classify
from scraper.cleaning.lexicon import packs_for
from scraper.cleaning.lines.line import Decision, Line, LineKind
from scraper.model import Path, Reason, Span
from scraper.rules import NamedRule, SiteRule, donation, newsletter, related
from tests.support.labelled_pages import HEADLINE, URL, S

RULE = SiteRule(
    domains=("wickherald.example",),
    body=("article",),
    remove=(
        newsletter(text=r"^The Herald, folded small", through=r"^Fold it for me$"),
        donation(text=r"^Pass the hat"),
        related(text=r"^Elsewhere in the valley$", tail=True),
    ),
)


def judged(*lines: str) -> list[Decision | None]:
    named = NamedRule("site_rules.herald", RULE)
    context = PageContext(url=URL, title=HEADLINE, packs=packs_for("en"), named=named, flat=True)
    made = [Line(LineKind.PARAGRAPH, text, Span(number, number, "")) for number, text in enumerate(lines)]
    return classify(made, context).decisions


def reasons(cuts: list[Decision | None]) -> list[Reason | None]:
    return [cut.reason if cut else None for cut in cuts]


def test_a_phrase_takes_its_line() -> None:
    cuts = judged(S[0], "Pass the hat round, we are short of reeds", S[1], S[2])
    assert reasons(cuts) == [None, Reason.DONATION, None, None]
    assert cuts[1] is not None
    assert cuts[1].rule.startswith("site_rules.herald: ")


def test_a_phrase_inside_a_line_is_none() -> None:
    assert reasons(judged(S[0], "They had to pass the hat round twice, the treasurer said.", S[1])) == [None] * 3


def test_a_run_goes_through_to_its_end() -> None:
    box = ("The Herald, folded small", "It fits in any pocket of any coat.", "Fold it for me")
    assert reasons(judged(S[0], *box, S[1], S[2])) == [None, *[Reason.NEWSLETTER] * 3, None, None]


def test_a_run_without_its_end_takes_its_first_line_only() -> None:
    cuts = judged("The Herald, folded small", *S, *S, *S)
    assert reasons(cuts) == [Reason.NEWSLETTER, *[None] * 15]


def test_a_tail_takes_everything_behind_it() -> None:
    cuts = judged(*S[:3], "Elsewhere in the valley", "Goat eats the minutes of the last meeting.", S[3])
    assert reasons(cuts) == [*[None] * 3, *[Reason.RELATED] * 3]


def test_what_the_structure_of_a_line_says_is_decided() -> None:
    decision = Decision(Reason.AD, "structure: <div> named as ad")
    made = [
        Line(LineKind.PARAGRAPH, text, Path("p", n), structure=decision if n == 1 else None) for n, text in enumerate(S)
    ]
    assert classify(made, PageContext(url=URL, packs=packs_for("en"))).decisions[1] is decision
