"""What speaks for or against a text being whole, beside what must not be taken for it."""

from __future__ import annotations

import json

import pytest

from scraper import clean_html, clean_text
from scraper.cleaning.metadata.completeness import NO_CLAIMS, Claims, claims_of, completeness_of
from scraper.model import Completeness

URL = "https://harbour.example/news/ferry"
SENTENCE = "The night ferry to Port Ellery left the quay twenty minutes late on Tuesday with a full car deck."
STORY = [f"{SENTENCE} It was the {word} delay of the year." for word in ("first", "second", "third", "fourth", "fifth")]


def page(linked: object = None, meta: str = "", after: str = "", lang: str = "en") -> str:
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked is not None else ""
    body = "".join(f"<p>{text}</p>" for text in STORY)
    return f'<html lang="{lang}"><head>{meta}{script}</head><body><article>{body}{after}</article></body></html>'


def news(**fields: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Ferry crosses without lights", **fields}


def found(*args: object, **options: object) -> Completeness:
    return clean_html(page(*args, **options), URL).completeness  # type: ignore[arg-type]


def test_nothing_said_nothing_known():
    assert found() == Completeness(None, None, ())
    assert clean_text("\n".join(STORY)).completeness == Completeness()


@pytest.mark.parametrize(
    ("linked", "meta", "share"),
    [
        pytest.param(news(wordCount=260), "", 0.5, id="twice as many words as are there"),
        pytest.param(news(wordCount="1,300"), "", 0.1, id="a string, with a comma"),
        pytest.param(news(wordCount=120), "", 1.0, id="some more words than it says"),
        pytest.param(None, '<meta name="wordcount" content="520">', 0.25, id="meta tag"),
        pytest.param(news(articleBody=" ".join(STORY)), "", 1.0, id="the body itself"),
        pytest.param(news(articleBody="".join(f"<p>{text}</p>" for text in STORY * 2)), "", 0.5, id="body with tags"),
        pytest.param(news(wordCount=50), "", None, id="a count of far fewer words than are there counts a stub"),
        pytest.param(news(articleBody=STORY[0] * 2), "", None, id="a body that is only the start"),
        pytest.param(news(wordCount=0), "", None, id="a count that nobody filled in"),
        pytest.param(news(wordCount=True), "", None, id="no number"),
        pytest.param(news(wordCount="many"), "", None, id="no number either"),
        pytest.param(news(articleBody=["x"]), "", None, id="no text"),
    ],
)
def test_share_of_what_the_head_claims(linked, meta, share):
    assert found(linked, meta).share == (share if share is None else pytest.approx(share, abs=0.03))


def test_languages_without_spaces_have_no_word_count():
    assert found(news(wordCount=9000), lang="ja").share is None
    assert found(news(wordCount=9000), lang="en").share is not None


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("57 % left to read", 0.43),
        ("You have 57% of this article left to read.", 0.43),
        ("Il vous reste 57.5\u00a0% de cet article à lire.", 0.42),
        ("Noch 80 % des Artikels zu lesen", 0.2),
        ("Te queda el 40% por leer", 0.6),
    ],
)
def test_lines_that_say_how_much_is_left(line, share):
    said = found(None, after=f"<p>{line}</p>")
    assert (said.share, said.paywalled) == (pytest.approx(share, abs=0.011), True)
    assert any(line[:10] in sign for sign in said.signs)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "This article is for subscribers only.",
        "Jetzt weiterlesen mit Plus",
        "Lesen Sie den vollständigen Artikel mit einem Probeabo.",
        "La suite est réservée aux abonnés.",
        "Abonnez-vous pour lire la suite",
        "Para seguir leyendo, suscríbete",
        "Contenido exclusivo para suscriptores",
        "Este artículo es solo para suscriptores",
        "To continue reading, create a free account or sign in.",
        "Keep reading with a 7-day free trial",
        "Already a paid subscriber? Sign in",
        "Il vous reste 78% de cet article à lire. La suite est réservée aux abonnés.",
        "Det här är en artikel för prenumeranter.",
    ],
)
def test_walls(line):
    said = found(None, after=f"<p>{line}</p>")
    assert said.paywalled is True
    assert f"line: {line}" in said.signs


