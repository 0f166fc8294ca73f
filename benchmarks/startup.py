"""Measure the time of `import scraper` in a new interpreter with compiled files, beside packages it must not load.

python -m benchmarks.startup [RUNS]
"""

from __future__ import annotations

import os
import subprocess
import sys
from tempfile import TemporaryDirectory

GOAL = 80.0
"""Milliseconds of processor time on an idle machine."""
_CODE = "import time; start = time.process_time(); import {}; print((time.process_time() - start) * 1000)"


def main(runs: int) -> None:
    """Print the fastest import of each package."""
    with TemporaryDirectory() as cache:
        costs = {name: _cost(name, cache, runs) for name in ("scraper", "httpx", "trafilatura")}
    for name, cost in costs.items():
        print(f"import {name:12} {cost:6.1f} ms   {costs['scraper'] / cost:5.2f}")
    print(f"\nimport scraper, ms  {costs['scraper']:6.1f}   goal: less than {GOAL:.0f}")


def _cost(name: str, cache: str, runs: int) -> float:
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", _CODE.format(name)]
    environment = inherited | {"PYTHONPYCACHEPREFIX": cache}
    times = [float(subprocess.check_output(command, env=environment)) for _ in range(runs + 1)]
    return min(times[1:])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
