"""Lines that read like boilerplate and are the article, each beside a line of the same class that has to go.

A page is written one paragraph a line, indented where it goes on. `# ` opens the headline, `✂ ` a line that must
leave; `%` stands for the next paragraph of a story that has nothing to do with the matter. All else must stay, in text
and in HTML.
"""

from __future__ import annotations

import html
import re
import textwrap

import pytest

from scraper import Article, clean_html, clean_text

STORIES = {
    "en": """
        The footbridge at Tallow Creek will close on Monday for eleven weeks, the county said, after divers found that
          two of its oak piles had been eaten hollow by shipworm.
        About nine hundred people cross it on a working day, most of them on the way to the ferry. They will have to
          go round by Mill Lane, which adds a mile and a half.
        “My grandfather drove those piles, and he said they would outlive the council,” said Edda Marsh, who keeps the
          chandlery on the quay. “He was nearly right.”
        The repair is to cost $310,000, a third of it from the state. A temporary bridge was ruled out because the
          channel carries a dredger twice a week in spring.
        Work is planned to end in the last week of June, a few days before the regatta, which draws some four thousand
          visitors to the creek each year.
    """,
    "de": """
        Die alte Fähre über die Ilse fährt seit Montag nicht mehr, weil der Wasserstand unter die Marke von achtzig
          Zentimetern gefallen ist.
        Rund vierhundert Menschen nutzen sie an Werktagen, die meisten auf dem Weg zur Arbeit. Sie müssen nun den
          Umweg über die Brücke in Rodach nehmen.
        „So früh im Jahr haben wir das noch nie erlebt“, sagte Fährmann Jost Reimann, der seit 1989 am Steuer steht.
        Das Wasserwirtschaftsamt rechnet erst im September mit höheren Pegeln. Ein Baggerschiff soll die Fahrrinne in
          der Zwischenzeit vertiefen.
        Die Gemeinde hat für die Pendler einen Kleinbus bestellt, der morgens und abends im Halbstundentakt fährt.
    """,
    "fr": """
        Le bac de Larmont ne circule plus depuis lundi, le niveau de la rivière étant passé sous la barre des
          quatre-vingts centimètres.
        Près de quatre cents personnes l’empruntent les jours ouvrés, la plupart pour aller travailler. Elles doivent
          désormais faire le détour par le pont de Vézac.
        « On n’avait jamais vu ça si tôt dans l’année », a déclaré le passeur, Armand Thévenot, à la barre depuis
          1989.
        La préfecture n’attend pas de remontée des eaux avant le mois de septembre. Une drague doit creuser le chenal
          dans l’intervalle.
        La commune a commandé un minibus qui fera la navette matin et soir, toutes les demi-heures.
    """,
    "es": """
        La barca de Larmonte no cruza desde el lunes, porque el nivel del río ha bajado de los ochenta centímetros.
        Unas cuatrocientas personas la usan los días laborables, casi todas para ir al trabajo. Ahora tienen que dar
          un rodeo por el puente de Vezas.
        «Nunca lo habíamos visto tan pronto», dijo el barquero, Armando Teruel, que lleva el timón desde 1989.
        La confederación no espera que el agua suba antes de septiembre. Mientras tanto, una draga ahondará el canal.
        El ayuntamiento ha contratado un microbús que hará el recorrido por la mañana y por la tarde, cada media hora.
    """,
}
CUT = "✂ "


def trap(name: str, page: str, language: str = "en", host: str = "www.tidepost.example") -> object:
    """A page for both roads, at an address made of its headline."""
    slug = "-".join(re.findall(r"[^\W_]+", page.strip().splitlines()[0].lower()))
    return pytest.param(page, language, f"https://{host}/2023/04/{slug}", id=name)


def lines_of(page: str) -> list[str]:
    return re.sub(r"\n +(?= \S)", "", textwrap.dedent(page).strip()).splitlines()


def written(page: str, language: str) -> tuple[str, list[str], list[str]]:
    """Headline, the lines in order, and those of them that stay."""
    story = iter(lines_of(STORIES[language]))
    lines = [next(story) if line == "%" else line for line in lines_of(page)]
    title = lines.pop(0).removeprefix("# ")
    return title, [line.removeprefix(CUT) for line in lines], [line for line in lines if not line.startswith(CUT)]


def compare(article: Article, stay: list[str]) -> None:
    kept = [line for line in article.text.splitlines() if line]
    taken = [(str(removal.reason), removal.rule, removal.text) for removal in article.removals]
    assert [line for line in stay if line not in kept] == [], taken
    assert [line for line in kept if line not in stay] == []
    assert kept == stay


