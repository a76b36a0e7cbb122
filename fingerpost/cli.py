"""The command line: `fingerpost run | train | ask | replay | roles | bench`."""

import asyncio
import json
import logging
import os
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
warnings.simplefilter("ignore")  # of Rasa's pinned dependencies, before the log takes them over

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from fingerpost.settings import Settings, get_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="Fingerpost: a careers adviser in chat.",
)
roles = typer.Typer(no_args_is_help=True, help="The role knowledge base.")
app.add_typer(roles, name="roles")
bench = typer.Typer(no_args_is_help=True, help="Benchmarks, from a checkout of the project.")
app.add_typer(bench, name="bench")
console = Console(stderr=True)
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@contextmanager
def _plain_errors() -> Iterator[None]:
    """One line that says what to do, instead of a traceback, for what an operator can mend."""
    from sqlalchemy.exc import OperationalError

    from fingerpost.knowledge.files import KnowledgeError
    from fingerpost.nlu.encoder import EncoderError
    from fingerpost.training import TrainingFailed

    try:
        yield
    except KnowledgeError as error:
        for problem in error.problems:
            console.print(str(problem), markup=False, highlight=False)
        _stop(f"{len(error.problems)} problem(s) in the knowledge files; nothing was loaded.")
    except OperationalError as error:
        _stop(f"The database cannot be reached ({error.orig}). Check FINGERPOST_DATABASE_URL and that it runs.")
    except (EncoderError, TrainingFailed) as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.strerror or error}: {error.filename or 'check the disk and the permissions'}.")


def _stop(message: str) -> None:
    console.print(f"[red]error:[/] {message}", highlight=False)
    raise typer.Exit(1)


def _prepare(settings: Settings) -> Path:
    """Train if needed, migrate, load the knowledge base. Returns the model's path."""
    from fingerpost.database import migrate
    from fingerpost.training import model_path

    console.print("[bold]1/3[/] Database …", end=" ")
    migrate()
    console.print("ready.")
    console.print("[bold]2/3[/] Role knowledge base …", end=" ")
    _load_or_keep(settings)
    model = model_path(settings)
    if model.is_file():
        console.print(f"[bold]3/3[/] Model … {model.name} fits the training data.")
    else:
        console.print("[bold]3/3[/] Model … none fits the training data: training, some seconds.")
        _train(settings)
    return model


def _load_roles(settings: Settings) -> None:
    from fingerpost.knowledge.loader import load

    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Loading roles", total=None)
        report = load(settings.data, progress=lambda done, total: progress.update(task, completed=done, total=total))
    console.print(
        f"{report.added} added, {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged."
    )


def _load_or_keep(settings: Settings) -> None:
    """Load the profiles; where one is broken, go on with those of the last load, if there was any."""
    from fingerpost.database import read_session
    from fingerpost.knowledge.files import KnowledgeError
    from fingerpost.knowledge.loader import version

    try:
        _load_roles(settings)
    except KnowledgeError as error:
        with read_session() as session:
            if not version(session):
                raise
        for problem in error.problems:
            console.print(str(problem), markup=False, highlight=False)
        console.print(f"[yellow]{len(error.problems)} problem(s): going on with the profiles as last loaded.[/]")


def _train(settings: Settings) -> Path:
    from fingerpost.training import train as train_model

    with console.status("Training …") as status:

        def step(name: str) -> None:
            status.update(f"Training {name} …")
            if not console.is_terminal:
                console.print(f"Training {name} …")

        path = train_model(settings, step)
    console.print(f"Trained {path.name}.")
    return path


def _log(settings: Settings, level: int = logging.INFO) -> None:
    from fingerpost.logs import configure

    configure(settings.log_json, level)


