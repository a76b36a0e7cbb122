"""`roles load`: idempotent, transactional, on SQLite and on PostgreSQL."""

import pytest
from sqlalchemy import Engine, func, select

from fingerpost.database import read_session
from fingerpost.knowledge import models, queries
from fingerpost.knowledge.files import KnowledgeError
from fingerpost.knowledge.loader import load, version
from tests.profiles import dump, profile, small_base, write_base


def content(engine: Engine) -> dict[str, list[tuple]]:
    """Every row of every table of the knowledge base, without surrogate keys."""
    tables = [models.Role, models.RoleName, models.RoleFact, models.RoleSkill, models.Progression,
              models.RelatedRole, models.Pay, models.RoleSource, models.Skill, models.Sector, models.Source]  # fmt: skip
    with read_session(engine) as session:
        return {
            table.__tablename__: sorted(
                str([value for name, value in row._mapping.items() if name != "id"])
                for row in session.execute(select(table.__table__))
            )
            for table in tables
        }


def test_loading_twice_changes_nothing(engine, tmp_path):
    data = write_base(tmp_path)
    first = load(data, engine)
    before = content(engine)
    second = load(data, engine)
    assert (first.added, second.added, second.unchanged) == (4, 0, 4)
    assert content(engine) == before
    with read_session(engine) as session:
        assert version(session) == 1


def test_what_changed_and_went_is_followed(engine, tmp_path):
    data = write_base(tmp_path)
    load(data, engine)
    dump(data / "roles" / "captain.yml", profile("captain", title="Master", plural="masters"))
    (data / "roles" / "pilot.yml").unlink()
    deckhand = small_base()[0] | {"related": []}
    dump(data / "roles" / "deckhand.yml", deckhand)
    report = load(data, engine)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 2, 1, 1)
    with read_session(engine) as session:
        assert queries.titles(session, ["captain", "pilot"]) == {"captain": "Master"}
        assert [step.title for step in queries.next_steps(session, "mate")] == ["Master"]
        assert version(session) == 2


@pytest.mark.parametrize("broken", ["schema", "reference", "yaml"])
def test_a_bad_file_changes_nothing(engine, tmp_path, broken):
    data = write_base(tmp_path)
    load(data, engine)
    before = content(engine)
    dump(data / "roles" / "stoker.yml", profile("stoker"))
    if broken == "schema":
        dump(data / "roles" / "cook.yml", profile("cook", duties=[]))
    elif broken == "reference":
        dump(data / "roles" / "cook.yml", profile("cook", related=["nobody"]))
    else:
        (data / "roles" / "cook.yml").write_text("slug: [")
    with pytest.raises(KnowledgeError) as raised:
        load(data, engine)
    assert [problem.file.name for problem in raised.value.problems] == ["cook.yml"]
    assert content(engine) == before


def test_an_error_in_the_database_rolls_everything_back(engine, tmp_path, monkeypatch):
    data = write_base(tmp_path)
    load(data, engine)
    before = content(engine)
    dump(data / "roles" / "stoker.yml", profile("stoker"))

    def broken(*_args):
        raise RuntimeError("disk full")

    monkeypatch.setattr("fingerpost.knowledge.loader._write_children", broken)
    with pytest.raises(RuntimeError):
        load(data, engine)
    assert content(engine) == before


def test_progress_is_told(engine, tmp_path):
    told: list[tuple[int, int]] = []
    load(write_base(tmp_path), engine, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_links_work_both_ways(engine, tmp_path):
    load(write_base(tmp_path), engine)
    with read_session(engine) as session:
        for slug in ("deckhand", "mate", "captain", "pilot"):
            for step in queries.next_steps(session, slug):
                assert slug in [back.slug for back in queries.previous_steps(session, step.slug)]
            for other in queries.related(session, slug):
                assert slug in queries.related(session, other)
        assert session.scalar(select(func.count()).select_from(models.Progression)) == 2


def test_an_unknown_role_raises(engine, tmp_path):
    load(write_base(tmp_path), engine)
    with read_session(engine) as session, pytest.raises(queries.UnknownRole):
        queries.get_role(session, "admiral")
