"""The diff of a revision: readable, and bounded in time."""

from __future__ import annotations

import time

from scraper.runs.store.revisions import MOST_DIFFED, text_diff

OLD = "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.\n\nSeven."


def test_diff_shows_what_changed_and_three_lines_around_it() -> None:
    head, change = ["--- before", "+++ after", "@@ -2,6 +2,6 @@"], ["-Five.", "+Fünf."]
    diff = [*head, " Two.", " Three.", " Four.", *change, " Six.", " Seven."]
    assert text_diff(OLD, OLD.replace("Five", "Fünf")).splitlines() == diff


def test_same_texts_have_none() -> None:
    assert text_diff(OLD, OLD) == ""
    assert text_diff("", "") == ""


def test_line_that_was_put_in_or_taken_out_is_shown_alone() -> None:
    assert [line for line in text_diff(OLD, f"{OLD}\n\nEight.").splitlines() if line[0] == "+"] == [
        "+++ after",
        "+Eight.",
    ]
    assert [line for line in text_diff(OLD, OLD[6:]).splitlines() if line[0] == "-"] == ["--- before", "-One."]


def test_long_texts_are_not_diffed_line_by_line() -> None:
    many = [f"Line {number % 997}" for number in range(20 * MOST_DIFFED)]
    started = time.process_time()
    diff = text_diff("\n".join(["First", *many, "Last"]), "\n".join(["First", *many[::-1], "Last"])).splitlines()
    assert time.process_time() - started < 5
    assert diff[2] == f"@@ -2,{len(many)} +2,{len(many)} @@"
    assert diff[3:] == [*(f"-{line}" for line in many), *(f"+{line}" for line in many[::-1])]
    longer = text_diff("\n".join(many), "\n".join([*many, "Last"])).splitlines()
    assert longer[2:] == [f"@@ -{len(many)},0 +{len(many) + 1},1 @@", "+Last"]
