"""German."""

from scraper.cleaning.lexicon import Pack

PACK = Pack(
    language="de",
    labels={},
    openings={},
    ends=frozenset(),
    you=frozenset(),
    we=frozenset(),
    attribution=frozenset(),
    common=frozenset(["und", "der", "die", "das", "den", "von", "zu", "mit", "sich", "auf", "für", "ist", "im", "dem", "nicht", "ein", "eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat", "dass"]),
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
