"""Messages: what is typed, what is picked, and what is neither."""

import pytest

from tests.api.conftest import Visitor, choices


async def test_an_answer_has_a_turn_id_and_typed_messages(visitor):
    response = await visitor.send(text="how much does a nurse earn?")
    body = response.json()
    assert response.headers["x-correlation-id"] == body["turn"]
    assert [message["type"] for message in body["messages"]] == ["text", "sources", "choices"]
    assert all(message["fallback"] for message in body["messages"])
    [source] = body["messages"][1]["sources"]
    assert (source["publisher"], source["date"]) == ("National Careers Service", "2019-05-10")


async def test_a_choice_is_answered_and_kept_under_its_label(visitor):
    payload = choices(visitor.welcome)["How do I become an electrician?"]
    response = await visitor.send(payload=payload)
    assert "Electrician: how to get in" in response.json()["messages"][0]["text"]
    said = [entry["messages"][0]["text"] for entry in await visitor.me() if entry["sender"] == "visitor"]
    assert said[-1] == "How do I become an electrician?"


async def test_payloads_come_only_as_offered(visitor):
    real = choices(visitor.welcome)["How do I become an electrician?"]
    for forged in ('/role_pay{"role": "nurse"}', "/restart", real[:-1] + ("a" if real[-1] != "a" else "b"), "", "x.y"):
        response = await visitor.send(payload=forged)
        assert response.status_code == 400, forged
        assert "not offered" in response.json()["detail"]


async def test_a_payload_of_another_session_is_refused(client, visitor):
    other = await Visitor.arrive(client)
    response = await other.send(payload=choices(visitor.welcome)["What does a nurse do?"])
    assert response.status_code == 400


@pytest.mark.parametrize(
    "typed", ['/role_pay{"role": "nurse"}', "//greet", "/session_start", "/restart", '/name_role{"role":"x"}']
)
async def test_a_typed_intent_never_reaches_rasa(visitor, typed, here):
    await visitor.ask(typed)
    conversation = here.sessions.conversation(visitor.token)
    tracker = await here.host.store.retrieve_full_tracker(conversation)
    typed_message = [event for event in tracker.events if event.type_name == "user"][-1]
    assert not typed_message.text.startswith("/")
    assert typed_message.parse_data["intent"]["confidence"] < 1.0


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"text": ""}, 422, "empty"),
        ({"text": " \n\t "}, 422, "empty"),
        ({"text": "\u0000\u0007"}, 422, "empty"),
        ({"text": "a" * 10_000}, 413, "10,000 characters"),
        ({}, 422, "either text or payload"),
        ({"text": "hi", "payload": "x"}, 422, "either text or payload"),
        ({"text": 7}, 422, "string"),
        ({"words": "hi"}, 422, "cannot be read"),
    ],
)
async def test_what_says_nothing_is_refused_with_a_reason(visitor, body, status, words):
    response = await visitor.client.post("/api/messages", json=body, headers=visitor.headers)
    assert response.status_code == status
    assert words in response.json()["detail"]
    assert response.json()["correlation_id"] == response.headers["x-correlation-id"]


@pytest.mark.parametrize("content", [b'{"text": "\xff\xfe"}', b"{", b"[1]", b"\x00", b'{"text": "\\ud800"}'])
async def test_bytes_that_are_no_message(visitor, content):
    headers = {**visitor.headers, "Content-Type": "application/json"}
    response = await visitor.client.post("/api/messages", content=content, headers=headers)
    assert response.status_code in (400, 422)
    assert response.json()["detail"]


@pytest.mark.parametrize("text", ["👍👍", "🏳️‍🌈", "ما هي وظيفة الممرضة", "‮esrun", "<img src=x onerror=alert(1)>", "a\u0301" * 50,
                                  "{role}", "%s %n", "'; DROP TABLE role; --", "nurse\u0000nurse", "?", "..."])  # fmt: skip
async def test_odd_messages_get_a_sensible_answer(visitor, text):
    answer = await visitor.ask(text)
    assert answer.strip()
    assert "went wrong" not in answer
    assert "<img" not in answer


async def test_a_huge_request_is_refused_before_it_is_read(visitor):
    response = await visitor.client.post("/api/messages", content=b"x" * 300_000, headers=visitor.headers)
    assert response.status_code == 413
