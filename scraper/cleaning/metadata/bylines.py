"""Who wrote an article: which lines name people, and whom. What a name looks like says `name_expressions`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from scraper.cleaning.lexicon import agencies
from scraper.cleaning.metadata.name_expressions import (
    CAPITAL,
    CHINESE,
    WORD,
    job_expressions,
    label_expressions,
    name_expressions,
    name_pattern,
)

MOST_BYLINE = 1_000
"""Characters of a byline that are read: some fifty people."""
_ADDRESS = re.compile(
    r"[<(\[]?\b(?:mailto:)?[\w.+-]{1,64}@[\w.-]{1,100}[>)\]]?(?: ?\(([^()]{2,60})\))?|(?<![^\s(])@\w{2,30}"
)
"""An e-mail address, and a name in brackets behind it; or the name of an account."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
"""A letter of the script whose names are known by their capitals."""
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTING = re.compile(r"\s*[;,|\n、，]\s*")
_DASHES = re.compile(r"\s+[/–—·•⋅+-]\s+|/(?=[^\W\d_])")
_STROKE = re.compile(r"\s*(?:[/／]|(?<=[가-힣])[·ㆍ](?=[가-힣]))\s*")
_SIGNS = re.compile(rf"{_STROKE.pattern}|\s+")
"""What parts names of few signs, which have no spaces in them."""
_FEW_SIGNS = re.compile(f"[{CHINESE}가-힣]{{2,5}}")
"""A name in Chinese signs or Korean syllables."""
_BETWEEN_PAIRS = re.compile(r"\s*[;/|]\s*")
_ENCLOSING = " ,;:|•·–—-\"“”'"
_NOBODY = frozenset((
    "undefined", "null", "none", "n/a", "no author", "unknown", "admin", "administrator", "webmaster", "root", "guest",
))  # fmt: skip
"""What publishing systems write for an author who was never set."""
_MOST_SHORTENED, _MOST_SHORT = 4, 2
"""Characters of an abbreviation that ends a name; and of the names that Japanese parts by a space."""
_MOST_NAME = 5
_MOST_LINE, _MOST_SIGNS = 120, 20
"""Characters of a line of names; and of a name in a script without capitals."""
_LAST_FIRST = re.compile(rf"((?:[a-zà-ÿ]{{1,4}} ){{1,2}}{WORD}|{WORD}), ({WORD}(?: [{CAPITAL}]\.)*)")
"""A last name, a comma and a first name; behind "Smith, Jane" an initial may stand, before "Berg" particles."""


def capitalised_words(text: str) -> list[str]:
    """The words of `text` that may be part of a name: capitalised, of four letters or more."""
    return re.findall(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}(?=[ ,.-])", text)


def says_by(text: str) -> bool:
    """Whether a line is "By …" and nothing else."""
    text = _ADDRESS.sub("", text).strip()
    opener = label_expressions().opener.match(text)
    if opener is None:
        return False
    rest = text[opener.end() :]
    return re.match(rf"[{CAPITAL}][^.!?]{{2,120}}$", rest) is not None and (not text[0].islower() or is_people(rest))


def is_people(text: str) -> bool:
    """Whether a line names one to four people, their role or paper perhaps, and says nothing else."""
    if len(text) > 120 or text[-1:] in ".!?:;”" or not text[:1].isupper() or sum(map(str.isupper, text)) < 2:
        return False
    names = [name for piece in _pieces(text, line=True) for name in _people_in(piece)]
    return 0 < len(names) <= 4 and not text.isupper() and all(map(_is_name, names))


def opens_byline(text: str) -> bool:
    """Whether a line is "By …", "Written by …" or "Author: …" with people behind it, and nothing else."""
    found = label_expressions().before.match(text)
    return says_by(text) or (found is not None and only_people(text[found.end() :]))


