"""The measure of structure: what counts as inside an article, and when it survives."""

from __future__ import annotations

from benchmarks import shape
from benchmarks.shape import KINDS, Survival

URL = "https://quay.example/crane"
STORY = "The second crane was lifted onto the quay on Thursday and it leans"
PAGE = f"""<html lang=en><body><nav><ul><li><a href=/weather>Weather and tides today</a></li></ul></nav>
<article><h1>Crane</h1><p>{STORY} <a href=/first>more than the first</a> did, <b>says</b> the harbour board.</p>
<figure><img src=/img/crane-on-quay.jpg></figure><p>Four years of work are over, the harbour board adds on its site.</p>
<ul><li>It weighs ninety tonnes</li><li>It lifts forty tonnes</li></ul>
<table><tr><td>Jib</td><td>Metres</td></tr><tr><td>North</td><td>38</td></tr></table></article>
<aside><figure><img src=/img/another-story.jpg></figure><p>Ferry late again</p></aside></body></html>""".encode()
TRUTH = f"""{STORY} more than the first did, says the harbour board.
Four years of work are over, the harbour board adds on its site.
It weighs ninety tonnes
It lifts forty tonnes
Jib Metres North 38"""


def test_what_stands_in_the_article_is_expected() -> None:
    wanted = shape.expected(PAGE, URL, TRUTH)
    assert {kind: [thing for thing, _ in wanted[kind]] for kind in KINDS} == {
        "links": [("more than the first", "https://quay.example/first")],
        "emphasised words": [("says",)],
        "list items": [("it weighs ninety tonnes",), ("it lifts forty tonnes",)],
        "table cells": [("jib",), ("metres",), ("north",), ("38",)],
        "pictures": [("crane-on-quay",)],
    }


def test_all_of_it_survives() -> None:
    found = shape.survivals(shape.expected(PAGE, URL, TRUTH), shape.ours(PAGE, URL))
    assert [(kind, thing.thing) for kind in KINDS for thing in found[kind] if not thing.survives] == []


def test_what_is_given_once_serves_once() -> None:
    wanted: shape.Wanted = {kind: [] for kind in KINDS}
    wanted["emphasised words"] = [(("late",), "the late ferry was late"), (("late",), "the late ferry was late")]
    given = {kind: shape.Counter() for kind in KINDS}
    given["emphasised words"][("late",)] = 1
    found = shape.survivals(wanted, (given, "the late ferry was late"))
    assert found["emphasised words"] == [Survival(("late",), True, True), Survival(("late",), False, True)]


def test_what_a_page_repeats_is_in_doubt() -> None:
    twice = PAGE.replace(b"Ferry late again", b"It weighs ninety tonnes")
    wanted = shape.expected(twice, URL, TRUTH)
    assert [thing for thing, _ in wanted["list items"]] == [("it lifts forty tonnes",)]