@pytest.mark.parametrize(
    "line",
    [
        "57 % of those asked have a book left to read, and most of them bought it last year, the library found.",
        "You have 57% of the vote counted and an article of the constitution left to read, the clerk told the room.",
        "Noch 57 % der Wähler sind unentschieden.",
        "Il vous reste 57 % de votre salaire, a dit le ministre.",
        "Te queda un 57 % de la batería, dice el teléfono.",
        "To continue reading the ruling was more than the judge could bear.",
        "Subscribers left the paper in droves, and to keep reading it became an act of defiance.",
        "La suite est connue : le navire n'a jamais quitté le port.",
        "Para seguir leyendo en la cárcel pidió una lámpara.",
    ],
)
def test_sentences_of_a_story_are_no_walls(line):
    assert found(None, after=f"<p>{line}</p>") == Completeness()


def test_a_wall_in_the_middle_of_a_story_is_none():
    text = "\n\n".join([STORY[0], "Subscribe to continue reading the signs of the times, she wrote.", *STORY])
    assert clean_text(text).completeness.paywalled is None


@pytest.mark.parametrize(
    ("linked", "meta", "paywalled"),
    [
        pytest.param(news(isAccessibleForFree=False), "", True, id="boolean"),
        pytest.param(news(isAccessibleForFree="False"), "", True, id="string"),
        pytest.param(news(isAccessibleForFree="http://schema.org/True"), "", False, id="address"),
        pytest.param(news(isAccessibleForFree="maybe"), "", None, id="neither"),
        pytest.param(news(hasPart={"isAccessibleForFree": "False", "cssSelector": ".wall"}), "", True, id="part"),
        pytest.param(news(hasPart=[{"isAccessibleForFree": True}, None]), "", False, id="free parts"),
        pytest.param(news(hasPart=[None, "x"]), "", None, id="parts that say nothing"),
        pytest.param(
            news(isAccessibleForFree=True, hasPart={"isAccessibleForFree": False}), "", False, id="whole before part"
        ),
        pytest.param(None, '<meta property="article:content_tier" content="locked">', True, id="locked"),
        pytest.param(None, '<meta property="article:content_tier" content="free">', False, id="free"),
        pytest.param(None, '<meta property="article:content_tier" content="metered">', None, id="metered: either"),
        pytest.param(
            news(isAccessibleForFree=True),
            '<meta name="article:content_tier" content="locked">',
            False,
            id="JSON first",
        ),
    ],
)
def test_paywalled(linked, meta, paywalled):
    assert found(linked, meta).paywalled is paywalled


def test_signs_name_what_the_figures_rest_on():
    meta = '<meta property="article:content_tier" content="Metered">'
    said = found(news(isAccessibleForFree=False, wordCount=260), meta, after="<p>And then the lights …</p>")
    assert said.signs[1:] == ("isAccessibleForFree: false", "content tier: metered", "the text ends in an ellipsis")
    assert said.signs[0].startswith("wordCount: ")
    assert said.signs[0].endswith(" of 260 words")


def test_claims_are_read_without_trust():
    assert claims_of({"wordCount": {"a": 1}, "articleBody": None, "hasPart": 3}, {}) == NO_CLAIMS
    assert claims_of({"wordCount": 10**12}, {"wordcount": ["-5", "80"]}) == Claims(words=80)


def test_an_empty_article_has_none_of_its_text():
    empty = clean_text("")
    assert completeness_of(empty, Claims(words=300)).share == 0.0


def test_it_is_plain_in_a_dict():
    told = clean_html(page(news(isAccessibleForFree=False)), URL).to_dict()
    assert told["completeness"] == {"share": None, "paywalled": True, "signs": ["isAccessibleForFree: false"]}
    assert 0 < told["confidence"] <= 1