def only_people(text: str) -> bool:
    """Whether a line where names are expected names people, with their jobs perhaps, and says nothing else."""
    names = split_names(text) if len(text) <= _MOST_LINE and text[-1:] not in ".!?:;”。" else []
    return bool(names) and all(_is_name(name) or _is_in_signs(name) for name in names)


def _is_in_signs(text: str) -> bool:
    """Whether a text may be a name in a script without capitals."""
    return text.upper() == text.lower() and len(text) <= _MOST_SIGNS and not any(map(str.isdigit, text))


def split_names(byline: str) -> list[str]:
    """The people a byline names: "By Ann Example and Bo Sample, The Post" → two names."""
    return names_in([byline])


def names_in(bylines: Sequence[str], whole: Collection[str] = ()) -> list[str]:
    """The people whom several bylines of one article name, each once: without job titles and what names nobody.

    The bylines in `whole` are the names of newsrooms and firms, which are in one piece.
    """
    said = [name for each in bylines for name in ([each] if each in whole else _named(each[:MOST_BYLINE]))]
    people = [name for name in said if name in whole or not is_role(name)]
    found: dict[str, str] = {}
    for name in people or said:
        key = name.casefold()
        if key not in found or (found[key].isupper() and not name.isupper()):
            found[key] = name
    return list(found.values())


def is_role(text: str) -> bool:
    """Whether a text is a job title rather than a name: "Senior Political Correspondent"."""
    return bool(job_expressions().roles.within(text)) and job_expressions().role.search(text) is not None


def _named(byline: str) -> list[str]:
    """Those whom one byline names: people, or where it names none of them, whatever stands there."""
    text = _ADDRESS.sub(lambda found: found[1] or " ", byline).strip()
    if text[:1] in "([" and text.rstrip(".")[-1:] in ")]":  # "(Reporting by Ann Example; editing by Bo Sample)"
        text = text.rstrip(".")[1:-1]
    text = text.strip(_ENCLOSING)
    if turned := _turned(text):
        return turned
    pieces = [_people_in(piece) for piece in _pieces(_without_credits(text) or text)]
    names = [name for people in pieces for name in people if 1 < len(name) < 60 and _names_somebody(name)]
    sure = {name for people in pieces for name in people if len(people) > 1 or _is_name(name)}
    people = [name for name in names if name in sure or not _LATIN.search(name)] or names
    return [name for name in people if name not in agencies().names] or people


def _turned(text: str) -> list[str]:
    """The people of a byline that puts last names first: "Smith, Jane", "Smith, Jane; Berg, Bo"; else none."""
    pieces = [name for piece in _BETWEEN_PAIRS.split(text) for name in name_expressions().between.split(piece)]
    turned = [_LAST_FIRST.fullmatch(piece) for piece in pieces]
    return [f"{found[2]} {found[1]}" for found in turned if found] if all(turned) else []


def _without_credits(text: str) -> str:
    """A byline without those who took the pictures; a label within it opens a piece of its own."""
    text = label_expressions().credited.sub("; ", text)
    return label_expressions().inner.sub("; ", text).strip(_ENCLOSING)


def _names_somebody(name: str) -> bool:
    return name.lower() not in _NOBODY and any(map(str.isalpha, name))


def _is_name(text: str) -> bool:
    return re.fullmatch(name_pattern(), text) is not None


def _pieces(byline: str, *, line: bool = False) -> list[str]:
    """The pieces of a byline without "by", and without roles and what stands in brackets.

    In a `line` of a page, which may be no byline at all, only a job is taken off a name.
    """
    text = label_expressions().before.sub("", byline).strip(_ENCLOSING)
    first, *others = (_BRACKETS.sub(" ", piece).strip(" ,:|") for piece in _parted(text))
    # behind the first, what ends in a job is a job: "Ann Example, Middle East correspondent"
    pieces = [_without_role(first, line), *(each if _is_job(each) else _without_role(each, True) for each in others)]
    people = [
        piece for at, piece in enumerate(pieces) if piece and not is_role(piece) and not (at and _is_paper(piece))
    ]
    return [_ended(piece) for piece in people or pieces if piece]


