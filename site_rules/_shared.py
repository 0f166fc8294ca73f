"""Matchers that two or more sites need word for word. A matcher of one site belongs in that site's own module."""

from scraper.rules import furniture, related

INSIDER_WORDING = (
    # businessinsider.in reprinted the stories of businessinsider.com with their link lines in place
    related(text=r"^(?:See also|Read more|Read the original article(?: on Business Insider)?)(?::|$)"),
    furniture(text=r"^Visit (?:Business )?Insider['’]s homepage for more stories"),
)
"""Link lines between the paragraphs of a Business Insider story, on the American site and on the Indian one."""
