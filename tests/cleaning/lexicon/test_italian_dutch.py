"""What the words of Italian and Dutch take out of an article, and the lines of news that read like them and stay."""

from __future__ import annotations

import pytest

from scraper import clean_text
from scraper.cleaning.lexicon import guess_language
from scraper.model import Article, Reason
from tests.support.stories import story

LANGUAGES = pytest.mark.parametrize("language", ["it", "nl"])


def page(language: str, line: str) -> list[str]:
    """A story with a line before its last paragraph but one."""
    *front, last, end = story(language)
    return [*front, line, last, end]


def cleaned(language: str, line: str) -> Article:
    return clean_text("\n\n".join(page(language, line)), f"https://www.tidepost.example/{language}/2")


GOES = [
    ("it", Reason.AD, "PUBBLICITÀ"),
    ("it", Reason.AD, "L'articolo continua dopo la pubblicità"),
    ("it", Reason.RELATED, "LEGGI ANCHE >> Il mulino cerca un padrone"),
    ("it", Reason.RELATED, "Ti potrebbe interessare"),
    ("it", Reason.NEWSLETTER, "Iscriviti alla newsletter del mattino, è gratis."),
    ("it", Reason.DONATION, "Sostieni la redazione: ogni euro ci aiuta a restare indipendenti."),
    ("it", Reason.SUBSCRIPTION, "Sei già abbonato? Accedi qui"),
    ("it", Reason.APP_PROMO, "Seguici anche sul nostro canale WhatsApp"),
    ("it", Reason.SHARE, "Condividi su Facebook"),
    ("it", Reason.COMMENTS, "9 commenti"),
    ("it", Reason.FURNITURE, "© Riproduzione riservata"),
    ("it", Reason.DATE, "Ultimo aggiornamento: 4 marzo 2025, 17:20"),
    ("nl", Reason.AD, "ADVERTENTIE"),
    ("nl", Reason.AD, "Artikel gaat verder onder de advertentie"),
    ("nl", Reason.RELATED, "LEES OOK >> De molen zoekt een baas"),
    ("nl", Reason.RELATED, "Meest gelezen"),
    ("nl", Reason.NEWSLETTER, "Schrijf je in voor de nieuwsbrief van de ochtend, het is gratis."),
    ("nl", Reason.DONATION, "Steun de redactie: elke euro helpt ons onafhankelijk te blijven."),
    ("nl", Reason.SUBSCRIPTION, "Al abonnee? Log hier in"),
    ("nl", Reason.APP_PROMO, "Volg ons ook via ons WhatsApp-kanaal op WhatsApp"),
    ("nl", Reason.SHARE, "Deel op Facebook"),
    ("nl", Reason.COMMENTS, "9 reacties"),
    ("nl", Reason.CONTACT, "Heb je een tip? Mail de redactie via tips@tidepost.example."),
    ("nl", Reason.DATE, "Laatst bijgewerkt: 4 maart 2025, 17:20"),
]
STAYS = [
    ("it", "La pubblicità del porto è costata centomila euro, e il sindaco non ne sapeva nulla."),
    ("it", "Il sondaggio dice che due abitanti su tre vogliono il ponte prima del traghetto."),
    ("it", "Sostieni di non aver visto nulla, gli ha chiesto il giudice, e lui ha taciuto."),
    ("it", "Segui il fiume per tre chilometri e trovi la chiusa, ancora aperta dopo la piena."),
    ("it", "Una donazione di sangue salva tre vite, e l'ospedale ne ha bisogno ogni estate."),
    ("it", "Non perde mai la calma, dicono di lei i marinai che la conoscono da vent'anni."),
    ("it", "Gli abbonati del teatro hanno ricevuto una lettera con le nuove date della stagione."),
    ("it", "Per leggere il contatore arriva un tecnico del comune, di solito il lunedì."),
    ("it", "Riproduzione e migrazione delle anguille dipendono dal livello dell'acqua."),
    ("nl", "De advertentie van de haven kostte een ton, en de burgemeester wist van niets."),
    ("nl", "De peiling zegt dat twee op de drie bewoners liever een brug hebben dan een veer."),
    ("nl", "Volg de rivier drie kilometer en je vindt de sluis, die na de vloed nog open staat."),
    ("nl", "Steun voor het plan kwam er pas laat, toen de boeren hun dijk terugkregen."),
    ("nl", "Elke dag steken vierhonderd mensen over, en in de zomer zijn dat er het dubbele."),
    ("nl", "Een gift van een oud-schipper maakte de reparatie mogelijk, meldt de gemeente."),
    ("nl", "De abonnees van de schouwburg kregen een brief met de nieuwe data van het seizoen."),
    ("nl", "Lees ik dat goed, vroeg de rechter, en hij legde het rapport weer neer."),
    ("nl", "Deel van de oever is al afgezet, want de bodem is er te zacht voor vrachtwagens."),
]


@pytest.mark.parametrize(("language", "reason", "line"), GOES)
def test_goes(language: str, reason: Reason, line: str) -> None:
    article = cleaned(language, line)
    assert [(removal.reason, removal.text) for removal in article.removals] == [(reason, line)]


@pytest.mark.parametrize(("language", "line"), STAYS)
def test_stays(language: str, line: str) -> None:
    article = cleaned(language, line)
    assert article.removals == ()
    assert line in article.text


@LANGUAGES
def test_the_language_is_guessed_by_the_first_paragraph(language: str) -> None:
    assert guess_language(story(language)[0]) == language


@pytest.mark.parametrize(
    ("byline", "author"), [("Di Chiara Vasari", "Chiara Vasari"), ("Door Clara Vermeer", "Clara Vermeer")]
)
def test_a_byline_in_the_language_names_its_author(byline: str, author: str) -> None:
    language = "it" if byline.startswith("Di") else "nl"
    lines = ["Il bac", byline, *story(language)]
    assert clean_text("\n\n".join(lines)).authors == (author,)
