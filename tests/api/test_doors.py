"""The doors: what is open, how it is documented and guarded."""

import pytest


async def test_openapi_documents_the_interface(client):
    paths = (await client.get("/openapi.json")).json()["paths"]
    assert {"/api/sessions", "/api/messages", "/api/me", "/healthz", "/readyz"} <= set(paths)
    assert {"get", "delete"} <= set(paths["/api/me"])


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/model/parse", "/conversations/x/tracker", "/status"])
async def test_nothing_of_rasa_is_exposed(client, path):
    assert (await client.post(path, json={"sender": "x", "message": "hi"})).status_code in (404, 405)


async def test_the_page_is_guarded(client):
    response = await client.get("/")
    assert response.status_code == 200
    assert "Fingerpost" in response.text
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    for asset in ("chat.js", "api.js", "render.js", "chat.css", "logo.svg"):
        assert (await client.get(f"/static/{asset}")).status_code == 200


async def test_metrics_count_turns(visitor):
    await visitor.ask("what does a nurse do?")
    metrics = (await visitor.client.get("/metrics")).text
    assert 'fingerpost_turns_total{intent="role_duties"}' in metrics


async def test_docs_can_be_read(client):
    assert (await client.get("/docs")).status_code == 200
