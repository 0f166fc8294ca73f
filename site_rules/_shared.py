"""Matchers that several sites share. A matcher for one site belongs in that site's module."""

from scraper.rules import furniture, related

INSIDER_WORDING = (
    # businessinsider.in reprinted the stories of businessinsider.com, including their link lines
    related(text=r"^(?:See also|Read more|Read the original article(?: on Business Insider)?)(?::|$)"),
    furniture(text=r"^Visit (?:Business )?Insider['’]s homepage for more stories"),
)
"""Link lines between the paragraphs of Business Insider stories, on the American and the Indian site."""
