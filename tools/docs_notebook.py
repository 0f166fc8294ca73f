"""Notebooks of the documentation: run again by `python -m tools.docs_notebook`, and shown as pages of the site.

The build of the site runs them too, and fails if one gives anything else than what is stored in it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"


def executed(path: Path) -> Any:
    """A notebook with what its cells give now. Raises CellExecutionError for a cell that fails."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, 4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def outputs(notebook: Any) -> list[list[str]]:
    """What each cell of code gives, as Markdown."""
    return [[_output(each) for each in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def as_markdown(notebook: Any) -> str:
    """A notebook as a page: its text, its code, and what that gives."""
    parts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        else:
            parts += [f"```python\n{cell.source}\n```", *map(_output, cell.outputs)]
    return "\n\n".join(parts) + "\n"


def _output(output: Any) -> str:
    if output.output_type == "stream":
        return f"```text\n{output.text.rstrip()}\n```"
    if html := output.data.get("text/html"):
        # a blank line would end the block of HTML
        return '<div class="output">\n' + re.sub(r"\n\s*\n", "\n", html) + "\n</div>"
    return f"```text\n{output.data['text/plain']}\n```"


def main() -> None:
    """Run every notebook and store what it gives."""
    import nbformat

    for path in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(executed(path), path)


if __name__ == "__main__":
    main()
