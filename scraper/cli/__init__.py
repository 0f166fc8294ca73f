"""The command `scraper`. Data goes to standard output, messages go to standard error.

Heavy modules are imported inside the subcommands that need them, so that `--help` is fast.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter

from scraper.cli.input import TIMEOUT, Flag, InputKind, OutputFormat, article_of, explained_of, options_of, page_of, put
from scraper.errors import EmptyArticle, ScraperError
from scraper.model import Article
from scraper.urls import is_web_address

PageSource = Annotated[str, Parameter(allow_leading_hyphen=True)]
InputOption = Annotated[InputKind | None, Parameter(name="--input")]

_INTERRUPTED = 130
_PIPE_CLOSED = 0
"""The reader has all it wanted, as `head` does."""
_USAGE = 2
_OUTPUT_LOST = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""What a write to standard output gives on a full disk, a broken one, or none; errors of files have a name."""


def _version() -> str:
    from importlib.metadata import version

    return version("bodycopy")


app = App(
    name="scraper",
    help="Exactly the article its editors wrote, and a receipt for every line removed.",
    help_epilogue="""Exit codes: 0 all well, 1 a check or a run has findings, or some inputs failed,
2 the arguments, the file of a run or its store are wrong,
3 the page, or every page of a run, could not be fetched,
4 there is no article on the page, 5 a site rule is broken, 6 another run holds the store.

Examples:

  scraper clean https://www.example.org/news/1
  scraper explain saved.html --html explained.html
  scraper run news.toml
  scraper COMMAND --help""",
    version=_version,
    help_format="plaintext",
    result_action="return_value",
    suppress_keyboard_interrupt=False,
)


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code. An expected failure is one line on standard error, not a traceback."""
    if sys.stderr is None:  # closed: messages go nowhere
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  it stays open
    if sys.stdout is None:
        return _fail("standard output is closed: redirect it to a file or a pipe", _USAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(arguments, exit_on_error=False, print_error=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except CycloptsError as error:
        verb = f"{arguments[0]} " if arguments and arguments[0] in app else ""
        return _fail(f"{' '.join(str(error).split())} (see scraper {verb}--help)", _USAGE)
    except ScraperError as error:
        return _fail(str(error), error.exit_code)
    except BrokenPipeError:
        return _without_output(_PIPE_CLOSED)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # how Rich reports it
            return _without_output(_PIPE_CLOSED)
        raise
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        if error.filename is not None:
            return _fail(f"{os.fsdecode(error.filename)} cannot be read or written: {why}", _USAGE)
        if error.errno not in _OUTPUT_LOST:
            raise
        return _without_output(_fail(f"standard output cannot be written: {why}; redirect it elsewhere", _USAGE))
    except KeyboardInterrupt:
        return _INTERRUPTED


@app.command(
    help_epilogue="""Examples:

  scraper clean https://www.example.org/news/1
  scraper clean saved.html --url https://example.org/news/1 --as md
  scraper clean saved.html --url https://example.org/news/1 --rules rules/
  curl -s https://www.example.org/news/1 | scraper clean - --as json
  scraper clean pasted.txt --input text
  scraper clean saved/ --out articles.jsonl
  scraper clean --from pages.warc.gz --out articles.jsonl --workers 4
  scraper clean --from urls.txt --out articles.jsonl || grep '"error":' articles.jsonl"""
)
def clean(
    *sources: PageSource,
    url: str | None = None,
    as_: OutputFormat = "text",
    input_: InputOption = None,
    rules: str | None = None,
    from_: Annotated[list[Path] | None, Parameter(name="--from", negative="")] = None,
    out: Path | None = None,
    workers: int | None = None,
    timeout: float = TIMEOUT,
    verbose: Flag = False,
) -> int:
    """Print the article of a page or of flattened text, and nothing else; of many inputs, a JSON line for each.

    A line has the id of the input, its url, and the article or the error. With --out, a second start adds what is
    missing; delete the lines with an error to have these inputs cleaned again.

    Args:
        sources: A web address, a file, or - for standard input; several of the first two, or folders with pages.
        url: The address of a file or of standard input; it selects the site's rule.
        as_: Output format. Markdown and HTML include title and dek, JSON every field and receipt.
        input_: Input type (default: detect).
        rules: A folder, a file or a module with rules that go before the installed ones.
        from_: A file of many inputs: addresses (.txt), or pages in .jsonl, .csv, .tsv, .parquet or .warc, also .gz,
            with fields or columns html or text, and url and id if known.
        out: Write JSON lines to this file.
        workers: Processes for many inputs (default: one for each processor).
        timeout: Seconds that cleaning a page may take before it is ended.
        verbose: Print a summary of what was kept and cut even if standard error is not a terminal.
    """
    from scraper.cli.many import ManyInputs, clean_inputs

    inputs = ManyInputs(sources=sources, archives=from_ or (), kind=input_, out=out, workers=workers, verbose=verbose)
    if inputs.is_many:
        return clean_inputs(inputs, replace(options_of(rules), timeout=timeout), url, as_)
    article = article_of(sources[0], url, input_, timeout, rules)
    return _print_article(article, sources[0], as_, verbose)


def _print_article(article: Article, source: str, as_: OutputFormat, verbose: bool) -> int:
    from scraper.output.rendering import FORMATS

    empty = not any(block.text for block in article.blocks)
    if not empty or as_ == "json":
        put(FORMATS[as_](article))
    _print_summary(article, verbose)
    if empty:
        raise EmptyArticle(article.url or source, "there is no article in it; scraper explain shows what was cut")
    return 0


@app.command(
    help_epilogue="""Examples:

  scraper explain https://www.example.org/news/1
  scraper explain saved.html --url https://example.org/1 --html out.html
  scraper explain pasted.txt | less"""
)
def explain(
    source: PageSource,
    /,
    *,
    url: str | None = None,
    html: Path | None = None,
    input_: InputOption = None,
    rules: str | None = None,
    timeout: float = TIMEOUT,
    verbose: Flag = False,
) -> int:
    """Show the article with every cut marked in its place, with its reason and rule.

    Args:
        source: A web address, a file, or - for standard input.
        url: The address of a file or of standard input; it selects the site's rule.
        html: Write a self-contained page to this file instead, whose legend switches each reason on and off.
        input_: Input type (default: detect).
        rules: A folder, a file or a module with rules that go before the installed ones.
        timeout: Seconds that cleaning may take before it is ended.
        verbose: Print a summary of what was kept and cut even if standard error is not a terminal.
    """
    article, names = explained_of(source, url, input_, timeout, rules)
    if html is None:
        from rich.console import Console

        from scraper.output.explain import show

        show(article, Console(file=sys.stdout, highlight=False), names)
        return 0
    from scraper.output.explain_page import explained_page
    from scraper.output.files import write_text

    write_text(html, explained_page(article, names))
    _print_summary(article, verbose)
    return 0


@app.command(
    help_epilogue="""Examples:

  scraper record https://www.example.org/news/1
  scraper record https://www.example.org/news/1 --case pitch-mid-article
  scraper record saved.html --url https://www.example.org/news/1"""
)
def record(source: PageSource, /, *, url: str | None = None, case: str | None = None) -> int:
    """Record a page and write a draft of its golden; for a new site also a draft of a rule.

    Prints the files written. Needs the extra: pip install 'bodycopy[recording]'

    Args:
        source: A web address, a saved page, or - for standard input.
        url: The address of a saved page (default: the one that it names as its own).
        case: Name of the case (default: the longest part of the path).
    """
    from scraper import fixtures
    from scraper.rules import registry

    page = page_of(source, url, fetching=False)
    is_new = registry.find_rule(page.url) is None
    is_saved = not is_web_address(source)
    recorded = fixtures.record(page.url, case, saved=page.body) if is_saved else fixtures.record(page.url, case)
    rule = fixtures.RULES / f"{recorded.site}.py"
    for path in (recorded.recording, recorded.golden, *([rule] if is_new else [])):
        put(f"{path}\n")
    sys.stderr.write(f"scraper: read {recorded.golden}, then: scraper approve {recorded.name}\n")
    return 0


