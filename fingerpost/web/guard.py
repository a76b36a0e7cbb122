"""What surrounds every request: a correlation id, a bound on its size, safe headers, a plain answer to any failure."""

import structlog
from fastapi import status
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fingerpost.chat.correlation import apology, correlation_id, new_correlation_id
from fingerpost.chat.messages import Text
from fingerpost.web.metrics import FAILURES
from fingerpost.web.schema import Failure

log = structlog.get_logger(__name__)
_LARGEST_BODY = 256 * 1024
_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
_DOCS = ("/docs", "/redoc")  # FastAPI's own pages load their scripts from elsewhere


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        structlog.contextvars.clear_contextvars()
        reference = new_correlation_id()
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers["X-Correlation-Id"] = reference
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                if not scope["path"].startswith(_DOCS):
                    headers["Content-Security-Policy"] = _POLICY
            await send(message)

        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > _LARGEST_BODY:
            refusal = failure(status.HTTP_413_CONTENT_TOO_LARGE, "the request is too large")
            await refusal(scope, receive, guarded)
            return
        try:
            await self._app(scope, receive, guarded)
        except Exception:
            log.exception("request.failed", path=scope["path"])
            FAILURES.inc()
            if begun:
                raise
            response = failure(status.HTTP_503_SERVICE_UNAVAILABLE, "the answer failed", apology(reference))
            await response(scope, receive, guarded)


def failure(code: int, detail: str, shown: str | None = None) -> JSONResponse:
    """A refusal or failure: `detail` in words, and what to show to the visitor."""
    body = Failure(detail=detail, correlation_id=correlation_id(), messages=[Text(text=shown)] if shown else [])
    return JSONResponse(body.model_dump(mode="json"), status_code=code)
