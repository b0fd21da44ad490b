"""The demo: one command, kept between starts, never made of other people than it says."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.durability.installation import PATIENCE_SECONDS, Installation, Server, free_port, gone

FEW = "4"


def test_a_demo_is_served_kept_and_thrown_away(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "home")
    port = free_port()
    process = installation.start("demo", "--port", str(port), "--people", FEW, "--workers", "1")
    server = Server(process, port, installation.home / "log")
    try:
        server.wait()
        everyone = server.pids()
        while_served = installation.alongside("demo", "--reset")
        assert (while_served.returncode, "in use" in while_served.stderr) == (1, True)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
        assert gone(everyone)
    finally:
        server.kill()
    said = server.log.read_text()
    for address in (f"http://localhost:{port}", f"http://127.0.0.1:{port}", "joan@people.example"):
        assert address in said
    for other in (("--people", "5"), ("--seed", "7")):
        refused = installation.alongside("demo", "--port", str(free_port()), *other)
        assert (refused.returncode, "make demo-reset" in refused.stderr) == (1, True)
    assert installation.alongside("demo", "--reset").returncode == 0
    assert not installation.database.exists()
