"""Conversations by phenomenon, through the agent that ships, against the profiles that ship.

Each YAML file holds conversations of one phenomenon: an `id` and its `turns`. A turn says what the visitor types (or,
as `[label]`, picks from the choices offered) and what must hold of the answer: `intent`, `roles`, `says` (all of these
words), `says_not`, `offers` (choices with these labels), `cites` (publishers), `first` (type of the first message).
"""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from fingerpost.chat.messages import Choices, Message, Sources, plain
from fingerpost.chat.replay import Replay

FILES = sorted(Path(__file__).parent.glob("*.yml"))
CONVERSATIONS = [
    pytest.param(conversation["turns"], id=f"{file.stem}/{conversation['id']}")
    for file in FILES
    for conversation in YAML(typ="safe").load(file)
]
KEYS = {"user", "intent", "roles", "says", "says_not", "offers", "cites", "first"}


@pytest.fixture(scope="module")
def replay(host, loaded):
    return Replay(host, loaded)


@pytest.mark.parametrize("turns", CONVERSATIONS)
async def test_conversation(replay, turns):
    answered = await replay.conversation([turn["user"] for turn in turns])
    for expected, turn in zip(turns, answered, strict=True):
        assert set(expected) <= KEYS, "a misspelt expectation would never fail"
        said = plain(turn.messages)
        where = f"> {expected['user']}\n[{turn.intent} {turn.confidence:.2f} {turn.roles}]\n{said}"
        assert said.strip(), where
        check(expected, turn, said, where)


def check(expected: dict[str, Any], turn: Any, said: str, where: str) -> None:
    if "intent" in expected:
        assert turn.intent == expected["intent"], where
    if "roles" in expected:
        assert turn.roles == expected["roles"], where
    if "first" in expected:
        assert turn.messages[0].type == expected["first"], where
    for words in listed(expected, "says"):
        assert words.lower() in said.lower(), f"missing “{words}”\n{where}"
    for words in listed(expected, "says_not"):
        assert words.lower() not in said.lower(), f"should not say “{words}”\n{where}"
    for label in listed(expected, "offers"):
        assert label in labels(turn.messages), f"not offered: {label}\n{where}"
    for publisher in listed(expected, "cites"):
        assert publisher in publishers(turn.messages), f"not cited: {publisher}\n{where}"


def listed(expected: dict[str, Any], key: str) -> list[str]:
    value = expected.get(key, [])
    return [value] if isinstance(value, str) else value


def labels(messages: list[Message]) -> list[str]:
    return [choice.label for message in messages if isinstance(message, Choices) for choice in message.choices]


def publishers(messages: list[Message]) -> list[str]:
    return [source.publisher for message in messages if isinstance(message, Sources) for source in message.sources]


def test_there_are_at_least_sixty():
    assert len(CONVERSATIONS) >= 60