@app.command(
    help_epilogue="""Examples:

  scraper approve example_org
  scraper approve example_org --dry-run
  scraper approve example_org/pitch-mid-article"""
)
def approve(name: str, /, *, dry_run: Flag = False) -> int:
    """Show how the goldens of recorded pages change, and accept the current articles; on a terminal it asks first.

    Args:
        name: SITE or SITE/CASE, as in the folder of recordings.
        dry_run: Only show the changes.
    """
    from scraper import fixtures

    written = False

    def agreed(diffs: Sequence[fixtures.Diff]) -> bool:
        nonlocal written
        put("".join(f"{diff.text}\n" if diff.text else f"{diff.name}: unchanged\n" for diff in diffs))
        sys.stdout.flush()
        written = not dry_run and (not any(diff.text for diff in diffs) or _agrees("accept this?"))
        return written

    diffs = fixtures.approve(name, agreed=agreed)
    sys.stderr.write(f"scraper: {len(diffs)} approved\n" if written else "scraper: nothing was written\n")
    return 0


@app.command(
    help_epilogue="""Examples:

  scraper check
  scraper check example_org/pitch-mid-article
  scraper check example_org --live"""
)
def check(name: str | None = None, /, *, live: Flag = False) -> int:
    """Replay recorded pages, compare them with their goldens, and check the laws; exit code 1 if anything fails.

    Args:
        name: SITE or SITE/CASE (default: all cases, and what is missing).
        live: Fetch the pages from their sites instead of the recordings.
    """
    from scraper import fixtures

    rules = fixtures.RULES if fixtures.RULES.is_dir() else None
    results = fixtures.check(name, live, rules=rules)
    for result in results:
        put(f"{result.name}: ok\n" if result.ok else "".join(f"{error}\n" for error in result.errors))
    failed = sum(not result.ok for result in results)
    origin = "" if rules is not None else "; the rules are the installed ones, see scraper sites"
    sys.stderr.write(f"scraper: {len(results)} checked, {failed} with findings{origin}\n")
    return 1 if failed else 0


