"""French."""

from scraper.cleaning.lexicon import Pack

PACK = Pack(
    language="fr",
    labels={},
    openings={},
    ends=frozenset(),
    you=frozenset(),
    we=frozenset(),
    attribution=frozenset(),
    common=frozenset(["le", "la", "les", "de", "des", "du", "un", "une", "et", "est", "en", "que", "qui", "dans", "pour", "pas", "sur", "au", "avec", "ce", "il", "elle", "sont", "par", "plus"]),
    imperatives=(),
    offers=(),
    asks=(),
    giving=(),
    subscriptions=(),
    newsroom=(),
    urgency=(),
    apps=(),
    buttons=frozenset(),
    bio_verbs="",
    bio_jobs="",
    read_time="",
)
