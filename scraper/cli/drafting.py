"""The subcommand `rule`, loaded when it is called."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

from cyclopts import App, Parameter

from scraper.cli.input import page_of, put
from scraper.errors import RuleError

RuleForm = Annotated[Literal["toml", "python"], Parameter(name="--as")]
PageSource = Annotated[str, Parameter(allow_leading_hyphen=True)]

rule = App(name="rule", help_format="plaintext")


@rule.command(
    help_epilogue="""Examples:

  scraper rule new https://www.example.org/news/1 > rules/example_org.toml
  scraper rule new saved.html --url https://www.example.org/news/1 --as python > site_rules/example_org.py"""
)
def new(source: PageSource, /, *, url: str | None = None, as_: RuleForm = "toml") -> int:
    """Print the draft of a rule, with the body that the generic route found on the page.

    Args:
        source: A web address, a saved page, or - for standard input.
        url: The address of a saved page (default: the one that it names as its own).
        as_: A TOML file, or a Python module.
    """
    from scraper.fixtures.proposal import proposed_body
    from scraper.fixtures.scaffold import domain_of, module_name, rule_source
    from scraper.rules.registry import find_rule

    page = page_of(source, url)
    domain = domain_of(page.url)
    body = proposed_body(page.body, page.url, page.content_type)
    put(rule_source(domain, body, toml=as_ == "toml"))
    name = f"{module_name(domain)}.{'toml' if as_ == 'toml' else 'py'}"
    sys.stderr.write(f"scraper: save it as {name} in a folder, and try it with --rules\n")
    try:
        known = find_rule(page.url)
    except RuleError as error:
        sys.stderr.write(f"scraper: the rule that there is for {domain} is broken: {error}\n")
    else:
        if known is not None:
            sys.stderr.write(f"scraper: there is a rule for {domain} already: {known.module}\n")
    return 0
