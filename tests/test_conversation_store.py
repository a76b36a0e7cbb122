"""Conversations in the database: a working window, the whole history, other replicas."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered

from fingerpost.chat.conversation_store import ConversationStore
from fingerpost.settings import PROJECT


@pytest.fixture
def stores(engine):
    """Two replicas on one database."""
    domain = Domain.load(PROJECT / "domain.yml")
    return ConversationStore(domain, engine=engine, window=2), ConversationStore(domain, engine=engine, window=2)


async def turn(store: ConversationStore, text: str) -> None:
    tracker = await store.get_or_create_tracker("visitor", append_action_listen=False)
    tracker.update_with_events(
        [UserUttered(text), SlotSet("role", text), ActionExecuted("action_listen")], store.domain
    )
    await store.save(tracker)


def said(tracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_the_window_holds_the_last_turns_and_the_history_all(stores):
    store, _ = stores
    for text in ("one", "two", "three", "four"):
        await turn(store, text)
    assert said(await store.retrieve("visitor")) == ["three", "four"]
    assert said(await store.retrieve_full_tracker("visitor")) == ["one", "two", "three", "four"]
    assert (await store.retrieve("visitor")).get_slot("role") == "four"


async def test_another_replica_is_followed(stores):
    one, other = stores
    await turn(one, "one")
    await turn(other, "two")
    await turn(one, "three")
    assert said(await one.retrieve("visitor")) == ["two", "three"]
    assert said(await other.retrieve("visitor")) == ["two", "three"]
    assert said(await other.retrieve_full_tracker("visitor")) == ["one", "two", "three"]


async def test_erased_is_gone_everywhere(stores):
    one, other = stores
    await turn(one, "one")
    await other.delete("visitor")
    assert await one.retrieve("visitor") is None
    assert list(await one.keys()) == []
    await turn(one, "anew")
    assert said(await other.retrieve_full_tracker("visitor")) == ["anew"]


async def test_two_that_write_at_once_lose_nothing(stores):
    one, other = stores
    await turn(one, "one")
    first = await one.retrieve("visitor")
    second = await other.retrieve("visitor")
    first.update(UserUttered("two"), one.domain)
    second.update(UserUttered("three"), other.domain)
    await one.save(first)
    await other.save(second)
    assert said(await one.retrieve_full_tracker("visitor")) == ["one", "two", "three"]
