"""The two assistants that `bench turns` compares, each as the processes that a user would start."""

import asyncio
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import yaml

from fingerpost.database import make_engine, read_session
from fingerpost.knowledge.queries import role_names
from fingerpost.settings import PROJECT, Settings

WORK = PROJECT / "benchmarks" / ".stock"
_START_TIMEOUT = 180.0


class BenchmarkFailed(RuntimeError):
    """A peer could not be built or started; the message says which and where its log is."""


@dataclass
class Peer(ABC):
    """An assistant as a set of processes with an HTTP door."""

    name: str
    database: str
    logs: Path
    port: int = field(default_factory=lambda: _free_port())
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @abstractmethod
    def commands(self) -> list[list[str]]:
        """What to start, the main process last."""

    @abstractmethod
    async def open(self, client: aiohttp.ClientSession, sender: str) -> Any:
        """A conversation to ask in."""

    @abstractmethod
    async def ask(self, client: aiohttp.ClientSession, conversation: Any, text: str) -> str:
        """The answer to `text`, whole, as text."""

    def folder(self) -> Path:
        """Where the processes run."""
        return PROJECT

    @contextmanager
    def running(self) -> Iterator[float]:
        """Start; yields the seconds until the first answer; stops all at the end."""
        # Byte code is written as any installation would; the database is the one that was loaded for this run.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"FINGERPOST_DATABASE_URL": self.database, "RASA_TELEMETRY_ENABLED": "false"}
        environment |= {"TF_CPP_MIN_LOG_LEVEL": "3"}
        self.logs.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        try:
            for number, command in enumerate(self.commands()):
                log = (self.logs / f"{self.name}-{number}.log").open("wb")
                process = subprocess.Popen(command, cwd=self.folder(), env=environment, stdout=log, stderr=log)
                self.processes.append(process)
            asyncio.run(self._answering(started))
            yield time.perf_counter() - started
        finally:
            for process in self.processes:
                process.terminate()
            for process in self.processes:
                process.wait(30)
            self.processes.clear()

    async def _answering(self, started: float) -> None:
        async with aiohttp.ClientSession() as client:
            while time.perf_counter() - started < _START_TIMEOUT:
                if any(process.poll() is not None for process in self.processes):
                    break
                try:
                    if await self.ask(client, await self.open(client, "ready"), "what does a nurse do?"):
                        return
                except (aiohttp.ClientError, KeyError, ValueError):
                    pass
                await asyncio.sleep(0.05)
        raise BenchmarkFailed(f"{self.name} did not start; see {self.logs}")

    def memory(self) -> int:
        """Resident bytes of all processes."""
        tree = [p for process in self.processes for p in _tree(process.pid)]
        return sum(process.memory_info().rss for process in tree)


class Fingerpost(Peer):
    """This build, as `fingerpost run` serves it."""

    def commands(self) -> list[list[str]]:
        """One process."""
        return [[str(Path(sys.executable).parent / "fingerpost"), "run", "--port", str(self.port)]]

    async def open(self, client: aiohttp.ClientSession, sender: str) -> Any:
        """A session of the API."""
        async with client.post(f"http://127.0.0.1:{self.port}/api/sessions") as response:
            return {"Authorization": f"Bearer {(await response.json())['token']}"}

    async def ask(self, client: aiohttp.ClientSession, conversation: Any, text: str) -> str:
        """One turn over HTTP."""
        url = f"http://127.0.0.1:{self.port}/api/messages"
        async with client.post(url, json={"text": text}, headers=conversation) as response:
            return "\n".join(message["fallback"] for message in (await response.json())["messages"])


@dataclass
class Stock(Peer):
    """A stock Rasa project: default pipeline and policies, the actions on their own HTTP server."""

    python: Path = WORK / "venv" / "bin"
    actions_port: int = field(default_factory=lambda: _free_port())

    def folder(self) -> Path:
        """Its own project folder."""
        return WORK / "project"

    def commands(self) -> list[list[str]]:
        """The action server, then Rasa."""
        (self.folder() / "endpoints.yml").write_text(
            yaml.safe_dump({"action_endpoint": {"url": f"http://127.0.0.1:{self.actions_port}/webhook"}})
        )
        rasa = str(self.python / "rasa")
        return [
            [rasa, "run", "actions", "--actions", "actions", "--port", str(self.actions_port)],
            [rasa, "run", "--model", "model.tar.gz", "--port", str(self.port), "--credentials", "credentials.yml"],
        ]

    async def open(self, client: aiohttp.ClientSession, sender: str) -> Any:
        """Rasa lets the caller choose."""
        return sender

    async def ask(self, client: aiohttp.ClientSession, conversation: Any, text: str) -> str:
        """One turn over the REST channel."""
        url = f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"
        async with client.post(url, json={"sender": conversation, "message": text}) as response:
            return "\n".join(str(message.get("text") or message.get("custom")) for message in await response.json())

    def build(self, say: Any) -> None:
        """Make the environment (with TensorFlow) and train, unless the same was trained before."""
        project = self.folder()
        project.mkdir(parents=True, exist_ok=True)
        digest = self._write_project(project)
        stamp = project / "model.sha256"
        if stamp.is_file() and stamp.read_text() == digest:
            return
        say("Making the stock environment (TensorFlow 2.12) …")
        environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(WORK / "venv")}
        _check(["uv", "sync", "--frozen", "--no-dev", "--extra", "tensorflow"], PROJECT, environment)
        say("Training the stock project, some minutes …")
        train = [str(self.python / "rasa"), "train", "--out", ".", "--fixed-model-name", "model"]
        _check([*train, "--data", "data"], project, {**os.environ, "RASA_TELEMETRY_ENABLED": "false"})
        stamp.write_text(digest)

    def _write_project(self, project: Path) -> str:
        """The same training data, domain and actions; role names as synonyms, which is how stock Rasa links."""
        shutil.rmtree(project / "data", ignore_errors=True)
        for part in ("nlu", "rules"):
            shutil.copytree(PROJECT / "data" / part, project / "data" / part)
        for source in (PROJECT / "domain.yml", PROJECT / "benchmarks" / "stock" / "config.yml"):
            shutil.copy(source, project / source.name)
        (project / "credentials.yml").write_text("rest:\n")
        link = project / "actions"
        if not link.exists():
            link.symlink_to(PROJECT / "actions")
        with read_session(make_engine(self.database)) as session:
            names = role_names(session)
        synonyms = [
            {"synonym": slug, "examples": "".join(f"- {name.lower()}\n" for other, name, _ in names if other == slug)}
            for slug in dict.fromkeys(slug for slug, _, _ in names)
        ]
        text = yaml.safe_dump({"version": "3.1", "nlu": synonyms}, default_style="|")
        (project / "data" / "nlu" / "synonyms.yml").write_text(text)
        files = [*sorted((project / "data").rglob("*.yml")), project / "config.yml", project / "domain.yml"]
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def loaded_settings(folder: Path) -> Settings:
    """Settings with a fresh database in `folder`."""
    return Settings(database_url=f"sqlite:///{folder / 'bench.db'}", state=folder)


def _check(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise BenchmarkFailed(f"{' '.join(command)} failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")


def _tree(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
