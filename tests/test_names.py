"""One topic has one name everywhere: NLU data, rules, action, test."""

import pytest
from ruamel.yaml import YAML

from actions.topics import LABELS
from fingerpost.settings import PROJECT

DOMAIN = YAML(typ="safe").load(PROJECT / "domain.yml")
INTENTS = [name for intent in DOMAIN["intents"] for name in intent]


def rules() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted((PROJECT / "data" / "rules").glob("*.yml")):
        for rule in YAML(typ="safe").load(file)["rules"]:
            [intent] = [step["intent"] for step in rule["steps"] if "intent" in step]
            found[intent] = [step["action"] for step in rule["steps"] if "action" in step]
    return found


def sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        for item in YAML(typ="safe").load(file)["nlu"]:
            if "intent" in item:
                found[item["intent"]] = [line[2:] for line in item["examples"].splitlines()]
    return found


def test_every_intent_has_a_rule():
    assert set(rules()) == {*INTENTS, "nlu_fallback"}


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_enough_sentences(intent):
    assert len(set(sentences()[intent])) >= 35


def test_no_sentence_has_two_intents():
    owner: dict[str, str] = {}
    for intent, said in sentences().items():
        for sentence in said:
            assert owner.setdefault(sentence.lower(), intent) == intent, sentence


def test_every_action_has_a_module_and_a_test():
    for action in DOMAIN["actions"]:
        topic = action.removeprefix("action_")
        assert (PROJECT / "actions" / f"{topic}.py").is_file()
        assert (PROJECT / "tests" / "actions" / f"test_{topic}.py").is_file() or topic == "examples"


def test_every_topic_has_one_name():
    for topic in LABELS:
        assert topic in INTENTS
        assert f"action_{topic}" in DOMAIN["actions"]
        for part in ("data/nlu", "data/rules"):
            assert (PROJECT / part / f"{topic}.yml").is_file(), f"{part}/{topic}.yml"
