"""Near-duplicates: wire copies differ by few bits, other stories by many."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.runs.store.near_duplicates import DUPLICATE_DISTANCE, LEAST_WORDS, distance, simhash, simhash_bands

SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
WORDS = ["".join(random.Random(number).choices(SYLLABLES, k=4)) for number in range(2_000)]


def story(seed: int, words: int = 500) -> str:
    """Words of an invented language."""
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def test_same_text_has_the_same_bits_in_every_process() -> None:
    assert simhash(story(1)) == simhash(story(1)) == 686644291876861814


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"RIVERTON (Tide Wire) – {text}", id="dateline"),
        pytest.param(lambda text: text.upper(), id="case"),
        pytest.param(lambda text: text.replace(" ", "\n\n"), id="line-breaks"),
        pytest.param(lambda text: f"{text} More to come.", id="last-line"),
        pytest.param(lambda text: text.replace(text.split()[7], "footbridge"), id="one-word"),
    ],
)
def test_copy_is_near(change: Callable[[str], str]) -> None:
    pairs = [(simhash(story(seed)), simhash(change(story(seed)))) for seed in range(20)]
    near = [distance(one, other) <= DUPLICATE_DISTANCE for one, other in pairs if one is not None and other is not None]
    assert sum(near) >= 18


def test_other_stories_are_distant() -> None:
    hashes = [simhash(story(seed)) for seed in range(40)]
    assert min(distance(one or 0, other or 0) for one, other in combinations(hashes, 2)) > 10


@pytest.mark.parametrize("text", ["", "Mist until noon.", "a b c " * 100, "bridge " * 100])
def test_too_few_words_give_no_hash(text: str) -> None:
    assert simhash(text) is None


def test_just_enough_words_give_a_hash() -> None:
    words = [f"bridge{number}" for number in range(LEAST_WORDS)]
    assert simhash(" ".join(words)) is not None
    assert simhash(" ".join(words[1:])) is None


@given(st.text(max_size=400))
def test_any_text_has_64_bits_or_none(text: str) -> None:
    bits = simhash(f"{text}\ud800 {story(3, 60)}")
    assert bits is not None
    assert 0 <= bits < 1 << 64


@given(st.integers(0, (1 << 64) - 1), st.sets(st.integers(0, 63), max_size=DUPLICATE_DISTANCE))
def test_what_is_near_shares_a_band(bits: int, flipped: set[int]) -> None:
    other = bits
    for bit in flipped:
        other ^= 1 << bit
    assert distance(bits, other) == len(flipped)
    assert set(simhash_bands(bits)) & set(simhash_bands(other))
    assert all(0 <= key < 1 << 18 for key in simhash_bands(bits))


def test_bands_at_other_places_are_never_the_same() -> None:
    assert len(set(simhash_bands(0))) == 4
