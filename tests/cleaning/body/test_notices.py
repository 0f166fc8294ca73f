"""Pages that are no article and say so: bot checks, not-found pages and consent pages; stories about them stay."""

from __future__ import annotations

import pytest

from scraper import clean_html
from scraper.errors import EmptyArticle
from tests.cleaning.body.test_body import STORY, URL, paragraphs

CHECK = "Tidewater needs to look at your browser before you go on, and the page will open by itself after that."
GONE = "The page that you were looking for may have gone out with the tide. Go back to the front page, or search."
SEITE = "Unter dieser Adresse liegt keine Seite mehr. Vielleicht hilft die Suche oben auf der Startseite weiter."
COOKIES = "We and our 412 partners keep cookies on your device, and read personal data such as what you look at."
LANGUAGES = {
    "fr": "Le lien que vous avez suivi ne mène plus à une page de ce site, ou ne vous y mène pas sans votre accord.",
    "es": "El enlace ya no lleva a ninguna página de este sitio, o su navegador no acepta las cookies que hacen falta.",
    "it": "Il link non porta più a nessuna pagina di questo sito, oppure il browser non accetta i cookie che servono.",
    "nl": "Deze link leidt niet meer naar een pagina van deze site, of uw browser neemt geen cookies van ons aan.",
}


def notice(title: str, headline: str, text: str, more: str = "", language: str = "en") -> str:
    heading = f"<h1>{headline}</h1>" if headline else ""
    body = f"<nav><a href='/'>Home</a></nav><main>{heading}<p>{text}</p>{more}</main><footer><p>Tidewater</p></footer>"
    return f"<html lang='{language}'><head><title>{title}</title></head><body>{body}</body></html>"


def assert_notice(html: str, what: str) -> None:
    with pytest.raises(EmptyArticle) as raised:
        clean_html(html, URL)
    assert what in str(raised.value)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Just a moment...", "tidewater.example"),
        ("Attention Required! | Fogbank", "Sorry, you have been blocked"),
        ("Access Denied", "Access Denied"),
        ("tidewater.example", "Are you a robot?"),
        ("tidewater.example", "Verify you are human"),
        ("403 Forbidden", ""),
        ("Pardon Our Interruption", "Pardon our interruption..."),
        ("Einen Moment bitte", "tidewater.example"),
        ("Zugriff verweigert – Tidewater", ""),
        ("Un instant...", ""),
        ("Acceso denegado", ""),
        ("Un momento...", ""),
        ("Toegang geweigerd", ""),
        ("Controllo di sicurezza", ""),
        ("Vérification", "Vérification en cours"),
    ],
)
def test_a_bot_check_is_no_article(title: str, headline: str) -> None:
    assert_notice(notice(title, headline, CHECK, f"<p>{CHECK}</p>"), "a bot check")


@pytest.mark.parametrize(
    ("title", "headline", "text", "language"),
    [
        ("Page not found | Tidewater", "Page not found", GONE, "en"),
        ("404 - Tidewater", "Oops!", GONE, "en"),
        ("Tidewater", "Sorry, the page you requested could not be found", GONE, "en"),
        ("Tidewater", "We can’t find that page", GONE, "en"),
        ("Tidewater", "Sorry, this page isn’t available.", GONE, "en"),
        ("Error 404 (Not Found) · Tidewater", "", GONE, "en"),
        ("Seite nicht gefunden | Tidewater", "Hoppla", SEITE, "de"),
        ("Tidewater", "Die gesuchte Seite existiert leider nicht mehr", SEITE, "de"),
        ("Fehler 404", "", SEITE, "de"),
        ("Page introuvable - Tidewater", "", LANGUAGES["fr"], "fr"),
        ("Página no encontrada", "¡Vaya!", LANGUAGES["es"], "es"),
        ("Pagina non trovata", "", LANGUAGES["it"], "it"),
        ("Pagina niet gevonden", "", LANGUAGES["nl"], "nl"),
        ("潮新聞", "ページが見つかりません", "お探しの記事は潮に流されたようです。上の検索をご利用ください。", "ja"),
    ],
)
def test_a_not_found_page_is_no_article(title: str, headline: str, text: str, language: str) -> None:
    assert_notice(notice(title, headline, text, language=language), "a not-found page")


def test_a_smaller_headline_says_so_below_a_slight_one() -> None:
    assert_notice(notice("Tidewater", "Oops!", "", f"<h2>Page not found</h2><p>{GONE}</p>"), "a not-found page")


@pytest.mark.parametrize(
    ("title", "headline", "text", "language"),
    [
        ("Before you continue to Tidewater", "Before you continue", COOKIES, "en"),
        ("Tidewater", "We value your privacy", COOKIES, "en"),
        ("Tidewater", "Welcome! We and our 412 partners use cookies", COOKIES, "en"),
        ("Tidewater", "Tidewater is part of the Estuary family of brands", COOKIES, "en"),
        ("Bevor Sie fortfahren", "", "Wir und unsere Partner legen Cookies auf Ihrem Gerät ab.", "de"),
        (
            "Tidewater",
            "Ihre Privatsphäre ist uns wichtig",
            "Wir legen Cookies auf Ihrem Gerät ab.",
            "de",
        ),
        ("Tidewater", "Nous respectons votre vie privée", LANGUAGES["fr"], "fr"),
        ("Antes de continuar", "", LANGUAGES["es"], "es"),
        ("Tidewater", "Rispettiamo la tua privacy", LANGUAGES["it"], "it"),
        ("Informativa", "Informativa", LANGUAGES["it"], "it"),
        ("Voordat je verdergaat naar Tidewater", "", LANGUAGES["nl"], "nl"),
    ],
)
def test_a_consent_page_is_no_article(title: str, headline: str, text: str, language: str) -> None:
    more = "".join(f"<p>{COOKIES}</p>" for _ in range(20)) if language == "en" else ""
    assert_notice(notice(title, headline, text, more, language), "a consent page")


@pytest.mark.parametrize(
    ("title", "headline", "count"),
    [
        pytest.param("Page not found", "Page not found", 4, id="long prose"),
        pytest.param("Page not found: how the county lost its archive", "", 1, id="the title goes on"),
        pytest.param("Access denied", "Access denied", 1, id="a short report"),
        pytest.param("Before you continue", "Before you continue", 15, id="a long column"),
        pytest.param("The goat sails | 404 Tidewater", "The goat sails", 1, id="a number in the name of the site"),
    ],
)
def test_a_story_about_such_pages_stays(title: str, headline: str, count: int) -> None:
    story = [f"{text} It was Monday number {index}." for index in range(count) for text in STORY]
    html = notice(title, headline, story[0], paragraphs(story[1:]))
    assert clean_html(html, URL).text.split("\n\n") == story


def test_a_story_about_them_in_lines_stays() -> None:
    lines = "<br><br>".join(f"{text} It was Monday number {index}." for index in range(4) for text in STORY)
    assert len(clean_html(notice("Page not found", "Page not found", "", f"<div>{lines}</div>"), URL).text) > 2_000


def test_a_notice_within_a_story_is_not_its_headline() -> None:
    more = f"{paragraphs(STORY[1:])}<h2>Page not found</h2><p>{GONE}</p>"
    assert STORY[0] in clean_html(notice("The goat sails at noon", "The goat sails at noon", STORY[0], more), URL).text
