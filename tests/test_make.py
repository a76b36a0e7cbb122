"""`make` on a machine that lacks something says so in one line."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from fingerpost.settings import PROJECT
from tests.server.process import free_port

TOOLS = ["bash", "make", "touch", "env", "sh", "mkdir", "rm", "cat", "uname", "dirname", "basename"]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the files that `make` needs first, and a PATH with little more than a shell."""
    for name in ("Makefile", "pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, tmp_path / name)
    shutil.copytree(
        PROJECT / "packages", tmp_path / "packages", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__")
    )
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (tmp_path / "bin" / tool).symlink_to(found)
    return tmp_path


def run(machine: Path, *arguments: str, **settings: str) -> str:
    result = subprocess.run(
        ["make", *arguments], cwd=machine, env={"PATH": str(machine / "bin"), "HOME": str(machine), **settings},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode != 0
    [error] = [line for line in result.stderr.splitlines() if line.startswith("error:") and "Failed" not in line][-1:]
    return error


def test_without_python(machine):
    error = run(machine, "run")
    assert "Python 3.11 is missing" in error
    assert "Install it" in error


def test_without_network(machine):
    uv = shutil.which("uv") or str(Path.home() / ".local/bin/uv")
    if not Path(uv).exists():
        uv = str(PROJECT / ".uv" / "bin" / "uv")
    (machine / "bin" / "uv").write_text(f'#!{shutil.which("bash")}\nPATH="{os.environ["PATH"]}" exec "{uv}" "$@"\n')
    (machine / "bin" / "uv").chmod(0o755)
    nowhere = f"http://127.0.0.1:{free_port()}/simple"
    error = run(
        machine, "run", UV_CACHE_DIR=str(machine / "cache"), UV_DEFAULT_INDEX=nowhere, UV_HTTP_TIMEOUT="2",
        UV_HTTP_RETRIES="0", ALL_PROXY="http://127.0.0.1:9", UV_PYTHON_DOWNLOADS="never",
    )  # fmt: skip
    assert "network" in error
    assert "disk" in error
