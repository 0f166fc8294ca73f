"""What the words of each language take out of an article, and what they must leave in."""

from __future__ import annotations

import pytest

from scraper import clean_text
from scraper.cleaning.lexicon import guess_language, packs_for
from scraper.model import Article, Reason

STORIES = {
    "de": (
        "Der Gemeinderat von Hollerbach hat am Dienstagabend beschlossen, die alte Brücke über den "
        "Mühlgraben zu erneuern.",
        "Der Bau soll im Frühling beginnen und nach Auskunft des Bauamts etwa acht Monate dauern. Die Straße "
        "bleibt so lange gesperrt.",
        "Bürgermeisterin Karla Wendt sagte, die Pfeiler hätten den letzten Winter nur mit Mühe überstanden.",
        "Für Fußgänger wird ein Steg aus Holz gelegt, über den auch die Kinder zur Schule gehen können.",
        "Die Kosten teilen sich das Land und die Gemeinde, wobei der größere Anteil auf das Land entfällt.",
    ),
    "fr": (
        "Le conseil municipal de Hautebrune a voté mardi soir la réfection du vieux pont qui enjambe le "
        "canal du moulin.",
        "Les travaux doivent commencer au printemps et durer près de huit mois. La route sera fermée pendant "
        "toute cette période.",
        "La maire, Claire Vasseur, a expliqué que les piles avaient tout juste résisté au dernier hiver.",
        "Une passerelle en bois sera posée pour les piétons, afin que les enfants puissent se rendre à l'école.",
        "La région et la commune se partagent la facture, dont la plus grande part revient à la région.",
    ),
    "es": (
        "El ayuntamiento de Valdearce aprobó el martes por la noche la reforma del viejo puente sobre el "
        "canal del molino.",
        "Las obras deben empezar en primavera y durarán unos ocho meses. La carretera quedará cerrada "
        "durante todo ese tiempo.",
        "La alcaldesa, Clara Medrano, explicó que los pilares resistieron a duras penas el último invierno.",
        "Para los peatones se colocará una pasarela de madera, de modo que los niños puedan llegar a la escuela.",
        "La región y el municipio se reparten la factura, cuya mayor parte corre a cargo de la región.",
    ),
}  # fmt: skip


def story_with(language: str, line: str) -> list[str]:
    """A story with a line between its third paragraph and its fourth."""
    story = STORIES[language]
    return [*story[:3], line, *story[3:]]


def article_with(language: str, line: str) -> Article:
    return clean_text("\n\n".join(story_with(language, line)), f"https://www.blatt.example/{language}/1")


def named(language: str, why: str, *values: object) -> object:
    return pytest.param(language, *values, id=f"{language}-{why}".replace(" ", "-"))


def case(language: str, reason: Reason, line: str, why: str) -> object:
    return named(language, f"{reason.value}-{why}", reason, line)


