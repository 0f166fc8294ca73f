"""Words, labels and sentences in scripts without spaces, without capitals, and written from right to left."""

from __future__ import annotations

import pytest

from scraper.cleaning.classify.features import Features, Voice, page_words, plainly
from scraper.cleaning.lexicon import label_key, pack
from scraper.cleaning.lexicon.matching import Phrases, is_unspaced, needle
from scraper.cleaning.metadata.bylines import is_people, split_names
from scraper.cleaning.text import ends_sentence
from scraper.rules.patterns import folded, matches, pattern_fault


@pytest.mark.parametrize(
    ("phrase", "text", "there"),
    [
        pytest.param("订阅", "欢迎订阅本报通讯", True, id="chinese-within-a-clause"),
        pytest.param("メルマガ", "無料のメルマガを配信中", True, id="japanese-within-a-clause"),
        pytest.param("订阅", "欢迎来到本报", False, id="chinese-that-is-not-there"),
        pytest.param("뉴스레터", "오늘의 뉴스레터를 받아 보세요", True, id="korean-at-the-beginning-of-a-word"),
        pytest.param("рассыл", "наша рассылка приходит утром", True, id="russian-stem"),
        pytest.param("рассыл", "пересылка писем стоит дорого", False, id="russian-inside-a-word"),
        pytest.param("النشرة", "اشترك في النشرة البريدية", True, id="arabic"),
        pytest.param("न्यूज़लेटर", "हमारा न्यूज़लेटर पाएं", True, id="hindi"),
    ],
)
def test_a_phrase_begins_a_word(phrase: str, text: str, there: bool) -> None:
    assert (Phrases({phrase: ("field",)}).within(text) == [(phrase, ("field",))]) == there
    assert (needle(phrase) in f" {text} ") == there


def test_only_chinese_and_japanese_have_no_spaces() -> None:
    assert [is_unspaced(text) for text in ("订阅", "ニュース", "ひらがな", "뉴스", "новости", "أخبار", "समाचार")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


def features(text: str, *, you: set[str], phrases: tuple[str, ...] = ()) -> Features:
    page = page_words(text, (pack("en"),), "", lambda field: [needle(phrase) for phrase in phrases])
    words = frozenset(you)
    return Features(text, plainly(text), page._replace(you=Voice(words, tuple(filter(is_unspaced, words)))))


@pytest.mark.parametrize(
    ("text", "you", "addressed"),
    [
        pytest.param("请您留下邮箱地址", {"您"}, True, id="chinese"),
        pytest.param("河水在周一上涨", {"您"}, False, id="chinese-without"),
        pytest.param("आप हमें लिखें", {"आप"}, True, id="hindi"),
        pytest.param("आपदा के बाद बैठक", {"आप"}, False, id="hindi-vowel-signs-are-part-of-a-word"),
        pytest.param("Ваш адрес не виден", {"ваш"}, True, id="russian"),
    ],
)
def test_a_word_for_the_reader(text: str, you: set[str], addressed: bool) -> None:
    assert features(text, you=you).you == addressed


def test_phrases_are_counted_in_a_line_without_spaces() -> None:
    assert features("欢迎订阅本报通讯", you=set(), phrases=("订阅", "通讯", "捐款")).count("any") == 2


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("【相关阅读】", "相关阅读"),
        ("■関連記事：", "関連記事"),
        ("（広告）", "広告"),
        ("اقرأ أيضا :", "اقرأ أيضا"),
        ("İLGİLİ HABERLER", "ilgili haberler"),
        ("REKLAMI KAPAT", "reklami kapat"),
        ("ЧИТАЙТЕ ТАКЖЕ:", "читайте также"),
    ],
)
def test_label_key(line: str, key: str) -> None:
    assert label_key(line) == key


def test_a_turkish_label_has_one_key_in_capitals_and_in_small_letters() -> None:
    assert label_key("Reklamı kapat") == label_key("REKLAMI KAPAT")


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("来源：河岸日报", "^来源: ?.{2,20}$"),
        ("（编辑：李明）", r"^\(编辑:[^)]{2,10}\)$"),
        ("（编辑：李明）", "^（编辑：[^）]{2,10}）$"),
        ("هل أعجبك المقال؟", r"^هل [^?]{2,20}\?$"),
        ("यहां पढ़ें।", r"^यहां [^.]{2,20}\.$"),
        ("ЧИТАЙТЕ ТАКЖЕ", "^читайте также$"),
        ("ＰＲ", "^pr$"),
    ],
)
def test_wide_and_foreign_marks_are_matched_as_those_of_ascii(text: str, pattern: str) -> None:
    assert pattern_fault(pattern) == ""
    assert matches(pattern, text)
    assert len(folded(text)) == len(text)


def test_a_wide_mark_in_a_pattern_is_a_literal() -> None:
    assert not matches("^了。$", "了吗")
    assert matches("^了。$", "了。")


@pytest.mark.parametrize(
    "pattern", [r"^новости\b", r"^читайте (?:также)\b", r"^see \bновости", r"^[а-я]\b", r"^للمزيد\b.{0,40}$"]
)
def test_a_boundary_that_never_matches_is_a_fault(pattern: str) -> None:
    assert "\\b beside a letter" in pattern_fault(pattern)


@pytest.mark.parametrize("pattern", [r"^été\b", r"^\bçа", r"^weiß\b", r"^łódź\b", r"^news\b ?– ?.{2,40}$"])
def test_a_boundary_beside_a_latin_letter_is_none(pattern: str) -> None:
    assert pattern_fault(pattern) == ""


@pytest.mark.parametrize(
    "text", ["他走了。", "走了吗？", "終わった」", "（終わった。）", "هل انتهى؟", "यह खत्म हुआ।", "Всё кончено."]
)
def test_a_sentence_ends(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Łukasz Śmigły", True),
        ("Šárka Žďárská", True),
        ("Иван Петренко", True),
        ("Їжак Євген", True),
        ("Новости недели", False),
        ("Śląskie wiadomości", False),
    ],
)
def test_names_begin_with_capitals_of_all_latin_and_cyrillic_letters(text: str, people: bool) -> None:
    assert is_people(text) == people
    assert not people or split_names(text) == [text]


@pytest.mark.parametrize(
    ("language", "text", "imperative"),
    [
        pytest.param("en", "We sail on Mondays. I try to write about the tide.", False, id="i-is-and-in-polish-alone"),
        pytest.param("en", "We sail on Mondays. Please try the soup.", True, id="behind-please"),
        pytest.param("pl", "I zapisz się jeszcze dziś.", True, id="behind-polish-and"),
    ],
)
def test_an_imperative_stands_behind_a_word_of_its_own_language(language: str, text: str, imperative: bool) -> None:
    page = page_words(text, (pack(language),), "", lambda field: ())
    assert Features(text, plainly(text), page).imperative == imperative
