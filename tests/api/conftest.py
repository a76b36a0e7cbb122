"""The gateway over real HTTP semantics, in this process."""

from collections.abc import AsyncIterator

import httpx
import pytest
from httpx import ASGITransport, AsyncClient

from fingerpost.chat.sessions import Sessions
from fingerpost.settings import get_settings
from fingerpost.web.app import create_app
from fingerpost.web.state import Service


@pytest.fixture(scope="session")
def here(host, loaded) -> Service:
    """What the requests share."""
    return Service(get_settings(), loaded, Sessions(get_settings()), host)


@pytest.fixture
async def client(here) -> AsyncIterator[AsyncClient]:
    """A visitor without a session."""
    transport = ASGITransport(create_app(here), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture
async def visitor(client) -> "Visitor":
    """A visitor with a session."""
    return await Visitor.arrive(client)


class Visitor:
    """Somebody with a session of their own."""

    def __init__(self, client: AsyncClient, token: str, welcome: list[dict]) -> None:
        self.client = client
        self.token = token
        self.welcome = welcome
        self.headers = {"Authorization": f"Bearer {token}"}

    @classmethod
    async def arrive(cls, client: AsyncClient) -> "Visitor":
        response = await client.post("/api/sessions")
        assert response.status_code == 201
        body = response.json()
        return cls(client, body["token"], body["messages"])

    async def send(self, **body: str) -> httpx.Response:
        return await self.client.post("/api/messages", json=body, headers=self.headers)

    async def ask(self, text: str) -> str:
        response = await self.send(text=text)
        assert response.status_code == 200, response.text
        return "\n".join(message["fallback"] for message in response.json()["messages"])

    async def me(self) -> list[dict]:
        return (await self.client.get("/api/me", headers=self.headers)).json()["conversation"]


def choices(messages: list[dict]) -> dict[str, str]:
    """Label to payload of all choices in `messages`."""
    return {c["label"]: c["payload"] for m in messages if m["type"] == "choices" for c in m["choices"]}
