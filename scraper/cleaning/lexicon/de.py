"""German. A polite "Sie" is told from "sie" by its capital, which patterns keep with `(?-i:…)`."""

from scraper.cleaning.lexicon import Pack
from scraper.model import Reason

PACK = Pack(
    language="de",
    labels={
        Reason.NEWSLETTER: (
            "newsletter", "newsletter abonnieren", "newsletter bestellen", "newsletter-anmeldung",
            "jetzt newsletter abonnieren", "zum newsletter", "zum newsletter anmelden", "zur newsletter-anmeldung",
            "weitere newsletter", "unsere newsletter", "abonniere unseren newsletter",
            "abonnieren sie unseren newsletter", "kostenlos abonnieren", "gratis abonnieren",
            "jetzt kostenlos anmelden", "jetzt gratis anmelden", "jetzt eintragen", "ihre e-mail-adresse",
            "deine e-mail-adresse", "e-mail-adresse", "e-mail-adresse eingeben", "danke für ihre anmeldung",
            "vielen dank für ihre anmeldung", "der newsletter", "alle newsletter", "newsletter kostenlos bestellen",
            "kostenlosen newsletter abonnieren",
        ),
        Reason.DONATION: (
            "jetzt spenden", "spenden", "hier spenden", "spende jetzt", "spenden sie jetzt", "jetzt unterstützen",
            "unterstützen", "unterstützen sie uns", "unterstütze uns", "unterstützt uns", "jetzt unterstützerin werden",
            "einmalig", "monatlich", "jährlich", "mitglied werden", "jetzt mitglied werden", "werden sie mitglied",
            "werde mitglied", "ja, ich will", "fördermitglied werden", "fördermitglied", "per paypal spenden",
            "jetzt mit paypal spenden", "ich bin dabei", "ja, ich bin dabei", "gemeinsam für freie presse",
            "anderer betrag", "freier betrag", "deine spende", "ihre spende",
        ),
        Reason.SUBSCRIPTION: (
            "abo", "abonnieren", "jetzt abonnieren", "abonnent werden", "zum abo", "abo abschließen", "abo bestellen",
            "anmelden", "jetzt testen", "jetzt kostenlos testen", "jetzt gratis testen", "kostenlos testen",
            "gratis testen", "einloggen", "login", "log-in", "registrieren", "jetzt registrieren",
            "kostenlos registrieren", "jetzt anmelden", "hier anmelden", "jetzt einloggen", "hier einloggen",
            "ich habe schon ein konto", "ich habe bereits ein konto", "bereits abonnent", "bereits abonnent?",
            "sie sind bereits abonnent?", "schon abonnent?", "bereits registriert?", "jetzt weiterlesen",
            "nur für abonnenten", "exklusiv für abonnenten", "für abonnenten", "angebote ansehen", "zu den angeboten",
            "zu den abos", "abo-angebote", "digital-abo", "probeabo", "probe-abo", "monatlich kündbar",
            "jederzeit kündbar", "jetzt freischalten", "artikel freischalten", "zugang sichern",
            "abo abschliessen login", "abo abschliessenlogin", "exklusiv", "plus", "abo-artikel", "jetzt bestellen",
            "jetzt sichern",
        ),
        Reason.AD: (
            "anzeige", "anzeigen", "werbung", "reklame", "inserat", "werbeanzeige", "advertorial", "bezahlte anzeige",
            "ende der anzeige", "anzeige ende", "anzeige / sponsorenhinweis", "weiter nach der anzeige",
            "weiterlesen nach der anzeige", "verlagsangebot", "verlagsangebote", "werbung überspringen",
            "anzeige überspringen", "werbung schließen", "werbung ausblenden", "hier weiterlesen nach der werbung",
            "hier geht es weiter", "hier geht es gleich weiter", "anzeigen-sonderveröffentlichung", "bezahlter inhalt",
            "gesponsert", "sonderveröffentlichung", "werbung wird geladen", "anzeige wird geladen",
            "artikel wird nach der anzeige fortgesetzt",
        ),
        Reason.APP_PROMO: (
            "app herunterladen", "app laden", "jetzt app laden", "zur app", "in der app öffnen", "in der app lesen",
            "jetzt herunterladen", "folgen sie uns", "folge uns", "folgt uns", "jetzt folgen", "news folgen",
            "thema folgen", "folgen", "whatsapp-kanal abonnieren", "push-nachrichten aktivieren",
            "benachrichtigungen aktivieren", "laden im app store", "jetzt bei google play", "kanal abonnieren",
            "folgen sie uns auf facebook", "folgen sie uns auf instagram", "folgen sie uns auf google news",
            "thema abonniert", "als bevorzugte quelle hinzufügen", "tags folgen",
        ),
        Reason.RELATED: (
            "mehr zum thema", "mehr zu diesem thema", "mehr zu den themen", "mehr dazu", "mehr", "mehr lesen",
            "mehr lesen über", "mehr von", "mehr aus", "mehr bei", "mehr erfahren", "mehr erfahren sie hier",
            "mehr anzeigen", "mehr informationen", "mehr infos", "mehr nachrichten", "mehr artikel", "mehr videos",
            "lesen sie auch", "lesen sie dazu auch", "lesen sie dazu", "lesen sie mehr", "lesen sie mehr zum thema",
            "lesen sie mehr zu diesen themen", "lesen sie mehr dazu", "lesen sie hier weiter", "lies auch", "lest auch",
            "lies mehr", "auch interessant", "ebenfalls interessant", "interessant", "passend dazu",
            "passend zum thema", "das könnte sie auch interessieren", "das könnte dich auch interessieren",
            "das könnte sie interessieren", "lesetipp", "lesetipps", "das könnte euch auch interessieren",
            "weiterlesen", "gleich weiterlesen", "zum weiterlesen", "weiter lesen", "artikel lesen", "zum artikel",
            "link zum artikel", "ähnliche artikel", "ähnliche beiträge", "ähnliche themen", "verwandte artikel",
            "verwandte themen", "verwandte beiträge", "weitere artikel", "weitere beiträge", "weitere themen",
            "weitere nachrichten", "weitere meldungen", "weitere videos", "weitere links", "weiterführende links",
            "weiterführender link", "links zum thema", "weitere informationen", "nächster artikel",
            "vorheriger artikel", "nächster beitrag", "vorheriger beitrag", "meistgelesen", "meistgelesene artikel",
            "meistgeteilt", "meistkommentiert", "häufig gelesen", "beliebte artikel", "beliebte beiträge",
            "neueste artikel", "neueste beiträge", "aktuelle nachrichten", "aktuelle artikel", "empfehlungen",
            "empfohlene artikel", "empfohlene beiträge", "empfehlungen der redaktion", "empfehlung der redaktion",
            "unsere empfehlungen", "redaktionstipp", "schlagwörter", "schlagworte", "stichwörter", "stichworte",
            "themen", "#themen", "top-themen", "themen des artikels", "themen in diesem artikel", "zum thema",
            "siehe auch", "alle artikel", "alle artikel anzeigen", "alle anzeigen", "zur themenseite",
            "hier gehts zur themenübersicht", "auf einen blick weiterlesen", "beliebte beiträge zum thema",
            "mehr aus diesem ressort", "aus dem archiv", "jetzt lesen", "hier weiterlesen", "hier lesen",
        ),
        Reason.SHARE: (
            "teilen", "artikel teilen", "beitrag teilen", "diesen artikel teilen", "diesen beitrag teilen",
            "artikel mit freunden teilen", "auf facebook teilen", "auf twitter teilen", "auf x teilen",
            "auf whatsapp teilen", "bei facebook teilen", "bei twitter teilen", "bei whatsapp teilen",
            "per e-mail teilen", "via e-mail teilen", "per mail teilen", "in whatsapp teilen", "link kopieren",
            "link kopiert", "link wurde kopiert", "drucken", "seite drucken", "artikel drucken", "merken",
            "artikel merken", "merkliste", "auf die merkliste", "verschenken", "artikel verschenken", "twittern",
            "tweeten", "mitteilen", "versenden", "weiterempfehlen", "artikel versenden", "per mail versenden",
            "weitersagen", "freunden mitteilen", "speichern", "artikel speichern", "e-mail",
            "diesen artikel teilenkommentare", "kommentare teilen", "teilen kommentare", "als e-mail versenden",
            "empfehlen", "teilen auf",
        ),
        Reason.COMMENTS: (
            "kommentare", "kommentar", "kommentieren", "kommentar schreiben", "kommentar verfassen",
            "kommentar abgeben", "jetzt kommentieren", "kommentar hinterlassen", "einen kommentar hinterlassen",
            "hinterlasse einen kommentar", "hinterlassen sie einen kommentar", "schreiben sie einen kommentar",
            "schreibe einen kommentar", "kommentare anzeigen", "alle kommentare anzeigen", "kommentare lesen",
            "alle kommentare lesen", "zu den kommentaren", "beitrag kommentieren", "artikel kommentieren",
            "leserkommentare", "leser*innenkommentare", "leserinnenkommentare", "keine kommentare",
            "diskutieren sie mit", "diskutiere mit", "mitdiskutieren", "jetzt mitdiskutieren", "antworten",
            "antwort abbrechen", "kommentare sind geschlossen", "leserbrief schreiben", "ihre meinung",
            "zur diskussion", "beitrag kommentieren zur startseite", "kommentar posten", "kommentar absenden",
            "kommentar erstellen", "kommentare ausblenden",
        ),
        Reason.POLL: (
            "jetzt abstimmen", "abstimmen", "stimmen sie ab", "stimmen sie mit ab", "zum ergebnis", "ergebnis anzeigen",
            "umfrage", "ergebnisse anzeigen", "zur umfrage", "an der umfrage teilnehmen", "jetzt mitmachen",
            "leserumfrage", "ihre stimme zählt", "artikel bewerten", "beitrag bewerten", "rate this post",
            "war dieser artikel hilfreich?", "hat ihnen der artikel gefallen?",
        ),
        Reason.PLAYER: (
            "artikel anhören", "anhören", "jetzt anhören", "artikel vorlesen", "vorlesen", "vorlesen lassen",
            "artikel hören", "abspielen", "beitrag anhören", "video abspielen", "video ansehen", "zum video",
            "video laden", "video starten", "ton an", "stummschalten", "ende des videobeitrags",
            "beginn des videobeitrags", "ende des audiobeitrags", "beginn des audiobeitrags", "audio", "video",
            "audio abspielen", "wird geladen", "player wird geladen", "video wird geladen", "podcast", "zum podcast",
            "zur audio-version",
        ),
        Reason.CONSENT: (
            "externer inhalt", "externen inhalt anzeigen", "externe inhalte anzeigen", "externen inhalt laden",
            "inhalt laden", "inhalt anzeigen", "inhalte anzeigen", "inhalt entsperren",
            "empfohlener redaktioneller inhalt", "empfohlener externer inhalt", "beitrag laden", "karte laden",
            "akzeptieren", "alle akzeptieren", "zustimmen", "einverstanden", "zustimmen und weiter",
            "zustimmen & weiterlesen", "cookie-einstellungen", "datenschutzeinstellungen", "mehr zum datenschutz",
            "ablehnen", "immer anzeigen", "instagram-beiträge immer entsperren", "cookies akzeptieren",
            "einstellungen verwalten", "externe inhalte immer anzeigen",
        ),
        Reason.EVENT: (
            "tickets sichern", "jetzt tickets sichern", "jetzt tickets kaufen", "hier tickets sichern",
            "jetzt teilnehmen",
        ),
        Reason.AFFILIATE: (
            "affiliate-link", "zum angebot", "zum deal", "zum shop", "jetzt kaufen", "bei amazon kaufen",
            "bei amazon ansehen", "preis prüfen", "partnerlink", "jetzt bei amazon kaufen", "hier kaufen",
            "zum besten angebot", "angebot ansehen",
        ),
        Reason.CONTACT: (
            "fehler gefunden", "fehler gefunden?", "sie haben einen fehler gefunden?", "fehler melden",
            "fehler gefunden?jetzt melden", "fehler gefunden? jetzt melden", "feedback", "feedback geben",
            "geben sie uns feedback", "korrektur melden", "kontakt zur redaktion", "redaktion kontaktieren",
            "problem melden", "schreiben sie uns", "schreib uns", "hinweis geben", "fehler im text gefunden?",
            "textfehler melden", "ihr feedback",
        ),
        Reason.FURNITURE: (
            "zur startseite", "startseite", "nach oben", "zum seitenanfang", "zurück", "weiter", "schließen", "menü",
            "suche", "impressum", "datenschutz", "datenschutzerklärung", "agb", "bildergalerie", "fotostrecke",
            "bildstrecke", "diashow", "diashow starten", "zur galerie", "zur bildergalerie", "galerie",
            "bild vergrößern", "bilder vergrößern", "vergrößern", "weniger anzeigen", "ausblenden", "einblenden",
            "aufklappen", "zuklappen", "quellen ausblenden", "quellen anzeigen", "größere kartenansicht", "permalink",
            "ende der weiteren informationen", "zum hauptinhalt springen", "zum inhalt springen", "inhaltsverzeichnis",
            "alles anzeigen", "bild anzeigen", "embed", "zitiervorschlag", "infos zum zitiervorschlag",
            "bild in originalgröße anzeigen", "in lightbox öffnen", "erweitern", "zur übersicht",
        ),
        Reason.CREDIT: (
            "dpa", "picture alliance", "imago", "imago images", "symbolbild", "symbolfoto", "archivbild", "archivfoto",
            "beispielbild", "privat", "foto", "apa", "keystone", "dpa picture-alliance", "picture alliance/dpa",
            "foto: privat", "foto: archiv",
        ),
        Reason.BYLINE: (
            "mit dpa", "mit agenturmaterial", "mit material der agenturen", "mit agenturen", "mit material von dpa",
            "redaktion",
        ),
        Reason.AUTHOR_BIO: (
            "über den autor", "über die autorin", "über die autoren", "zum autor", "zur autorin", "der autor",
            "die autorin", "die autoren", "autor", "autorin", "autoren", "zur person des autors",
            "mehr von diesem autor", "alle artikel des autors", "vom selben autor",
        ),
    },
    openings={
        Reason.NEWSLETTER: (
            r"^(?:abonnieren sie|abonniere|abonniert|bestellen sie|bestelle|hol(?:en sie sich| dir)|melden sie sich|"
            r"melde dich|registrieren sie sich|tragen sie sich|trag dich|sichern sie "
            r"sich)\b[^.!?]{0,110}(?:newsletter|postfach|rundbrief|briefing|mail-verteiler)[^?]{0,120}$",
            r"^(?:hier|jetzt) (?:kostenlos |gratis |direkt |gleich )?(?:für|zum|zu|den|unseren|"
            r"das)\b[^.!?]{0,60}(?:newsletter|briefing)\S{0,3}[^.!?]{0,40}(?:anmelden|abonnieren|bestellen|"
            r"eintragen)\b.{0,20}$",
            r"^[^.!?:]{0,50}newsletter ?[:!–-] ?(?:hier |jetzt |gleich )(?:kostenlos |gratis )?(?:anmelden|abonnieren|"
            r"bestellen)\b.{0,40}$",
            r"^[^.!?]{0,40}(?:verpassen|informiert|laufenden)[!:–. -]{1,4}(?:jetzt )?(?:den )?\S{0,20}newsletter "
            r"(?:kostenlos )?(?:abonnieren|bestellen)",
            r"^(?:ⓘ )?(?:mit|durch) (?:meiner|der|ihrer|deiner|die|deren) (?:anmeldung|registrierung|bestellung|"
            r"eintragung)\b[^.!?]{0,120}\b(?:stimme|stimmen|stimmst|willige|willigen|willigst|akzeptier\w{0,3}|"
            r"erkläre|erklären|bestätig\w{0,3}|gelten)\b",
            r"^(?:sie können|du kannst|ihr könnt) [^.!?]{0,60}\b(?:jederzeit|wieder)\b[^.!?]{0,50}\b(?:abmelden|"
            r"abbestellen|austragen)\b",
            r"^(?:eine |die )?(?:abmeldung|abbestellung) (?:vom newsletter )?ist (?:jederzeit|kostenlos)",
            r"^(?=.{3,200}postfach)(?=.{0,160}\b(?:newsletter|kostenlos|gratis|jede[nrs]?|täglich|werktags|montags|"
            r"freitags|sonntags|briefing|dossier|nachrichten|die wichtigsten|das beste)\b).{3,160}\bin (?-i:Ihr|Ihrem|"
            r"Dein|dein|deinem|euer|Euer) (?:e-mail-|mail)?postfach\b",
            r"^(?:sie|du|ihr) (?:wollen|möchten|möchtest|willst|mögen|magst|lieben|liebst|interessieren|interessierst|"
            r"wollt|möchtet)\b[^.!?]{3,140}\? [^?]{0,140}(?:newsletter|abonnier|briefing)",
            r"^(?:wollen|möchten|interessieren|mögen) (?:sie|wir sie)\b[^.!?]{3,140}\? [^?]{0,140}(?:newsletter|"
            r"abonnier|briefing)",
            r"^(?:willst|möchtest|interessierst|magst) du\b[^.!?]{3,140}\? [^?]{0,140}(?:newsletter|abonnier|briefing)",
            r"^(?=.{20,200}newsletter)\[?[^.!?]{0,120}\b(?:finden|lesen|erhalten|"
            r"bekommen) (?-i:Sie) [^.!?]{0,60}\b(?:im|in unserem|mit unserem|über unseren) ",
            r"^(?:»[^«]{2,40}«|„[^“]{2,40}“): (?:der|unser) [^.!?]{0,30}newsletter\b",
            r"^(?:der|unser) [^.!?]{0,40}newsletter\b[^.!?]{0,80}\b(?:informiert (?-i:Sie)|für (?-i:Sie)|in (?-i:Ihr|"
            r"dein|Ihrem)|jetzt mit|hier (?:kostenlos )?(?:anmelden|abonnieren|entlang))\b",
            r"^(?:immer|stets) (?:auf dem (?:laufenden|neuesten stand)|bestens informiert|gut informiert)(?: bleiben|"
            r" sein)?[:!–-]",
            r"^(?:diese[rs]?|der) (?:text|artikel|beitrag|kolumne|analyse) (?:stammt|ist|kommt|"
            r"erschien) [^.!?]{0,60}newsletter[^.!?]{0,80}\b(?:hier|abonnieren|anmelden|bestellen)\b",
            r"^newsletter: [^.!?]{2,50}$",
            r"^[^.!?]{3,90}: hier kostenlos (?:für|zum) [^.!?]{0,50}newsletter\b",
        ),
        Reason.DONATION: (
            r"^(?:guter|freier|unabhängiger|kritischer|investigativer|gemeinnütziger|unser|linker|"
            r"ehrlicher) journalismus\b[^.!?]{0,90}\b(?-i:Ihre[rn]?|Deine[rn]?|deine[rn]?|dich|dir|Sie|Ihnen|euch|"
            r"eure[rn]?)\b",
            r"^(?:hat|haben|gefällt|gefallen) (?:ihnen|dir|euch) (?:dieser|der|unser|diese|"
            r"unsere)\b[^.!?]{0,60}\?[^?]{0,80}(?:spende|unterstütz|mitglied)",
            r"^(?:bitte )?(?:unterstützen sie|unterstütze|fördern sie|stärken sie|ermöglichen sie|spenden sie|"
            r"spende) (?:bitte |jetzt |auch )?(?:uns\b|unsere?[nr]?\b|für (?:unser|unabhängig|freie|das magazin)|"
            r"(?:unabhängig|frei|kritisch|investigativ|gut)\w{0,3} journalismus)[^?]{0,200}$",
            r"^(?:deine|eure) (?:spende|unterstützung)\b[^?]{0,160}$",
            r"^ja, ich (?:zahle|spende|unterstütze|mache|helfe)\b.{0,30}$",
            r"^ihre spende (?:hilft|ermöglicht uns|macht|sichert|zählt|trägt)\b",
            r"^ihre unterstützung\b[^.!?]{0,70}(?:journalis|unser|redaktion|recherche)",
            r"^(?:unsere|diese) (?:arbeit|recherchen?|redaktion|berichterstattung)"
            r"\b[^.!?]{0,50}\b(?:spendenfinanziert|durch spenden|von spenden|nur (?:mit|durch|dank) (?-i:Ihre[rn]?|"
            r"Deine[rn]?|deine[rn]?|eure[rn]?))\b",
            r"^als genossenschaft gehören wir\b",
            r"^gemeinsam für freie presse\b",
            r"^eine welt ohne \w{3,20}\? unterstütze\b",
            r"^mit nur \d{1,3}(?:,-|,\d\d)? ?(?:euro|€|franken) (?:im monat |pro monat )?(?:sind sie|bist du|seid ihr|"
            r"helfen sie|hilfst du)\b",
            r"^(?:jetzt|hier) (?:mitglied|fördermitglied|genoss\S{1,8}) werden\b.{0,60}$",
        ),
        Reason.SUBSCRIPTION: (
            r"^(?:dieser|der) (?:artikel|text|beitrag|inhalt) (?:ist|steht) (?:nur |exklusiv |ausschließlich |"
            r"leider )?(?:für|unseren|ein)? ?[^.!?]{0,30}(?:abonnent|premium-|plus-|registrierte|"
            r"kostenpflichtig)[^.!?]{0,60}",
            r"^ab hier nur für abonnent",
            r"^jetzt (?:zugang|zugriff|vorteile|vorteil|angebot|rabatt) (?:sichern|nutzen|testen)\b",
            r"^(?:jetzt )?(?:gratis-?|kostenloses )?(?:probeheft|probeabo|heft|abo|ausgabe|e-paper|"
            r"leseprobe) (?:bestellen|testen|kaufen|anfordern|lesen)$",
            r"^(?:nur|exklusiv) für (?:\S{0,20}[ -])?abonnent\S{0,8}(?: lesbar| zugänglich| verfügbar)?[.!]?$",
            r"^(?:jetzt|hier|gleich) (?:mit \S{2,20} )?weiterlesen\b[^.!?]{0,60}[.!]?$",
            r"^weiterlesen mit\b.{0,60}$",
            r"^(?-i:[A-ZÄÖÜ])\S{2,24} abonnieren$",
            r"^um (?:diesen|den|unsere|alle) (?:ganzen |vollständigen )?(?:artikel|text|beitrag|"
            r"inhalte?)[^.!?]{0,30}\b(?:zu lesen|weiterzulesen|lesen zu können|freizuschalten|zu nutzen)\b",
            r"^(?:lesen sie|lies) (?:jetzt |hier )?(?:diesen artikel|alle artikel|alle inhalte|unbegrenzt|"
            r"uneingeschränkt)\b",
            r"^\d{1,2} (?:wochen?|monate?|tage) (?:lang )?(?:kostenlos|gratis|unverbindlich|"
            r"für (?:nur )?\d{1,3} ?(?:€|euro)) (?:testen|lesen|probelesen)\b.{0,90}$",
            r"^(?:jetzt|hier) (?:das |ein |ihr |dein |unser )?(?:\S{2,20}[ -])?(?:abo|probeabo|digitalabo|testabo|"
            r"abonnement) (?:bestellen|abschlie(?:ß|ss)en|testen|sichern|kaufen|entdecken)\b.{0,40}$",
            r"^zugang zu (?:allen|sämtlichen|exklusiven)\b[^.!?]{0,80}$",
            r"^(?:sie sind|sind sie|du bist|bist du) (?:bereits|schon) (?:\S{2,20}[ -])?abonnent\S{0,4}\b.{0,60}$",
            r"^(?:haben sie|hast du|sie haben|du hast) (?:bereits|schon|noch kein) (?:ein |"
            r"einen )?(?:\S{2,20}[ -])?(?:abo|konto|benutzerkonto|zugang)\b.{0,60}$",
            r"^(?:aktuell |derzeit )?sind sie nicht (?:eingeloggt|angemeldet)\b",
            r"^sie sind (?:aktuell |derzeit |momentan )?nicht (?:eingeloggt|angemeldet)\b",
            r"^das (?:angebot|probeabo|test-?abo) endet automatisch\b",
            r"^(?:danach|anschließend|dann) (?:nur |für |ab )?\d[\d,.]* ?(?:€|euro|chf|franken) (?:pro|im|"
            r"/) ?(?:monat|woche)[^.!?]{0,50}\.?$",
            r"^(?:jetzt )?(?:abonnieren|registrieren|anmelden|freischalten|einloggen) und\b[^.!?]{0,90}[.!]?$",
            r"^den (?:kompletten|vollständigen|ganzen) (?:artikel|beitrag|text|test) (?:lesen|finden) sie\b",
            r"^(?:alle|mehr) (?:\S{1,14}[ +-]{1,2})?artikel (?:lesen|freischalten)\b[^.!?]{0,50}[.!]?$",
        ),
        Reason.AD: (
            r"^(?:anzeige|werbung|reklame) ?[|·/] ?.{0,40}$",
            r"^[-–—=*+]{1,3} ?(?:anzeige|werbung)\b.{0,30}$",
            r"^(?:[–-] )?(?:anzeige|werbung): (?:dieser|dieses|unser|der (?:artikel|beitrag)|weiter|sponsor).{0,90}$",
            r"^.{3,90}\((?:anzeige|werbung)\)$",
            r"^(?:der|dieser) (?:artikel|text|beitrag) (?:geht|wird) (?:unter|nach|unterhalb)\b[^.!?]{0,40}(?:anzeige|"
            r"werbung|video|weiter|fortgesetzt)",
            r"^(?:weiter|weiterlesen|hier geht(?:'s| es) weiter) nach der (?:anzeige|werbung)\b.{0,20}$",
            r"^(?:präsentiert|gesponsert|finanziert|powered) (?:von|by|durch)\b[^.!?]{2,40}$",
            r"^(?:dieser|diese[rs]) (?:beitrag|artikel|text|podcast|folge)[^.!?]{0,30}\b(?:in (?:bezahlter "
            r")?(?:zusammenarbeit|kooperation) mit|ist (?:eine )?(?:bezahlte |gesponserte )?(?:werbung|anzeige|"
            r"kooperation)|wird gesponsert|wurde gesponsert)\b",
            r"^(?:scrollen|wischen) sie\b[^.!?]{0,60}$",
        ),
        Reason.APP_PROMO: (
            r"^(?:folgen sie|folge|folgt|folg|liken sie|besuchen sie|besuche|finde|finden sie|du findest) (?:uns|"
            r"unserem|unseren|\S{2,30})\b[^.!?]{0,60}\b(?:facebook|twitter|instagram|whatsapp|tiktok|youtube|telegram|"
            r"linkedin|threads|bluesky|mastodon|google|social media|xing|snapchat|x)\b[^?]{0,80}$",
            r"^(?:abonnieren sie|abonniere|abonniert) [^.!?]{0,60}(?:kanal|channel|whatsapp|telegram|youtube|podcast|"
            r"push)[^?]{0,100}$",
            r"^(?:laden sie|lade|ladet|hol dir|holen sie sich|installieren sie|installiere|nutzen sie) (?:sich |dir |"
            r"euch )?(?:jetzt |hier )?(?:die|unsere|gratis|kostenlos|unsere neue)\b[^.!?]{0,40}\bapp\b[^?]{0,100}$",
            r"^folgst du (?:schon|bereits|uns)\b",
            r"^[^.!?]{3,80}\? hier geht(?:'s| es|s) (?:zur|zu unserer) [^.!?]{0,40}app\b",
            r"^(?:tipp: |neu: )?wir sind (?:jetzt |nun |auch |schon )?(?:bei|auf) (?:whatsapp|telegram|tiktok|"
            r"instagram|signal|threema)\b",
            r"^[^.!?]{2,30} (?:auch|jetzt|nun) (?:bei|auf) (?:social media|whatsapp|telegram)\b(?! (?:und|zu|an|"
            r"gegen))[^.!?]{0,60}[.!]?$",
            r"^die \S{2,30}-app:? (?:aktuelle|alle|jetzt|für|mit|–)\b.{0,160}$",
            r"^(?:aktiviere|aktivieren sie) (?:die|jetzt|unsere|hier) (?:push|benachrichtigung)",
        ),
        Reason.RELATED: (
            r"^(?:\(|>{1,3} ?|» ?|→ ?|▶ ?|➤ ?)?(?:lesen|sehen|hören|schauen|erfahren) sie (?:hier |dazu |jetzt |"
            r"hierzu )?(?:auch|mehr|weiter|weiterhin)(?: hier| dazu)? ?(?:[:|»>–(„-]|(?:in|im|auf|über|bei|aus|von|"
            r"den|die|das|unser\w{0,2}|zu[mr]?|hier)\b[^.!?]{0,140}[:.!)]{0,2}$)",
            r"^(?:lesen|sehen|hören) sie (?:hier|dazu)[:, ][^.!?]{2,140}[.!:…]{0,2} ?…?$",
            r"^lesen sie – als\b",
            r"^(?:lies|lest|seht|schau|hör) (?:hier |dazu |jetzt |gerne )?(?:auch|mehr|weiter)\b[^?]{0,140}$",
            r"^mehr (?:zum thema|dazu|zu diesem thema|zu diesen themen|zu den themen)\b(?:[^.!?]{0,120}:?|"
            r"[^.!?]{0,30}\b(?:hier|lesen sie|finden sie|erfahren sie|hören sie)\b[^.!?]{0,90}[.!])$",
            r"^mehr (?:über|zu|zum|zur|aus|von|themen|stories|infos|informationen|nachrichten|news|artikel|videos|"
            r"hintergründe)\b[^.!?]{0,60}(?::|(?:lesen|finden|erfahren|hören) (?:sie|du|ihr) (?:hier|in unser\w{0,2}|"
            r"im dossier|auf der themenseite)\b[^.!?]{0,80}[.!]?)$",
            r"^mehr aus (?!dem|der|den|einem|einer)(?-i:[A-ZÄÖÜ])[^.!?]{2,40}$",
            r"^(?:auch interessant|ebenfalls interessant|interessant dazu|passend dazu|lese-?tipps?|zum weiterlesen|"
            r"weiterlesen(?: auf [^:]{2,30})?|ähnliche(?: artikel| beiträge)?|siehe auch|zum artikel|zum thema|"
            r"link-?tipps?|dazu auch|buchtipp der redaktion|mehr lesen|mehr erfahren) ?[:|»>] ?.{0,160}$",
            r"^(?:video|podcast|interview|kommentar|analyse|fotostrecke|bildergalerie|liveblog|live-?ticker|newsblog|"
            r"hintergrund|reportage|faktencheck|quiz|exklusiv|dossier) ?[|»>] ?.{3,140}$",
            r"^(?:>{1,3}|»|→|▶|➤|►) ?(?:mehr|lesen|hier|lies|weiter|alle|zum|zur|jetzt)\b.{0,140}$",
            r"^(?:das|dies|diese (?:artikel|themen|beiträge)) (?:könnte|könnten|dürfte|dürften) (?:sie|dich|"
            r"euch) (?:auch |ebenfalls )?interessieren\b.{0,40}$",
            r"^hier geht(?:['’]?s| es) (?:weiter|(?:zu[mr]?|zu den|zu allen|zu unsere\w) (?:\S{2,30} "
            r"){0,2}\S{0,30}(?:newsletter|artikel|app|anmeldung|übersicht|video|podcast|interview|angebot|shop|login|"
            r"abo|ticker|liveblog|beitrag|quiz|umfrage|themenseite|spezial|archiv|ticketpreisen))\b.{0,40}$",
            r"^hier (?:lesen|finden|erfahren|sehen) sie (?:weitere|alle|mehr|unsere|den ganzen|das ganze|"
            r"die wichtigsten)\b[^.!?]{0,120}[.!:]?$",
            r"^(?:in unserem|im) \S{0,20}(?:live-?blog|live-?ticker|news-?blog|news-?ticker)\b[^.!?]{0,50}\b(?:halten|"
            r"informieren|finden|lesen) (?:wir )?(?-i:Sie)\b",
            r"^(?:alle|weitere) (?:artikel|texte|folgen|kolumnen|nachrichten|meldungen) (?:aus|zum|zur|zu|der|des|von|"
            r"über)\b[^.!?]{0,60}:?$",
            r"^(?:alle|weitere) (?:artikel|texte|folgen|kolumnen|informationen)\b[^.!?]{0,60}\b(?:finden|"
            r"lesen) (?-i:Sie) hier\b[^.!?]{0,40}[.!:]?$",
            r"^aktuelle (?:meldungen|nachrichten|entwicklungen|informationen)\b[^.!?]{0,80}\b(?:finden|"
            r"lesen) (?-i:Sie)\b[^.!?]{0,40}(?:blog|ticker)\b",
            r"^(?:artikel|beitrag) abgelegt unter\b.{0,120}$",
            r"^(?:schlagw[oö]rte?r?|stichw[oö]rte?r?|tags) ?: ?[^.!?]{2,140}$",
            r"^noch mehr (?:stories|artikel|geschichten|news|videos|tipps)\b[^.!?]{0,60}…?$",
            r"^verpasse(?:n sie)? (?:nie|keine)\b[^.!?]{0,100}[.!]?$",
        ),
        Reason.SHARE: (
            r"^(?:auf|bei|in|via|per|mit) (?:facebook|twitter|x|whatsapp|messenger|linkedin|xing|telegram|e-?mail|"
            r"mail|pinterest|threema|reddit|bluesky|mastodon|freunden) (?:teilen|versenden|senden|empfehlen|"
            r"weiterleiten)\b.{0,140}$",
            r"^(?:(?:teilen|verschenken|drucken|merken|vorlesen|mitteilen|twittern|kommentare?|speichern|facebook|"
            r"twitter|whatsapp|pinterest|linkedin|xing|e-?mail|mail|link kopieren|feedback|anhören|flipboard|x|"
            r"rss-feed|telegram|messenger|bluesky)[ |/·,]{0,2}){2,8}\d{0,4}$",
            r"^(?:diesen |den |dieses )?(?:artikel|beitrag|text|seite|video) (?:mit \w+ |jetzt |auf \w+ |"
            r"per \S{1,8} )?(?:teilen|weiterempfehlen|versenden|ausdrucken|verschicken)\b.{0,40}$",
            r"^(?:teile|teilen sie|teilt) (?:diesen|den|dieses) (?:artikel|beitrag|text|video)\b.{0,60}$",
        ),
        Reason.COMMENTS: (
            r"^(?:\(?\d{1,5}\)?|keine|alle) (?:leser)?(?:kommentare?|diskussionen)\b[^.!?]{0,30}$",
            r"^kommentare? ?(?:\(\d{1,5}\)|: ?[\d,]|lesen\b|schreiben\b|anzeigen\b|verfassen\b)[^.!?]{0,60}$",
            r"^(?:du musst|sie müssen|ihr müsst) [^.!?]{0,60}(?:einlogg|eingeloggt|(?:angemeldet|registriert) sein)",
            r"^(?:um|zum) (?:zu )?(?:kommentieren|(?:einen|einem) kommentar|kommentare|"
            r"über [^.!?]{2,30} einem thema zu folgen)\b[^.!?]{0,80}(?:einlogg|eingeloggt|angemeldet|anmelden|"
            r"registrier)",
            r"^bitte (?:melden sie sich|loggen sie sich|füllen sie|registrieren sie sich|melde dich|"
            r"log dich)\b[^.!?]{0,60}(?:kommentar|kommentier|verfassen|diskut|an\b|ein\b)",
            r"^(?:diskutieren sie|diskutiere|diskutiert|kommentieren sie) (?:mit|jetzt|hier|diesen)\b[^?]{0,100}$",
            r"^(?:was|wie) (?:meinen|denken|halten|sehen|finden|meinst|denkst|hältst|findest|meint|denkt) (?:sie|du|"
            r"ihr)\b[^.!?]{0,80}\? (?:diskutier|schreib|stimm|teil|sag|kommentier|hier|mail|lass|ich freue)",
            r"^ihre meinung (?:ist (?:uns )?(?:wichtig|gefragt)|interessiert uns)\b",
            r"^(?:die )?(?:kommentarfunktion|kommentare)\b[^.!?]{0,60}\b(?:geschlossen|deaktiviert|moderiert)\b",
            r"^(?:bitte )?beachten sie (?:bitte )?(?:unsere|die) (?:netiquette|kommentar|community|foren|diskussions)",
            r"^kommentare zu diesem (?:text|artikel|beitrag)\b",
            r"^[^.!?]{5,140}\? (?:diskutieren sie|diskutiere|diskutiert|kommentieren sie) (?:jetzt |hier |"
            r"gerne )?mit\b.{0,60}$",
            r"^(?:zum|um) (?:mit)?(?:zu)?(?:diskutieren|kommentieren)\b[^.!?]{0,40}(?:anmelden|einloggen|registrieren)",
            r"^(?:hinterlassen sie|hinterlasse|schreiben sie|schreibe) (?:hier |uns )?(?:einen|ihren|"
            r"deinen) kommentar\b.{0,60}$",
            r"^e-?mail-benachrichtigung bei\b.{0,80}$",
        ),
        Reason.POLL: (
            r"^stimm(?:en sie)? (?:jetzt |hier |selbst )?(?:mit )?ab\b[^?]{0,80}$",
            r"^(?:machen sie|mach|nehmen sie|nimm) (?:jetzt |hier )?(?:mit |teil )?(?:bei|an) (?:unserer|der|"
            r"dieser) \S{0,12}umfrage\b",
            r"^(?:hat|haben|gefällt|gefiel) (?:ihnen|dir|euch) (?:dieser|der|unser|diese|unsere) (?:artikel|beitrag|"
            r"text|seite|podcast)\b[^.!?]{0,30}\?.{0,60}$",
            r"^(?:fanden sie|fandest du|finden sie|war) (?:den|dieser|diesen|der) (?:artikel|beitrag|"
            r"text)\b[^.!?]{0,30}\?.{0,60}$",
            r"^wie (?:gefällt|gefiel|hat|bewerten|bewertest) (?:ihnen|dir|sie|du) (?:dieser|der|diesen|"
            r"den) (?:artikel|beitrag|text)\b.{0,60}$",
            r"^(?:umfrage|frage des tages|leserfrage): [^.!?]{5,120}\?$",
            r"^(?:zum|für das) abstimmen\b.{0,60}$",
        ),
        Reason.PLAYER: (
            r"^(?:artikel|beitrag|text|diesen artikel|diesen beitrag|den artikel)(?: jetzt| hier)? (?:anhören|"
            r"vorlesen|hören)\b.{0,40}$",
            r"^(?:diese|die) audioversion (?:wurde|ist|dieses)\b.{0,80}$",
            r"^dieser (?:artikel|text|beitrag) (?:wurde|wird) [^.!?]{0,50}(?:vertont|vorgelesen|eingesprochen|"
            r"eingelesen)\b",
            r"^(?:dieser (?:artikel|text)|sie) (?:kann|können) (?:diesen artikel |sich )?(?:auch )?(?:anhören|"
            r"angehört|vorlesen lassen)\b",
            r"^vorlesen ?aktuelle zeit\b",
            r"^(?:ihr|dein) browser (?:unterstützt|kann|ist)\b",
            r"^(?:das|dieses) video (?:konnte|kann) (?:leider )?nicht (?:geladen|abgespielt|wiedergegeben|angezeigt)\b",
            r"^(?:das )?video ist (?:leider )?(?:nicht|nicht mehr) (?:verfügbar|abrufbar)\b.{0,20}$",
            r"^(?:video|audio) ?\d{1,2}:\d{2}\b.{0,30}$",
            r"^\d{1,2}:\d{2} ?(?:min\.?|minuten)$",
        ),
        Reason.CONSENT: (
            r"^an dieser stelle [^.!?]{0,100}(?:extern\w{1,3} |youtube|instagram|facebook|twitter|tiktok|drittanbiet|"
            r"fremden plattform|redaktionell\w{0,3} inhalt)",
            r"^ich (?:bin damit einverstanden|stimme zu|willige ein), dass\b[^.!?]{0,80}(?:inhalt|daten)",
            r"^(?:mit dem (?:laden|klick\w{0,3}|aufruf\w{0,2})|durch (?:das |den )?(?:laden|klick\w{0,3}|"
            r"aktivier\w{0,4})|(?:hinweis: )?wenn sie)\b(?=.{0,200}(?:youtube|google|facebook|instagram|twitter|"
            r"tiktok|cookies|drittanbiet|an dritte|plattform|datenschutz))[^.!?]{0,110}(?:akzeptier|übertrag|"
            r"übermittel|einverstanden|stimmen sie)",
            r"^(?:diese|unsere) (?:website|webseite|internetseite|seite) (?:verwendet|nutzt|benutzt|"
            r"setzt)[^.!?]{0,20} cookies\b",
            r"^wir (?:und unsere partner )?(?:verwenden|nutzen|benötigen|setzen|brauchen)\b[^.!?]{0,30} (?:cookies\b|"
            r"(?-i:Ihre) (?:einwilligung|zustimmung)[^.!?]{0,80}(?:inhalt|video|laden|anzeigen|cookies))",
            r"^(?:bitte )?(?:aktivieren sie|aktiviere)\b[^.!?]{0,30}\b(?:javascript|cookies)\b",
            r"^javascript (?:ist|muss|scheint)\b",
            r"^(?:um|zur|zum) (?:diesen|dieses|diese|anzeige|anzeigen)\b[^.!?]{0,60}(?:inhalt|video|karte|element|"
            r"beitrag|post)[^.!?]{0,80}(?:zustimm|einwillig|cookies|akzeptier|javascript|einverst)",
            r"^(?:dieser|der) (?:externe )?(?:inhalt|beitrag|post|tweet)\b[^.!?]{0,40}(?:(?:von|durch) (?:youtube|"
            r"instagram|facebook|twitter|x|tiktok)\b[^.!?]{0,60}(?:bereitgestellt|eingebettet|blockiert|geladen|"
            r"angezeigt)|wurde (?:blockiert|nicht geladen))",
            r"^klicken sie hier, um ihre einwilligung\b",
            r"^(?:einverstanden|zustimmen|ja)[,!]? (?:video|inhalt|beitrag|karte|post) (?:laden|anzeigen)$",
            r"^sie können (?:sich )?(?:diesen|den|ihn|alle)\b[^.!?]{0,40}\bmit einem klick\b",
        ),
        Reason.EVENT: (
            r"^(?:jetzt|hier) (?:\S{2,20} )?(?:tickets?|karten|plätze) (?:sichern|kaufen|bestellen|gewinnen|"
            r"buchen)\b.{0,60}$",
            r"^(?:sichern sie sich|sichere dir|sichert euch|holen sie sich|hol dir) (?:jetzt )?(?:ihre?n?|deine?n?|"
            r"eure?n?|ein(?:en)?)?[^.!?]{0,30}(?:tickets?|platz|karten|frühbucher)",
            r"^(?:gewinnen sie|mitmachen und gewinnen|jetzt (?:mitmachen und )?gewinnen)\b[^?]{0,120}$",
        ),
        Reason.AFFILIATE: (
            r"^(?=.{0,200}(?:affiliate|partner-?link|provisions-?link)).{0,20}\b(?:die|alle|mit|bei|dieser|diese|"
            r"in diesem|unsere|einige|links)\b[^.!?]{0,140}(?:affiliate|partner-?links?\b|provisions-?links?\b)",
            r"^\*{0,2}\(?\*{0,2}\)? ?(?:affiliate|partner|provisions)-?links?\b.{0,160}$",
            r"^(?=.{0,260}provision).{0,30}\b(?:wenn|kaufen|kommt|falls|sofern|bei einem kauf|"
            r"über diese links)\b[^.]{0,150}\b(?:wir|uns|die redaktion|der verlag)\b[^.]{0,60}\bprovision\b",
            r"^(?=.{0,260}(?:provision|kommission))[^.]{0,150}\b(?:erhalten|bekommen|erhält|bekommt|verdienen|"
            r"verdient) (?:wir|die redaktion|der verlag|\S{3,30}\.(?:de|com|info|at|ch))\b[^.]{0,60}\b(?:provision|"
            r"kommission)\b",
            r"^[^.!?]{3,70} (?:ansehen|kaufen|bestellen) ?\*$",
            r"^dieser artikel (?:kann|enthält) links\b[^.]{0,120}\bprovision\b",
            r"^\*+ ?(?:preise?|alle preise|stand)\b.{0,120}$",
        ),
        Reason.CONTACT: (
            r"^(?:haben sie|hast du|habt ihr|sie haben|du hast|sie arbeiten|arbeiten sie|sie kennen|"
            r"wissen sie)\b[^?!]{3,140}\? (?:dann |bitte |so )?(?:schreib|mail|melde|kontaktier|wende|send|teil|"
            r"erreich|ruf|nehmen|hier können|lassen|tretet|treten)",
            r"^fehler (?:gefunden|entdeckt|im text|bemerkt)\b.{0,60}$",
            r"^bitte markieren sie die entsprechenden\b",
            r"^(?:schreiben sie|schreib|schreibt|mailen sie|senden sie|schicken sie|kontaktieren sie)(?: uns| an|"
            r" ihre| mir| dem autor| der autorin| unser\w{0,2})\b[^!?]{0,80}(?:@|e-?mail|leserbrief|redaktion|"
            r"feedback|meinung)",
            r"^(?:so )?(?:erreichen sie|erreichst du) (?:unsere|unseren|unser|die redaktion|den autor|die autorin|"
            r"mich|uns)\b.{0,100}$",
            r"^(?:e-?mail|mail|leserbriefe?|feedback)(?: an)?(?: die redaktion| die autorin|"
            r" den autor)? ?:? ?\S{1,40}@\S{1,40}$",
            r"^melden sie (?:sich )?vertraulich\b",
            r"^[^.!?]{5,140}\? (?:bitte )?(?:schreiben sie uns|schreib uns|schreibt uns|mailen sie uns|"
            r"melden sie sich bei uns|unser hinweis-?formular)\b.{0,100}$",
        ),
        Reason.SYNDICATION: (
            r"^(?:dieser|dieses|diese) (?:text|artikel|beitrag|interview|kolumne|gastbeitrag|gastkommentar|essay|"
            r"meldung)\b[^.!?]{0,30} (?:ist|erschien|wurde|stammt|entstand)\b[^.!?]{0,60}\b(?:zuerst|zunächst|"
            r"ursprünglich|erstmals|erschienen|übersetzt|übersetzung|übernommen|im original|in kooperation)\b",
            r"^(?:dieses|dieser|das|der) (?:gespräch|text|artikel|interview|beitrag) (?:stammt aus|ist aus|"
            r"erschien in|steht in|ist teil)\b[^.!?]{0,40}\b(?:heft|ausgabe|magazin|ausgabe)\b",
            r"^(?:alle )?(?:kurs)?angaben (?:sind )?ohne gewähr\b",
            r"^dies ist (?:eine|die) (?:maschinelle |automatische |gekürzte |aktualisierte )?(?:übersetzung|fassung)\b",
            r"^(?:gastkommentare?|gastbeiträge?|namentlich gekennzeichnete (?:beiträge|artikel)|meinungsbeiträge|"
            r"keine \S{0,40} ?meinungen in beiträgen|leserbriefe)\b[^.!?]{0,120}(?:meinung|ansicht|einschätzung)",
            r"^(?:der|die) (?:autor|autorin|beitrag|text|kommentar|kolumne) gibt\b[^.!?]{0,40}(?:meinung|ansicht)",
            r"^alle rechte vorbehalten\b.{0,80}$",
            r"^(?:disclaimer|risikohinweis|haftungsausschluss|interessenkonflikt|offenlegung) ?:",
            r"^(?:hinweis: )?(?:dieser (?:artikel|text|beitrag)|diese (?:meldung|"
            r"zusammenfassung))\b[^.!?]{0,60}(?:mit ?hilfe|unter einsatz|automati\w{2,6}|"
            r"maschinell)\b[^.!?]{0,50}(?:künstlich|ki\b|erstellt|übersetzt|generiert)",
            r"^(?:\S{2,20} ){1,3}ist eine (?:partnermarke|marke) (?:des|der|von)\b",
            r"^(?:originalpublikation|originalbeitrag|erstveröffentlichung) ?:",
        ),
        Reason.BYLINE: (
            r"^(?:text|redaktion|mitarbeit|übersetzung|protokoll|autor(?:/-)?(?:in)?|autoren|schlussredaktion|"
            r"bearbeitung|aufgezeichnet von|protokolliert von) ?: ?(?-i:[A-ZÄÖÜ])[^.!?]{2,140}$",
            r"^(?:mit|aus|unter verwendung von) (?:agentur)?(?:material|informationen|"
            r"meldungen)\b[^.!?]{0,30}\b(?:dpa|afp|apa|sda|epd|kna|sid|reuters|agentur\w{0,3}|mdr|ndr|wdr|swr|"
            r"br)\b[^.!?]{0,30}\.?$",
            r"^\(?(?:mit |quellen?: ?|von )?(?:dpa|afp|apa|sda|kna|epd|sid|ots|dts|reuters|keystone-sda|dpa-infocom|"
            r"awp|cash)(?:[/,-][\w/, .-]{1,30})?\)?$",
            r"^© dpa-infocom\b.{0,40}$",
            r"^(?:das|dieses) (?:gespräch|interview) führten?\b[^!?]{3,80}$",
            r"^(?:die fragen stellten?|die fragen beantwortete|aufgezeichnet von|protokolliert von|"
            r"aus dem \w{6,16}(?: übersetzt)? (?:von|:))\b[^!?]{3,60}$",
            r"^(?:ein|eine) (?:gast)?(?:kommentar|kolumne|analyse|gastbeitrag|essay|reportage|glosse|rezension|"
            r"leitartikel) von (?-i:[A-ZÄÖÜ])[^.!?]{2,60}$",
            r"^(?:beitrag|artikel|text|bericht) von (?-i:[A-ZÄÖÜ])[^.!?]{2,50}$",
        ),
        Reason.DATE: (
            r"^(?:veröffentlicht/)?(?:stand|veröffentlicht|aktualisiert|zuletzt aktualisiert|publiziert|erstellt|"
            r"datum|zuletzt geändert|letzte aktualisierung)(?: am)?[ :]{1,2}(?:\w{2,10}, )?(?:den )?\d{1,2}\. "
            r"?(?:\d{1,2}|\w{3,9})\.? ?\d{2,4}(?:[ ,|–-].{0,40})?\.?$",
            r"^(?:veröffentlicht/)?(?:aktualisiert|veröffentlicht)\b ?:?(?: vor \d{1,2} \w{4,8})?$",
            r"^weiterlesen \d{1,3} min\w{0,5}\.?$",
            r"^(?:lesezeit|lesedauer):? ?(?:ca\. |etwa )?\d{1,3} ?min\w{0,5}\.?$",
            r"^\d{1,3} ?min\w{0,5}\.? (?:lesezeit|lesedauer)$",
        ),
        Reason.CREDIT: (
            r"^(?:bilder|bild|bild\d|fotos?|titelbild|titelfoto|beitragsbild|grafik|symbolgrafik|symbolbild|"
            r"symbolfoto|archivbild|archivfoto|bildrechte|bildnachweis|bildcredits?|fotocredits?|"
            r"credits?) ?[:©] ?.{2,120}$",
            r"^\+{0,3} ?credits?: .{2,80}$",
            r"^(?:verwendete |weitere )?(?:text|bild)?quellen? ?: ?[^!?]{2,100}$",
            r"^\((?:symbolbild|symbolfoto|archivbild|archivfoto|foto|bild)\b[^()]{0,60}\)$",
        ),
        Reason.FURNITURE: (
            r"^(?:bild|foto) \d{1,3} (?:von|/) \d{1,3}$",
            r"^\d{1,3} (?:bilder|fotos|videos)$",
            r"^permalink: ?https?:\S{3,200}$",
            r"^seite \d{1,2} (?:von|/) \d{1,2}$",
            r"^dieses thema im programm\b.{0,140}$",
            r"^sendung: .{3,80}\b\d{1,2}[:.]\d{2} uhr$",
            r"^ende de[sr] (?:weiteren informationen|videobeitrags|audiobeitrags|bildergalerie|inhalts)\b.{0,20}$",
        ),
        Reason.AUTHOR_BIO: (
            r"^(?:weitere|alle|mehr) (?:artikel|beiträge|texte|kolumnen) (?:von|der autorin|des autors)\b.{0,60}$",
            r"^(?:folgen sie|folge) (?:ihm|ihr|der autorin|dem autor)\b.{0,80}$",
            r"^(?!.{0,140}\b(?:war|wurde|wird|blieb|er|sie|hatte|hat)\b)(?:verantwortliche[r]? |stellvertretende[r]? |"
            r"politische[r]? )?(?:chef)?(?:redakteur|redaktor|korrespondent|volontär|reporter|freie autor|"
            r"ressortleiter)(?:in)? (?:in|im|bei|beim|für|der|des|am)\b[^.!?]{3,120}\.?$",
            r"^seit \d{4} (?:redakteur|redaktor|korrespondent|reporter|volontär|autor|"
            r"mitglied der redaktion)(?:in)?\b[^.!?]{0,80}\.?$",
        ),
    },
    ends=frozenset((
        "kommentare", "kommentar schreiben", "kommentar verfassen", "leserkommentare", "jetzt kommentieren",
        "zu den kommentaren", "schreiben sie einen kommentar", "schreibe einen kommentar",
        "hinterlasse einen kommentar", "meistgelesen", "zur startseite", "meistgelesene artikel", "ähnliche beiträge",
        "ähnliche artikel", "nächster artikel", "neueste artikel", "neueste beiträge",
        "beitrag kommentieren zur startseite", "artikel kommentieren", "beitrag kommentieren", "diskutieren sie mit",
        "antwort abbrechen", "alle kommentare anzeigen", "kommentare anzeigen", "weitere artikel",
    )),
    you=frozenset((
        "du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "deines", "euch", "euer", "eure", "euren",
        "eurem", "eurer",
    )),
    we=frozenset(("wir", "uns", "unser", "unsere", "unserem", "unseren", "unserer", "unseres")),
    attribution=frozenset((
        "sagte", "sagt", "sagten", "erklärte", "erklärt", "erklärten", "laut", "zufolge", "teilte", "teilten",
        "berichtete", "berichtet", "berichteten", "betonte", "betont", "meinte", "meint", "schrieb", "schreibt",
        "schrieben", "twitterte", "kündigte", "warnte", "warnt", "forderte", "fordert", "kritisierte", "kritisiert",
        "hieß", "heißt", "gesagt", "erzählt", "erzählte", "fügte", "ergänzte", "räumte", "bestätigte", "bestätigt",
        "bestritt", "behauptet", "behauptete", "antwortete", "antwortet", "fragte", "sprecher", "sprecherin", "angaben",
        "mitteilung", "beklagte", "beklagt", "lobte", "verwies", "äußerte", "erinnert",
    )),
    common=frozenset((
        "und", "der", "die", "das", "den", "von", "zu", "mit", "sich", "auf", "für", "ist", "im", "dem", "nicht", "ein",
        "eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat", "dass",
    )),
    imperatives=(
        "abonnieren sie", "abonniere ", "abonniert ", "melden sie sich", "melde dich", "meldet euch", "bestellen sie",
        "bestelle ", "holen sie sich", "hol dir", "holt euch", "sichern sie", "sichere dir", "sichert euch",
        "lesen sie", "lies ", "folgen sie", "folge uns", "folgt uns", "folg uns", "laden sie", "lade dir",
        "registrieren sie", "registriere dich", "testen sie", "teste ", "unterstützen sie", "unterstütze ",
        "helfen sie", "helft uns", "hilf ", "spenden sie", "spende jetzt", "spende ", "spendet ", "werden sie mitglied",
        "werden sie teil", "werden sie unterst", "werden sie abonn", "werde mitglied", "werde teil", "werdet ",
        "jetzt abonnieren", "jetzt kostenlos", "jetzt gratis", "jetzt anmelden", "jetzt spenden", "jetzt unterst",
        "jetzt testen", "jetzt bestellen", "jetzt herunterladen", "jetzt sichern", "jetzt mitglied",
        "jetzt registrieren", "jetzt weiterlesen", "hier kostenlos", "hier anmelden", "hier abonnieren", "hier geht",
        "hier können sie", "klicken sie", "klicke ", "klick hier", "erhalten sie", "verpassen sie", "verpasse ",
        "bleiben sie", "bleib ", "entdecken sie", "entdecke ", "machen sie mit", "mach mit", "schenken sie",
        "zahlen sie", "geben sie", "tragen sie sich", "trag dich", "nutzen sie", "probieren sie", "fördern sie",
        "schließen sie",
    ),
    offers=(
        "newsletter", "tagesspiegel-newsletter", "e-mail-newsletter", "gratis-newsletter", "news-letter",
        "in ihr postfach", "in dein postfach", "kolumnen-brief", "in ihrem postfach", "in deinem postfach",
        "ins postfach", "im postfach", "trag dich ein", "tragen sie sich ein", "morgenbriefing", "morning briefing",
        "morning-briefing", "abendbriefing", "entscheider-briefing", "e-mail-update", "mail-verteiler",
        "e-mail-verteiler", "e-mail-briefing", "infomail", "infobrief", "rundbrief",
    ),
    asks=(
        "spende ", "spenden ", "spendest ", "spendet ", "mit einer spende", "ihre spende", "deine spende",
        "eure spende", "spenden sie", "spendenfinanziert", "spendenkonto", "dauerspende", "unterstützen sie uns",
        "unterstütze uns", "unterstützt uns", "unterstützen sie unser", "unterstütze unser", "unterstützen sie die",
        "ihre unterstützung", "ihrer unterstützung", "deine unterstützung", "deiner unterstützung",
        "eure unterstützung", "eurer unterstützung", "mitglied werden", "werden sie mitglied", "werde mitglied",
        "fördermitglied", "fördern sie", "leserfinanziert", "crowdfund", "einen beitrag leisten", "kleinen beitrag",
        "freiwillig zahl", "freiwilliger beitrag", "freiwilligen beitrag", "solidaritätsabo", "jeder betrag",
        "jeder euro", "jeden euro", "helfen sie uns", "hilf uns", "helft uns", "auf ihre hilfe", "auf deine hilfe",
        "auf sie angewiesen", "auf dich angewiesen", "in unserer kasse", "klafft ein loch", "auf euch angewiesen",
        "jahresendspende", "steuerlich absetzbar", "steuerabzug",
    ),
    giving=(
        "spend", "geld", "kosten", "kostet", "finanzier", "monatlich", "einmalig", "beitrag", "beiträge", "budget",
        "jahresende", "spendenziel", "lücke", "frist", "mitglied", "unterstütz", "einnahmen", "ausgaben", "bezahl",
        "zahlen", "konto", "etat", "haushalt", "defizit", "betrag", "euro", "franken", "cent", "großzügig", "gehälter",
        "löhne", "miete", "umsonst", "kostenlos", "rechnung",
    ),
    subscriptions=(
        "abo ", "abos ", "abo-", "abonn", "digitalabo", "digital-abo", "probeabo", "probe-abo", "testabo", "test-abo",
        "jahresabo", "monatsabo", "kostenlos testen", "gratis testen", "probelesen", "probemonat", "gratismonat",
        "unbegrenzt", "uneingeschränkt", "pro monat", "im monat", "monatlich kündbar", "jederzeit kündbar", "einloggen",
        "freischalten", "weiterlesen", "bezahlschranke", "paywall", "premium-artikel", "plus-artikel", "e-paper",
    ),
    newsroom=(
        "journalis", "redaktion", "recherch", "leserin", "leser ", "lesern ", "leser*innen", "leserschaft",
        "unabhängig", "presse", "medien", "verlag", "berichterstattung", "zeitung", "magazin", "anzeigenkund",
        "werbekund", "bezahlschranke", "paywall", "reporter", "unsere arbeit", "unserer arbeit", "artikel", "texte",
        "gemeinnützig", "chefredakt", "faktencheck", "veröffentlich", "genossenschaft", "konzern", "investor",
        "aufklärung", "pressefreiheit",
    ),
    urgency=(
        "heute", "jetzt", "bis ende", "noch bis", "bis zum jahresende", "jahresende", "in diesem jahr", "dieses jahr",
        "diesen monat", "in diesem monat", "bis mitternacht", "dringend", "nur noch", "letzte chance", "frist",
        "noch fehlen", "vor weihnachten", "diese woche",
    ),
    apps=(
        "unsere app", "unserer app", "news-app", "nachrichten-app", "app store", "app-store", "google play",
        "google-play", "google news", "whatsapp-kanal", "whatsapp-channel", "telegram-kanal", "telegram-channel",
        "push-nachricht", "push-mitteilung", "unserem kanal", "unseren kanal", "app herunterladen", "app laden",
        "app gratis", "app kostenlos",
    ),
    daily=(
        "jeden morgen", "jeden abend", "jede woche", "jeden werktag", "täglich um", "täglich in", "einmal in der woche",
        "einmal pro woche", "werktags", "montags", "freitags", "samstags", "sonntags", "jeden montag", "jeden dienstag",
        "jeden mittwoch", "jeden donnerstag", "jeden freitag", "jeden samstag", "jeden sonntag", "immer montags",
        "immer freitags", "kostenlos", "kostenfrei", "kein spam", "ohne spam", "abbestell", "abmelden", "briefing",
        "zum frühstück", "zum kaffee", "zum feierabend", "am morgen", "auf den punkt", "halten uns kurz", "zugeschickt",
        "frei haus", "mailadresse", "wochenbrief", "kolumnen-brief",
    ),
    buttons=frozenset((
        "jetzt spenden", "spenden", "hier spenden", "spenden sie jetzt", "jetzt unterstützen", "unterstützen",
        "mitglied werden", "abonnieren", "jetzt abonnieren", "jetzt mitglied werden", "anmelden", "jetzt anmelden",
        "hier anmelden", "jetzt kostenlos anmelden", "mehr erfahren", "jetzt testen", "jetzt kostenlos testen",
        "jetzt gratis testen", "kostenlos testen", "jetzt registrieren", "registrieren", "zum newsletter",
        "newsletter abonnieren", "zum abo", "zu den angeboten", "jetzt bestellen", "bestellen", "jetzt sichern",
        "einmalig", "monatlich", "jährlich", "ja, ich will", "ich bin dabei", "jetzt herunterladen",
        "jetzt weiterlesen", "weiterlesen", "schließen", "später", "nein, danke", "nein danke", "anderer betrag",
        "absenden", "jetzt eintragen", "eintragen", "einloggen", "jetzt mitmachen", "gratis abonnieren",
        "kostenlos abonnieren", "jetzt gratis anmelden", "jetzt folgen", "kanal abonnieren", "weiter",
    )),
    bio_verbs=(
        r"ist|schreibt|arbeitet|arbeitete|lebt|leitet|berichtet|lehrt|forscht|verantwortet|moderiert|verfasst|"
        r"studierte|studiert|absolvierte|volontierte"
    ),
    bio_jobs=(
        r"\w*redakteur\w*|\w*redaktor\w*|\w*reporter|\w*reporterin|autor|autorin|\w*korrespondent\w*|\w*journalist\w*|"
        r"kolumnist\w*|\w*kritiker\w*|volontär\w*|ressortleiter\w*|\w*professor\w*|historiker\w*|schriftsteller\w*|"
        r"publizist\w*|blogger\w*|redaktion|\w*redaktion|fotograf\w*|moderator\w*|politikwissenschaftler\w*|"
        r"\w*wissenschaftler\w*|lehrbeauftragte\w*|freie mitarbeiter\w*|dozent\w*|essayist\w*|head of|newsdesk|ökonom|"
        r"ökonomin|rechtsanw\w+|jurist\w*"
    ),
    read_time=(
        r"^.{0,60}?(?:(?:lese|hör)(?:zeit|dauer):? ?(?:ca\. ?|etwa )?\d{1,3} ?(?:min\w{0,5})?\.?|\b\d{1,3} ?min(?:\.|"
        r"uten?)?,? ?(?:(?:lese|hör)(?:zeit|dauer)|zum lesen|lesen)?)$"
    ),
)
