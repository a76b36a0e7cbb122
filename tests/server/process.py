"""A real `fingerpost run` in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

FINGERPOST = str(Path(sys.executable).parent / "fingerpost")
RASA = str(Path(sys.executable).parent / "rasa")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The process, its address and its log."""

    def __init__(self, state: Path, port: int, **settings: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.log = state / "server.log"
        environment = {
            **os.environ,
            "FINGERPOST_STATE": str(state),
            "FINGERPOST_DATABASE_URL": f"sqlite:///{state / 'fingerpost.db'}",
            **settings,
        }
        with self.log.open("ab") as stream:
            self.process = subprocess.Popen(
                [FINGERPOST, "run", "--port", str(port)], env=environment, stdout=stream, stderr=stream
            )

    def wait_until_ready(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError(f"not ready:\n{self.log.read_text()}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@contextmanager
def running(state: Path, port: int | None = None, **settings: str) -> Iterator[Server]:
    server = Server(state, port or free_port(), **settings)
    try:
        server.wait_until_ready()
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
