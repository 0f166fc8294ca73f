"""A PostgreSQL server for the tests: Debian's package, in a temporary folder, on a free loopback port."""

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
from pathlib import Path

import psycopg

ADMIN = "postgres"
MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
_numbers = itertools.count(1)


def programs() -> Path | None:
    """The folder of initdb and postgres, of the newest version there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    given = shutil.which("initdb")
    return found[-1].parent if found else Path(given).resolve().parent if given else None


def required() -> bool:
    """Whether a missing server is a failure, as in the tests of the project's own machine, and no reason to skip."""
    return bool(os.environ.get("NEEDS_POSTGRES"))


@contextmanager
def running(bin_: Path) -> Iterator[str]:
    """The URL of a server that lives as long as the block; its data are not worth a flush to the disk."""
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
        subprocess.run(
            [*control, "-o", settings, "start"],
            user=user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )
        try:
            yield f"postgresql+psycopg://{ADMIN}@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL
            )
    finally:
        shutil.rmtree(folder)


def fresh(server: str) -> str:
    """The URL of a new, empty schema: made a hundred times as fast as a database."""
    name = f"store_{next(_numbers)}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{server}?options=-csearch_path%3D{name}"


def _own(folder: Path) -> int | None:
    """initdb refuses root: as root, the folder belongs to the user that the package made. None for who is no root."""
    if os.getuid():
        return None
    user = pwd.getpwnam(ADMIN)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_uid


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