GOES = (
    case("de", Reason.AD, "ANZEIGE", "label in capitals"),
    case("de", Reason.AD, "— Werbung —", "label between dashes"),
    case("de", Reason.AD, "Günstig heizen mit Pellets? Hier vergleichen! (Anzeige)", "marked at its end"),
    case("de", Reason.RELATED, "Lesen Sie auch: Als der Mühlgraben über die Ufer trat", "label and headline"),
    case("de", Reason.RELATED, "Das könnte Sie auch interessieren", "label"),
    case("de", Reason.RELATED, "Mehr zum Thema lesen Sie hier.", "pointer as a sentence"),
    case("de", Reason.NEWSLETTER, "Melden Sie sich jetzt für unseren täglichen Newsletter an.", "polite imperative"),
    case("de", Reason.NEWSLETTER, "Hol dir das Wichtigste aus der Region: unser Briefing, jeden Morgen um sechs.",
         "familiar imperative"),
    case("de", Reason.NEWSLETTER, "Mit der Anmeldung stimmen Sie unseren Bedingungen zur Werbung zu.",
         "consent to be written to"),
    case("de", Reason.DONATION, "Unterstütze unseren Journalismus mit einem kleinen Betrag!", "familiar call"),
    case("de", Reason.DONATION, "Freier Journalismus kostet Geld und braucht deine Hilfe.", "journalism needs you"),
    case("de", Reason.SUBSCRIPTION, "4 Wochen kostenlos testen, danach 9 Euro im Monat", "trial"),
    case("de", Reason.SUBSCRIPTION, "Sie sind derzeit nicht eingeloggt.", "not logged in"),
    case("de", Reason.APP_PROMO, "Folgen Sie uns auf Instagram und WhatsApp!", "channels"),
    case("de", Reason.SHARE, "Teilen Verschenken Drucken", "row of buttons"),
    case("de", Reason.SHARE, "TeilenMerkenDrucken", "row of buttons glued"),
    case("de", Reason.COMMENTS, "31 Kommentare", "count"),
    case("de", Reason.PLAYER, "Artikel anhören (4:12 Min.)", "audio version"),
    case("de", Reason.CONSENT, "An dieser Stelle finden Sie einen externen Inhalt von Instagram.", "embed"),
    case("de", Reason.AFFILIATE, "Mit einem Stern markierte Links sind Affiliate-Links.", "affiliate"),
    case("de", Reason.CONTACT, "Haben Sie einen Fehler entdeckt? Schreiben Sie uns an hinweis@blatt.example.",
         "correction"),
    case("de", Reason.SYNDICATION, "Dieser Artikel ist zuerst im Magazin Feldweg erschienen.", "first published"),
    case("de", Reason.BYLINE, "(dpa/afp)", "agencies"),
    case("de", Reason.DATE, "Zuletzt aktualisiert: 04.03.2025, 17:20 Uhr", "updated"),
    case("fr", Reason.AD, "Publicité", "label"),
    case("fr", Reason.AD, "La suite après la publicité", "marker"),
    case("fr", Reason.RELATED, "À lire aussi Le moulin cherche un repreneur", "label glued to a headline"),
    case("fr", Reason.RELATED, "LIRE AUSSI >> Le canal à sec", "label in capitals"),
    case("fr", Reason.NEWSLETTER, "Inscrivez-vous à notre newsletter du matin, c'est gratuit.", "imperative"),
    case("fr", Reason.NEWSLETTER, "Pour ne rien manquer de la vie du canton, recevez nos alertes.", "nothing to miss"),
    case("fr", Reason.DONATION, "Soutenez un média indépendant : votre don nous fait vivre.", "call"),
    case("fr", Reason.SUBSCRIPTION, "Il vous reste 41 % de cet article à lire.", "what is left to read"),
    case("fr", Reason.SUBSCRIPTION, "La suite de ce reportage est réservée à nos abonnés.", "reserved"),
    case("fr", Reason.APP_PROMO, "Téléchargez notre application pour suivre le chantier.", "app"),
    case("fr", Reason.SHARE, "Partager : Facebook - X - Copier le lien", "row of buttons"),
    case("fr", Reason.COMMENTS, "14 commentaires", "count"),
    case("fr", Reason.CONSENT, "Pour afficher cette carte, vous devez accepter les cookies.", "embed"),
    case("fr", Reason.BYLINE, "Propos recueillis par Manon Leduc", "interviewer"),
    case("fr", Reason.DATE, "Mis à jour le 12 mars 2024 à 18h05", "updated"),
    case("es", Reason.AD, "PUBLICIDAD", "label in capitals"),
    case("es", Reason.RELATED, "Te puede interesar: El molino busca dueño", "label and headline"),
    case("es", Reason.RELATED, "Lea también", "label"),
    case("es", Reason.NEWSLETTER, "Suscríbete a nuestra newsletter y recibe cada tarde lo mejor del día.",
         "imperative"),
    case("es", Reason.DONATION, "Hazte socia y ayuda a que sigamos contando lo que pasa en la comarca.", "membership"),
    case("es", Reason.SUBSCRIPTION, "Este contenido es exclusivo para suscriptores.", "reserved"),
    case("es", Reason.APP_PROMO, "Síguenos en nuestro canal de WhatsApp", "channel"),
    case("es", Reason.SHARE, "Compartir en Facebook", "button"),
    case("es", Reason.COMMENTS, "Se han publicado 9 comentarios", "count"),
    case("es", Reason.PLAYER, "Escucha la noticia", "audio version"),
    case("es", Reason.BYLINE, "(Con información de EFE y AFP)", "agencies"),
    case("es", Reason.DATE, "Actualizado el 12 de marzo de 2024, 18:05", "updated"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "reason", "line"), GOES)
