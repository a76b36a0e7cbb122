"""What the requests of one process share."""

from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Engine

from fingerpost.chat.host import AgentHost
from fingerpost.chat.sessions import Sessions
from fingerpost.settings import Settings


@dataclass(frozen=True)
class Service:
    """Settings, database, sessions and the agent."""

    settings: Settings
    engine: Engine
    sessions: Sessions
    host: AgentHost


def service(request: Request) -> Service:
    """The service that answers `request`."""
    here: Service = request.app.state.service
    return here
