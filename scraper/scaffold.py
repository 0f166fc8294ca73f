"""The first draft of a rule for a new site: it loads, claims the domain, and leaves the body to the generic route."""

from __future__ import annotations

import re

from scraper.errors import UsageError
from scraper.rulebook import host_of

_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")

_RULE = '''"""{name} ({domain}): say here who they are, what their system is, and where their pitches stand."""

from scraper.rules import SiteRule

RULE = SiteRule(
    domains=("{domain}",),
    body=(),  # a CSS selector a template generation, today's first, such as "article .story-text"
    remove=(),  # what stands inside that body and is no article: newsletter("p.signup"), ad(text=r"^Advertisement$")
    generic_body=True,  # until body= names the story
)
'''


def domain_of(url: str) -> str:
    """The domain a new rule for the page at `url` should claim. Raises UsageError for a URL without one."""
    domain = _HOST_PREFIX.sub("", host_of(url))
    if not _DOMAIN.fullmatch(domain) or domain.replace(".", "").isdigit():
        raise UsageError(f"{url!r} names no site: give a URL with a domain, as in https://example.org/news/1")
    return domain


def module_name(domain: str) -> str:
    """The name of the module, and of the folder of recorded cases, for `domain`."""
    name = re.sub(r"[^a-z0-9]", "_", domain)
    return f"site_{name}" if name[0].isdigit() or name[0] == "_" else name


def rule_source(domain: str) -> str:
    """The text of a rule module for `domain`."""
    return _RULE.format(name=domain.partition(".")[0].replace("-", " ").title(), domain=domain)
