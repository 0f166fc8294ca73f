"""The package under the name `bodycopy`: the same objects, even if the user has a module `scraper.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT

STORY = "The crane leans a little.\\n\\nNobody on the board would say who had measured the foundation of the quay."


def run(*arguments: str, folder: Path = ROOT) -> str:
    """The output of a new interpreter, with `folder` before the checkout on its path."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import bodycopy, scraper; assert bodycopy is scraper", id="package"),
        pytest.param("import scraper, bodycopy; assert bodycopy is scraper", id="package-the-other-way-round"),
        pytest.param(
            "from bodycopy.rules import SiteRule; from scraper.rules import SiteRule as S; assert SiteRule is S",
            id="class",
        ),
        pytest.param(
            "import bodycopy.output.rendering, scraper.output.rendering as r; assert bodycopy.output.rendering is r",
            id="module-two-levels-down",
        ),
        pytest.param(
            "import bodycopy.rules, sys; assert sys.modules['scraper.rules'].__spec__.name == 'scraper.rules'",
            id="a-module-keeps-its-own-name",
        ),
        pytest.param(
            "import bodycopy, importlib.util as u; assert u.find_spec('bodycopy.nothing') is not None\n"
            "try:\n    import bodycopy.nothing\n"
            "except ModuleNotFoundError as error:\n    assert 'scraper.nothing' in str(error)",
            id="no-such-module",
        ),
    ],
)
def test_both_names_give_the_same_objects(code: str) -> None:
    assert run("-c", code) == ""


def test_module_runs_as_the_command() -> None:
    assert run("-m", "bodycopy", "--help").splitlines()[0].startswith("Usage:")


USERS = f'''
import bodycopy
from bodycopy.rules import SiteRule, newsletter

NAME = "mine"
RULE = SiteRule(domains=("quaynews.example",), body=("article",), remove=(newsletter(text=r"^The tide by mail"),))
ARTICLE = bodycopy.clean_text("{STORY}\\n\\nThe tide by mail", rule=RULE)
MARKDOWN = ARTICLE.markdown
SITE = bodycopy.clean_text("{STORY}", "https://theweek.com/1").origin.rule
if __name__ == "__main__":
    print(SITE, len(ARTICLE.blocks), ARTICLE.removals[0].reason.value, MARKDOWN.count("crane"))
'''


@pytest.fixture
def users_folder(tmp_path: Path) -> Path:
    """A folder with a module `scraper.py` of the user."""
    (tmp_path / "scraper.py").write_text(USERS, "utf-8")
    return tmp_path


def test_a_script_called_scraper_can_use_the_package(users_folder: Path) -> None:
    assert run("scraper.py", folder=users_folder) == "site_rules.theweek_com 2 newsletter 1\n"


def test_a_module_called_scraper_stays_the_users_own(users_folder: Path) -> None:
    code = (
        "import scraper; assert scraper.NAME == 'mine'; assert scraper.SITE == 'site_rules.theweek_com'\n"
        "import bodycopy; assert bodycopy.clean_text is scraper.bodycopy.clean_text\n"
        "import scraper as again; assert again is scraper"
    )
    assert run("-c", code, folder=users_folder) == ""


def test_the_command_runs_beside_a_users_scraper(users_folder: Path) -> None:
    page = users_folder / "page.txt"
    page.write_text(STORY.replace("\\n", "\n"), "utf-8")
    assert run("-m", "bodycopy", "clean", "page.txt", folder=users_folder).startswith("The crane leans a little.")
