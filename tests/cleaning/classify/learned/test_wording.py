import pytest

from scraper.cleaning.classify.features import plainly
from scraper.cleaning.classify.learned.wording import BUCKETS, wording_buckets, wording_score

LONG = "The harbour board closed the old ferry slip on Monday after an inspector found that two chains had rusted. " * 6


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Reply",
        "Reply to 14 others",
        "港の委員会は月曜日に桟橋を閉めた。",
        LONG,
        "\ud800 alone",
        "…",
        "٣ قوارب",
    ],
)
def test_every_text_has_numbers_of_buckets(text: str) -> None:
    found = wording_buckets(text, plainly(text))
    assert found
    assert all(0 <= bucket < BUCKETS for bucket in found)
    assert found == wording_buckets(text, plainly(text))


def test_a_long_line_is_read_by_its_start_and_its_end() -> None:
    half = len(LONG) // 2
    other_middle = f"{LONG[:half]}, the board said in winter, {LONG[half:]}"
    assert wording_buckets(other_middle, plainly(other_middle))[:-2] == wording_buckets(LONG, plainly(LONG))[:-2]
    other_end = f"{LONG}Reply"
    assert wording_buckets(other_end, plainly(other_end))[:-2] != wording_buckets(LONG, plainly(LONG))[:-2]


def test_numbers_are_all_the_same() -> None:
    assert wording_buckets("17 comments", "17 comments") == wording_buckets("42 comments", "42 comments")


def test_the_score_adds_up_the_weights_of_the_buckets() -> None:
    weights = [0] * BUCKETS
    buckets = wording_buckets("Reply", "reply")
    for bucket in buckets:
        weights[bucket] = 5
    assert wording_score("Reply", "reply", weights) == 5 * len(buckets)
