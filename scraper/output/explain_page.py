"""The explained article as one HTML page that needs nothing else: no picture, font, style or script from elsewhere.

The page's own content security policy names its style and its script by their hashes, so text of a hostile page can
run nothing even if it found a gap in the escaping. What the legend switched off stands in the address, as in
`page.html#hide=ad,share`, and can be sent to somebody.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from scraper.model import Article, Figure, Removal
from scraper.output.explain import FAMILIES, counts, family, fields, printable, summary, words
from scraper.output.rendering import html_block

_LONG = 600
_WEB = re.compile(r"https?://", re.IGNORECASE)

_STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1f2328; --soft: #5d646d; --line: #dcd9d1; --panel: #f3f1eb; --link: #0b57a4;
  --ask: #a3216f; --ask-bg: #fbeaf4; --sell: #8a5a00; --sell-bg: #fcf2dc;
  --field: #0b6b63; --field-bg: #e4f4f1; --rest: #3d5a9e; --rest-bg: #e9eef9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #dfe2e6; --soft: #9aa2ac; --line: #33383e; --panel: #1d2024; --link: #8ab8ef;
    --ask: #f19bd0; --ask-bg: #311a2a; --sell: #e8bd68; --sell-bg: #2d2413;
    --field: #77d2c6; --field-bg: #12302c; --rest: #a9bff2; --rest-bg: #1c2640;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.65 Charter, Georgia, serif; }
.page { display: grid; grid-template-columns: 17rem minmax(0, 44rem); gap: 3.5rem; justify-content: center;
  max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.5rem 6rem; }
aside, .tag, dl, .lead, summary { font-family: system-ui, sans-serif; font-size: .875rem; line-height: 1.45; }
.panel { position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto; padding: 1rem 1.125rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: .625rem; }
.panel > summary { font-weight: 600; cursor: pointer; }
.panel p { margin: .5rem 0; color: var(--soft); }
fieldset { border: 0; margin: 1rem 0 0; padding: 0; }
legend { padding: 0; font-weight: 600; }
label { display: flex; align-items: center; gap: .5rem; min-height: 1.875rem; cursor: pointer; }
label input { width: 1rem; height: 1rem; margin: 0; accent-color: var(--tone); }
label .count { margin-left: auto; color: var(--soft); font-variant-numeric: tabular-nums; }
label:has(input:not(:checked)) .name { color: var(--soft); text-decoration: line-through; }
.buttons { display: flex; gap: .5rem; margin-top: 1rem; }
button { flex: 1; padding: .4rem .5rem; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: .375rem; cursor: pointer; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: .25rem; }
kbd { padding: 0 .3rem; border: 1px solid var(--line); border-radius: .25rem; font: inherit; }
h1 { margin: 0 0 .5rem; font-size: 2rem; line-height: 1.2; text-wrap: balance; }
.dek { margin: 0 0 1rem; font-size: 1.1875rem; color: var(--soft); }
.lead { margin: 0 0 1rem; color: var(--soft); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: 0 0 2.5rem;
  padding: 1rem 0; border: solid var(--line); border-width: 1px 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
a { color: var(--link); }
main p, main ul, main ol { margin: 0 0 1.15rem; overflow-wrap: break-word; }
h2, h3, h4, h5, h6 { margin: 2rem 0 .75rem; line-height: 1.3; }
blockquote { margin: 0 0 1.15rem; padding-left: 1.25rem; border-left: 3px solid var(--line); font-style: italic; }
pre, table { display: block; overflow-x: auto; margin: 0 0 1.15rem; }
pre { font-size: .875rem; white-space: pre; }
table { border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.picture { padding: .75rem 1rem; border: 1px dashed var(--line); border-radius: .375rem; color: var(--soft);
  font-size: .9375rem; }
.cut { margin: 0 0 1.15rem; padding: .6rem .9rem .7rem; border-left: 4px solid var(--tone); border-radius: .25rem;
  background: var(--tint); scroll-margin: 30vh; }
main .tag { margin: 0 0 .3rem; }
.tag b { margin-right: .5rem; color: var(--tone); }
.tag span { margin-left: .5rem; }
.cut:not([hidden]) + .cut { margin-top: -.65rem; }
.tag, .tag code { color: var(--soft); }
.tag code { font: .8125rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.cut del { display: block; text-decoration: none; font-size: .9375rem; line-height: 1.5; white-space: pre-line;
  overflow-wrap: anywhere; }
.cut summary { cursor: pointer; color: var(--soft); }
.cut summary del { display: inline; color: var(--ink); font-family: Charter, Georgia, serif; }
details[open] > summary > del { display: none; }
.ask { --tone: var(--ask); --tint: var(--ask-bg); } .sell { --tone: var(--sell); --tint: var(--sell-bg); }
.field { --tone: var(--field); --tint: var(--field-bg); } .rest { --tone: var(--rest); --tint: var(--rest-bg); }
@media (max-width: 60rem) {
  .page { display: block; padding: 0 1rem 4rem; }
  aside { position: sticky; top: 0; z-index: 1; margin: 0 -1rem 1.5rem; }
  .panel { position: static; max-height: 70vh; border-width: 0 0 1px; border-radius: 0; padding: .75rem 1rem; }
  label { min-height: 2.5rem; }
  h1 { font-size: 1.625rem; }
  dl { grid-template-columns: 6.5rem minmax(0, 1fr); gap: .35rem .75rem; }
  .keys { display: none; }
}
@media print { aside { display: none; } .page { display: block; } .cut { break-inside: avoid; } }
"""