def _parted(text: str) -> Iterator[str]:
    """The pieces of a byline; a dash or a slash parts those that begin with a person."""
    for piece in _PARTING.split(text):
        first, *others = _DASHES.split(piece)
        placed = [job_expressions().placed.match(each) for each in name_expressions().between.split(piece)]
        if others and _is_name(first):
            yield from (first, *others)
        elif len(placed) > 1 and all(placed):  # "Ann Example in Rome and Bo Sample in Oslo"
            yield from (each[0] for each in placed if each)
        else:
            yield piece


def _is_paper(piece: str) -> bool:
    return piece.split(" ")[0] in agencies().articles and _is_name(piece)


def _is_job(piece: str) -> bool:
    return is_role(piece.rpartition(" ")[2])


def _ended(piece: str) -> str:
    """A piece of a byline without its full stop, unless that is part of "Jr." or "e.V."."""
    return piece.rstrip(".") if len(piece.rpartition(" ")[2]) > _MOST_SHORTENED else piece


def _without_role(piece: str, line: bool) -> str:
    """A piece of a byline without the job of its people: "Ann Example at the Post", "Political Editor Ann Example"."""
    found = job_expressions().joined.search(piece)
    if found and (is_role(found[0]) or not line) and any(map(_is_name, _people_in(piece[: found.start()]))):
        return piece[: found.start()]
    words = piece.split() or [piece]
    jobs = [at for at, word in enumerate(words) if is_role(word)] if is_role(piece) else []
    if jobs and job_expressions().job.fullmatch(words[jobs[-1]]) and _is_name(name := " ".join(words[jobs[-1] + 1 :])):
        return piece if job_expressions().joined.match(f" {name}") else name
    ends_in_job = jobs and jobs[-1] == len(words) - 1 and job_expressions().job.fullmatch(words[-1])
    for end in range(2, min(len(words), _MOST_NAME)) if ends_in_job else ():
        name = " ".join(words[:end])
        if any(map(job_expressions().rank.fullmatch, words[:end])):  # "Deputy Political Editor"
            break
        if _is_name(name) and all(word.islower() or job_expressions().rank.fullmatch(word) for word in words[end:-1]):
            return name
    introduced = None if line or _is_name(piece) else label_expressions().introduced.search(piece)
    return introduced[1] if introduced else piece


def _people_in(piece: str) -> list[str]:
    """The people in a piece of a byline: several with a joiner between them, one where it is part of a name."""
    people = [part for part in name_expressions().between.split(piece) if part]
    if len(people) < 2 and not _LATIN.search(piece):
        return _without_capitals(piece)
    if len(people) < 2 or ("&" in piece and not all(map(_is_name, people))):
        return [piece] if "&" in piece else people
    if not _LATIN.search(piece):
        return [name for part in people for name in _without_capitals(part)]
    alone, loose = name_expressions().alone, name_expressions().loose
    named = [part for part in people if alone.fullmatch(part)]
    if any(map(_is_name, named)):
        return [part for part in people if part in named or loose.fullmatch(part)]
    return named if len(named) == len(people) else [piece]


def _without_capitals(piece: str) -> list[str]:
    """The people in a piece whose script has no capitals, without their jobs; else the piece."""
    words = piece.split()
    if piece.upper() != piece.lower() or not words:
        return [piece]
    kept = [word for word in words if not is_role(word)] or words
    rest = " ".join(kept)
    signs = _SIGNS.split(rest)
    # "山田 太郎" is one person
    apart = _STROKE.search(rest) or len(signs) > _MOST_SHORT or all(len(each) > _MOST_SHORT for each in signs)
    if apart and all(map(_FEW_SIGNS.fullmatch, signs)):
        return signs
    return name_expressions().between_signs.split(rest)