TRAPS = [
    # ---- 1. newsletters
    trap(
        "1-article-about-newsletters",  # (a) the trade, its platforms and its prices are the subject
        """
        # The newsletter is hot again, and printers are not
        Local papers are closing by the dozen. In their place, one inbox at a time, comes the newsletter.
        Quill, an online platform that lets anyone set up a newsletter and charge for it, says that it has four
          million subscribers, up from one million two years ago.
        ✂ Sign up for our free weekly newsletter and get the best of the Tidepost delivered to your inbox.
        Its founder, Rosa Bellamy, used to edit a magazine about bicycles. “You write, you press the button, and it is
          in eleven thousand inboxes,” she said. “There is no printer to shout at.”
        The average newsletter on Quill costs $6 a month, of which the company keeps ten percent. Fewer than one in
          forty earns its writer a living.
        Readers are signing up faster than they are cancelling, but the gap has narrowed in each of the last three
          quarters.
        """,
    ),
    trap(
        "1-letter-republished",  # a newsletter that is printed as an article
        """
        # The Saturday letter: what the tide brought in
        Good morning. The first thing to do today is to say thank you, because more than two hundred of you wrote
          about the herring.
        I read all of your letters on the ferry, and I have answered the ones that had a stamp in them. One of you
          enclosed a herring.
        It was a slow week on the quay, and a slow week is a good one for noticing things. The swallows are back under
          the roof of the customs house, a fortnight early.
        Old Marsh says that it means a wet June. He said so last year too, when it was dry, and in the year before,
          when it snowed.
        See you next Saturday, if the printer is mended by then.
        ✂ Sign up for our free newsletter and get this letter delivered to your inbox.
        """,
    ),
    trap(
        "1-signed-up-to-a-union",  # "signed up" is what members do
        """
        # The dockers who came back
        It was Delgado who first signed up the crane drivers to be in the union, one by one, in the car park of the
          Lamb.
        %
        %
        ✂ Sign up for our newsletter
        %
        %
        """,
    ),
    trap(
        "1-newsletter-in-a-company-report",
        """
        # Publisher puts its hope in mail
        %
        The company said that its morning newsletter had 310,000 subscribers at the end of March, and that half of
          them opened it before eight.
        %
        ✂ Want more stories like this? Sign up for the Tidepost newsletter.
        %
        %
        """,
    ),
    trap(
        "1-newsletter-fr",
        """
        # L’infolettre, nouvel eldorado des petits journaux
        Depuis deux ans, le quotidien de Larmont envoie chaque matin une infolettre que ses lecteurs paient quatre
          euros par mois.
        Le rédacteur en chef, Paul Garnier, assure qu’elle compte désormais plus d’abonnés que le journal imprimé n’en
          a jamais eu.
        « Les gens lisent dans le train, et le train n’a plus de kiosque », a-t-il expliqué.
        ✂ Recevez gratuitement notre newsletter
        L’imprimerie, elle, a fermé en janvier. Ses trois salariés ont été reclassés à la voirie.
        """,
        "fr",
    ),
    # ---- 2. donations
    trap(
        "2-column-that-asks-for-money",  # (c) the editors' own column is the article
        """
        # What a summer of reporting costs, and who pays for it
        ✂ Sign up for the free Mother Jones Daily newsletter and follow the news that matters.
        Here is a number that I have been putting off: $280,000. We need to raise it by the end of this month, and I
          am going to use this column to show you why.
        Last spring we sent two reporters to the Gulf for nine weeks. They came home with a story about shrimp, and
          with a bill for $31,400, most of it boats.
        Nobody asked us for that story. No advertiser would have, and I can think of three who would have paid us not
          to run it. Readers paid for it, as they pay for two thirds of what we do.
        I have worked at places where the money came from somewhere else. You could feel it in the room. You never
          knew quite what it was that you were not writing.
        So if you want there to be more of this kind of reporting, please make a tax-deductible donation before the
          30th. If you cannot, I am glad that you have read this far.
        I will tell you in August how it came out, and what we did with it.
        """,
        host="www.motherjones.com",
    ),
    trap(
        "2-undeclared-gifts",  # (d) gifts to a politician
        """
        # Minister failed to declare £6,200 of gifts from shipping lord
        Sir Alec Torrance failed at first to declare £6,200 of donations from Lord Brackley, it was confirmed on
          Tuesday.
        The donations paid for suits, and for a pair of spectacles that the minister wore at the launch of the port
          strategy.
        Lord Brackley, who has given more than £400,000 to the party since 2015, was handed a pass to the ministry in
          July. The party said that his support had been declared in the proper way.
        ✂ Support independent journalism. Donate now
        “Every donation was registered as soon as we were made aware of the rules,” a spokesman said. He would not say
          whether more donations would come to light.
        Opposition members asked why a minister who earns £140,000 a year needs somebody else to donate his trousers.
        """,
    ),
    trap(
        "2-posters-that-call-for-gifts",  # an appeal that the report describes
        """
        # Ein Land hängt voller Plakate
        An jeder zweiten Haltestelle kleben Plakate, auf denen dazu aufgerufen wird, für die Verletzten zu spenden
          oder sich selbst zu melden.
        %
        %
        ✂ Unterstützen Sie unabhängigen Journalismus mit einer Spende
        %
        %
        """,
        "de",
    ),
    trap(
        "2-donor-in-a-compound",  # (k) Samenspender holds "Spende"
        """
        # Gericht: Auskunft über den Spender
        Ein Samenspender muss damit rechnen, dass seine Kinder ihn eines Tages kennenlernen wollen, entschied das
          Amtsgericht Rodach.
        Die Klägerin, eine 24 Jahre alte Tischlerin, hatte den Namen des Samenspenders bei der Klinik erfragt und
          keine Antwort bekommen.
        Die Klinik teilte mit, die Akten der Samenspende seien nach zehn Jahren vernichtet worden. Das Gericht hielt
          das für unglaubwürdig.
        ✂ Hat Ihnen dieser Artikel gefallen? Dann unterstützen Sie uns bitte mit einer Spende.
        """,
        "de",
    ),
    trap(
        "2-a-newsroom-about-its-own-wall",  # (i) a house report on the campaign under the articles
        """
        # Zwölftausend zahlen freiwillig
        Im März haben zum ersten Mal mehr als zwölftausend Menschen freiwillig für die Texte der Ilsezeitung bezahlt,
          ohne dass sie es müssten.
        Woran das liegt, weiß in der Redaktion niemand so genau. Vielleicht am neuen Kasten unter den Artikeln,
          vielleicht am Wetter.
        Die Idee stammt aus dem Jahr 2011. Damals ging es um die Frage, ob eine Genossenschaft ihre Seiten sperren
          soll, und die Mitglieder stimmten dagegen.
        Seither steht unter jedem Text die Bitte um einen freiwilligen Beitrag. Im Durchschnitt geben die Leserinnen
          und Leser sechs Euro im Monat.
        Der Geschäftsführer Enno Brandt sagte, das Geld decke inzwischen ein Viertel der Kosten. Bis zum Herbst sollen
          es fünfzehntausend sein.
        """,
        "de",
    ),
    trap(
        "2-support-in-politics",  # to support is a verb of politics
        """
        # Council splits over the pier
        %
        Residents who support the pier have collected 1,900 signatures, and those who support the museum have
          collected 2,050.
        %
        ✂ Support our journalism
        %
        We support whatever keeps the ferry running, the harbor board wrote in a letter on Friday.
        %
        """,
    ),
    trap(
        "2-editorial-in-support",  # (i) a house editorial
        """
        # Soutenir la rivière, soutenir ceux qui en parlent
        Il y a dix ans, nous étions trois dans une cuisine, et nous avions décidé d’écrire sur une rivière que
          personne ne regardait.
        Soutenir un journal, c’est soutenir des gens qui se lèvent tôt pour mesurer de l’eau. Nous sommes onze
          aujourd’hui, et nous n’avons toujours pas d’actionnaire.
        La liberté, pour un journal, c’est de pouvoir fâcher le maire et le promoteur dans la même semaine. Nous
          l’avons fait en mars.
        Nos lecteurs donnent sept euros par mois en moyenne. C’est peu pour chacun et c’est tout pour nous, puisque
          nous ne vendons rien d’autre.
        Voilà pourquoi nous continuerons à soutenir la rivière, et pourquoi vous avez raison de nous demander des
          comptes.
        """,
        "fr",
    ),
    trap(
        "2-colecta",  # a collection that is the news
        """
        # La colecta que salvó la barca
        La colecta reunió en once días 41.000 euros, donados por casi mil vecinos de Larmonte.
        «Cada uno dio lo que pudo, y uno dio una vaca», contó el barquero, Armando Teruel, que había pedido ayuda en
          la plaza.
        Para donar bastaba con dejar un sobre en la panadería. La panadera, Remedios Cuesta, anotó las donaciones en
          un cuaderno.
        ✂ Publicidad
        El ayuntamiento, que no había apoyado la campaña, anunció el lunes que pondrá la pintura.
        """,
        "es",
    ),
    # ---- 3. subscriptions
    trap(
        "3-subscription-product",  # (e) what an app keeps for its subscribers
        """
        # Running app Lope puts its maps behind the paid plan
        Lope, the running app, said on Thursday that it will add night maps and a route planner this summer.
        The night maps will be available to premium subscribers only. The planner will be free for a year and will
          then move to the paid plan too.
        ✂ Already a subscriber? Log in
        Subscribers pay $9 a month. The company said that it has two million of them, out of 95 million users, and
          that the share has not grown since 2021.
        “We would rather that people subscribe because of what we add than because of what we take away,” said Noor
          Hadley, who runs the product.
        """,
    ),
    trap(
        "3-subscribe-to-an-idea",
        """
        # Ports agree on cleaner fuel
        Norway is among the subscribers to this idea, and so, since last week, is the port of Antwerp.
        %
        %
        ✂ Subscribe now
        %
        """,
    ),
    trap(
        "3-ticket-by-subscription",  # (f) Abo is also a train ticket
        """
        # Das Länderticket kommt als Abo
        Das neue Länderticket wird es nur im Abonnement geben. Wer es kauft, schließt damit einen Vertrag, der sich
          jeden Monat verlängert.
        Die Verkehrsverbünde rechnen mit vier Millionen neuen Abo-Kunden. Das Abo ist monatlich kündbar, und zwar bis
          zum zehnten des Vormonats.
        ✂ Jetzt abonnieren
        „Ein Abo am Automaten zu verkaufen ist nicht so einfach“, sagte Verbundsprecherin Ilka Sommer. Es fehle an
          Druckern.
        In Rodach standen am Montag dreißig Menschen vor dem einzigen Schalter, der noch geöffnet hat.
        """,
        "de",
    ),
    trap(
        "3-household-budget",  # first person, news subscriptions among the bills
        """
        # I wrote down every dollar for a year
        My January budget had $74 in it for news, which is more than I spent on coffee and less than I spent on the
          dog.
        I had three subscriptions that I read and two that I had forgotten. One of those had been renewing itself
          since 2016.
        ✂ Subscribe today and save 50%. Cancel anytime.
        By March I had cancelled both, and the gym. By June I had signed up for the gym again, at a higher price.
        My sister, who is an accountant, looked at the spreadsheet and said that the dog was the only sound investment
          in it.
        """,
    ),
    # ---- 4. ad labels
    trap(
        "4-advertising-dollars",
        """
        # Campaign buys every bus stop in Pennsylvania
        %
        The campaign is putting more advertising dollars into Erie than into Philadelphia, according to filings.
        ✂ Advertisement
        %
        An advertisement on the back of a bus costs $310 a week there.
        %
        %
        """,
    ),
    trap(
        "4-paper-called-anzeiger",  # papers are named so
        """
        # Zeitungen in Rodach werden zusammengelegt
        %
        Der Rodacher Anzeiger und der Ilsebote erscheinen von Juli an unter einem Dach, wie der Verlag am Dienstag
          mitteilte.
        ✂ Anzeige
        %
        Die Staatsanwaltschaft prüft eine Anzeige gegen den früheren Geschäftsführer.
        %
        %
        """,
        "de",
    ),
    trap(
        "4-political-advertising",  # (g) a platform about the advertising that it does not take
        """
        # Parteien umgehen das Verbot der Plattform
        Auf der Videoplattform Klick ist bezahlte politische Werbung verboten, und doch ist sie vor der Wahl voll
          davon.
        „Wir akzeptieren keine bezahlte politische Werbung“, teilt das Unternehmen auf Anfrage mit. Werbung von
          Privatpersonen sei davon nicht betroffen.
        ✂ WERBUNG
        Der Verein Netzblick hat im Oktober 212 Videos gezählt, in denen Kandidaten für sich werben. Bei jedem dritten
          war Geld geflossen.
        Die Partei von Nationalrat Urs Tobler bestreitet, dass es sich um Werbung handelt. Es gehe um Information,
          sagte ihr Sprecher.
        """,
        "de",
    ),
    trap(
        "4-ha-advertido",  # (j) advertir is to warn
        """
        # La cuenca, ante un verano sin agua
        La presidenta de la confederación ha advertido de que el embalse no llegará a octubre si no llueve.
        También ha advertido a los regantes de que no habrá excepciones. El año pasado se advirtió lo mismo, y llovió.
        ✂ Publicidad
        Los alcaldes, por su parte, han advertido de que no pagarán los camiones cisterna. «Ya lo advertimos en
          marzo», dijo el de Vezas.
        El Gobierno advirtió el viernes de que la campaña de publicidad para ahorrar agua empezará en mayo.
        """,
        "es",
    ),
    trap(
        "4-publicite-headline",
        """
        # Le groupe Argos assoit son empire dans la publicité
        Le groupe a réalisé au premier semestre un chiffre d’affaires de 3,1 milliards d’euros, dont la moitié dans la
          publicité en ligne.
        %
        ✂ Publicité
        La publicité dans les gares, elle, a reculé de six pour cent.
        %
        %
        """,
        "fr",
    ),
    # ---- 5. markers
    trap(
        "5-continues-below-the-surface",
        """
        # What the divers saw
        %
        The story continues below the surface, where the piles have been losing a finger's width a year.
        %
        ✂ Story continues below
        %
        Article 9 continues below in the same dry tone for forty pages.
        %
        """,
    ),
    # ---- 6. apps and channels
    trap(
        "6-said-on-telegram",
        """
        # Drones hit the grain port for a third night
        Three barges burned on Tuesday, the governor, Oleh Marchenko, said in a Telegram post.
        Follow-up strikes hit the rail yard at dawn, according to the same Telegram channel, which has 600,000
          followers.
        ✂ Follow us on Telegram
        Videos on Facebook and WhatsApp showed the silo on its side. Reporters could not establish when they were
          taken.
        The harbor master said that the port would open again on Friday, if the pilots agree to come.
        """,
    ),
    trap(
        "6-school-app",  # (h) an app in the news
        """
        # Schul-App verschickte falsche Krankmeldungen
        Die App »Klassenfuchs« meldete am Montag 340 Kinder krank, die alle im Unterricht saßen.
        Wer die App installiert hatte, bekam um sieben Uhr eine Nachricht aufs Handy. Die Eltern riefen in den Schulen
          an, bis die Leitungen zusammenbrachen.
        ✂ App herunterladen
        Der Hersteller sprach von einem Fehler bei einer Aktualisierung. Die App laufe seit Dienstag wieder, teilte er
          mit.
        """,
        "de",
    ),
    trap(
        "6-killer-app",
        """
        # The reason people bought the thing at all
        %
        The spreadsheet was the killer app of 1979, and people bought the computer to run it.
        %
        ✂ Download our app
        %
        """,
    ),
    # ---- 7. related links
    trap(
        "7-to-read-the-report",
        """
        # Report puts the blame on the valve
        %
        To read the 70-page report, which explains how the valve came to be fitted upside down, took the committee
          eleven minutes.
        %
        ✂ READ MORE: Why the ferry was late for forty years
        %
        Related charges against the fitter were dropped in May.
        %
        """,
    ),
    trap(
        "7-read-this-please-is-quoted",
        """
        # Der Streit um das Programm
        „Lesen Sie bitte erst einmal unser Programm für den Mittelstand“, rief Wirtschaftsministerin Karin Olbrich ins
          Plenum.
        %
        %
        ✂ Lesen Sie auch: Warum die Brücke in Rodach gesperrt bleibt
        %
        """,
        "de",
    ),
    trap(
        "7-ticker-entries",  # (l) updates with their time are the story
        """
        # Unwetter im Ilsetal: Fähre treibt ab
        Update, 13:17 Uhr: Die Feuerwehr hat die Fähre am Wehr von Rodach eingeholt. An Bord war nach Angaben der
          Leitstelle niemand.
        Update, 12:40 Uhr: Die Fähre hat sich losgerissen und treibt flussabwärts. Die Straße am Ufer wird geräumt.
        Update, 11:05 Uhr: Der Pegel der Ilse ist binnen einer Stunde um neunzig Zentimeter gestiegen, teilte das Amt
          mit.
        Erstmeldung: Ein Gewitter hat am Mittwochvormittag mehrere Keller in Rodach unter Wasser gesetzt.
        ✂ Mehr zum Thema
        """,
        "de",
    ),
    # ---- 8. sharing
    trap(
        "8-shares-that-are-stocks",
        """
        # Ferry line falls out of the index
        Shares in the Creek Ferry Company fell 11 percent on Wednesday, their worst day since it was floated.
        Members of one household can share a season ticket, which the company now wants to stop.
        ✂ Share this article
        %
        Share prices of other lines hardly moved.
        %
        """,
    ),
    trap(
        "8-geteilt",
        """
        # Die Fraktion ist geteilt
        Die Meinungen im Stadtrat sind geteilt, und zwar genau in der Mitte.
        %
        %
        ✂ Artikel teilen
        %
        """,
        "de",
    ),
    # ---- 9. comments
    trap(
        "9-congratulatory-comment",  # (n)
        """
        # President's good wishes to a rival were not in the script
        %
        One aide said that the president's congratulatory comment was only his way of ending a call.
        The embassy declined to comment.
        %
        %
        ✂ Leave a comment
        """,
    ),
    trap(
        "9-guest-comment",
        """
        # Warum die Fähre bleiben muss
        %
        %
        Ein Kommentar des Landrats, wonach die Fähre „ein Museum mit Motor“ sei, hatte in Rodach für Ärger gesorgt.
        %
        ✂ Kommentar schreiben
        """,
        "de",
    ),
    # ---- 10. bios
    trap(
        "10-obituary",  # what a bio says, of the one whom the article is about
        """
        # Wilma Sturgess, who covered the harbor for fifty years, dies at 88
        Wilma Sturgess, who wrote about tides, tariffs and the price of cod for half a century, died on Sunday at her
          home on Mill Lane.
        She joined the Tidepost in 1957 as a typist. She covers politics as if it were weather, an editor complained
          in 1964, and promoted her.
        Sturgess is the author of four books, among them “A History of Mud”. She won the state's prize for reporting
          twice.
        “She would correct the tide table by hand and post it back to the Admiralty,” said her niece, Clare Sturgess.
        Sturgess lived in Tallow Creek with two parrots. Both could say “no comment”.
        ✂ Nate Ferrer is a reporter who covers the coast for the Tidepost. Follow him on Twitter @nferrer.
        """,
    ),
    trap(
        "10-profile",
        """
        # The last man who can mend a sextant
        Idris Boone is a writer of manuals and a mender of instruments, in that order of income.
        He covers the bench with a cloth each evening, because of the cat, and uncovers it at six.
        ✂ Sign up for our newsletter
        Boone lives in a lighthouse that has not been lit since 1971. He has worked on more than four thousand
          sextants, and has been to sea once.
        “I was sick as a dog,” Boone said. “I don't see the attraction.”
        Boone is training a successor, a 19-year-old from the village who used to repair telephones.
        """,
    ),
    # ---- 11. bylines, datelines, wires
    trap(
        "11-dateline",
        """
        # Harbor reopens after the storm
        TALLOW CREEK, Md. (AP) — The harbor opened again on Thursday, two days after a storm had put eleven boats on
          the lawn of the courthouse.
        %
        %
        ✂ —Associated Press writer Lou Kessler in Annapolis contributed to this report.
        """,
    ),
    trap(
        "11-reuters-is-the-subject",  # (m)
        """
        # Reuters sues over records of the barge fleet
        Reuters asked a judge on Monday to order the release of the barge records, which the state has held back since
          2019.
        The documents were reviewed by two experts at the request of Reuters. Both said that the dates had been
          changed.
        Reuters, which has 2,500 journalists in some 200 places, said that it would appeal if it lost.
        A lawyer for the state said that the request by Reuters was too broad. The judge is to rule in May.
        ✂ Reporting by Gita Sorensen; Editing by Paul Mbeki
        """,
    ),
    # ---- 12. dates and sections
    trap(
        "12-opens-with-a-date",
        """
        # A short history of a long queue
        ✂ Published Apr 4, 2023 • 3 minute read
        On March 3, 1974, at 6:40 in the morning, a man named Bert Coll stood down at the pier and waited for the
          ferry.
        %
        %
        %
        """,
    ),
    # ---- 13. the headline again
    trap(
        "13-first-sentence-like-headline",
        """
        # Footbridge at Tallow Creek to close for eleven weeks
        ✂ Footbridge at Tallow Creek to close for eleven weeks
        %
        %
        %
        The footbridge at Tallow Creek is to close for eleven weeks, then, and nobody can say what will be found in
          the twelfth.
        """,
    ),
    trap(
        "13-questions-that-repeat",  # an interviewer who insists
        """
        # “I was never asked about the valve”
        Harriet Oake ran the waterworks for nine years. She resigned in March, a week before the report on the valve
          came out.
        Did you know about the valve?
        I knew that there was one. I didn't know which way up it was, and I was never asked.
        That is not quite an answer. Did you know about the valve?
        Let me say it like this: I knew by the end. Everybody did by then, even the fish.
        Did you know about the valve?
        Yes. Write that down, and then go and ask the man who fitted it.
        ✂ Subscribe to our newsletter
        """,
    ),
    # ---- 14. captions
    trap(
        "14-getty-in-a-sentence",
        """
        # Photographers want their harbor back
        Getty has taken down 300 pictures of the harbor, and Reuters has taken down nine, after a complaint by the
          port.
        %
        ✂ (Image credit: Ada Quill/Getty Images)
        %
        Most of the pictures were bought by an insurer in 2018, who never paid Getty.
        %
        """,
    ),
    # ---- 15. consent
    trap(
        "15-article-about-cookies",  # a page about the banner carries its words
        """
        # Regulator fines site over its cookie banner
        The data regulator fined the ticket site Seatly $4 million on Tuesday for setting cookies before anybody had
          agreed to them.
        Visitors were told that “we use cookies to improve your experience” and were given one button, which said
          “accept”.
        ✂ We use cookies to make your website experience better.
        The cookies stayed for eleven years, and one of them reported the battery level of the phone to a company in
          Nevada.
        Seatly said that it has since changed the banner, and that it would appeal.
        """,
    ),
    # ---- 16. events
    trap(
        "16-webinar-in-the-news",
        """
        # Duchess talks to the lifeboat crews
        The duchess hosts a webinar for her lifeboat charity on Thursday, the palace said, and will row in the regatta
          herself.
        %
        Tickets for the regatta are $12 at the gate; children under ten get in free.
        %
        ✂ Get your tickets today!
        """,
    ),
    # ---- 17. affiliate notes
    trap(
        "17-commissions-in-business",
        """
        # Brokers' commissions are next, commissioner says
        The Commission wants to ban commissions that brokers earn from products they recommend, Commissioner Maud
          Eklund said.
        A broker earns a commission of up to 4 percent when a customer buys a fund through him.
        ✂ If you buy something using links in our stories, we may earn a commission.
        Eklund said that the Commission would publish its draft in May. The commission of a typical broker comes to
          $1,900 a year.
        Shares in two brokers fell on the news.
        """,
    ),
    # ---- 18. polls
    trap(
        "18-article-about-a-poll",
        """
        # Poll: two in three would rather swim
        Two thirds of those polled would rather swim to the ferry than go round by Mill Lane, a survey has found.
        “What do you think?” the pollsters had asked, and left a box for the answer. Most of the answers cannot be
          printed.
        ✂ Take our survey
        The poll of 812 adults was taken by telephone in March and has a margin of error of four points.
        A quiz about the creek, in the same survey, was won by a boy of nine.
        """,
    ),
    trap(
        "18-umfrage",
        """
        # Umfrage: Mehrheit will die Fähre behalten
        In einer Umfrage des Instituts Pegel sprachen sich 61 Prozent der Befragten für die Fähre aus.
        Die Umfrage wurde im März unter 1004 Bürgern geführt. Stimmen Sie für oder gegen den Bus, lautete die letzte
          Frage.
        „Ich hätte mehr erwartet“, sagte Fährmann Jost Reimann.
        ✂ Stimmen Sie ab
        """,
        "de",
    ),
    # ---- 19. players
    trap(
        "19-video-as-evidence",
        """
        # Polizei wertet Videos vom Anleger aus
        Videoaufnahmen zeigen, wie sich die Fähre kurz nach zehn Uhr losreißt. Ein zweites Video zeigt zwei Männer am
          Seil.
        %
        ✂ Artikel anhören
        %
        %
        """,
        "de",
    ),
    trap(
        "19-watch-as-a-verb",
        """
        # The men who watch the water
        Watch the water for long enough, and it will tell you who has been drinking, the harbor master likes to say.
        %
        ✂ Watch now
        %
        %
        """,
    ),
    # ---- 20. corrections
    trap(
        "20-correction-is-content",
        """
        # Divers find the piles hollow
        %
        %
        %
        Correction: An earlier version of this article said that the piles were of elm. They are of oak.
        ✂ Got a story? Get in touch with our news team by emailing us at news@tidepost.example.
        """,
    ),
    trap(
        "20-update-is-content",
        """
        # Footbridge closed
        %
        %
        UPDATE: Apr. 22, 2023: This piece has been updated with a further statement by the county.
        ✂ Report an error
        """,
    ),
    # ---- 21. legal notes
    trap(
        "21-copyright-is-the-subject",
        """
        # Who owns a tide table?
        The copyright in the tide table belongs to the Crown, the court held, although the tide does not.
        %
        Rights that the act of 1911 reserved to the Crown lapse in 2040.
        %
        ✂ Copyright © 2023 Tidepost Media, LLC. All rights reserved.
        """,
    ),
    # ---- 22. debris
    trap(
        "22-address-that-a-sentence-needs",
        """
        # How to claim for the detour
        %
        Claims can be made at https://claims.county.example/bridge until the end of May, or in person at the town
          hall.
        %
        ✂ https://cdn.tidepost.example/flexiimages/kq3f9x2m1692883516.jpg
        %
        """,
    ),
    # ---- 23. publishers about themselves
    trap(
        "23-business-of-a-publisher",
        """
        # Business Insider sells its tide app
        Business Insider tells the staff this week what will become of the tide app, two people with knowledge of the
          matter said.
        The company, which was founded in 2007, has sold the app to a maker of rubber boots.
        ✂ Sign up for our newsletter
        “Nobody here knew why we had it,” one of the two said. They asked not to be named because the sale has not
          been announced.
        The boots company said that it would keep the app free.
        """,
    ),
    trap(
        "23-a-line-that-comes-twice",  # a refrain
        """
        # What the loudspeaker says
        The next ferry leaves in ten minutes, the loudspeaker says, whether or not there is a ferry.
        %
        %
        ✂ Advertisement
        %
        The next ferry leaves in ten minutes, the loudspeaker says, whether or not there is a ferry.
        """,
    ),
    # ---- a page that is about all of it at once
    trap(
        "b-news-about-news",  # (b) newsletters, subscriptions, gifts: subject and boilerplate on one page
        """
        # Keeping up with the news has become a job
        My mother gets her news from four newsletters, two subscriptions, a podcast and a neighbor called Phil.
        ✂ This article was made possible because of the generous support of our members. Will you contribute just $5 a
          month to support our journalism?
        She is not alone. The share of adults who pay for a news subscription has stood at a fifth for three years, a
          study by the Wexler Institute found, while the number of newsletters has doubled.
        Nonprofit newsrooms, which live on donations, have sprung up in forty states. “We were three people and a
          fundraising page,” said Ines Carvalho, who started one in Duluth. “Now we are eleven people and a
          fundraising page.”
        What my mother wants is one thing that tells her what happened. She used to have it. It came through the door
          at six in the morning and cost forty cents.
        Phil, for his part, wants to start a newsletter.
        """,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("page", "language", "url"), TRAPS)
def test_in_text(page: str, language: str, url: str) -> None:
    title, lines, stay = written(page, language)
    compare(clean_text("\n\n".join([title, *lines]), url), stay)


@pytest.mark.parametrize(("page", "language", "url"), TRAPS)
def test_in_html(page: str, language: str, url: str) -> None:
    title, lines, stay = written(page, language)
    paragraphs = "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    headline = html.escape(title)
    source = (
        f"<!doctype html><html lang={language}><head><title>{headline}</title></head><body><nav>Home</nav>"
        f"<main><article class=entry-content><h1>{headline}</h1>{paragraphs}</article></main></body></html>"
    )
    compare(clean_html(source, url), stay)


def in_page(body: str, url: str = "https://www.tidepost.example/2023/04/footbridge-to-close") -> str:
    source = f"<!doctype html><html lang=en><head><title>Footbridge to close</title></head><body>{body}</body></html>"
    return clean_html(source, url).text


def paragraphs(attributes: str = "") -> str:
    return "".join(f"<p {attributes}>{html.escape(line, quote=False)}</p>" for line in lines_of(STORIES["en"]))


WHOLE = "\n\n".join(lines_of(STORIES["en"]))
HOUSES = {
    "theweek": ("https://theweek.com/politics/footbridge-to-close", "<div id=article-body>{}</div>", "class=paywall"),
    "insider": (
        "https://www.businessinsider.com/footbridge-to-close-2023-4",
        "<article><div class=content-lock-content>{}</div></article>",
        "class=premium",
    ),
    "any": ("https://www.tidepost.example/2023/04/footbridge-to-close", "<article>{}</article>", "class=paywall"),
}


@pytest.mark.parametrize("house", HOUSES)
def test_paragraphs_behind_the_meter_are_the_story(house: str) -> None:
    url, frame, attributes = HOUSES[house]
    box = "<div class=newsletter-signup><p>The best of the creek, every Friday, in your inbox.</p></div>"
    assert in_page(frame.format(paragraphs(attributes) + box), url) == WHOLE


@pytest.mark.parametrize(
    "name",
    [
        "has-sidebar",
        "article--with-related",
        "newsletter-story",
        "post-share-enabled",
        "subscriber-content",
        "comment-open",
    ],
)
def test_a_name_does_not_condemn_the_container_of_the_story(name: str) -> None:
    pitch = "<aside class=promo><p>Never miss a tide. Sign up for our newsletter.</p></aside>"
    assert in_page(f'<main><div class="{name}"><h1>Footbridge to close</h1>{paragraphs()}{pitch}</div></main>') == WHOLE


@pytest.mark.parametrize("name", ["header-image", "shared-history", "adjacent", "roadside", "commentary", "download"])
def test_a_name_that_only_holds_a_bad_word_is_innocent(name: str) -> None:
    first, *rest = lines_of(STORIES["en"])
    inner = f'<p>{first}</p><div class="{name}"><p>{rest[0]}</p></div>' + "".join(f"<p>{line}</p>" for line in rest[1:])
    ad = "<div class=ad><p>Boots that will outlast the bridge. Half price until Sunday.</p></div>"
    assert in_page(f"<article>{inner}{ad}</article>") == WHOLE
