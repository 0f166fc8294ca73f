"""Conditional requests (RFC 9110): what identifies an answer, and whether the caller has it already."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.datastructures import Headers


def validators_for(body: bytes, changed: datetime) -> dict[str, str]:
    """The headers ETag and Last-Modified of an answer."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    return {"ETag": f'"{tag}"', "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True)}


def is_not_modified(asked: Headers, validators: Mapping[str, str]) -> bool:
    """Whether the answer with these validators is the one that the caller has; a date counts only without a tag."""
    tags = asked.getlist("if-none-match")
    if tags:
        known = [tag.strip().removeprefix("W/") for line in tags for tag in line.split(",")]
        return "*" in known or validators["ETag"] in known
    given = _http_date(asked.get("if-modified-since", ""))
    changed = _http_date(validators["Last-Modified"])
    return given is not None and changed is not None and changed <= given


def _http_date(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
