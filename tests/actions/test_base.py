"""What every action shares."""

import logging
from datetime import date

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.base import SafeAction, utter
from actions.citing import is_old
from actions.examples import EXAMPLES
from actions.wording import money
from fingerpost.chat.messages import Path, PathStep, Text, from_bot
from fingerpost.logs import configure


class ActionBroken(SafeAction):
    """Raises after having begun to answer."""

    def respond(self, tracker):
        """Fail."""
        raise RuntimeError("broken")


def test_a_failure_is_an_apology_with_a_reference_and_is_logged(caplog):
    configure(as_json=False)
    logging.getLogger().addHandler(caplog.handler)
    dispatcher = CollectingDispatcher()
    dispatcher.utter_message(text="half an answer")
    assert ActionBroken().run(dispatcher, None, {}) == []
    [message] = from_bot(dispatcher.messages)
    assert "something went wrong" in message.text
    reference = message.text.split("reference ")[1].rstrip(".")
    [record] = [record for record in caplog.records if "action.failed" in str(record.msg)]
    assert record.msg["reference"] == reference
    assert record.levelname == "ERROR"


@pytest.mark.parametrize(
    "message",
    [
        Text(text="Hello"),
        EXAMPLES.model_copy(update={"text": "Pick one:"}),
        Path(title="Next", role="a", direction="next", steps=[PathStep(slug="b", title="B", change="more")]),
    ],
)
def test_messages_survive_rasa(message):
    dispatcher = CollectingDispatcher()
    utter(dispatcher, message)
    assert from_bot(dispatcher.messages) == [message]


@pytest.mark.parametrize(
    ("day", "old"), [(date(2024, 11, 23), True), (date(2024, 11, 24), False), (date(2019, 5, 10), True)]
)
def test_old_is_more_than_24_whole_months(day, old):
    assert is_old(day, date(2026, 11, 23)) is old


@pytest.mark.parametrize(
    ("amount", "currency", "period", "said"),
    [
        (18000, "GBP", "year", "£18,000 a year"),
        (21, "USD", "hour", "$21 an hour"),
        (900, "CHF", "week", "900 CHF a week"),
    ],
)
def test_money(amount, currency, period, said):
    assert money(amount, currency, period) == said