def test_goes(language: str, reason: Reason, line: str) -> None:
    article = article_with(language, line)
    assert [(removal.reason, removal.text) for removal in article.removals if removal.text == line] == [(reason, line)]
    assert article.text.split("\n\n") == list(STORIES[language])


def trap(language: str, line: str, why: str) -> object:
    return named(language, why, line)


STAYS = (
    trap("de", "Der Tages-Anzeiger hatte als erstes Blatt über die Risse im Beton berichtet.",
         "a newspaper called Anzeiger"),
    trap("de", "Die Polizei nahm die Anzeige auf und befragte zwei Nachbarn, die das Licht gesehen hatten.",
         "a complaint to the police"),
    trap("de", "Ein Samenspender aus der Nachbarstadt half dem Paar, und das Kind ist inzwischen drei Jahre alt.",
         "donor in a compound"),
    trap("de", "Wer spenden will, kann das bei der Feuerwehr tun; gesammelt wird für die Familie aus dem Oberdorf.",
         "donations reported"),
    trap("de", "Spendenkonto: Gemeinde Hollerbach, Stichwort Oberdorf, bei der Sparkasse am Marktplatz.",
         "an account for others"),
    trap("de", "Die Grünen unterstützen den Plan, die Freien Wähler sind geteilter Meinung.", "to support in politics"),
    trap("de", "Sechs Millionen neue Abonnenten zählt das Ticket, und jedes Abo ist monatlich kündbar.",
         "subscriptions as the subject"),
    trap("de", "Das Abonnement endet nicht von selbst, warnte die Beraterin der Verbraucherzentrale.",
         "advice on contracts"),
    trap("de", "Mehr dazu wollte der Sprecher am Abend nicht sagen.", "more he would not say"),
    trap("de", "Weitere Informationen zum Unfall lagen zunächst nicht vor.", "no further information"),
    trap("de", "Alle Beiträge zur Pflegekasse steigen im Januar um ein halbes Prozent.", "contributions"),
    trap("de", "Sie müssen das Auto innerhalb von drei Tagen bei der Zulassungsstelle anmelden.", "registering a car"),
    trap("de", "Wenn Sie eine Zecke finden, können längst Erreger übertragen worden sein.", "advice on ticks"),
    trap("de", "Was halten Sie von der neuen Brücke?", "interview question what do you think"),
    trap("de", "Lesen Sie selbst noch Zeitung?", "interview question that begins as a call does"),
    trap("de", "Das Video konnte bislang nicht unabhängig geprüft werden.", "a video in the news"),
    trap("de", "Die App »Klassenglocke« meldete sich an jenem Morgen nicht, und viele Eltern warteten vergebens.",
         "an app in the news"),
    trap("de", "Der Bericht wurde am Montag in Bern veröffentlicht.", "a report published"),
    trap("de", "Update, 13:17 Uhr: Die Sperrung ist nach Angaben der Feuerwehr wieder aufgehoben.",
         "update in a ticker"),
    trap("de", "Hier geht es zur Sache, dachte sich der Trainer und wechselte noch einmal.",
         "getting down to business"),
    trap("de", "Dem Sender Kontrast zufolge verschickte die Partei ihren Newsletter an 4000 Adressen.",
         "a newsletter in the news"),
    trap("fr", "Publicis assoit sa place dans la publicité et gagne un nouveau client à Lyon.",
         "a company called Publicis"),
    trap("fr", "La Commission européenne a rendu son avis sur le financement de l'ouvrage.", "the commission"),
    trap("fr", "Vous devez vous inscrire sur les listes avant le 4 mai, rappelle la mairie.", "registering to vote"),
    trap("fr", "Un don permet de sauver trois vies, et l'hôpital manque de sang chaque été.", "giving blood"),
    trap("fr", "Ces clubs affiliés à la fédération votent dimanche, et les autres observent.", "affiliated clubs"),
    trap("fr", "Publié en 1950, le roman raconte la crue qui emporta le premier pont.", "published in a year"),
    trap("fr", "Qu'en pensez-vous ?", "interview question what do you think"),
    trap("fr", "Cette vidéo, hébergée sur un site russe, montre le passage d'un convoi au petit matin.",
         "a video in the news"),
    trap("fr", "Le maire a indiqué sur Telegram que le quartier restait privé de courant.", "sourced to Telegram"),
    trap("fr", "Elle ne souhaite pas commenter la décision du tribunal, et son avocat non plus.",
         "declines to comment"),
    trap("fr", "Si vous passez par une agence, la commission est à la charge du vendeur.", "a commission in advice"),
    trap("fr", "Soutenir la liberté, soutenir le fleuve : voilà ce que veulent les riverains.",
         "to support as the subject"),
    trap("es", "El Gobierno ha advertido de que no habrá más plazos para la obra.", "to warn looks like to advertise"),
    trap("es", "Sigue cerrado el canal de la acequia por las lluvias del fin de semana.", "a canal still closed"),
    trap("es", "Recibe amenazas por WhatsApp desde que denunció el vertido en el río.", "third person receives"),
    trap("es", "Más información sobre el accidente se conocerá mañana en el juzgado.", "more will be known"),
    trap("es", "Leer más de veinte libros al año mejora la memoria, concluye el estudio.", "reading more"),
    trap("es", "Gana una medalla de oro y se despide del equipo con un abrazo a su entrenador.", "third person wins"),
    trap("es", "Defiende el periodismo como un servicio público y lo repite en cada charla.", "third person defends"),
    trap("es", "La campaña recibió donaciones de tres empresas, entre ellas la constructora del puente.",
         "donations reported"),
    trap("es", "¿Qué opinas de la nueva pasarela?", "interview question what do you think"),
    trap("es", "La cuota de los suscriptores subió un euro, y el club perdió a la mitad de sus socios.",
         "members of a club"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "line"), STAYS)
def test_stays(language: str, line: str) -> None:
    assert article_with(language, line).text.split("\n\n") == story_with(language, line)


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_a_story_loses_nothing(language: str) -> None:
    article = clean_text("\n\n".join(STORIES[language]))
    assert article.text.split("\n\n") == list(STORIES[language])
    assert article.removals == ()


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_the_language_of_a_short_text_is_guessed(language: str) -> None:
    assert guess_language(STORIES[language][0]) == language
    assert article_with(language, "…").language == language


def test_no_language_is_guessed_for_what_is_none() -> None:
    assert guess_language("") is None
    assert guess_language("12 : 30 — 44 / 7") is None
    latin = "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore"
    assert guess_language(latin) is None


def test_english_labels_are_read_on_every_page() -> None:
    assert [own.language for own in packs_for("de-CH")] == ["de", "en"]
    assert [own.language for own in packs_for("en-GB")] == ["en"]
    assert [own.language for own in packs_for(None)] == ["en"]
    assert [own.language for own in packs_for("nn-NO")] == ["no", "en"]
    assert [own.language for own in packs_for("xx")] == ["en"]