_SCRIPT = """
(() => {
  "use strict";
  const boxes = [...document.querySelectorAll(".panel input")];
  const cuts = [...document.querySelectorAll(".cut")];
  const status = document.querySelector("[role=status]");
  const show = () => {
    const hidden = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    for (const cut of cuts) cut.hidden = hidden.has(cut.dataset.reason);
    const shown = cuts.filter((cut) => !cut.hidden).length;
    status.textContent = `${shown} of ${cuts.length} cuts shown`;
    return hidden;
  };
  const read = () => {
    const found = /[#&]hide=([^&]*)/.exec(location.hash);
    const hidden = new Set(found ? found[1].split(",") : []);
    for (const box of boxes) box.checked = !hidden.has(box.value);
    show();
  };
  const write = () => {
    const hidden = [...show()].join(",");
    history.replaceState(null, "", hidden ? `#hide=${hidden}` : location.pathname + location.search);
  };
  const all = (on) => () => { for (const box of boxes) box.checked = on; write(); };
  const step = (by) => {
    const shown = cuts.filter((cut) => !cut.hidden);
    const at = shown.indexOf(document.activeElement);
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "nearest" }); }
  };
  for (const box of boxes) { box.disabled = false; box.addEventListener("change", write); }
  document.querySelector(".buttons").hidden = boxes.length === 0;
  document.getElementById("all").addEventListener("click", all(true));
  document.getElementById("none").addEventListener("click", all(false));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", read);
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".panel").open = false;
  read();
})();
"""

_CLASSES = dict(zip(FAMILIES, ("ask", "sell", "field", "rest"), strict=True))


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


_POLICY = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; base-uri 'none'; form-action 'none'"
)


_HEAD = f"""<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">"""


def to_page(article: Article) -> str:
    """The article with every cut marked, as a whole HTML document; all text escaped, nothing loaded from elsewhere."""
    title = _escape(article.title or "Untitled article")
    language = f' lang="{_escape(article.language)}"' if article.language else ""
    dek = f'<p class="dek" dir="auto">{_escape(article.subtitle)}</p>\n' if article.subtitle else ""
    return f"""<!doctype html>
<html lang="en">
<head>
{_HEAD}
<title>{title} – explained</title>
<style>{_STYLE}</style>
</head>
<body>
<div class="page">
<aside aria-label="Legend">{_legend(article)}</aside>
<main>
<h1 dir="auto"{language}>{title}</h1>
{dek}<p class="lead">{_escape(summary(article).partition(" (")[0])}</p>
{_fields(article)}
<div{language}>
{_flow(article)}
</div>
</main>
</div>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _escape(text: str) -> str:
    return escape(printable(text))


def _legend(article: Article) -> str:
    found = counts(article)
    groups = []
    for name, reasons in FAMILIES.items():
        rows = [
            f'<label><input type="checkbox" value="{reason}" checked disabled><span class="name">{words(reason)}</span>'
            f'<span class="count">{found[reason]}</span></label>'
            for reason in reasons
            if reason in found
        ]
        if rows:
            groups.append(f'<fieldset class="{_CLASSES[name]}"><legend>{name}</legend>{"".join(rows)}</fieldset>')
    return f"""<details class="panel" open><summary>What was cut, and why</summary>
<p role="status">{len(article.removals)} cuts</p>
{"".join(groups)}
<div class="buttons" hidden><button type="button" id="all">Show all</button>
<button type="button" id="none">Hide all</button></div>
<p class="keys"><kbd>n</kbd> next cut, <kbd>p</kbd> previous cut</p></details>"""


def _fields(article: Article) -> str:
    rows = []
    for label, value in fields(article):
        if label in {"Title", "Dek"}:
            continue
        shown = _escape(value)
        if label == "URL" and _WEB.match(value):
            shown = f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>'
        rows.append(f'<dt>{label}</dt><dd dir="auto">{shown}</dd>')
    return f"<dl>{''.join(rows)}</dl>"


def _flow(article: Article) -> str:
    parts = []
    for entry in article.ledger:
        if isinstance(entry, Removal):
            parts.append(_cut(entry))
        elif isinstance(entry, Figure):
            parts.append(_picture(entry))
        else:
            parts.append(printable(html_block(entry)))
    return "\n".join(part for part in parts if part)


def _picture(figure: Figure) -> str:
    image = figure.image
    label = " · ".join(filter(None, (image.caption, image.credit))) or image.url
    return f'<p class="picture" dir="auto">Picture: {_escape(label)}</p>' if label else ""


def _cut(removal: Removal) -> str:
    text = "\n".join(line.strip() for line in removal.text.split("\n") if line.strip())
    gone = f'<del dir="auto">{_escape(text)}</del>'
    if len(text) > _LONG:
        start = f'<del dir="auto">{_escape(text[:200].rsplit(" ", 1)[0])} …</del>'
        gone = f"<details><summary>{start} all {len(text):,} characters</summary>{gone}</details>"
    return (
        f'<section class="cut {_CLASSES[family(removal.reason)]}" data-reason="{removal.reason}" tabindex="-1" '
        f'aria-label="Cut: {words(removal.reason)}"><p class="tag"><b>{words(removal.reason)}</b>'
        f"<code>{_escape(removal.rule)}</code><span>at {_place(str(removal.place))}</span></p>"
        f"{gone}</section>"
    )


def _place(place: str) -> str:
    """The last step of a path; all of it where the pointer rests."""
    return f'<code title="{_escape(place)}">{_escape(place.rpartition(" > ")[2])}</code>'
