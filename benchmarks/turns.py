"""`fingerpost bench turns`: what a turn costs, beside a stock Rasa project in the same run."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.servers import BenchmarkFailed, Fingerpost, Peer, Stock, loaded_settings
from fingerpost.database import make_engine, migrate
from fingerpost.knowledge.loader import load
from fingerpost.settings import PROJECT

# What is asked, and a word that an answer must hold to count as one.
QUESTIONS = [
    ("what does a nurse do?", "Nurse"),
    ("how much does an electrician earn?", "Electrician"),
    ("what skills does a chef need?", "Chef"),
    ("how do I become a solicitor?", "Solicitor"),
    ("what hours does a plumber work?", "Plumber"),
    ("what qualities does a paramedic need?", "Paramedic"),
    ("what does an accountant do?", "Accountant"),
    ("what skills does a carpenter need?", "Carpenter"),
]
# Ratios of Fingerpost to stock that the project holds itself to.
TARGETS = {
    "action_turn_p50": ("at most", 0.30),
    "turns_per_second": ("at least", 3.0),
    "ready": ("at most", 0.20),
    "memory": ("at most", 0.45),
    "turn_200_to_turn_5": ("at most", 1.30),
}
_TURNS_A_CONVERSATION = 5
_SENDERS = 16


def run(turns: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure both peers. `turns`: sequential turns after warming up. Raises `BenchmarkFailed`."""
    with tempfile.TemporaryDirectory(prefix="fingerpost-bench-") as folder:
        settings = loaded_settings(Path(folder))
        engine = make_engine(settings.database_url)
        migrate(engine)
        load(PROJECT / "data", engine)
        engine.dispose()
        logs = PROJECT / "results" / "bench-turns"
        ours = Fingerpost("fingerpost", settings.database_url, logs)
        stock = Stock("stock", settings.database_url, logs)
        stock.build(say)
        with ours.running():
            say("Fingerpost: first start, to train where no model fits.")
        figures = {}
        for peer in (ours, stock):
            say(f"{peer.name}: starting …")
            with peer.running() as ready:
                figures[peer.name] = {"ready_s": round(ready, 2), **asyncio.run(_measure(peer, turns, say))}
    figures["ratios"] = _ratios(figures["fingerpost"], figures["stock"])
    figures["targets"] = {
        name: {"want": f"{way} {bound}", "met": _met(way, figures["ratios"][name], bound)}
        for name, (way, bound) in TARGETS.items()
    }
    return figures


async def _measure(peer: Peer, turns: int, say: Callable[[str], None]) -> dict[str, Any]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        say(f"{peer.name}: warming up …")
        await _sequence(peer, client, 40, "warm")
        say(f"{peer.name}: {turns} turns, 1 sender …")
        alone = await _sequence(peer, client, turns, "alone")
        say(f"{peer.name}: {turns} turns, {_SENDERS} senders …")
        started = time.perf_counter()
        share = turns // _SENDERS + 1
        crowd = await asyncio.gather(*(_sequence(peer, client, share, f"crowd{n}") for n in range(_SENDERS)))
        took = time.perf_counter() - started
        together = [seconds for times in crowd for seconds in times]
        say(f"{peer.name}: long conversations …")
        early, late = await _long(peer, client, 3 if peer.name == "fingerpost" else 1)
    return {
        "p50_ms": _ms(statistics.median(alone)),
        "p95_ms": _ms(_quantile(alone, 0.95)),
        "p50_16_senders_ms": _ms(statistics.median(together)),
        "p95_16_senders_ms": _ms(_quantile(together, 0.95)),
        "turns_per_second": round(len(together) / took, 1),
        "turn_5_ms": _ms(early),
        "turn_200_ms": _ms(late),
        "memory_mb": round(peer.memory() / 1e6),
    }


async def _sequence(peer: Peer, client: aiohttp.ClientSession, turns: int, name: str) -> list[float]:
    """Seconds of each of `turns`, a new conversation every few turns; each answer is checked."""
    times: list[float] = []
    conversation: Any = None
    for number in range(turns):
        if number % _TURNS_A_CONVERSATION == 0:
            conversation = await peer.open(client, f"{name}-{number}")
        times.append(await _timed(peer, client, conversation, number))
    return times


async def _long(peer: Peer, client: aiohttp.ClientSession, conversations: int) -> tuple[float, float]:
    """Median seconds around turn 5 and around turn 200 of the same conversations."""
    early: list[float] = []
    late: list[float] = []
    for index in range(conversations):
        conversation = await peer.open(client, f"long-{index}")
        times = [await _timed(peer, client, conversation, number) for number in range(208)]
        early += times[1:9]
        late += times[196:204]
    return statistics.median(early), statistics.median(late)


async def _timed(peer: Peer, client: aiohttp.ClientSession, conversation: Any, number: int) -> float:
    text, expected = QUESTIONS[number % len(QUESTIONS)]
    started = time.perf_counter()
    answer = await peer.ask(client, conversation, text)
    took = time.perf_counter() - started
    if expected.lower() not in answer.lower():
        raise BenchmarkFailed(f"{peer.name} did not answer “{text}” but said: {answer[:300]}")
    return took


def _ratios(ours: dict[str, Any], stock: dict[str, Any]) -> dict[str, float]:
    return {
        "action_turn_p50": round(ours["p50_ms"] / stock["p50_ms"], 3),
        "turns_per_second": round(ours["turns_per_second"] / stock["turns_per_second"], 2),
        "ready": round(ours["ready_s"] / stock["ready_s"], 3),
        "memory": round(ours["memory_mb"] / stock["memory_mb"], 3),
        "turn_200_to_turn_5": round(ours["turn_200_ms"] / ours["turn_5_ms"], 3),
    }


def _met(way: str, value: float, bound: float) -> bool:
    return value <= bound if way == "at most" else value >= bound


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
