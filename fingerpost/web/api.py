"""The HTTP API of DESIGN §3: sessions, messages, what is held and its erasure."""

import time
import unicodedata
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response, status
from fastapi.concurrency import run_in_threadpool

from fingerpost.chat.conversation_store import erase
from fingerpost.chat.correlation import correlation_id
from fingerpost.chat.history import history
from fingerpost.chat.host import Turn
from fingerpost.chat.sessions import InvalidPayload, InvalidSession
from fingerpost.web.metrics import TURN_SECONDS, TURNS
from fingerpost.web.schema import Answer, Ask, Failure, Me, NewSession
from fingerpost.web.state import Service, service

log = structlog.get_logger(__name__)
_FAILURES = {code: {"model": Failure} for code in (400, 401, 413, 422, 503)}
router = APIRouter(prefix="/api", responses=_FAILURES)  # type: ignore[arg-type]

_WELCOME = "/greet"


async def conversation(request: Request, authorization: Annotated[str | None, Header()] = None) -> str:
    """The conversation that the bearer token opens; 401 otherwise."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "start a session first: POST /api/sessions")
    try:
        return service(request).sessions.conversation(token)
    except InvalidSession as error:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, str(error)) from error


Conversation = Annotated[str, Depends(conversation)]


@router.post("/sessions", status_code=status.HTTP_201_CREATED)
async def start(request: Request) -> NewSession:
    """Mint a session; the assistant says hello."""
    here = service(request)
    session = here.sessions.mint()
    turn = await _turn(here, session.conversation, _WELCOME, label=None, payload=True)
    messages = here.sessions.offer(session.conversation, turn.messages)
    return NewSession(token=session.token, expires_at=session.expires_at, messages=messages)


@router.post("/messages")
async def ask(body: Ask, request: Request, conversation: Conversation) -> Answer:
    """Ask; the answer comes back whole."""
    here = service(request)
    if body.payload is not None:
        try:
            choice = here.sessions.taken(conversation, body.payload)
        except InvalidPayload as error:
            raise HTTPException(status.HTTP_400_BAD_REQUEST, str(error)) from error
        turn = await _turn(here, conversation, choice.payload, label=choice.label, payload=True)
    else:
        turn = await _turn(here, conversation, _readable(body.text or "", here), label=None, payload=False)
    return Answer(turn=correlation_id(), messages=here.sessions.offer(conversation, turn.messages))


@router.get("/me")
async def me(request: Request, conversation: Conversation) -> Me:
    """Everything held about this session."""
    here = service(request)
    entries = await run_in_threadpool(history, here.engine, conversation)
    for entry in entries:
        entry.messages = here.sessions.offer(conversation, entry.messages)
    return Me(conversation=entries)


@router.delete("/me", status_code=status.HTTP_204_NO_CONTENT)
async def forget(request: Request, conversation: Conversation) -> Response:
    """Erase everything held about this session."""
    await run_in_threadpool(erase, service(request).engine, conversation)
    return Response(status_code=status.HTTP_204_NO_CONTENT)


def _readable(text: str, here: Service) -> str:
    """`text` in a form to work with; 422 for what says nothing, 413 for what is too long."""
    limit = here.settings.message_characters
    if len(text) > limit:
        raise HTTPException(
            status.HTTP_413_CONTENT_TOO_LARGE,
            f"your message has {len(text):,} characters; up to {limit:,} can be read: please shorten it",
        )
    clean = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cs") else character
        for character in unicodedata.normalize("NFC", text)
    ).strip()
    if not clean:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, "your message is empty: type a question")
    return clean


async def _turn(here: Service, conversation: str, text: str, label: str | None, payload: bool) -> Turn:
    started = time.perf_counter()
    turn = await here.host.turn(conversation, text, label=label, payload=payload)
    took = time.perf_counter() - started
    TURN_SECONDS.observe(took)
    TURNS.labels(intent=turn.intent or "none").inc()
    log.info("turn", intent=turn.intent, confidence=round(turn.confidence, 3), roles=turn.roles, ms=round(took * 1000))
    return turn
