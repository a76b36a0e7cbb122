"""`fingerpost run` as a process: it survives being killed, starts quietly, and says what is wrong in one line."""

import os
import socket
import subprocess

import httpx
import pytest

from tests.server.process import FINGERPOST, Server, free_port, running


def ask(server: Server, token: str, text: str) -> str:
    response = httpx.post(
        f"{server.url}/api/messages", json={"text": text}, headers={"Authorization": f"Bearer {token}"}, timeout=30
    )
    assert response.status_code == 200, response.text
    return "\n".join(message["fallback"] for message in response.json()["messages"])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_conversation_goes_on_after_kill_9(model, tmp_path, request, database):
    settings = {}
    if database == "postgresql":
        settings["FINGERPOST_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    port = free_port()
    with running(tmp_path, port, **settings) as server:
        token = httpx.post(f"{server.url}/api/sessions").json()["token"]
        assert "Nurse: what the job involves" in ask(server, token, "what does a nurse do?")
        server.kill()
    with running(tmp_path, port, **settings) as server:
        assert "Nurse: pay" in ask(server, token, "and the pay?")
        held = httpx.get(f"{server.url}/api/me", headers={"Authorization": f"Bearer {token}"}).json()["conversation"]
        assert [e["messages"][0]["text"] for e in held if e["sender"] == "visitor" and e["messages"][0]["text"]][
            -2:
        ] == [
            "what does a nurse do?",
            "and the pay?",
        ]


def test_a_second_start_trains_nothing_and_loads_nothing(model, tmp_path):
    for _ in range(2):
        with running(tmp_path):
            pass
    log = (tmp_path / "server.log").read_text()
    assert "none fits" not in log
    assert "0 added, 0 changed, 0 removed" in log


def test_nothing_calls_out_at_start(model, tmp_path):
    """Every address that the process connects to while it starts and answers is a local one."""
    watch = tmp_path / "watch"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(
        "import os, socket, sys\n"
        "def _hook(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'):\n"
        "        with open(os.environ['WATCH_LOG'], 'a') as log: log.write(f'{event} {args[-1] if event.endswith(\"connect\") else args[0]}\\n')\n"
        "sys.addaudithook(_hook)\n"
        "open(os.environ['WATCH_LOG'], 'a').write('watching\\n')\n"
    )
    log = tmp_path / "calls.log"
    with running(tmp_path, PYTHONPATH=str(watch), WATCH_LOG=str(log)) as server:
        token = httpx.post(f"{server.url}/api/sessions").json()["token"]
        ask(server, token, "what does a nurse do?")
    calls = log.read_text().splitlines()
    assert calls[0] == "watching"
    assert [call for call in calls if not call.startswith("watching") and "127.0.0.1" not in call] == []


def one_line_error(arguments: list[str], **settings: str) -> str:
    result = subprocess.run(
        [FINGERPOST, *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    [line] = [line for line in result.stderr.splitlines() if "error:" in line]
    return line + " ".join(result.stderr.split(line)[1].split())


def test_a_busy_port_is_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        error = one_line_error(["run", "--port", str(port)], FINGERPOST_STATE=str(tmp_path))
    assert f"127.0.0.1:{port} cannot be used" in error
    assert "--port" in error


def test_a_database_that_cannot_be_reached_is_one_line():
    error = one_line_error(
        ["roles", "load"], FINGERPOST_DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    )
    assert "database cannot be reached" in error
    assert "FINGERPOST_DATABASE_URL" in error


def test_no_room_for_the_database_is_one_line():
    error = one_line_error(["roles", "load"], FINGERPOST_DATABASE_URL="sqlite:////proc/nowhere/fingerpost.db")
    assert "nowhere" in error
