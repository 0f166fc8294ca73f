"""Invented local news: the same prose for the same seed, and no sentence twice in thousands of stories."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FIRST = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
"""When the first story of every site was published."""
_BETWEEN = timedelta(minutes=47)

_GIVEN = "Ada Bram Cleo Dorrit Edda Fenn Greta Hollis Imre Juno Kell Lorne Mabel Nils Orla Piers Quill Rhea Silas Tove"
_FAMILY = (
    "Aber Birk Crann Dun East Farrow Gars Hather Ingle Jess Kettle Lath Mar Nether Osga Pell Quen Raven Stall Thack "
    "Umber Venn Wex Yard Ash Brack Copple Drax Elm Fether Grind Harrow"
)
_FAMILY_ENDINGS = (
    "age by cote den ersley field garth hurst ington kirk low mond nott over ridge sett thorn ward well wright"
)
_PLACES = (
    "Alder Bramble Calder Dapple Elder Fallow Gannet Heron Iron Juniper Kestrel Lantern Mallow Nettle Otter Plover "
    "Quarry Rowan Sallow Teasel Umber Vetch Willow Yarrow"
)
_ENDINGS = "bridge combe dale ferry gate head holt lock mere mouth point reach stead thorpe wick worth"
_ROLES = (
    "surveyor|harbour master|head teacher|county engineer|librarian|tenant farmer|ward councillor|bus driver|geologist|"
    "parish clerk|paediatric nurse|boat builder|magistrate|choir leader|river warden|retired welder|market trader"
)
_BODIES = (
    "county council|drainage board|school trust|port authority|planning committee|water company|bus operator|"
    "health board|museum|allotment society|fire service|electoral commission|growers' cooperative|rail union"
)
_THINGS = (
    "footbridge|weir|reading room|ferry slip|primary school|tram depot|grain store|bandstand|sea wall|signal box|"
    "swimming baths|corn exchange|lock gate|lighthouse|cattle market|bus shelter|observatory|covered market|towpath"
)
_ACTS = (
    "voted to repair|delayed the sale of|published drawings for|found cracks beneath|agreed to lease|sealed off|"
    "reopened|ordered a second survey of|lost its appeal over|was asked to insure|began to dredge beside|repainted"
)
_WHYS = (
    "after two wet winters|because the estimate had doubled|before the summer timetable begins|in spite of a petition|"
    "while the lawyers disagree|once the tide tables are known|without a single vote against|on the advice of divers|"
    "since no bidder came forward|although the minutes say otherwise|as the lease runs out|under an act from 1871"
)
_SHAPES = (
    "The {body} of {place} {act} the {thing} on {street} {why}, and set aside {money} for the {n} weeks of work.",
    "{person}, a {role} from {place}, counted {n} {things} between {street} and the old {thing} last {month}.",
    "“Nobody told us that the {thing} at {place} was {n} years old,” said {person}, the {role} who first measured it.",
    "Records kept by {person} show that {n} of the {m} {things} in {place} were built {why}.",
    "By {month} the {body} had spent {money} on the {thing}, which {person} called the price of {n} years of waiting.",
    "At {street} in {place}, where {n} households share one {thing}, the {body} {act} another {why}.",
    "{person} walked {n} yards from the {thing} to {street} with a {role}, and both wrote to the {body} of {place}.",
    "The figures, {n} in {month} against {m} a year earlier, were read aloud by {person} in the {thing} at {place}.",
    "A {role} named {person} has asked the {body} why the {thing} of {place} costs {money} to heat {why}.",
    "“I counted {n} of them from {street}, and {m} the next day,” {person} told the inquiry at {place} in {month}.",
    "{why_up}, the {role} {person} moved {n} crates out of the {thing} and into a shed behind {street} in {place}.",
    "The {body} expects {n} people a day at the {thing} in {place}, {m} more than {person} saw there in {month}.",
    "Neither {person} nor the {body} would say who {act} the {thing}, but {n} letters about {street} are on file.",
    "In {month} the {thing} stood {n} inches under water, and the {role} {person} slept in a lorry on {street}.",
)
_MONTHS = "January February March April May June July August September October November December"
_SECTIONS = ("towns", "coast", "schools")


@dataclass(frozen=True)
class Story:
    """A story before a site lays it out."""

    number: int
    slug: str
    title: str
    dek: str
    author: str
    section: str
    published: datetime
    paragraphs: tuple[str, ...]
    modified: datetime

    @property
    def path(self) -> str:
        return f"/{self.published:%Y/%m/%d}/{self.slug}"


def story(seed: str, number: int) -> Story:
    """The story with this number. `seed` belongs to one site, or to several sites that share wire copy."""
    dice = random.Random(f"{seed} {number}")
    place, thing = _place(dice), _pick(dice, _THINGS)
    title = f"{place} counts the cost of its {thing} {_pick(dice, _WHYS)}"
    paragraphs = tuple(" ".join(_sentence(dice) for _ in range(dice.randint(2, 4))) for _ in range(dice.randint(6, 10)))
    published = FIRST + number * _BETWEEN
    slug = f"{title.lower().replace(' ', '-')}-{number}"
    return Story(
        number, slug, title, _sentence(dice), _person(dice), dice.choice(_SECTIONS), published, paragraphs, published
    )


def _sentence(dice: random.Random) -> str:
    why = _pick(dice, _WHYS)
    thing, other = _pick(dice, _THINGS), _pick(dice, _THINGS)
    return dice.choice(_SHAPES).format(
        body=_pick(dice, _BODIES),
        place=_place(dice),
        act=_pick(dice, _ACTS),
        thing=thing,
        things=other if other.endswith("s") else f"{other}s",
        street=f"{_family(dice)} {dice.choice(('Street', 'Lane', 'Row', 'Quay', 'Hill'))}",
        why=why,
        why_up=why[0].upper() + why[1:],
        money=f"{dice.randint(11, 989)},{dice.randint(100, 999)} crowns",
        person=_person(dice),
        role=_pick(dice, _ROLES),
        month=dice.choice(_MONTHS.split()),
        n=dice.randint(13, 4999),
        m=dice.randint(13, 4999),
    )


def _person(dice: random.Random) -> str:
    return f"{dice.choice(_GIVEN.split())} {_family(dice)}"


def _family(dice: random.Random) -> str:
    return dice.choice(_FAMILY.split()) + dice.choice(_FAMILY_ENDINGS.split())


def _place(dice: random.Random) -> str:
    return dice.choice(_PLACES.split()) + dice.choice(_ENDINGS.split())


def _pick(dice: random.Random, words: str) -> str:
    return dice.choice(words.split("|"))
