"""Failure: a plain apology with a correlation id, nothing lost, and a line in the log."""

import json
import logging
from io import StringIO

import pytest
from sqlalchemy.exc import OperationalError

from actions.role_pay import ActionRolePay
from fingerpost.logs import configure


@pytest.fixture
def logged():
    """What is logged meanwhile, as a function that gives it as one string."""
    before = logging.getLogger().handlers
    configure(as_json=True)
    [handler] = logging.getLogger().handlers
    stream = StringIO()
    handler.setStream(stream)
    yield stream.getvalue
    logging.getLogger().handlers = before


def away(*_args, **_kwargs):
    raise OperationalError("SELECT 1", {}, Exception("the database is gone"))


async def test_an_action_that_raises(visitor, monkeypatch, logged):
    await visitor.ask("what does a nurse do?")
    with monkeypatch.context() as patch:
        patch.setattr(ActionRolePay, "answer", lambda *_: 1 / 0)
        answer = await visitor.ask("and the pay?")
    reference = answer.split("quote reference ")[1].rstrip(".")
    assert "something went wrong on our side" in answer
    lines = [json.loads(line) for line in logged().splitlines() if reference in line]
    assert any("ZeroDivisionError" in line.get("exception", "") for line in lines)
    assert "Nurse: pay" in await visitor.ask("and the pay?")


async def test_a_database_that_is_gone_for_a_turn(visitor, monkeypatch, here, logged):
    await visitor.ask("what does a plumber do?")
    before = await visitor.me()
    with monkeypatch.context() as patch:
        patch.setattr("fingerpost.chat.conversation_store.read_session", away)
        response = await visitor.send(text="and the pay?")
    assert response.status_code == 503
    [message] = response.json()["messages"]
    assert response.json()["correlation_id"] in message["text"]
    assert response.json()["correlation_id"] in logged()
    assert await visitor.me() == before
    assert "Plumber: pay" in await visitor.ask("and the pay?")


async def test_a_database_that_is_gone_at_the_end_of_a_turn(visitor, monkeypatch):
    await visitor.ask("what does a plumber do?")
    before = await visitor.me()
    with monkeypatch.context() as patch:
        patch.setattr("fingerpost.chat.conversation_store.write_session", away)
        assert (await visitor.send(text="what does a chef do?")).status_code == 503
    assert await visitor.me() == before
    assert "Plumber: pay" in await visitor.ask("and the pay?")


async def test_a_knowledge_base_that_is_gone_for_a_turn(visitor, monkeypatch):
    await visitor.ask("what does a plumber do?")
    with monkeypatch.context() as patch:
        patch.setattr("actions.question.read_session", away)
        assert "something went wrong" in await visitor.ask("and the pay?")
    assert "Plumber: pay" in await visitor.ask("and the pay?")


async def test_no_rule_is_an_apology_too(visitor, monkeypatch, here):
    async def silent(*_args, **_kwargs):
        return None

    with monkeypatch.context() as patch:
        patch.setattr(here.host.agent.processor, "handle_message", silent)
        assert "something went wrong" in await visitor.ask("what does a chef do?")


async def test_readiness_follows_the_database(client, monkeypatch):
    assert (await client.get("/readyz")).json()["status"] == "ok"
    monkeypatch.setattr("fingerpost.web.app.read_session", away)
    response = await client.get("/readyz")
    assert response.status_code == 503
    assert "database cannot be reached" in response.json()["status"]
    assert (await client.get("/healthz")).status_code == 200
