"""Services that tests need: present, or the test skips, or fails where CI requires them."""

import os
from typing import NoReturn

import pytest

POSTGRES = os.environ.get("FINGERPOST_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
SHARED = os.environ.get("FINGERPOST_SHARED", "../shared")


def missing(what: str) -> NoReturn:
    """Skip the test; fail it where `FINGERPOST_REQUIRE_SERVICES` is set."""
    if os.environ.get("FINGERPOST_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{what} is required here but missing")
    pytest.skip(f"{what} is not available")
