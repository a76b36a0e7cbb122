"""Serving: the agent and the gateway on one socket."""

import socket
from pathlib import Path

import structlog
import uvicorn

from fingerpost.chat.host import AgentHost
from fingerpost.chat.sessions import Sessions
from fingerpost.database import get_engine
from fingerpost.settings import Settings
from fingerpost.web.app import create_app
from fingerpost.web.state import Service

log = structlog.get_logger(__name__)


def serve(settings: Settings, model: Path, listener: socket.socket) -> None:
    """Serve until stopped."""
    engine = get_engine()
    here = Service(settings, engine, Sessions(settings), AgentHost(model, engine))
    host, port = listener.getsockname()[:2]
    log.info("ready", page=f"http://{host}:{port}/", store=type(here.host.store).__name__, model=model.name)
    config = uvicorn.Config(create_app(here), log_config=None, access_log=False, ws="none")
    uvicorn.Server(config).run(sockets=[listener])
