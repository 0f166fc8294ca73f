"""The words that are indexed are those that a query of the same text has."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.runs.store.search_terms import MOST_INDEXED, index_words, query_terms

SCRIPTS = "aZ9é’“ßİſΣς ᾳ\u0345ÅǄﬁ½№㎏カ\u3099ガ한국어ไทยहिन्दी\u093f漢字\u0301\u0323\u200b\xad_-.ꭰᎠ\ud800\0ø🙂"


@given(st.text(st.characters(exclude_characters='"'), max_size=150) | st.text(SCRIPTS, max_size=150))
@example("Café's “ﬁrst” №5: ᾳ\u0345 ꭰ Ꭰ, カ\u3099 e\u0301 \u0301x")
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    words = tuple(index_words(text))
    assert [term.words for term in query_terms(f'"{text}"')] == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("The Mayor's 3 goats.", ["the", "mayor", "s", "3", "goats"]),
        ("The mayor’s café – “Größe”", ["the", "mayor", "s", "cafe", "grosse"]),
        ("Последний паром, Ёлка", ["последнии", "паром", "елка"]),
        ("東京 2026年 ソウルuで", ["東", "京", "2026", "年", "ソ", "ウ", "ル", "u", "で"]),
    ],
)
def test_words_are_without_case_accents_and_signs(text: str, words: list[str]) -> None:
    assert index_words(text) == words


def test_long_words_and_long_texts_end() -> None:
    assert index_words("ä" * 300 + " b") == ["a" * 100, "b"]
    assert index_words("ж" * 300 + " b") == ["ж" * 100, "b"]
    many = index_words("goat 山 " * MOST_INDEXED)
    assert MOST_INDEXED - 10 < sum(len(word) + 1 for word in many) <= MOST_INDEXED
