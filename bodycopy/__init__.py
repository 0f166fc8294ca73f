"""The package `scraper` under the name of its distribution, for those whose own module is called `scraper.py`.

`import bodycopy` gives the package `scraper` itself, and `bodycopy.rules` is the module `scraper.rules`. The package is
taken from the folder beside this one, so a `scraper.py` that comes first on `sys.path` does not get in the way. Where
such a module is loaded as `scraper` already, it stays what it is, and the modules of the package are found below it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper import *  # noqa: F403

_PACKAGE = Path(__file__).parents[1] / "scraper"


class _SameModule(MetaPathFinder, Loader):
    """Finds `bodycopy.x.y` and loads it as the module `scraper.x.y`."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a module of `bodycopy`; its command, `bodycopy.__main__`, is an ordinary file."""
        return ModuleSpec(name, self) if name.startswith("bodycopy.") and name != "bodycopy.__main__" else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module of the same name in `scraper`, which keeps its own spec."""
        module = import_module(f"scraper{spec.name.removeprefix('bodycopy')}")
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to run: the module is loaded."""
        module.__spec__ = module.__spec__.loader_state if module.__spec__ is not None else None


def _load(name: str) -> ModuleType:
    """The package, run from its folder under `name`."""
    spec = spec_from_file_location(name, _PACKAGE / "__init__.py", submodule_search_locations=[str(_PACKAGE)])
    if spec is None or spec.loader is None:
        raise ImportError(f"{_PACKAGE} is not there: install bodycopy again")
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _package() -> ModuleType:
    """The package `scraper`; under the name `bodycopy` where a module of somebody else's is `scraper` already."""
    found = sys.modules.get("scraper")
    if found is None:
        return _load("scraper")
    if str(_PACKAGE) in getattr(found, "__path__", ()):
        return found
    found.__path__ = [str(_PACKAGE)]
    return _load("bodycopy")


sys.meta_path.insert(0, _SameModule())
sys.modules[__name__] = _package()
