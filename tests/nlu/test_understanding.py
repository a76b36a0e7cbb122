"""Precision and recall of each intent on sentences held out from training, through the pipeline that ships.

`heldout.yml` was written from the descriptions of the intents, not from the training sentences.
"""

import pytest
from ruamel.yaml import YAML
from sklearn.metrics import precision_recall_fscore_support

from fingerpost.settings import PROJECT

ACCURACY = 0.85
PRECISION = 0.65
RECALL = 0.65


def sentences(folder) -> list[tuple[str, str]]:
    return [
        (item["intent"], line.removeprefix("- ").strip())
        for file in sorted(folder)
        for item in YAML(typ="safe").load(file)["nlu"]
        if "intent" in item
        for line in item["examples"].splitlines()
    ]


HELD_OUT = sentences([PROJECT / "tests" / "nlu" / "heldout.yml"])


@pytest.fixture(scope="module")
async def predicted(host) -> list[str]:
    said = []
    for _, sentence in HELD_OUT:
        parsed = await host.agent.parse_message(sentence)
        said.append(parsed["intent"]["name"])
    return said


def test_nothing_is_held_in_both():
    training = {plain(text) for _, text in sentences((PROJECT / "data" / "nlu").glob("*.yml"))}
    assert [text for _, text in HELD_OUT if plain(text) in training] == []


def plain(text: str) -> str:
    import re

    return re.sub(r"\W+", " ", re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)).strip().lower()


async def test_each_intent_is_understood(predicted, capsys):
    gold = [intent for intent, _ in HELD_OUT]
    names = sorted(set(gold))
    precision, recall, _, support = precision_recall_fscore_support(gold, predicted, labels=names, zero_division=0)
    accuracy = sum(a == b for a, b in zip(gold, predicted, strict=True)) / len(gold)
    with capsys.disabled():
        print(f"\nheld-out understanding: {len(gold)} sentences, accuracy {accuracy:.3f}")
        for row in zip(names, precision, recall, support, strict=True):
            print("{:<22} precision {:.2f}  recall {:.2f}  of {}".format(*row))
        for (intent, text), said in zip(HELD_OUT, predicted, strict=True):
            if intent != said:
                print(f"  {intent} -> {said}: {text}")
    low = [
        f"{name}: precision {p:.2f}, recall {r:.2f}"
        for name, p, r in zip(names, precision, recall, strict=True)
        if p < PRECISION or r < RECALL
    ]
    assert low == []
    assert accuracy >= ACCURACY
