"""French."""

from scraper.cleaning.lexicon import Pack
from scraper.model import Reason

PACK = Pack(
    language="fr",
    labels={
        Reason.NEWSLETTER: (
            "newsletter", "newsletters", "infolettre", "infolettres", "la newsletter", "nos newsletters",
            "nos infolettres", "s'inscrire", "je m'inscris", "inscription", "inscrivez-vous",
            "s'inscrire à la newsletter", "inscrivez-vous à notre newsletter", "inscrivez-vous à la newsletter",
            "recevoir la newsletter", "recevez notre newsletter", "recevez gratuitement notre newsletter",
            "s'abonner à la newsletter", "je m'abonne à la newsletter", "abonnez-vous à notre infolettre",
            "votre adresse e-mail", "votre e-mail", "votre email", "adresse e-mail", "votre adresse mail",
            "votre courriel", "merci pour votre inscription", "merci de votre inscription",
            "votre inscription est prise en compte", "lettre d'information", "ne ratez rien", "ne manquez rien",
            "toutes nos newsletters", "découvrir nos newsletters",
        ),
        Reason.DONATION: (
            "faire un don", "je fais un don", "faites un don", "je donne", "donner", "soutenez-nous", "nous soutenir",
            "je soutiens", "je vous soutiens", "soutenir", "don ponctuel", "don mensuel", "soutenez notre travail",
            "devenir membre", "devenez membre", "adhérer", "j'adhère", "une fois", "tous les mois", "je participe",
            "soutenir la rédaction", "je soutiens la rédaction", "soutenez un média indépendant",
            "soutenez le journalisme indépendant", "soutenez une presse libre", "un coup de main ?", "montant libre",
            "autre montant", "je contribue",
        ),
        Reason.SUBSCRIPTION: (
            "s'abonner", "je m'abonne", "abonnez-vous", "abonné", "abonnés", "abonné(e)", "réservé aux abonnés",
            "réservé à nos abonnés", "article réservé aux abonnés", "contenu réservé aux abonnés",
            "article réservé à nos abonnés", "déjà abonné", "déjà abonné ?", "déjà abonnée ?",
            "déjà abonné ? connectez-vous", "déjà abonné ? se connecter", "déjà inscrit ?", "se connecter", "connexion",
            "connectez-vous", "je me connecte", "créer un compte", "créer mon compte", "s'identifier", "premium",
            "accéder à l'article", "offre spéciale", "voir les offres", "voir nos offres", "découvrir nos offres",
            "découvrez nos offres", "j'en profite", "je profite de l'offre", "profiter de l'offre", "essai gratuit",
            "sans engagement", "exclusif abonnés", "pour les abonnés", "continuer la lecture",
            "la suite est réservée aux abonnés", "édition abonnés", "débloquer l'article", "tester gratuitement",
            "la suite vous attend", "abonnement", "voir les abonnements",
        ),
        Reason.AD: (
            "publicité", "publicités", "pub", "annonce", "annonces", "contenu sponsorisé", "sponsorisé",
            "contenu partenaire", "publi-rédactionnel", "publi-reportage", "publireportage", "article sponsorisé",
            "passer la publicité", "fermer la publicité", "m publicité", "la suite après la publicité",
            "la suite après cette publicité", "suite de l'article après la publicité", "contenu de marque",
            "la suite de l'article après la publicité", "la suite après cette annonce", "en partenariat avec",
            "liens sponsorisés", "annonces google", "suite après la publicité", "lire la suite après la publicité",
        ),
        Reason.APP_PROMO: (
            "télécharger l'application", "téléchargez l'application", "téléchargez notre application",
            "télécharger l'appli", "suivez-nous", "téléchargez l'appli", "nous suivre", "rejoignez-nous",
            "disponible sur google play", "télécharger dans l'app store", "suivez-nous sur facebook",
            "suivez-nous sur google news", "suivez-nous sur google actualités", "activer les notifications",
            "ajouter à vos sources préférées", "suivre", "suivre ce sujet", "lire dans l'application",
            "ouvrir dans l'application",
        ),
        Reason.RELATED: (
            "à lire aussi", "a lire aussi", "lire aussi", "à lire également", "a lire également", "lire également",
            "à lire", "à voir aussi", "voir aussi", "a voir aussi", "à voir également", "à écouter aussi", "à écouter",
            "à regarder", "à lire ailleurs", "à relire", "sur le même sujet", "sur le même thème",
            "dans la même rubrique", "dans la même catégorie", "la rédaction vous conseille",
            "la rédaction vous recommande", "nos articles", "notre choix d'articles", "notre sélection d'articles",
            "les plus lus", "le plus lu", "articles les plus lus", "les articles les plus lus", "les + lus",
            "les plus partagés", "articles liés", "articles similaires", "articles connexes", "article connexe",
            "articles recommandés", "en lien avec cet article", "pour aller plus loin", "pour en savoir plus",
            "en savoir plus", "en savoir +", "lire l'article", "lire la suite", "lire plus", "plus d'articles",
            "plus d'infos", "plus d'informations", "plus d'actualités", "à suivre", "à découvrir", "à découvrir aussi",
            "vous aimerez aussi", "vous pourriez aussi aimer", "ces articles pourraient vous intéresser",
            "cela peut vous intéresser", "à ne pas manquer", "cet article pourrait vous intéresser", "à la une",
            "dernières actualités", "dernières infos", "derniers articles", "dernières nouvelles",
            "l'actualité en continu", "tags", "mots-clés", "mots clés", "thèmes", "thématiques", "sujets",
            "thèmes associés", "sujets associés", "sujets liés", "article suivant", "article précédent", "voir plus",
            "voir tout", "voir tous les articles", "tous les articles", "recommandé pour vous", "recommandés pour vous",
            "recommandations", "contenus recommandés", "contenus liés", "notre dossier", "voir toutes les vidéos",
            "plus de vidéos", "nos dernières vidéos", "audios et vidéos sur le sujet", "suite", "autres articles",
            "autres actualités", "d'autres articles", "de la même auteure", "du même auteur", "notre série",
            "tous les épisodes", "nos lecteurs ont lu ensuite", "les articles du dossier",
            "tous nos articles sur le sujet",
        ),
        Reason.SHARE: (
            "partager", "partagez", "partage", "partages", "partager cet article", "partager l'article",
            "partagez cet article", "partager sur facebook", "partager sur twitter", "partager sur x",
            "partager sur linkedin", "partager sur whatsapp", "partager via", "partager par e-mail",
            "partager par email", "partager par mail", "envoyer par e-mail", "envoyer par email", "envoyer par mail",
            "envoyer à un ami", "envoyer", "imprimer", "imprimer cette page", "imprimer imprimer cette page",
            "imprimer l'article", "copier le lien", "lien copié", "tweeter", "offrir", "offrir l'article",
            "offrir cet article", "enregistrer", "sauvegarder", "ajouter aux favoris", "ajouter à mes favoris",
            "ajouter à vos favoris", "lire plus tard", "partager ce contenu", "courriel", "enregistrer l'article",
            "classer", "partager cette page", "ajouter à mes articles", "cet article vous a plu ? partagez-le",
        ),
        Reason.COMMENTS: (
            "commentaires", "commentaire", "commenter", "réagir", "réagissez", "réagir à cet article",
            "laisser un commentaire", "laissez un commentaire", "poster un commentaire", "ajouter un commentaire",
            "écrire un commentaire", "voir les commentaires", "lire les commentaires", "afficher les commentaires",
            "aucun commentaire", "pas de commentaire", "0 commentaire", "contribuer", "soyez le premier à commenter",
            "soyez le premier à réagir", "les commentaires sont fermés", "tous les commentaires", "contributions",
            "votre commentaire", "espace commentaires", "vos réactions", "réactions", "commenter l'article",
            "commenter cet article", "donnez votre avis", "laisser une réponse", "annuler la réponse", "répondre",
        ),
        Reason.POLL: (
            "sondage", "votez", "je vote", "voir les résultats", "répondre au sondage", "participer au sondage",
            "voter", "donner mon avis", "répondez à notre sondage", "cet article vous a-t-il été utile ?",
            "cet article vous a été utile ?", "la question du jour",
        ),
        Reason.PLAYER: (
            "écouter", "écouter l'article", "écouter cet article", "écouter le podcast", "écouter l'épisode", "vidéo",
            "regarder", "lecture", "regarder la vidéo", "voir la vidéo", "lire la vidéo", "lecture audio",
            "lecteur vidéo", "lecteur audio", "audio", "podcast", "muet", "chargement", "chargement du lecteur",
            "lancer la lecture", "activer le son", "la lecture automatique est désactivée", "réécouter", "revoir",
            "version audio", "lecture en cours",
        ),
        Reason.CONSENT: (
            "accepter", "tout accepter", "tout refuser", "refuser", "continuer sans accepter", "j'accepte",
            "gérer mes choix", "paramétrer", "paramétrer les cookies", "accepter les cookies", "autoriser",
            "contenu externe", "afficher le contenu", "voir le contenu", "gestion des cookies", "gérer les cookies",
            "personnaliser mes choix", "tout accepter - continuer sans accepter",
        ),
        Reason.EVENT: (
            "réserver", "billetterie", "je réserve", "réservez vos places", "prendre ses billets", "acheter un billet",
        ),
        Reason.AFFILIATE: (
            "voir l'offre", "voir le prix", "acheter", "acheter sur amazon", "voir sur amazon", "je commande",
            "voir le produit", "bon plan", "voir les prix", "comparer les prix", "meilleur prix", "voir le bon plan",
        ),
        Reason.CONTACT: (
            "signaler une erreur", "signaler une faute", "nous contacter", "contactez-nous", "contact", "une erreur ?",
            "écrivez-nous", "proposer une correction", "écrire à la rédaction", "une information à nous transmettre ?",
            "signaler un abus", "alerter la rédaction",
        ),
        Reason.FURNITURE: (
            "accueil", "retour à l'accueil", "retour en haut", "haut de page", "retour", "fermer", "menu", "recherche",
            "rechercher", "aller au contenu", "aller au contenu principal", "passer au contenu", "mentions légales",
            "politique de confidentialité", "conditions générales", "cgu", "plan du site", "suivant", "précédent",
            "afficher plus", "afficher moins", "voir moins", "agrandir", "agrandir l'image", "agrandir la photo",
            "voir la galerie", "diaporama", "galerie photos", "sommaire", "table des matières", "masquer", "permalien",
            "lire en plein écran", "image précédente", "image suivante", "voir les photos",
        ),
        Reason.CREDIT: (
            "archives", "photo d'illustration", "image d'illustration", "illustration", "photo d'archives",
            "crédit photo", "crédits photo", "dr", "belga", "la presse canadienne", "maxppp", "sipa", "abaca",
        ),
        Reason.BYLINE: (
            "la rédaction", "rédaction", "avec afp", "par la rédaction", "le figaro avec afp", "avec reuters",
            "source afp",
        ),
        Reason.AUTHOR_BIO: (
            "à propos de l'auteur", "à propos de l'auteure", "à propos de l'autrice", "l'auteur", "l'auteure",
            "l'autrice", "auteur", "autrice", "auteurs", "sur l'auteur", "tous ses articles", "voir tous ses articles",
            "ses derniers articles", "biographie de l'auteur", "journaliste", "les auteurs", "suivre cet auteur",
        ),
    },
    openings={
        Reason.NEWSLETTER: (
            r"^(?:abonnez-vous|inscrivez-vous|s['’]inscrire|s['’]abonner|abonne-toi|inscris-toi|je m['’]inscris|"
            r"je m['’]abonne)\b[^.!?]{0,100}\b(?:newsletters?|infolettres?|lettres? (?:d['’]information|hebdo\w{0,8}|"
            r"quotidienne)|alertes?|bulletins?)\b[^?]{0,200}$",
            r"^(?:recevez|recevoir|retrouvez|découvrez|reçois)\b[^.!?]{0,130}\b(?:newsletters?|infolettres?|"
            r"lettre d['’]information|boîte (?:mail|e-?mail|de réception|courriel)|par (?:e-?mail|mail|"
            r"courriel))\b[^?]{0,120}$",
            r"^pour ne rien (?:rater|manquer|louper)\b",
            r"^ne (?:ratez|manquez|loupez|rate|manque) (?:rien|plus rien|aucune? (?:actualité|info|article|actu|"
            r"nouvelle))\b[^?]{0,160}$",
            r"^en (?:vous inscrivant|vous abonnant|cliquant|validant|renseignant|"
            r"soumettant)\b[^.!?]{0,100}\bvous (?:acceptez|reconnaissez|consentez|confirmez|autorisez)\b",
            r"^votre (?:adresse|e-?mail|courriel|adresse (?:e-?mail|mail|électronique))\b[^.!?]{0,60}\b(?:utilisée?|"
            r"sert|servira|exclusivement|uniquement|communiquée?)\b",
            r"^vous (?:pouvez|pourrez) [^.!?]{0,40}(?:vous désinscrire|vous désabonner)\b",
            r"^(?:la |se )?désins(?:cription|crire)\b.{0,60}$",
            r"^(?:vous (?:aimez|souhaitez|voulez|appréciez)|envie|cet article vous a plu|tu veux|tu aimes|voulez-vous|"
            r"souhaitez-vous)\b[^.!?]{0,120}\? ?[^?]{0,140}(?:newsletter|infolettre|inscri|abonn|courriel|e-?mail)",
            r"^(?=.{0,160}\b(?:chaque|tous les|toutes les|essentiel|actualités?|gratuit\w{0,5}|meilleur\w{0,2}|"
            r"newsletter|sélection)\b)[^.!?]{3,140}\bdans votre boîte (?:mail|e-?mail|de réception|courriel|"
            r"électronique)\b[^.!?]{0,50}[.!]?$",
            r"^(?:chaque|tous les|toutes les|deux fois par) (?:jours?|matins?|soirs?|semaines?|mois|lundis?|mardis?|"
            r"mercredis?|jeudis?|vendredis?|samedis?|dimanches?)\b[^?]{0,160}\b(?:inscri\w{1,8}|recevez|courriel|"
            r"newsletter|infolettre|par mail|par e-?mail|votre boîte)\b[^?]{0,60}$",
            r"^l['’]accès à nos infolettres\b",
        ),
        Reason.DONATION: (
            r"^puisque vous êtes (?:ici|là|arrivé)",
            r"^(?:soutenez|aidez|financez)\b[^.!?]{0,80}\b(?:journalisme|médias?|presse|rédaction|"
            r"information (?:libre|indépendante)|notre (?:travail|journal|équipe|site))\b[^?]{0,160}$",
            r"^(?:faites|faire) un don\b[^.!?]{0,100}[.!]?$",
            r"^(?:votre (?:don|soutien|aide)|chaque don)\b[^.!?]{0,80}\b(?:nous (?:permet|aide|est)|notre|journalis|"
            r"rédaction|indépendan|déductible|défiscalis)",
            r"^(?:cet article|cette enquête|ce reportage|notre (?:média|journal|rédaction|"
            r"site))\b[^.!?]{0,60}\b(?:en accès libre|est gratuit|sans publicité|grâce (?:à vos|aux) dons|vit (?:de|"
            r"grâce)|dépend de vo)",
            r"^je rejoins les \d",
            r"^(?:devenez|deviens) (?:membre|adhérent|sociétaire|donat)\w{0,6}\b[^?]{0,100}$",
            r"^(?:un|votre) don de \d{1,4} ?(?:€|euros)[^.!?]{0,60}(?:après|déduction|impôt|revient)",
        ),
        Reason.SUBSCRIPTION: (
            r"^il vous reste \d[\d.,]* ?%",
            r"^(?:la suite|cet article|ce contenu|ce podcast|cette vidéo|l['’]article|"
            r"l['’]intégralité)\b[^.!?]{0,60}\b(?:réservée?s?|accessibles?|exclusi\w{2,6}|"
            r"ouvert)\b[^.!?]{0,40}\b(?:abonnée?s?|abonnements?|membres|premium|à moitié)\b",
            r"^(?:article|contenu|vidéo|podcast|enquête|dossier)s? (?:exclusi\w{2,6} )?réservée?s? (?:à|aux)\b.{0,60}$",
            r"^abonnez-vous\b[^?]{0,200}$",
            r"^(?:déjà abonnée?|vous êtes (?:déjà )?abonnée?|déjà (?:un compte|inscrite?))\b.{0,80}$",
            r"^pour (?:lire|continuer|accéder|poursuivre|débloquer|consulter)\b[^.!?]{0,80}(?:abonnez|connectez|"
            r"inscrivez|identifiez|créez un compte|je m['’]abonne)",
            r"^(?:profitez|bénéficiez) (?:de|d['’])[^.!?]{0,80}(?:offre|abonnement|essai|accès|€|%)",
            r"^(?:nouveau ?: ?)?découvrez (?:nos|toutes nos|notre) (?:offres?|abonnements?|formules?)\b",
            r"^(?:offre (?:spéciale|découverte|limitée|exceptionnelle|d['’]essai|de bienvenue))\b.{0,100}$",
            r"^(?:à partir de |dès |seulement |pour |puis )?\d[\d,.]* ?€ ?(?:/|par|le|pour) ?(?:mois|le premier mois|"
            r"an|semaine|\d mois)\b[^.]{0,40}$",
            r"^(?:lire|lisez) la suite\b[^.!?]{0,60}$",
            r"^(?:accédez|accéder) (?:à (?:l['’]ensemble|l['’]intégralité|tous|toutes|cet)|en illimité|sans limite|"
            r"gratuitement)\b[^?]{0,120}$",
            r"^(?:premier mois|\d{1,2} (?:jours|semaines|mois)) (?:offerts?|gratuits?|à \d)\b.{0,80}$",
            r"^vous appréciez\b[^.!?]{3,60}\?[^?]{0,140}abonn",
            r"^(?:cet article|ce texte|cet entretien|ce reportage) (?:est (?:extrait|issu|tiré)|a paru|paraît|"
            r"figure) (?:du|de|dans le|dans notre) (?:numéro|n°|hors-série|magazine)\b",
            r"^le numéro \d{1,4} est (?:en|disponible|dans)\b",
        ),
        Reason.AD: (
            r"^(?:publicité|annonce) ?[|·,–-] ?.{0,50}$",
            r"^publicité ?: ?(?:la suite|votre|fermer|lisez).{0,50}$",
            r"^(?:lire )?(?:la )?suite (?:de l['’]article )?(?:après|ci-dessous|plus bas)\b.{0,40}$",
            r"^(?:la lecture|l['’]article) (?:continue|se poursuit|reprend) (?:après|ci-dessous|sous)\b.{0,40}$",
            r"^(?:contenu|article|dossier) (?:proposé|sponsorisé|parrainé|présenté|offert|conçu|réalisé) (?:par|avec|"
            r"pour)\b[^.!?]{0,60}$",
            r"^(?:pariez|misez)\b[^.!?]{0,80}(?:€|mise|pari|cote|perte)",
            r"^.{0,90}\bjouer comporte des risques\b",
        ),
        Reason.APP_PROMO: (
            r"^(?:téléchargez|télécharge|installez|découvrez|retrouvez|essayez) (?:gratuitement |"
            r"dès maintenant )?(?:l['’]|notre |nos |la nouvelle )(?:nouvelle )?appli(?:cation)?s?\b[^?]{0,140}$",
            r"^(?:suivez|retrouvez|rejoignez|suis|rejoins|abonnez-vous|likez)\b[^.!?]{0,80}\b(?:facebook|twitter|"
            r"instagram|whatsapp|tiktok|youtube|telegram|linkedin|threads|bluesky|mastodon|google (?:news|actualités|"
            r"discover)|réseaux sociaux|snapchat|flipboard|x|appli)\b[^?]{0,80}$",
            r"^l['’]application\b[^.!?]{0,20} sur (?:itunes|l['’]app ?store|google)",
            r"^(?:ajoutez|choisissez|ajouter)\b[^.!?]{2,60}\bsources? préférée",
            r"^(?:active|activez)\b[^.!?]{0,30}\b(?:notifs?|notifications?|alertes?)\b[^?]{0,80}$",
            r"^alertes? \S{1,12} ?! active",
        ),
        Reason.RELATED: (
            r"^(?:>{1,2} ?|» ?|→ ?|\( ?|• ?)?(?:à|a) (?:lire|relire|voir|revoir|écouter|regarder|découvrir)(?: aussi|"
            r" également| ailleurs| encore)(?: sur [^:>]{2,40})? ?[^.!?]{0,200}\??[.)]?$",
            r"^(?:>{1,2} ?|» ?|→ ?|\( ?)?(?:lire|relire) (?:aussi|également)\b.{0,220}$",
            r"^(?:>{1,2} ?|» ?|→ ?|\( ?)?(?:voir|écouter|regarder) (?:aussi|également) ?(?:[:|»>–-] ?.{3,160}|"
            r"[^.!?]{3,120})$",
            r"^(?:>{1,2} ?|» ?|→ ?|\( ?)?(?:à|a) (?:lire|voir|écouter|suivre|découvrir|regarder) ?[:>»|] ?.{3,180}$",
            r"^\(?(?:lire|voir|retrouvez|cf\.?) (?:notre|nos|l['’]|cet) ?(?:article|articles|dossier|enquête|"
            r"interview|encadré|entretien|reportage|sélection|vidéo)\b[^.!?]{0,120}[.)]{0,2}$",
            r"^(?:vidéo|photos?|podcast|infographie|diaporama|carte|quiz|dossier|interview|entretien|reportage|live|"
            r"direct|analyse|édito|témoignage|décryptage|récit)s? ?[|>»] ?.{3,140}$",
            r"^(?:cet article|ces articles|ça|cela|ceci) (?:pourrait|pourraient|peut|peuvent|devrait) (?:aussi |"
            r"également )?vous (?:intéresser|plaire)\b.{0,30}$",
            r"^vous (?:aimerez|pourriez|devriez) (?:aussi|également)\b.{0,60}$",
            r"^(?:retrouvez|consultez|lisez|découvrez|voir|écoutez) (?:aussi |également |ici |en direct )?(?:tous|"
            r"toutes|toute|l['’]ensemble|nos|notre|l['’]intégralité)\b[^.!?]{0,100}\b(?:articles?|dossiers?|"
            r"actualités?|actu|infos?|direct|live|vidéos?|podcasts?|chroniques?|émissions?|sélections?)\b[^?]{0,60}$",
            r"^cliquez (?:ici|sur ce lien|sur l['’]image|sur le lien)\b.{0,120}$",
            r"^pour (?:en savoir plus|aller plus loin) ?(?::|, (?:cliquez|rendez-vous|lire|lisez|consultez|"
            r"c['’]est ici))[^?]{0,160}$",
            r"^(?:mots[- ]clés|étiquettes|tags) ?: ?[^.!?]{2,160}$",
            r"^lire plus tard ?: ?.{3,140}$",
        ),
        Reason.SHARE: (
            r"^partage[rz] ?(?:cet|cette|l['’]article|sur|via|par|ce|avec|la page|:|ceci)[^.!?]{0,80}$",
            r"^(?:\d[\d ]{0,6} )?partages?$",
            r"^(?:(?:partager|envoyer|imprimer|facebook|twitter|whatsapp|linkedin|pinterest|e-mail|email|"
            r"copier le lien|commenter|enregistrer|offrir|messenger|telegram|x|bluesky|flipboard|courriel)[ |"
            r"/·,:-]{0,3}){2,8}$",
            r"^cet article vous a plu ?\? ?(?:partage|faites|offrez|envoyez)",
            r"^envoyer à un ami\b.{0,30}$",
        ),
        Reason.COMMENTS: (
            r"^\(?\d{1,5}\)? ?(?:commentaires?|réactions?|contributions?)\b[^.!?]{0,20}$",
            r"^(?:vos |les )?(?:commentaires|réactions|contributions) ?\(\d{1,5}\)$",
            r"^(?:laissez|laisser|postez|poster|ajoutez|ajouter|écrire|publiez) (?:un|votre|"
            r"vos) commentaires?\b.{0,60}$",
            r"^vous devez\b[^.!?]{0,60}(?:pour (?:commenter|réagir|poster|laisser|publier)|un commentaire)",
            r"^pour (?:pouvoir )?(?:commenter|réagir|laisser un|poster)\b[^.!?]{0,80}(?:connect|inscri|abonn|identifi)",
            r"^(?:les|l['’]espace) commentaires?\b[^.!?]{0,60}\b(?:fermés?|clos|modérés?|réservés?|désactivés?)\b",
            r"^(?:qu['’]en pensez-vous|et vous|votre avis|qu['’]en penses-tu)\b[^.!?]{0,60} ?\? ?(?:réagi|donn|dites|"
            r"laiss|partag|comment|écri)",
            r"^(?:donnez|donne|partagez|partage) (?:votre|ton|vos) (?:avis|opinion|impressions?|commentaires?|"
            r"expérience)\b[^?]{0,80}$",
            r"^soyez (?:le|la) premi(?:er|ère) à (?:commenter|réagir|donner)",
        ),
        Reason.POLL: (
            r"^(?:répondez|participez) (?:à|au)\b[^.!?]{0,40}\b(?:sondage|questionnaire|quiz)\b.{0,80}$",
            r"^sondage ?[:–-] ?[^.!?]{5,140}\?$",
            r"^(?:cet article|ce contenu) vous (?:a-t-il|a)\b[^.!?]{0,30}(?:utile|plu|aidé)[^.!?]{0,20}\?$",
        ),
        Reason.PLAYER: (
            r"^écoute[rz] (?:cet|l['’]|le|ce)[^.!?]{0,30}(?:article|podcast|épisode)\b[^.!?]{0,40}$",
            r"^(?:cet article|cette version|l['’]audio|la version audio|ce texte)\b[^.!?]{0,50}\b(?:synthèse vocale|"
            r"synthétique|lue? par une voix|voix artificielle)\b",
            r"^votre navigateur ne (?:supporte|prend|permet|peut)\b",
            r"^(?:lecture de la vidéo|la vidéo (?:va|commence|démarre|reprend)|la lecture (?:va|commence|"
            r"automatique))\b.{0,50}$",
            r"^une erreur (?:est survenue|s['’]est produite)\b.{0,60}$",
            r"^(?:durée|temps d['’]écoute) ?:? ?\d{1,3}[ :h]?.{0,14}$",
        ),
        Reason.CONSENT: (
            r"^(?:ce contenu|cette vidéo|ce tweet|ce post|cet élément|cette publication|"
            r"ce média)\b[^.!?]{0,30}\b(?:(?:est|a été) (?:bloquée?|hébergée?)|n['’]est pas (?:disponible|affichée?)|"
            r"ne peut (?:pas )?être (?:affichée?|lue?))\b",
            r"^pour (?:afficher|voir|visualiser|regarder|consulter|lire) (?:ce|cette|cet)\b[^.!?]{0,80}(?:accept|"
            r"consent|cookies|autoris|activ|modif|traceurs)",
            r"^(?:en acceptant|en cliquant|vos choix|votre consentement|vous avez (?:choisi de "
            r")?refus)\b[^.!?]{0,120}\b(?:cookies|traceurs)\b",
            r"^(?:ce|notre) site (?:web )?(?:utilise|dépose)[^.!?]{0,20} (?:cookies|traceurs)\b",
            r"^(?:nous (?:et nos partenaires )?|nos partenaires et nous )(?:utilisons|déposons|"
            r"stockons)\b[^.!?]{0,60}\b(?:cookies|traceurs)\b",
            r"^(?:veuillez|merci d['’])[^.!?]{0,20}activer (?:le )?javascript\b",
        ),
        Reason.EVENT: (
            r"^(?:réservez|achetez|prenez) (?:vite |dès maintenant |ici )?(?:votre|vos|ici) ?(?:places?|billets?|"
            r"tickets?)\b.{0,80}$",
            r"^(?:tentez de gagner|jouez et gagnez|participez et gagnez|gagnez (?:vos|des|deux|un|"
            r"votre))\b[^?]{0,120}$",
        ),
        Reason.AFFILIATE: (
            r"^(?:\*+ ?)?(?:certains|les|ces|des|cet|ce|cette|nous|notre)\b[^.!?]{0,120}\b(?:liens? (?:affiliés?|"
            r"rémunérés?|sponsorisés)|(?:liens?|programmes?|partenariats?) d['’]affiliation)\b",
            r"^(?:si vous|en (?:achetant|passant|cliquant)|lorsque vous|quand vous)\b[^.]{0,120}\b(?:nous|notre|"
            r"la rédaction)\b[^.]{0,80}\b(?:commission|rémunér\w{1,8}|pourcentage|centimes)\b",
            r"^certains (?:des )?liens\b[^.!?]{0,60}\b(?:rémunér|affili|commission)",
            r"^(?:voir (?:le prix|l['’]offre|le produit)|comparer|acheter) (?:chez|sur|à|les)\b[^.!?]{2,40}$",
            r"^(?:les )?prix (?:indiqués?|relevés?|affichés?|constatés?)\b[^.!?]{0,80}\b(?:publication|varier|évoluer|"
            r"indicati)",
        ),
        Reason.CONTACT: (
            r"^(?:vous avez|vous souhaitez|vous êtes témoin|une|un)\b[^.!?]{0,80}\b(?:information|témoignage|erreur|"
            r"faute|coquille|histoire|documents?|photos?|question)\b[^.!]{0,80}\? ?[^?]{0,20}(?:contact|écri|signal|"
            r"envoy|transm|faites|prenez|témoign|joign|dites|aler)",
            r"^(?:contactez|écrivez|écrire|envoyez|joignez)(?:-| )(?:nous|moi|à la rédaction|à l['’]auteur|vos|"
            r"le pupitre)\b[^?]{0,80}(?:@|mail|adresse|courriel|courrier|rédaction|formulaire)",
            r"^(?:e-?mail|mail|courriel|contact)(?: de (?:l['’]auteur|la rédaction))? ?: ?\S{1,40}@\S{1,40}$",
        ),
        Reason.SYNDICATION: (
            r"^(?:cet article|cette tribune|cette chronique|ce billet|cet entretien|ce reportage) (?:est|a été|"
            r"a d['’]abord|a initialement|est initialement)\b[^.!?]{0,50}\b(?:paru|parue|publiée?|republiée?|"
            r"traduite?|reproduite?|republication|initialement|adaptée?|à l['’]origine)\b[^.!?]{0,80}",
            r"^(?:traduit|traduction|adapté) (?:de l['’]|du |par |depuis |: )[^.!?]{2,60}\.?$",
            r"^(?:reproduction (?:interdite|et diffusion|autorisée)|tous droits (?:réservés|de reproduction)|"
            r"droits de reproduction)\b.{0,120}$",
            r"^les (?:opinions|propos|points de vue|tribunes|idées)\b[^.!?]{0,80}\b(?:n['’]engagent|ne reflètent|"
            r"engagent|n['’]engage)",
        ),
        Reason.BYLINE: (
            r"^(?:propos recueillis|recueilli|texte|textes|photos?|édition|montage|traduction|rédaction|auteure?|"
            r"autrice|mise en page|dessins?)(?: (?:et photos? )?par| ?:) ?(?-i:[A-ZÀ-Þ])[^.!?]{2,80}\.?$",
            r"^\(?(?:avec |source ?: ?|sources ?: ?|d['’]après )(?:l['’])?(?:afp|reuters|ap|agences?|belga|ats|"
            r"la presse canadienne|keystone-ats|efe)\b[^.!?]{0,40}\.?\)?$",
            r"^\(?(?:afp|reuters|ats|belga|keystone-ats)(?:[/,-][\w/, .-]{1,30})?\)?$",
            r"^par (?:la rédaction|afp|l['’]afp|reuters|les échos|le service)\b[^.!?]{0,40}$",
        ),
        Reason.DATE: (
            r"^(?:(?:article )?(?:publiée?|mise? à jour|modifiée?|créée?|posté)|dernière (?:mise à jour|modification)|"
            r"date)(?: le| :|:)? ?(?:\w{5,8} )?\d{1,2}(?:er)?[ ./]\w{2,9}[ ./]\d{2,4}(?:[ ,.à|–-].{0,70})?$",
        ),
        Reason.CREDIT: (
            r"^(?:crédits?(?: photos?)?|photos?|image|illustration|infographie|visuel)(?: d['’]illustration|"
            r" de couverture)? ?[:©] ?.{2,100}$",
            r"^photo \(cc\) ?: ?.{2,60}$",
            r"^© ?(?-i:[A-ZÀ-Þ])[^.!?]{2,60}$",
        ),
        Reason.FURNITURE: (
            r"^(?:photo|image|page) \d{1,3} (?:sur|/) \d{1,3}$",
            r"^permalien ?:? ?https?:\S{3,200}$",
            r"^\d{1,3} photos?$",
        ),
        Reason.AUTHOR_BIO: (
            r"^journaliste ?[•·|–-] ?.{2,60}$",
            r"^(?:tous|voir tous|lire tous|retrouvez tous) (?:les|ses) articles (?:de|du|par)\b.{2,60}$",
            r"^(?:suivre|suivez) (?:l['’]auteure?|l['’]autrice|cet auteur) sur\b.{0,60}$",
        ),
    },
    ends=frozenset((
        "commentaires", "laisser un commentaire", "laissez un commentaire", "poster un commentaire",
        "ajouter un commentaire", "réagir à cet article", "voir les commentaires", "vos réactions", "les plus lus",
        "articles les plus lus", "les articles les plus lus", "articles similaires", "soyez le premier à commenter",
        "soyez le premier à réagir", "vous aimerez aussi", "article suivant", "dans la même rubrique",
        "commenter cet article", "espace commentaires", "derniers articles", "recommandé pour vous",
        "les commentaires sont fermés",
    )),
    you=frozenset(("vous", "votre", "vos", "tu", "toi", "tes", "vous-même")),
    we=frozenset(("nous", "notre", "nos")),
    attribution=frozenset((
        "dit", "déclaré", "déclare", "affirmé", "affirme", "affirmait", "expliqué", "explique", "indiqué", "indique",
        "estimé", "estime", "ajouté", "ajoute", "précisé", "précise", "souligné", "souligne", "assuré", "assure",
        "confié", "confie", "raconte", "raconté", "rappelé", "rappelle", "rapporté", "rapporte", "annoncé", "annonce",
        "selon", "regrette", "regretté", "déplore", "déploré", "poursuit", "note", "lance", "insiste", "insisté",
        "écrit", "écrivait", "prévient", "répond", "répondu", "dénonce", "dénoncé", "reconnaît", "reconnu", "dit-il",
        "dit-elle", "explique-t-il", "explique-t-elle", "a-t-il", "a-t-elle", "ajoute-t-il", "ajoute-t-elle",
        "affirme-t-il", "affirme-t-elle", "assure-t-il", "assure-t-elle", "précise-t-il", "précise-t-elle",
        "estime-t-il", "estime-t-elle", "porte-parole", "raconte-t-il", "raconte-t-elle", "soupire", "sourit", "résume",
        "témoigne", "interrogé", "interrogée", "martelé", "twitté",
    )),
    common=frozenset((
        "le", "la", "les", "de", "des", "du", "un", "une", "et", "est", "en", "que", "qui", "dans", "pour", "pas",
        "sur", "au", "avec", "ce", "il", "elle", "sont", "par", "plus",
    )),
    imperatives=(
        "abonnez-vous", "abonne-toi", "inscrivez-vous", "inscris-toi", "recevez ", "reçois ", "retrouvez ",
        "découvrez ", "suivez", "suis-nous", "téléchargez", "télécharge ", "soutenez", "soutiens ", "faites un don",
        "fais un don", "faites-nous", "rejoignez", "rejoins ", "profitez", "bénéficiez", "lisez ", "cliquez",
        "participez", "aidez", "aide-nous", "ne manquez", "ne ratez", "ne rate ", "ne manque ", "je m'abonne",
        "je m'inscris", "je soutiens", "je fais un don", "je participe", "je profite", "pour ne rien", "accédez",
        "testez", "essayez", "devenez", "deviens ", "contribuez", "partagez", "donnez", "offrez", "écoutez", "regardez",
        "activez", "installez", "ajoutez", "commandez", "réservez", "gagnez", "adhérez", "engagez-vous",
        "connectez-vous", "inscription ",
    ),
    offers=(
        "newsletter", "infolettre", "lettre d'information", "l'infolettre", "d'infolettre", "boîte mail",
        "boîte e-mail", "boite mail", "boîte de réception", "boîte courriel", "par courriel", "par e-mail", "par email",
        "par mail", "lettre quotidienne", "lettre hebdo", "alerte mail", "alertes mail", "alerte e-mail",
    ),
    asks=(
        "don ponctuel", "don mensuel", "faire un don", "faites un don", "fais un don", "un don ", "votre don ",
        "vos dons", "ton don", "tes dons", "de dons", "donateur", "donatrice", "votre soutien", "vos soutiens",
        "ton soutien", "soutenez-nous", "soutenez notre", "soutenez le journalisme", "soutenez la presse",
        "soutenez une", "soutenez un", "nous soutenir", "nous soutiennent", "soutiennent notre", "devenez membre",
        "devenir membre", "devenez adhér", "devenez sociétaire", "sociétaire", "campagne de financement", "déductible",
        "déduction fiscale", "défiscalis", "besoin de vous", "compter sur vous", "grâce à vous", "grâce à vos",
        "aidez-nous", "aidez notre", "chaque euro", "le moindre euro", "même modeste", "financement participatif",
        "quelques euros", "je rejoins les", "la font vivre", "le font vivre", "nous font vivre", "nous a coûté",
        "coup de main", "une faveur à vous demander", "participez à hauteur", "contribuez", "votre contribution",
        "prix libre",
    ),
    giving=(
        "don ", "dons ", "donner ", "donnez", "financ", "budget", "coût", "coûte", "coûté", "argent", "euros",
        "dollars", "mensuel", "par mois", "mois", "salaire", "salari", "payer", "payé", "frais", "dépenses", "recettes",
        "campagne", "objectif", "soutien", "soutenir", "membre", "adhér", "actionnaire", "gratuit", "sans payer",
        "impôt", "cagnotte", "contribu", "généros", "échéance", "caisses", "comptes",
    ),
    subscriptions=(
        "abonn", "s'abonn", "l'abonn", "d'abonn", "m'abonn", "vous abonn", "essai gratuit", "sans engagement",
        "accès illimité", "en illimité", "par mois", "le premier mois", "premier mois offert", "réservé aux",
        "réservée aux", "offre spéciale", "nos offres", "version numérique", "édition numérique", "accès numérique",
        "article payant", "se connecter", "connectez-vous",
    ),
    newsroom=(
        "journalis", "rédaction", "reporter", "reportage", "enquête", "enquêt", "nos lecteurs", "lecteurs", "lectrices",
        "indépendan", "presse", "média", "notre équipe", "notre journal", "notre travail", "notre site",
        "investigation", "publicité", "sans pub", "informer", "l'information", "information libre", "milliardaire",
        "actionnaire", "article", "à but non lucratif", "coopérative", "coop ", "média régional", "accès libre",
        "liberté de la presse",
    ),
    urgency=(
        "aujourd'hui", "maintenant", "dès maintenant", "avant le", "d'ici", "jusqu'au", "ce mois-ci", "cette année",
        "fin d'année", "fin de l'année", "urgent", "urgence", "plus que", "dernier jour", "derniers jours",
        "cette semaine", "avant minuit", "avant la fin",
    ),
    apps=(
        "notre application", "nos applications", "l'application mobile", "notre appli", "l'appli", "app store",
        "google play", "google news", "google actualités", "chaîne whatsapp", "canal whatsapp", "fil telegram",
        "chaîne telegram", "canal telegram", "notifications push", "les notifs",
    ),
    daily=(
        "chaque matin", "chaque jour", "chaque soir", "chaque semaine", "chaque lundi", "chaque mardi",
        "chaque mercredi", "chaque jeudi", "chaque vendredi", "chaque samedi", "chaque dimanche", "tous les jours",
        "tous les matins", "tous les soirs", "toutes les semaines", "tous les vendredis", "deux fois par mois",
        "une fois par semaine", "le samedi matin", "le dimanche matin", "du lundi au", "gratuitement", "gratuit",
        "sans spam", "désinscri", "désabonn", "courriel", "l'essentiel de", "café", "au réveil", "inscription",
        "votre adresse",
    ),
    buttons=frozenset((
        "je m'abonne", "s'abonner", "abonnez-vous", "je m'inscris", "s'inscrire", "inscrivez-vous", "je fais un don",
        "faire un don", "je donne", "faites un don", "donner", "je soutiens", "soutenir", "nous soutenir",
        "soutenez-nous", "je participe", "je contribue", "j'en profite", "je profite de l'offre", "profiter de l'offre",
        "voir les offres", "voir nos offres", "découvrir nos offres", "en savoir plus", "valider", "envoyer", "ok",
        "télécharger", "télécharger l'application", "rejoindre", "se connecter", "je me connecte", "créer un compte",
        "fermer", "plus tard", "non merci", "devenir membre", "j'adhère", "adhérer", "don ponctuel", "don mensuel",
        "tous les mois", "une fois", "continuer", "essai gratuit", "tester gratuitement", "recevoir", "je reçois",
        "je commande", "je vote", "j'accepte", "participer",
    )),
    bio_verbs=(
        r"est|écrit|collabore|couvre|travaille|vit|dirige|enseigne|anime|tient|signe|publie|parcourt|suit"
    ),
    bio_jobs=(
        r"journaliste|reporter|rédact\w+|correspondante?|chroniqueu\w+|éditorialiste|auteure?|autrice|professeure?|"
        r"historienn?e?|essayiste|grand reporter|critique|envoyée? spéciale?|photographe|écrivaine?|sociologue|"
        r"politologue|économiste|chercheu\w+|pigiste|philosophe|romanci\w+|maître de conférences|"
        r"directeur de recherche|directrice de recherche|collabore"
    ),
    read_time=(
        r"^.{0,50}?(?:temps de lecture ?:? ?\d{1,3} ?min\w{0,4}\.?|\b\d{1,3} ?(?:min\.?|mins|minutes?)(?: de lecture|"
        r" d['’]écoute)?|lecture ?:? ?\d{1,3} ?min\w{0,4}\.?)$"
    ),
)
