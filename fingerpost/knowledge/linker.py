"""Finding the roles and sectors that a text names, by their names in the knowledge base.

Names are compared by a compact key: lower case, singular, without spaces and hyphens. So "Back-End Developers",
"backend dev" and "back end developer" are one. What is close to a name, but is no word that people use otherwise,
is taken as a misspelling. Immutable: a new version of the knowledge base makes a new linker.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import inflect
from rapidfuzz import process
from rapidfuzz.distance import OSA

from fingerpost.knowledge.words import FUNCTION_WORDS, MODIFIERS, SHORT_FORMS, VERB_LEADS, VERB_OBJECTS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?[+#]*")
_LONGEST_NAME = 6
# A misspelling keeps this share of its letters (optimal string alignment) …
_SIMILAR = 0.84
# … and this share where the sentence itself says that a job is named here.
_SIMILAR_IN_MENTION = 0.76
_SHORTEST_MISSPELT = 5
_NEAREST = 3


_inflect = inflect.engine()

Kind = Literal["role", "sector", "ambiguous_role", "unknown_role"]


@dataclass(frozen=True)
class Mention:
    """Words of a text that name something. `slugs` has one entry, the candidates, or the nearest names."""

    kind: Kind
    start: int
    end: int
    text: str
    slugs: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    text: str
    key: str


class RoleLinker:
    """Links texts to roles and sectors."""

    def __init__(
        self,
        role_names: Iterable[tuple[str, str, bool]],
        sector_names: Iterable[tuple[str, str]] = (),
        common_words: Collection[str] = (),
    ) -> None:
        """`role_names`: slug, name, is it the title. `common_words`: lower-case words that are not misspelt names."""
        titles: dict[str, str] = {}
        aliases: dict[str, dict[str, None]] = {}
        heads: dict[str, dict[str, None]] = {}
        for slug, name, is_title in role_names:
            key = compact(name)
            if is_title:
                titles[key] = slug
                head = [token.key for token in _tokens(name)][-1:]
                heads.setdefault("".join(head), {})[slug] = None
            else:
                aliases.setdefault(key, {})[slug] = None
        # A title names its own role alone; an alias all that claim it; a head noun ("developer") all that end in it.
        self._roles: dict[str, tuple[str, ...]] = {
            **{key: tuple(slugs) for key, slugs in heads.items() if len(slugs) > 1},
            **{key: tuple(slugs) for key, slugs in aliases.items()},
            **{key: (slug,) for key, slug in titles.items()},
        }
        self._sectors = {compact(name): slug for slug, name in sector_names}
        self._role_keys = list(self._roles)
        self._title_keys = list(titles)
        self._common = frozenset(common_words)

    def find(
        self, text: str, mentions: Sequence[tuple[int, int]] = (), sectors: bool = True, roles: bool = True
    ) -> list[Mention]:
        """What `text` names, in order. `mentions`: character spans that a tagger takes for a job's name."""
        tokens = _tokens(text)
        taken: list[Mention] = []
        if roles:
            taken += self._exact(text, tokens, taken)
            taken += self._misspelt(text, tokens, taken, mentions)
            taken = self._respect(text, tokens, taken, mentions)
        if sectors and not taken:  # beside a role such words are topics: "what software does a designer use"
            taken += self._named_sectors(text, tokens, taken)
        return sorted(taken, key=lambda mention: mention.start)

    def nearest(self, words: str) -> tuple[str, ...]:
        """The roles whose names are most like `words`, best first."""
        key = compact(words)
        tokens = {token.key for token in _tokens(words)} - FUNCTION_WORDS
        shared = [name for name in self._title_keys if any(token in name for token in tokens if len(token) > 3)]
        scored = process.extract(key, self._role_keys, scorer=OSA.normalized_similarity, limit=_NEAREST)
        ranked = [slug for name in shared for slug in self._roles[name]]
        ranked += [slug for name, score, _ in scored if score > 0.5 for slug in self._roles[name]]
        return tuple(dict.fromkeys(ranked))[:_NEAREST]

    def _exact(self, text: str, tokens: list[_Token], taken: list[Mention]) -> list[Mention]:
        found: list[Mention] = []
        for first, last in _windows(tokens):
            key = _key(tokens, first, last)
            if key not in self._roles or _is_verb(tokens, first, last):
                continue
            mention = self._linked(text, tokens[first].start, tokens[last].end, self._roles[key], 1.0)
            if not _overlaps(mention, [*taken, *found]):
                found.append(mention)
        return found

    def _misspelt(
        self, text: str, tokens: list[_Token], taken: list[Mention], mentions: Sequence[tuple[int, int]]
    ) -> list[Mention]:
        best: list[Mention] = []
        for first, last in _windows(tokens):
            start, end = tokens[first].start, tokens[last].end
            words = [token.text for token in tokens[first : last + 1]]
            key = _key(tokens, first, last)
            hinted = any(start < right and left < end for left, right in mentions)
            if (
                key in self._roles
                or len(key) < _SHORTEST_MISSPELT
                or words[0] in FUNCTION_WORDS
                or words[-1] in FUNCTION_WORDS
            ):
                continue
            if all(word in self._common or word in MODIFIERS for word in words):
                continue
            cutoff = _SIMILAR_IN_MENTION if hinted else _SIMILAR
            match = process.extractOne(key, self._role_keys, scorer=OSA.normalized_similarity, score_cutoff=cutoff)
            if match is None or (len(key) < 8 and match[0][0] != key[0]):
                continue
            best.append(self._linked(text, start, end, self._roles[match[0]], round(match[1], 3)))
        found: list[Mention] = []
        # Of two misspellings that overlap the one that explains more letters wins.
        for mention in sorted(best, key=lambda mention: (mention.start - mention.end) * (mention.confidence - 0.5)):
            if not _overlaps(mention, [*taken, *found]):
                found.append(mention)
        return found

    def _respect(
        self, text: str, tokens: list[_Token], taken: list[Mention], mentions: Sequence[tuple[int, int]]
    ) -> list[Mention]:
        """A tagged span that says more than the name inside it ("dental nurse"), or holds none, is another role."""
        unknown: list[Mention] = []
        for left, right in mentions:
            inside = [mention for mention in taken if mention.start < right and left < mention.end]
            covered = [(mention.start, mention.end) for mention in inside]
            rest = [
                token
                for token in tokens
                if token.start >= left
                and token.end <= right
                and token.text not in MODIFIERS
                and not any(start <= token.start < end for start, end in covered)
            ]
            if inside and (not rest or len(inside) > 1 or inside[0].confidence < 1.0):
                continue
            if not rest or all(token.text in FUNCTION_WORDS or len(token.text) < 3 for token in rest):
                continue
            taken = [mention for mention in taken if mention not in inside]
            words = text[left:right].strip()
            nearest = tuple(dict.fromkeys([*(s for m in inside for s in m.slugs), *self.nearest(words)]))[:_NEAREST]
            unknown.append(Mention("unknown_role", left, right, words, nearest, 0.0))
        return [*taken, *unknown]

    def _named_sectors(self, text: str, tokens: list[_Token], taken: list[Mention]) -> list[Mention]:
        found: list[Mention] = []
        for first, last in _windows(tokens):
            words = tokens[first : last + 1]
            slug = self._sectors.get(_key(tokens, first, last))
            if slug is None or (len(words) == 1 and words[0].text in FUNCTION_WORDS and words[0].text != "it"):
                continue
            start, end = words[0].start, words[-1].end
            if words[0].text == "it" and text[start:end] != "IT":
                continue
            mention = Mention("sector", start, end, text[start:end], (slug,), 1.0)
            if not _overlaps(mention, [*taken, *found]):
                found.append(mention)
        return found

    def _linked(self, text: str, start: int, end: int, slugs: tuple[str, ...], confidence: float) -> Mention:
        kind: Kind = "role" if len(slugs) == 1 else "ambiguous_role"
        return Mention(kind, start, end, text[start:end], slugs, confidence)


def compact(name: str) -> str:
    """The key by which names are compared."""
    return "".join(token.key for token in _tokens(name))


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(match.start(), match.end(), match.group().lower(), _singular(match.group().lower()))
        for match in _WORD.finditer(text)
    ]


@lru_cache(maxsize=65536)
def _singular(word: str) -> str:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    word = SHORT_FORMS.get(word, word)
    if len(word) < 4 or word.endswith("ss"):
        return word
    return str(_inflect.singular_noun(word) or word)


def _is_verb(tokens: list[_Token], first: int, last: int) -> bool:
    """Whether one word is used as a verb with an object ("to nurse my career", "I can cook the dinner")."""
    if first != last or first == 0 or last + 1 >= len(tokens):
        return False
    return tokens[first - 1].text in VERB_LEADS and tokens[last + 1].text in VERB_OBJECTS


def _windows(tokens: list[_Token]) -> Iterable[tuple[int, int]]:
    """First and last index of every run of words, the longest first."""
    for length in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        for first in range(len(tokens) - length + 1):
            yield first, first + length - 1


def _key(tokens: list[_Token], first: int, last: int) -> str:
    return "".join(token.key for token in tokens[first : last + 1])


def _overlaps(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)
