"""A small knowledge base, written as editors write it, for tests that must not depend on the real profiles."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

SOURCES = [
    {"id": "editors", "title": "Profile", "publisher": "Editors", "licence": "Apache-2.0", "date": None, "url": None},
    {"id": "fingerpost-editors", "title": "Role profile", "publisher": "Fingerpost editors", "licence": "Apache-2.0",
     "date": None, "url": None},
    {"id": "census", "title": "Pay census", "publisher": "Office of Pay", "licence": "OGL", "date": "2019-05-10",
     "url": "https://example.org/pay"},
]  # fmt: skip
SECTORS = [
    {"slug": "sea", "title": "Work at sea", "aliases": ["sea", "ships"]},
    {"slug": "air", "title": "Work in the air", "aliases": ["flying"]},
]
SKILLS = [{"slug": f"skill-{n}", "name": f"Skill {n}", "kind": "technique", "aliases": []} for n in range(1, 8)]
SECTIONS = ["summary", "duties", "qualities", "skills", "qualifications", "routes", "working_pattern", "progression",
            "related", "pay"]  # fmt: skip


def profile(slug: str, **changes: Any) -> dict[str, Any]:
    """A valid profile; `changes` replace fields, and None removes one."""
    title = slug.replace("-", " ").capitalize()
    document: dict[str, Any] = {
        "slug": slug,
        "title": title,
        "plural": f"{title.lower()}s",
        "aliases": [],
        "sector": "sea",
        "summary": f"{title} is what this is about.",
        "duties": [f"{title} duty {n}" for n in range(1, 7)],
        "qualities": [f"{title} quality {n}" for n in range(1, 6)],
        "skills": {"essential": ["skill-1", "skill-2", "skill-3"], "useful": ["skill-4", "skill-5", "skill-6"]},
        "qualifications": [f"{title} certificate"],
        "routes": [
            {"kind": "apprenticeship", "text": f"{title} apprenticeship"},
            {"kind": "college", "text": f"{title} course"},
        ],
        "working_pattern": {"hours": "40 hours a week", "pattern": "Watches", "place": "On board"},
        "sources": [{"id": "fingerpost-editors", "covers": SECTIONS}],
        "reviewed": "2026-11-23",
    }
    document.update(changes)
    return {key: value for key, value in document.items() if value is not None}


def small_base() -> list[dict[str, Any]]:
    """Deckhand leads to mate, mate to captain; pilot is another sector's; two roles go by "sailor"."""
    return [
        profile(
            "deckhand",
            aliases=["sailor"],
            progression=[{"role": "mate", "change": "You take charge of a watch."}],
            related=["pilot"],
            pay=[
                {"country": "GB", "level": "starter", "amount": 18000, "currency": "GBP", "period": "year",
                 "source": "census"},
                {"country": "GB", "level": "experienced", "amount": 31000, "currency": "GBP", "period": "year",
                 "source": "census"},
            ],
            sources=[{"id": "fingerpost-editors", "covers": SECTIONS}, {"id": "census", "covers": ["pay"]}],
        ),
        profile(
            "mate",
            aliases=["first officer", "sailor"],
            progression=[{"role": "captain", "change": "You answer for the ship."}],
            regulator={"name": "Coastguard", "registration": "Hold a certificate.", "url": "https://example.org/cg"},
        ),
        profile("captain", aliases=["skipper"], pay_notes=["Pay rises with the size of the ship."]),
        profile("pilot", sector="air"),
    ]  # fmt: skip


def write_base(data: Path, roles: list[dict[str, Any]] | None = None, **vocabulary: Any) -> Path:
    """Write a knowledge base below `data`; `vocabulary` replaces sources, sectors or skills."""
    (data / "roles").mkdir(parents=True, exist_ok=True)
    (data / "skills").mkdir(exist_ok=True)
    dump(data / "sources.yml", vocabulary.get("sources", SOURCES))
    dump(data / "sectors.yml", vocabulary.get("sectors", SECTORS))
    dump(data / "skills" / "all.yml", vocabulary.get("skills", SKILLS))
    for document in small_base() if roles is None else roles:
        dump(data / "roles" / f"{document['slug']}.yml", document)
    return data


def dump(path: Path, document: Any) -> None:
    """Write YAML, dates plain."""
    yaml = YAML()
    yaml.width = 200
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(document, stream)
    text = path.read_text(encoding="utf-8")
    for key in ("reviewed", "date"):
        text = text.replace(f"{key}: '2026-11-23'", f"{key}: 2026-11-23").replace(f"{key}: '2019-05-10'",
                                                                                  f"{key}: 2019-05-10")  # fmt: skip
    path.write_text(text, encoding="utf-8")
