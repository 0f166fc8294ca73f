"""The table of who may import whom: a row a module, which `tests/test_layering.py` holds against the source."""

from __future__ import annotations

from dataclasses import dataclass

CORE = frozenset({"scraper.errors", "scraper.model", "scraper.patterns", "scraper.rules"})


@dataclass(frozen=True)
class Row:
    """What a module may import, the standard library aside: always, only inside its functions, only for its types."""

    always: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    typing: frozenset[str] = frozenset()


def row(always: str = "", *, inside: str = "", typing: str = "", core: bool = False) -> Row:
    base = CORE if core else frozenset()
    return Row(base | set(always.split()), frozenset(inside.split()), frozenset(typing.split()))


def siblings(also: str = "", *, inside: str = "") -> Row:
    """A part of the pure core: the values, the vocabulary of rules, and its siblings, which end in `.*` here."""
    return row(f"scraper.cleaning.* {also}", inside=inside, core=True)


def stored(also: str = "") -> Row:
    """A part of the store: values, the database, and its siblings."""
    base = "scraper.errors scraper.model scraper.runs.values scraper.runs.store.* sqlalchemy sqlalchemy.*"
    return row(f"{base} {also}")


RULE_MODULE = row("scraper.rules site_rules._shared")
TABLE = {
    "scraper": row(
        "scraper.cleaning scraper.cleaning.parse scraper.errors scraper.model scraper.rulebook",
    ),
    "scraper.__main__": row(inside="scraper.cli"),
    # the values. Article.markdown and Article.html are shown by the module that knows how, when they are asked for
    "scraper.errors": row(),
    "scraper.model": row(inside="scraper.rendering"),
    "scraper.patterns": row(),
    "scraper.rules": row("scraper.errors scraper.model scraper.patterns"),
    # the pure core
    "scraper.cleaning": siblings(),
    "scraper.cleaning.agencies": siblings(),
    "scraper.cleaning.breaks": siblings(),
    "scraper.cleaning.bylines": siblings(),
    "scraper.cleaning.completeness": siblings(),
    "scraper.cleaning.context": siblings(),
    "scraper.cleaning.dates": siblings(),
    "scraper.cleaning.dom": siblings("selectolax.lexbor"),
    "scraper.cleaning.figures": siblings(),
    "scraper.cleaning.flat": siblings(),
    "scraper.cleaning.generic": siblings(),
    "scraper.cleaning.generic.lead": siblings(),
    "scraper.cleaning.generic.pick": siblings(),
    "scraper.cleaning.generic.weigh": siblings(),
    "scraper.cleaning.judge": siblings(),
    "scraper.cleaning.judge.appeals": siblings(),
    "scraper.cleaning.judge.captions": siblings(),
    "scraper.cleaning.judge.cues": siblings(),
    "scraper.cleaning.judge.head": siblings(),
    "scraper.cleaning.judge.offers": siblings(),
    "scraper.cleaning.judge.phrases": siblings(),
    "scraper.cleaning.judge.tail": siblings(),
    "scraper.cleaning.judge.view": siblings(),
    "scraper.cleaning.lexicon": siblings(),
    "scraper.cleaning.lexicon.phrases": siblings(inside="re2"),
    "scraper.cleaning.lines": siblings(),
    "scraper.cleaning.metadata": siblings(),
    "scraper.cleaning.naming": siblings(),
    "scraper.cleaning.normalise": siblings(),
    "scraper.cleaning.parse": siblings(inside="re2"),
    "scraper.cleaning.second_opinion": siblings(inside="trafilatura"),
    "scraper.cleaning.segment": siblings(),
    "scraper.cleaning.shape": siblings(),
    "scraper.cleaning.strip": siblings(),
    "scraper.cleaning.summary": siblings(),
    "scraper.cleaning.tags": siblings(),
    "scraper.cleaning.unglue": siblings(),
    # what is made of an article
    "scraper.rendering": row("scraper.errors scraper.model"),
    "scraper.golden": row("scraper.errors scraper.model scraper.rendering"),
    "scraper.explain": row("scraper.model scraper.rendering", inside="rich.text", typing="rich.console"),
    "scraper.explain_page": row("scraper.model scraper.rendering scraper.explain"),
    # which rule, and what every rule must satisfy
    "scraper.rulebook": row("scraper.errors scraper.rules scraper.cleaning.dom"),
    "scraper.laws": row("scraper.cleaning scraper.cleaning.* scraper.rulebook", core=True),
    "scraper.scaffold": row("scraper.errors scraper.rules scraper.rulebook"),
    # everything with a disk or a socket
    "scraper.answers": row("scraper.errors"),
    "scraper.guard": row("scraper.errors httpcore"),
    "scraper.unpacking": row("scraper.errors scraper.guard"),
    "scraper.connections": row("scraper.errors scraper.guard httpcore"),
    "scraper.fetch": row(
        "scraper.errors scraper.answers scraper.connections scraper.guard scraper.unpacking httpx httpcore"
    ),
    "scraper.recording": row("scraper.errors scraper.unpacking", inside="vcr vcr.errors yaml"),
    "scraper.runs": row(),
    "scraper.runs.values": row("scraper.model"),
    "scraper.runs.work": row(
        "scraper scraper.answers scraper.cleaning scraper.errors scraper.fetch scraper.model scraper.rulebook "
        "scraper.runs.addresses scraper.runs.canonical scraper.runs.packing scraper.runs.pace scraper.runs.robots "
        "scraper.runs.values"
    ),
    "scraper.runs.scout": row(
        "scraper.runs.config scraper.runs.discover scraper.runs.logs "
        "scraper.runs.sitemap_bytes scraper.runs.sitemaps scraper.runs.store scraper.runs.values scraper.runs.work"
    ),
    "scraper.runs.summary": row("scraper.runs.site_run scraper.runs.values"),
    "scraper.runs.run": row(
        "scraper scraper.fetch scraper.rulebook scraper.runs.addresses scraper.runs.audit scraper.runs.config "
        "scraper.runs.logs scraper.runs.pace scraper.runs.robots scraper.runs.scout scraper.runs.site_run "
        "scraper.runs.store scraper.runs.summary scraper.runs.values scraper.runs.work"
    ),
    "scraper.runs.pace": row(),
    "scraper.runs.robots": row("scraper.answers scraper.errors protego", typing="scraper.fetch"),
    "scraper.reading": row(
        "scraper.errors scraper.model",
        inside="scraper scraper.explain scraper.fetch scraper.rulebook scraper.cleaning.parse",
    ),
    "scraper.cases": row(
        "scraper scraper.errors scraper.model scraper.golden scraper.laws scraper.rulebook scraper.scaffold",
        inside="scraper.fetch scraper.recording",
        typing="httpx scraper.answers",
    ),
    # scheduled runs
    "scraper.runs.addresses": row("scraper.errors", inside="idna"),
    "scraper.runs.config": row("scraper.errors scraper.runs.tables"),
    "scraper.runs.tables": row("scraper.errors scraper.runs.addresses"),
    "scraper.runs.moments": row("scraper.cleaning.dates"),
    "scraper.runs.feeds": row(
        "scraper.errors scraper.runs.addresses scraper.runs.moments scraper.runs.values", inside="feedparser"
    ),
    "scraper.runs.sitemaps": row(
        "scraper.errors scraper.runs.addresses scraper.runs.moments scraper.runs.sitemap_bytes scraper.runs.values",
        inside="lxml",
    ),
    "scraper.runs.sitemap_bytes": row(),
    "scraper.runs.sections": row(
        "scraper.errors scraper.cleaning.dom scraper.cleaning.parse scraper.runs.addresses scraper.runs.values"
    ),
    "scraper.runs.discover": row(
        "scraper.errors scraper.runs.addresses scraper.runs.config scraper.runs.feeds scraper.runs.moments"
        " scraper.runs.sections scraper.runs.sitemaps scraper.runs.values",
        typing="scraper.runs.logs",
    ),
    "scraper.runs.offers": row(
        "scraper.errors scraper.cleaning.parse scraper.runs.addresses scraper.runs.discover scraper.runs.feeds"
        " scraper.runs.sections scraper.runs.sitemaps scraper.runs.values"
    ),
    "scraper.cli": row(
        "cyclopts scraper.errors scraper.model scraper.reading",
        inside="rich.console scraper.cases scraper.explain scraper.explain_page scraper.rendering scraper.rulebook",
    ),
    "scraper.runs.site_run": row("scraper.model scraper.runs.values"),
    "scraper.runs.baseline": row("scraper.runs.site_run"),
    "scraper.runs.wording": row("scraper.runs.baseline"),
    "scraper.runs.drift": row("scraper.runs.baseline scraper.runs.site_run scraper.runs.wording"),
    "scraper.runs.audit": row(
        "scraper.runs.baseline scraper.runs.drift scraper.runs.site_run scraper.runs.values scraper.runs.wording"
    ),
    "scraper.runs.likeness": row(),
    "scraper.runs.packing": row(),
    "scraper.runs.canonical": row("scraper.errors scraper.runs.addresses"),
    "scraper.runs.store": stored(),
    "scraper.runs.store.diffing": stored(),
    "scraper.runs.store.history": stored("scraper.runs.site_run"),
    "scraper.runs.store.keeping": stored("scraper.runs.likeness"),
    "scraper.runs.store.naming": stored("scraper.runs.addresses scraper.runs.likeness"),
    "scraper.runs.store.opening": stored(),
    "scraper.runs.store.planning": stored("scraper.runs.addresses"),
    "scraper.runs.store.reading": stored(),
    "scraper.runs.store.recleaning": stored("scraper.runs.packing"),
    "scraper.runs.store.rows": stored(),
    "scraper.runs.store.saving": stored("scraper.runs.packing"),
    "scraper.runs.store.schema": stored(),
    "scraper.runs.store.store": stored("scraper.runs.addresses scraper.runs.site_run"),
    "scraper.runs.store.upsert": stored(),
    "scraper.runs.lock": row("scraper.errors scraper.runs.config"),
    "scraper.runs.logs": row(
        inside="rich.console rich.live rich.table rich.text scraper.explain", typing="rich.console"
    ),
    "scraper.runs.metrics": row(
        "prometheus_client scraper.errors scraper.runs.site_run scraper.runs.values", typing="scraper.runs.summary"
    ),
    "scraper.runs.schedule": row("scraper.errors scraper.runs.config scraper.runs.lock"),
    "scraper.runs.placing": row("scraper.errors"),
    "scraper.runs.stopping": row(),
    "scraper.runs.asking": row(
        "scraper.errors scraper.fetch scraper.runs.addresses scraper.runs.pace scraper.runs.robots "
        "scraper.runs.sitemap_bytes scraper.runs.work"
    ),
    "scraper.runs.verbs": row(
        "cyclopts scraper.errors scraper.runs.addresses scraper.runs.moments scraper.runs.tables"
    ),
    "scraper.runs.commands": row(
        "cyclopts scraper.errors scraper.reading scraper.runs.verbs",
        typing="scraper.runs.config scraper.runs.logs scraper.runs.store",
        inside="rich.console scraper.errors scraper.fetch scraper.runs scraper.runs.asking scraper.runs.config "
        "scraper.runs.lock scraper.runs.logs scraper.runs.metrics scraper.runs.offers scraper.runs.placing "
        "scraper.runs.report scraper.runs.run scraper.runs.schedule scraper.runs.status scraper.runs.stopping "
        "scraper.runs.store scraper.runs.tables",
    ),
    "scraper.runs.kept_commands": row(
        "cyclopts scraper.errors scraper.reading scraper.runs.verbs",
        inside="scraper scraper.rendering scraper.runs.config scraper.runs.export scraper.runs.lock scraper.runs.logs "
        "scraper.runs.reclean scraper.runs.store",
    ),
    "scraper.runs.reclean": row("scraper.model scraper.runs.store scraper.runs.work"),
    "scraper.runs.export": row(
        "scraper.errors scraper.model scraper.rendering scraper.runs.placing",
        inside="pyarrow pyarrow.parquet",
        typing="pyarrow scraper.runs.store",
    ),
    "scraper.runs.status": row(
        "scraper.explain scraper.runs.values",
        inside="rich rich.table rich.text",
        typing="rich.console scraper.runs.store",
    ),
    "scraper.runs.report": row("scraper.runs.report.data scraper.runs.report.page"),
    "scraper.runs.report.data": row(
        "scraper.runs.audit scraper.runs.site_run scraper.runs.status scraper.runs.values scraper.runs.wording",
        typing="scraper.runs.store",
    ),
    "scraper.runs.report.plots": row(
        "scraper.runs.audit scraper.runs.report.data scraper.runs.values scraper.runs.wording"
    ),
    "scraper.runs.report.page": row(
        "jinja2 scraper.explain scraper.explain_page scraper.runs.report.data scraper.runs.report.plots "
        "scraper.runs.wording",
        typing="scraper.runs.store",
    ),
    # the sites: one row for all of them, so that a new one touches no file of ours
    "site_rules": row(),
    "site_rules._shared": row("scraper.rules"),
}
