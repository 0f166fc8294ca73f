"""Lines of an article that begin as labels, pitches and notices do."""

from __future__ import annotations

import pytest

from scraper import clean_text
from tests.support.labelled_pages import HEADLINE, URL, S, page

INNOCENT = """
    Want to help? Bring a rope, the fire brigade says.
    Register to vote by Tuesday if you want a say in the matter.
    Sign up for swimming lessons closed within the hour.
    Download speeds in the valley are the worst in the county.
    Get the facts first, her grandfather used to say.
    Donate blood, the posters say, and get a biscuit.
    Photo finish: the goat won by a nose.
    Read next to the window, the text can just be made out.
    Watch: it never rained on a Tuesday again.
    Advertisers have left the paper one by one.
    Share of the vote: 41 percent.
    Follow the river for two miles and you come to the quarry.
    Click on the tuba and it plays a note, the museum's website promises.
    The museum's app, which costs nothing, plays the note when you point your phone at the roof.
    Subscribers to the concerts were sent a letter on Monday.
    You can follow her on the pitch as well as off it, her trainer says.
    This story is not available to anybody who was there.
    By clicking her tongue she can call the goat from a mile away.
    Comments from the public gallery were not minuted.
    Save the tuba, a banner on the church said.
    Most popular of all was the polka.
    Related to the vicar by marriage, Thripp has held the chair since 2009.
    Listen to the band and you will hear where the tuba used to be.
    Support for the search has grown since Monday.
    Join the queue, Praed said.
    Contact with the goat should be avoided, the vet advises.
    More from Praed on the subject could not be had.
    Trending downward since 2016, membership stood at eleven in May.
    The views of the goat are its own.
    Tags were found in the quarry, but no tuba.
    Image rights to the goat were sold in 1999.
    Free beer will be handed out to your left.
    Your tickets, please, said the goat's owner, and laughed.
    We asked seven readers what they would do with a tuba. Here is what they told us.
    Our critics picked their favorite tubas of the year.
    I subscribe to the view that a tuba is never lost, merely waiting.
    If you or someone you know is missing a tuba, call the parish clerk on 01632 960 111.
    The brewery, which gave $500, asked not to be thanked.
    “We are counting on our readers to bring the tuba back,” the Herald's editor, Nick Orde, said.
    Editor's note: This article has been changed to give the right age of the goat.
    Additional charges were dropped.
    Reporting a lost tuba takes four forms and a stamp.
    Updated rules for the use of the roof come into force in 2023.
    Published in 1911, the march has been played at every fair since.
    By Monday the search had cost more than the tuba.
    By Hilda Praed's count, it was the ninth.
    From our seats we could see the tuba, but not hear it.
    Never miss a rehearsal, the rules say.
    Stay informed, stay calm, stay off the roof: so ran the notice.
    Have you seen this tuba?
    1. Take the rope.
    5 comments were made, all by the goat.
    Keep reading the small print, said the lawyer.
    Read the label, said the lawyer.
"""
"""Lines of an article that begin as labels, pitches and notices do."""


@pytest.mark.parametrize("line", list(map(str.strip, INNOCENT.strip().splitlines())))
@pytest.mark.parametrize("place", [0, 3, 5], ids=["first", "inside", "last"])
def test_a_line_that_only_begins_like_boilerplate(line: str, place: int) -> None:
    lines = (*S[:place], line, *S[place:])
    article = clean_text("\n\n".join((HEADLINE, *lines)), URL)
    assert [(removal.text, removal.rule) for removal in article.removals] == [(HEADLINE, "front_matter: headline")]
    assert page(*lines).text == "\n\n".join(lines)


@pytest.mark.parametrize("place", ["Velden", "Wick-on-Sea"])
def test_a_name_and_a_place_above_the_date_are_the_byline(place: str) -> None:
    article = clean_text("\n\n".join((HEADLINE, f"Ann Example, {place}", "Published on 3 May 2026", *S)), URL)
    assert article.authors[:1] == ("Ann Example",)
    assert article.text.split("\n\n") == list(S)
