"""The gateway: one FastAPI application over one agent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from fastapi import FastAPI, Request, Response, status
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.exceptions import HTTPException

from fingerpost.database import read_session
from fingerpost.web.api import router
from fingerpost.web.guard import Guard, failure
from fingerpost.web.memory import return_memory
from fingerpost.web.state import Service, service

log = structlog.get_logger(__name__)
STATIC = Path(__file__).parent / "static"


def create_app(here: Service) -> FastAPI:
    """The application that serves `here`."""
    app = FastAPI(
        title="Fingerpost", version="0.1.0", description="A careers adviser in chat.", redoc_url=None, lifespan=_warm
    )
    app.state.service = here
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_invalid)

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    @app.get("/healthz", summary="Is the process alive?")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", summary="Can it answer? 503 while the database is away.")
    async def readyz(request: Request, response: Response) -> dict[str, str]:
        try:
            await run_in_threadpool(_reach_database, service(request))
        except Exception as error:
            log.warning("readyz.database_away", error=str(error))
            response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
            return {"status": "the database cannot be reached", "model": service(request).host.model.name}
        return {"status": "ok", "model": service(request).host.model.name}

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> PlainTextResponse:
        return PlainTextResponse(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return app


@asynccontextmanager
async def _warm(app: FastAPI) -> AsyncIterator[None]:
    here: Service = app.state.service
    await here.host.warm_up()
    return_memory()
    yield


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return failure(error.status_code, str(error.detail))


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    message = str(first["msg"]).removeprefix("Value error, ")
    return failure(status.HTTP_422_UNPROCESSABLE_CONTENT, f"the request cannot be read: {message}")


def _reach_database(here: Service) -> None:
    with read_session(here.engine) as session:
        session.execute(text("SELECT 1"))
