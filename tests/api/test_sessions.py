"""Sessions: server-minted, signed, expiring; nobody reads or writes another's conversation."""

import time

import pytest
from itsdangerous import URLSafeTimedSerializer

from fingerpost.chat.sessions import InvalidSession, Sessions
from fingerpost.settings import get_settings
from tests.api.conftest import Visitor, choices


async def test_a_session_begins_with_a_welcome(visitor):
    assert "automated careers adviser" in visitor.welcome[0]["fallback"]
    assert "What does a nurse do?" in choices(visitor.welcome)


@pytest.mark.parametrize(
    "header",
    [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/api/messages"), ("GET", "/api/me"), ("DELETE", "/api/me")])
async def test_without_a_valid_token_nothing_opens(client, header, method, path):
    response = await client.request(method, path, headers=header, json={"text": "hi"} if method == "POST" else None)
    assert response.status_code == 401
    assert "session" in response.json()["detail"]


async def test_an_altered_token_is_refused(visitor):
    visitor.headers["Authorization"] = f"Bearer {visitor.token[:-2]}xx"
    assert (await visitor.send(text="hi")).status_code == 401


async def test_a_token_signed_elsewhere_is_refused(visitor):
    forged = URLSafeTimedSerializer("another key", salt="session").dumps("somebody-else")
    visitor.headers["Authorization"] = f"Bearer {forged}"
    assert (await visitor.send(text="hi")).status_code == 401


def test_a_token_expires(monkeypatch):
    sessions = Sessions(get_settings())
    token = sessions.mint().token
    assert sessions.conversation(token)
    later = time.time() + 25 * 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    with pytest.raises(InvalidSession, match="expired"):
        sessions.conversation(token)


async def test_conversations_are_apart(client):
    one, other = await Visitor.arrive(client), await Visitor.arrive(client)
    await one.ask("what does a nurse do?")
    assert "Which role do you mean" in await other.ask("and the pay?")
    assert "nurse" not in str(await other.me()).replace("What does a nurse do?", "").lower().split("which role")[0]


async def test_the_caller_cannot_choose_a_conversation(visitor):
    response = await visitor.client.post(
        "/api/messages", json={"text": "hi", "sender": "somebody-else"}, headers=visitor.headers
    )
    assert response.status_code == 422


async def test_everything_held_can_be_read_and_erased(visitor):
    await visitor.ask("what does a plumber do?")
    held = await visitor.me()
    assert [entry["sender"] for entry in held][-2:] == ["assistant", "assistant"] or held[-1]["sender"] == "assistant"
    assert "what does a plumber do?" in [entry["messages"][0].get("text") for entry in held]
    assert (await visitor.client.delete("/api/me", headers=visitor.headers)).status_code == 204
    assert await visitor.me() == []


def test_the_key_of_an_installation_is_kept_private(tmp_path):
    settings = get_settings().model_copy(update={"state": tmp_path / "state", "secret_key": None})
    token = Sessions(settings).mint().token
    assert Sessions(settings).conversation(token)
    assert (tmp_path / "state" / "secret.key").stat().st_mode & 0o077 == 0
