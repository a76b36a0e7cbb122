"""The README's commands work as written."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from fingerpost.settings import PROJECT, Settings
from tests.server.process import running

README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(bash|python)\n(.*?)```", README, flags=re.DOTALL)
SHELL = [body for language, body in BLOCKS if language == "bash" and "make run" not in body]


@pytest.mark.parametrize("block", SHELL, ids=lambda block: block.split("\n")[0][:40])
def test_the_shell_commands(block, model):
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block], cwd=PROJECT, env={**os.environ, "PATH": path}, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


def test_there_are_shell_commands():
    assert len(SHELL) >= 3


def test_the_python_example(model, tmp_path):
    [example] = [body for language, body in BLOCKS if language == "python"]
    with running(tmp_path) as server:
        code = example.replace("http://127.0.0.1:8000", server.url)
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
        assert "Chef: skills" in result.stdout
        assert httpx.get(f"{server.url}/docs").status_code == 200


def test_the_two_commands_are_make_targets():
    for target in ("run", "test"):
        result = subprocess.run(["make", "-n", target], cwd=PROJECT, capture_output=True, text=True, check=True)
        assert result.stdout


def test_the_settings_named_exist():
    known = {f"FINGERPOST_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"FINGERPOST_[A-Z_]+", README)) <= known


@pytest.mark.parametrize("document", [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))], ids=str)
def test_links_and_paths_exist(document):
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (document.parent / target).exists(), target
    for path in re.findall(r"`((?:fingerpost|actions|docs|tests|packages)/[\w./-]+)`", text):
        assert (PROJECT / path).exists(), path
