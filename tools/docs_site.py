"""What MkDocs does not do for the documentation site; `make docs` builds it with this module as a hook.

Pages of the repository outside `docs/` become pages of the site, and links lead to where they are there. The command
reference is written from the commands' own help, and notebooks are run. A page that would load anything from another
host fails the build.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import docs_notebook

if TYPE_CHECKING:
    from cyclopts import App

ROOT = Path(__file__).parents[1]
OUTSIDE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "cassettes/README.md": "recordings.md",
}
"""Pages outside `docs/`, and where they are on the site."""
COMMANDS = "reference/commands.md"
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)")
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_LOADED = re.compile(r"""<(?:script|img|iframe|source|link)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//[^>]*>""")
_NOT_LOADED = re.compile(r"""\brel=["']?(?:canonical|next|prev)\b""")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are not in `docs/`."""
    from mkdocs.structure.files import File

    for source, page in OUTSIDE.items():
        files.append(File.generated(config, page, content=(ROOT / source).read_text("utf-8")))
    files.append(File.generated(config, COMMANDS, content=command_reference()))
    for path in sorted(docs_notebook.FOLDER.glob("*.ipynb")):
        files.append(File.generated(config, f"notebooks/{path.stem}.md", content=notebook_page(path)))
    return files


def notebook_page(path: Path) -> str:
    """A notebook as a page. Raises PluginError if it gives anything else now than what is stored in it."""
    import nbformat
    from mkdocs.exceptions import PluginError

    now = docs_notebook.executed(path)
    if docs_notebook.outputs(now) != docs_notebook.outputs(nbformat.read(path, 4)):
        raise PluginError(f"{path} gives something else now: run python -m tools.docs_notebook in .venv-docs")
    return f"{docs_notebook.as_markdown(now)}\nThe notebook itself: [{path.name}]({path.name}).\n"


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Let links to files of the repository lead to the pages of the site."""
    return relinked(markdown, page.file.src_uri)


def on_post_build(config: Any) -> None:
    """Fail if a page loads anything from another host."""
    from mkdocs.exceptions import PluginError

    for path in sorted(Path(config.site_dir).rglob("*.html")):
        for found in loaded_from_elsewhere(path.read_text("utf-8")):
            raise PluginError(f"{path} loads something from another host: {found}")


def relinked(markdown: str, page: str) -> str:
    """The text of a page of the site, with links from its place in the repository turned into those of the site."""
    source = next((source for source, name in OUTSIDE.items() if name == page), f"docs/{page}")

    def link(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), found[1]))
        named = OUTSIDE.get(target, target.removeprefix("docs/") if target.startswith("docs/") else None)
        return found[1] if named is None else posixpath.relpath(named, posixpath.dirname(page) or ".")

    parts = _FENCED.split(markdown)
    return "".join(part if index % 2 else _LINK.sub(link, part) for index, part in enumerate(parts))


def loaded_from_elsewhere(html: str) -> list[str]:
    """The elements of a page that load something from another host."""
    return [tag for tag in _LOADED.findall(html) if not _NOT_LOADED.search(tag)]


def command_reference() -> str:
    """The help of every command as Markdown, with its examples."""
    from scraper.cli import app

    parts = ["# Commands\n\nThe command is installed as `bodycopy` and as `scraper`.\n"]
    parts += [f"```text\n{app.help_epilogue}\n```\n"]
    for name in _verbs(app):
        parts += _command(app[name], f"scraper {name}", 2)
    return "\n".join(parts)


def _verbs(app: App) -> list[str]:
    return [name for name in app if not name.startswith("-")]


def _command(command: App, name: str, level: int) -> list[str]:
    parts = [f"{'#' * level} {name}\n"]
    inner = _verbs(command)
    if inner:
        parts.append(f"{command.help}\n")
    else:
        written = command.generate_docs(output_format="markdown", usage_name=name, heading_level=level)
        # its heading names the command alone
        parts.append(re.sub(r"\A\s*#+ .*\n+", "", written))
    if command.help_epilogue:
        parts.append(f"```text\n{command.help_epilogue.strip()}\n```\n")
    for verb in inner:
        parts += _command(command[verb], f"{name} {verb}", level + 1)
    return parts
