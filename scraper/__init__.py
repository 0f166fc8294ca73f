"""bodycopy: exactly the article its editors wrote, from a page or its flattened text, with a receipt for each cut.

The package can be imported as `bodycopy` too; the objects are the same.
"""

from scraper import errors
from scraper.api import Cleaner, clean_html, clean_text
from scraper.cleaning_options import Options
from scraper.errors import ScraperError
from scraper.html.decode import looks_like_html
from scraper.many_pages import CleanResult, clean_many
from scraper.model import Article, Block, Reason, Removal
from scraper.output.data_frame import to_pandas
from scraper.rules import SiteRule

__version__ = "0.1.0"

__all__ = [
    "Article", "Block", "CleanResult", "Cleaner", "Options", "Reason", "Removal", "ScraperError", "SiteRule",
    "clean_html", "clean_many", "clean_text", "errors", "looks_like_html", "to_pandas",
]  # fmt: skip
