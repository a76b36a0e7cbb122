"""The command line."""

import json
import re

import pytest
from typer.testing import CliRunner

from fingerpost.cli import app
from fingerpost.settings import PROJECT, get_settings
from tests.profiles import profile, write_base

runner = CliRunner()


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder of its own with a small knowledge base."""
    write_base(tmp_path / "data")
    monkeypatch.setenv("FINGERPOST_PROJECT", str(tmp_path))
    monkeypatch.setenv("FINGERPOST_DATABASE_URL", f"sqlite:///{tmp_path / 'base.db'}")
    get_settings.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    get_settings.cache_clear()


def test_ask_prints_the_answer(model):
    result = runner.invoke(app, ["ask", "how much does a nurse earn?"])
    assert result.exit_code == 0, result.output
    assert "£24,214" in result.output
    assert "Source: National Careers Service" in result.output


def test_ask_as_json_says_what_was_understood(model):
    result = runner.invoke(app, ["ask", "how much does a nurse earn?", "--json"])
    answer = json.loads(result.stdout.splitlines()[-1])
    assert (answer["intent"], answer["roles"]) == ("role_pay", ["nurse"])
    assert 0 < answer["confidence"] <= 1
    assert [message["type"] for message in answer["messages"]] == ["text", "sources", "choices"]


def test_replay_answers_each_conversation_by_itself(model, tmp_path):
    file = tmp_path / "conversations.jsonl"
    rows = [{"id": "one", "turns": ["what does a nurse do?", "and the pay?"]}, {"id": 2, "turns": ["and the pay?"]}]
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n")
    result = runner.invoke(app, ["replay", str(file), "--json"])
    lines = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert [line["id"] for line in lines] == ["one", 2]
    assert [turn["intent"] for turn in lines[0]["turns"]] == ["role_duties", "role_pay"]
    assert set(lines[0]["turns"][0]) == {"text", "intent", "confidence", "roles", "messages"}
    assert "Nurse: pay" in lines[0]["turns"][1]["messages"][0]["text"]
    assert "Which role" in lines[1]["turns"][0]["messages"][0]["text"]


def test_replay_for_people(model, tmp_path):
    file = tmp_path / "conversations.jsonl"
    file.write_text(json.dumps({"id": "one", "turns": ["hi", "[What does a nurse do?]"]}))
    result = runner.invoke(app, ["replay", str(file)])
    assert "# one" in result.output
    assert "Nurse: what the job involves" in result.output


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"turns": 3}'])
def test_a_bad_replay_file_names_the_line(model, tmp_path, line):
    file = tmp_path / "bad.jsonl"
    file.write_text('{"id": 1, "turns": []}\n' + line)
    result = runner.invoke(app, ["replay", str(file), "--json"])
    assert result.exit_code == 1
    assert "bad.jsonl:2" in " ".join(result.output.split()).replace(" ", "")


def test_lint_and_load(project):
    result = runner.invoke(app, ["roles", "lint"])
    assert result.exit_code == 0
    assert "4 roles in 2 sectors" in result.output
    assert "4 added" in runner.invoke(app, ["roles", "load"]).output
    assert "4 unchanged" in runner.invoke(app, ["roles", "load"]).output


def test_lint_names_every_problem_and_load_refuses(project):
    write_base(project / "data", [profile("stoker", sector="space"), profile("cook", related=["nobody"])])
    result = runner.invoke(app, ["roles", "lint"])
    assert result.exit_code == 1
    assert re.search(r"stoker\.yml:\d+: unknown sector 'space'", result.output)
    assert re.search(r"cook\.yml:\d+: unknown role 'nobody'", result.output)
    refused = runner.invoke(app, ["roles", "load"])
    assert refused.exit_code == 1
    assert "nothing was loaded" in refused.output


def test_a_broken_profile_does_not_silence_the_last_good_ones(project, capsys):
    from fingerpost.cli import _load_or_keep
    from fingerpost.database import migrate
    from fingerpost.knowledge.files import KnowledgeError

    migrate()
    broken = project / "data" / "roles" / "stoker.yml"
    broken.write_text("slug: [")
    with pytest.raises(KnowledgeError):
        _load_or_keep(get_settings())
    broken.unlink()
    _load_or_keep(get_settings())
    broken.write_text("slug: [")
    _load_or_keep(get_settings())
    assert "stoker.yml:1" in "".join(capsys.readouterr().err.split())
    broken.unlink()
    assert "4 unchanged" in runner.invoke(app, ["roles", "load"]).output


def test_train_makes_the_model_that_fits(tmp_path, monkeypatch):
    monkeypatch.setenv("FINGERPOST_MODELS", str(tmp_path / "models"))
    get_settings.cache_clear()
    result = runner.invoke(app, ["train"])
    assert result.exit_code == 0, result.output
    assert "Training QuestionClassifier" in result.output
    [made] = (tmp_path / "models").iterdir()
    assert made.name in result.output
    monkeypatch.undo()
    get_settings.cache_clear()


def test_help_names_every_command():
    output = runner.invoke(app, ["--help"]).output
    for command in ("run", "train", "ask", "replay", "roles", "bench"):
        assert command in output


def test_the_model_is_named_for_what_it_was_trained_on(tmp_path):
    from fingerpost.training import model_path

    settings = get_settings()
    assert model_path(settings) == model_path(settings)
    other = settings.model_copy(update={"project": tmp_path})
    (tmp_path / "config.yml").write_text("language: en")
    assert model_path(other) != model_path(settings)
    assert settings.project == PROJECT
