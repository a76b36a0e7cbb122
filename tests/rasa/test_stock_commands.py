"""The stock Rasa commands work on the same files."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pexpect
import pytest
from ruamel.yaml import YAML

from fingerpost.settings import PROJECT
from tests.server.process import RASA, free_port

ENVIRONMENT = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
RASA_TIMEOUT = 180


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RASA, *arguments], cwd=PROJECT, env=ENVIRONMENT, capture_output=True, text=True, timeout=RASA_TIMEOUT, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def endpoints(loaded, tmp_path_factory) -> Iterator[Path]:
    """The action server on a free port, and an `endpoints.yml` that names it."""
    port = free_port()
    file = tmp_path_factory.mktemp("rasa") / "endpoints.yml"
    yaml = YAML(typ="safe")
    content = yaml.load(PROJECT / "endpoints.yml")
    content["action_endpoint"]["url"] = f"http://localhost:{port}/webhook"
    yaml.dump(content, file)
    with (file.parent / "actions.log").open("wb") as log:
        server = subprocess.Popen(
            [RASA, "run", "actions", "--actions", "actions", "--port", str(port)],
            cwd=PROJECT, env=ENVIRONMENT, stdout=log, stderr=log,
        )  # fmt: skip
    wait_for(f"http://localhost:{port}/health", server, file.parent / "actions.log")
    yield file
    server.terminate()
    server.wait(20)


def wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text()
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


def test_rasa_run_with_its_action_server(endpoints, model, tmp_path):
    port = free_port()
    with (tmp_path / "rasa.log").open("wb") as log:
        server = subprocess.Popen(
            [RASA, "run", "--model", str(model), "--port", str(port), "--endpoints", str(endpoints)],
            cwd=PROJECT, env=ENVIRONMENT, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        wait_for(f"http://localhost:{port}/", server, tmp_path / "rasa.log")
        url = f"http://localhost:{port}/webhooks/rest/webhook"
        said = httpx.post(url, json={"sender": "me", "message": "what does a nurse do?"}, timeout=30).json()
        assert "Nurse: what the job involves" in said[0]["text"]
        said = httpx.post(url, json={"sender": "me", "message": "and the pay?"}, timeout=30).json()
        assert "Nurse: pay" in said[0]["text"]
    finally:
        server.terminate()
        server.wait(20)


def test_rasa_shell(endpoints, model):
    arguments = ["shell", "--model", str(model), "--endpoints", str(endpoints), "--port", str(free_port())]
    terminal = pexpect.spawn(RASA, arguments, cwd=str(PROJECT), env=ENVIRONMENT, encoding="utf-8", timeout=90)
    terminal.expect("Your input ->")
    terminal.send("what does a plumber do?\r")
    terminal.expect("Plumber: what the job involves")
    terminal.expect("Type out your own message")  # the choices, drawn as a list
    terminal.terminate(force=True)


def test_rasa_data_validate():
    result = rasa("data", "validate", "--fail-on-warnings", "--data", "data/nlu", "data/rules")
    assert result.returncode == 0, result.stdout + result.stderr


def test_rasa_data_validate_can_fail(tmp_path):
    (tmp_path / "rules.yml").write_text(
        'version: "3.1"\nrules:\n- rule: Nobody\n  steps:\n    - intent: unheard_of\n    - action: utter_nothing\n'
    )
    result = rasa("data", "validate", "--fail-on-warnings", "--data", "data/nlu", str(tmp_path))
    assert result.returncode != 0


def test_rasa_test_core(endpoints, model, tmp_path):
    result = rasa(
        "test", "core", "--model", str(model), "--stories", "tests/rasa/stories.yml", "--endpoints", str(endpoints),
        "--out", str(tmp_path), "--fail-on-prediction-errors",
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    report = json.loads((tmp_path / "story_report.json").read_text())
    assert report["conversation_accuracy"]["accuracy"] == 1.0
