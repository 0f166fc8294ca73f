"""A PostgreSQL server in a temporary folder and on a free loopback port, from the installed programs."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg

ADMIN = "postgres"
MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
REQUIRED_BY = "REQUIRE_POSTGRES"
"""If this variable is set, as on CI, tests fail without PostgreSQL instead of being skipped."""
_numbers = itertools.count(1)


def programs() -> Path | None:
    """The folder of initdb and postgres of the newest version installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    given = shutil.which("initdb")
    return found[-1].parent if found else Path(given).resolve().parent if given else None


@contextmanager
def running(bin_: Path) -> Iterator[str]:
    """The URL of a server that runs until the block ends. It never flushes to disk, as its data are discarded."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    user = _own(folder)
    data, log = folder / "data", folder / "log"
    try:
        options = ["-D", str(data), "-A", "trust", "-U", ADMIN, "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([bin_ / "initdb", *options], user=user, cwd=folder, check=True, capture_output=True, timeout=60)
        port = _free_port()
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        settings += " -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off"
        control = [bin_ / "pg_ctl", "-D", data, "-w", "-l", log]
        run = partial(subprocess.run, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=60)
        run([*control, "-o", settings, "start"])
        try:
            yield f"postgresql+psycopg://{ADMIN}@127.0.0.1:{port}/postgres"
        finally:
            run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def fresh(server: str) -> str:
    """The URL of a new, empty schema; creating one takes a hundredth of the time of a new database."""
    name = f"store_{next(_numbers)}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server}?options=-csearch_path%3D{name}"


def _own(folder: Path) -> int | None:
    """If the tests run as root, which initdb refuses, give the folder to the user `postgres` and return its id."""
    if os.getuid():
        return None
    user = pwd.getpwnam(ADMIN)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_uid


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