@app.command(
    help_epilogue="""Examples:

  scraper sites
  scraper sites | grep example.org
  scraper sites --rules rules/"""
)
def sites(*, rules: str | None = None) -> int:
    """List the sites that have a rule: domain, number of matchers, module, description.

    Args:
        rules: A folder, a file or a module with rules that go before the installed ones; exit code 5 if one is broken.
    """
    from scraper.errors import RuleError
    from scraper.rule_files import read_rules
    from scraper.rules.registry import rules_by_domain

    book = read_rules((rules,) if rules else ())
    rows = sorted(
        (domain, str(len(entry.rule.remove)), entry.module, entry.about)
        for domain, entry in {**rules_by_domain(), **book.table}.items()
        if not isinstance(entry, RuleError)
    )
    table = [("DOMAIN", "MATCHERS", "MODULE", "SITE"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(3)]
    for row in table:
        put("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) + "\n")
    for fault in book.faults:
        sys.stderr.write(f"scraper: {fault}\n")
    return RuleError.exit_code if book.faults else 0


@app.command(
    help_epilogue="""Examples:

  source <(bodycopy completion bash)
  bodycopy completion zsh > "${fpath[1]}/_bodycopy"
  bodycopy completion fish > ~/.config/fish/completions/bodycopy.fish"""
)
def completion(shell: Literal["bash", "zsh", "fish", "powershell"], /) -> int:
    """Print the script that completes commands, options and file names in a shell.

    It is for the name by which the command was called, scraper or bodycopy.

    Args:
        shell: The shell.
    """
    called = Path(sys.argv[0]).stem
    script = app.generate_completion(prog_name="bodycopy" if called == "bodycopy" else "scraper", shell=shell)
    # where the script knows nothing, as for the page to clean, bash completes file names
    put(script.replace("\ncomplete -F ", "\ncomplete -o default -F "))
    return 0


for _module, _name, _about in (
    ("drafting", "rule", "Draft a rule for a new site, from the web or from a saved page."),
    ("runs", "run", "Fetch new pages from the sources of a file, clean and store them, and report problems."),
    ("runs", "init", "Write the file of a new run, with comments."),
    ("runs", "discover", "Print the feeds and sitemaps of a site as a [[source]] to paste."),
    ("runs", "status", "Print the verdict of the last run on each site."),
    ("runs", "notify", "Send a test message through the channels that are told of changed verdicts."),
    ("runs", "report", "Write a page with plots of the runs of a file."),
    ("serving", "serve", "Show the store of a run in the browser: search, articles, feeds, and a JSON API."),
    ("runs", "schedule", "Print a crontab line, and a systemd service and timer, for a run."),
    ("archive", "reclean", "Clean the stored raw pages again with the current rules, without the network."),
    ("archive", "export", "Write the stored articles as JSON lines, Parquet or Markdown files."),
    ("archive", "migrate", "Migrate the store of an older version to the current schema."),
    ("archive", "show", "Print one stored article, or its history."),
    ("archive", "store", "Check the store of a run, back it up, or shrink it."),
):
    app.command(f"scraper.cli.{_module}:{_name}", name=_name, help=_about)


def _agrees(question: str) -> bool:
    """The answer of a person at the terminal; yes without one."""
    if sys.stdin is None or not sys.stdin.isatty():
        return True
    sys.stderr.write(f"scraper: {question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _print_summary(article: Article, verbose: bool) -> None:
    if verbose or sys.stderr.isatty():
        from scraper.output.explain import summary

        sys.stderr.write(f"scraper: {summary(article)}\n")


def _fail(message: str, code: int) -> int:
    from scraper.output.explain import printable

    with suppress(OSError):  # standard error is full or closed, so nothing can be said
        sys.stderr.write(f"scraper: {printable(' '.join(message.splitlines()))}\n")
        sys.stderr.flush()
    return code


def _without_output(code: int) -> int:
    """Discard what standard output still holds: the interpreter flushes it at exit, which would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
