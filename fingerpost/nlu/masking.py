"""Hiding the names of roles and sectors from the intent features, so that a question means the same for any role."""

import re
from collections.abc import Iterable

_POSSESSIVE = re.compile(r"['’](?:s\b|(?!\w))")
MASKED_TEXT = "masked_text"
MASKED_ENTITIES = frozenset({"role", "ambiguous_role", "unknown_role", "sector"})
_WORDS = {"sector": "this sector"}
_OTHER = "this job"


def mask(text: str, entities: Iterable[dict[str, object]]) -> str:
    """`text` with each named role and sector replaced by one fixed phrase."""
    spans = sorted(
        (int(str(entity["start"])), int(str(entity["end"])), str(entity["entity"]))
        for entity in entities
        if entity.get("entity") in MASKED_ENTITIES and entity.get("start") is not None
    )
    parts: list[str] = []
    at = 0
    for start, end, name in spans:
        if start < at:
            continue
        parts += [text[at:start], _WORDS.get(name, _OTHER)]
        possessive = _POSSESSIVE.match(text, end)
        at = possessive.end() if possessive else end
    return "".join([*parts, text[at:]]).strip().lower()