@app.command()
def run(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the adviser: API and chat page, in one process."""
    settings = get_settings()
    address = (host or settings.host, settings.port if port is None else port)
    _log(settings)
    with _plain_errors():
        listener = _listen(*address)
        model = _prepare(settings)
        from fingerpost.web.serve import serve

        serve(settings, model, listener)


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        _stop(f"{host}:{port} cannot be used ({error.strerror}). Choose another: fingerpost run --port 8001")
    return listener


@app.command()
def train() -> None:
    """Train a model on the present training data."""
    settings = get_settings()
    _log(settings, logging.WARNING)
    with _plain_errors():
        _train(settings)


@app.command()
def ask(question: str, as_json: JsonFlag = False) -> None:
    """Ask one question and print the answer."""
    from fingerpost.chat.messages import plain

    with _plain_errors():
        [turn] = asyncio.run(_replayer().conversation([question]))
    print(json.dumps(turn.as_json(), ensure_ascii=False) if as_json else plain(turn.messages))


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help='JSON lines: {"id", "turns": ["…"]}.', exists=True, dir_okay=False)],
    as_json: JsonFlag = False,
) -> None:
    """Replay conversations; one output line for each."""
    with _plain_errors():
        replayer = _replayer()
        from fingerpost.chat.replay import read_conversations

        lines = list(read_conversations(file))
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("Replaying", total=len(lines))
            for identifier, turns in lines:
                answered = asyncio.run(replayer.conversation(turns))
                _print_conversation(identifier, turns, answered, as_json)
                progress.advance(task)


def _print_conversation(identifier: Any, turns: list[str], answered: list[Any], as_json: bool) -> None:
    from fingerpost.chat.messages import plain

    if as_json:
        row = {"id": identifier, "turns": [{"text": t, **a.as_json()} for t, a in zip(turns, answered, strict=True)]}
        print(json.dumps(row, ensure_ascii=False), flush=True)
        return
    print(f"# {identifier}")
    for said, turn in zip(turns, answered, strict=True):
        print(f"> {said}\n{plain(turn.messages)}\n")


def _replayer() -> Any:
    settings = get_settings()
    _log(settings, logging.ERROR)
    from fingerpost.chat.replay import Replay

    return Replay.prepare(settings, _prepare(settings))


@roles.command("lint")
def roles_lint() -> None:
    """Report every problem of the knowledge files, with file and line."""
    from fingerpost.knowledge.files import read_knowledge
    from fingerpost.knowledge.lint import lint_files

    files = read_knowledge(get_settings().data)
    problems = lint_files(files)
    for problem in problems:
        print(problem)
    if problems:
        _stop(f"{len(problems)} problem(s).")
    print(f"{len(files.roles)} roles in {len({role.document.sector for role in files.roles})} sectors: no problems.")


@roles.command("load")
def roles_load() -> None:
    """Load the knowledge files into the database: all or nothing."""
    _log(get_settings(), logging.WARNING)
    from fingerpost.database import migrate

    with _plain_errors():
        migrate()
        _load_roles(get_settings())


@bench.command("turns")
def bench_turns(
    turns: Annotated[int, typer.Option(help="Turns to time, after warming up.", min=32)] = 400,
    as_json: JsonFlag = False,
) -> None:
    """Latency, throughput, memory and start, beside a stock Rasa project in the same run."""
    from benchmarks.servers import BenchmarkFailed
    from benchmarks.turns import run as run_benchmark

    try:
        with console.status("Starting …") as status:
            figures = run_benchmark(turns, lambda step: status.update(step))
    except BenchmarkFailed as error:
        _stop(str(error))
    if as_json:
        print(json.dumps(figures))
        return
    table = Table("figure", "Fingerpost", "stock Rasa")
    for name, value in figures["fingerpost"].items():
        table.add_row(name, str(value), str(figures["stock"][name]))
    print_table = Console()
    print_table.print(table)
    ratios = Table("ratio", "measured", "target", "met")
    for name, value in figures["ratios"].items():
        target = figures["targets"][name]
        ratios.add_row(name, str(value), target["want"], "yes" if target["met"] else "NO")
    print_table.print(ratios)


if __name__ == "__main__":
    app()
