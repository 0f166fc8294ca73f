"""Spanish."""

from scraper.cleaning.lexicon import Pack

PACK = Pack(
    language="es",
    labels={},
    openings={},
    ends=frozenset(),
    you=frozenset(),
    we=frozenset(),
    attribution=frozenset(),
    common=frozenset(["el", "la", "los", "las", "de", "del", "un", "una", "y", "es", "en", "que", "por", "para", "con", "no", "se", "su", "al", "lo", "como", "más", "pero", "sus", "le", "ha"]),
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
