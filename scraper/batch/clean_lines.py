"""Clean input pages in several processes to lines of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace

from scraper.api import clean_html, clean_text
from scraper.batch.article_lines import ArticleLines
from scraper.batch.input_pages import InputPage, PageKind, with_data
from scraper.cleaning_options import Options
from scraper.errors import EmptyArticle
from scraper.html.decode import decode_page, is_binary, looks_like_html
from scraper.many_pages import PAGE_TIMEOUT, error_of
from scraper.output.rendering import to_json
from scraper.processes.many_calls import call_many

Call = tuple[tuple[str, str | None], tuple[object, ...]]


def clean_lines(
    pages: Iterable[InputPage], lines: ArticleLines, workers: int, options: Options, added: Callable[[], None]
) -> None:
    """Clean the pages that have no line yet in `workers` processes, and add a line for each; then call `added`.

    What `pages` raises is raised after the lines of the pages before are there.
    """
    seconds = PAGE_TIMEOUT if options.timeout is None else options.timeout
    within = replace(options, timeout=None)

    def calls() -> Iterator[Call]:
        for given in pages:
            page = with_data(given)
            if page.error is None:
                yield (page.id, page.url), (page.data, page.url, page.kind, page.content_type, within)
            else:
                lines.add_error(page.id, page.url, page.error)
                added()

    with closing(call_many(workers, seconds, article_json, calls(), ordered=True)) as answers:
        for answer in answers:
            key, url = answer.key
            error = error_of(answer, url or key)
            if error is None:
                own, article = answer.value
                lines.add_article(key, url or own, article)
            else:
                lines.add_error(key, url, error)
            added()


def article_json(
    data: bytes | str, url: str | None, kind: PageKind | None, content_type: str, options: Options
) -> tuple[str | None, str]:
    """The address of an article and the article as JSON; it runs in the processes. Raises EmptyArticle without one."""
    if kind == "html" or (isinstance(data, bytes) and is_binary(data)) or (kind is None and looks_like_html(data)):
        article = clean_html(data, url or "", content_type=content_type, options=options)
    else:
        text = data if isinstance(data, str) else decode_page(data, content_type).text
        article = clean_text(text, url, options=options)
    if not any(block.text for block in article.blocks):
        raise EmptyArticle(article.url or url or "", "there is no article in it; scraper explain shows what was cut")
    return article.url or None, to_json(article, indent=None).rstrip("\n")
