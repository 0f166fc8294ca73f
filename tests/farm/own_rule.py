"""A rule of one's own for a host of the farm, as it was before its redesign and as it is mended."""

from __future__ import annotations

from tests.farm.command import FarmCommand, shipped

RULE = """from scraper.rules import SiteRule
RULE = SiteRule(domains=("127.0.1.1",), body={body})
"""
OLD, MENDED = '("div.ml-story",)', '("div.ml-story", "section.zq-flow")'


def write_rule(command: FarmCommand, body: str) -> str:
    """Write the rule of the first host into a package that `command` finds; returns its text."""
    packages = shipped(command.folder / "packages", "quay_rules")
    (packages / "quay_rules").mkdir(exist_ok=True)
    (packages / "quay_rules" / "__init__.py").touch()
    text = RULE.format(body=body)
    (packages / "quay_rules" / "ledger.py").write_text(text, "utf-8")
    return text
