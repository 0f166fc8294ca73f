"""The examples of docs/structure.md and what they print."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "structure.md").read_text("utf-8")


def test_the_examples_print_what_the_page_says() -> None:
    first, second = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    expected = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)[0]
    printed, names = StringIO(), {}
    with redirect_stdout(printed):
        exec(first, names)
    assert printed.getvalue().strip() == expected.strip()
    with redirect_stdout(printed):
        exec(second, names)
    assert "---\n" in printed.getvalue()


def test_it_names_what_there_is() -> None:
    import bodycopy.output.choices
    import bodycopy.output.markdown
    import bodycopy.output.rendering
    import bodycopy.output.semantic_html
    import bodycopy.output.tei

    assert bodycopy.output.markdown.to_markdown
    assert bodycopy.output.semantic_html.to_html
    assert bodycopy.output.rendering.to_json
    assert bodycopy.output.tei.to_tei
