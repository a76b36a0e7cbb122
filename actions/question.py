"""Questions about roles: which role and which topics are meant, and the answers in order.

The conversation's memory is in four slots: `role` (slug), `topics` (last asked), `pending` (topics asked before the
role was known), `last_answer` (topics and roles to repeat).
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from sqlalchemy.orm import Session

from actions.base import Event, SafeAction
from actions.citing import cite
from actions.topics import LABELS, next_topics, payload, pick_role
from fingerpost.chat.messages import Choice, Choices, Message, Path, Sources, Text
from fingerpost.database import read_session
from fingerpost.knowledge import queries
from fingerpost.knowledge.models import Role

_MOST_ROLES = 3
_WELL_KNOWN = ["nurse", "electrician", "primary-teacher", "back-end-developer", "chef"]


@dataclass
class Question:
    """What a message asks: topics in order, roles in order, and mentions that are no single role."""

    topics: list[str]
    roles: list[str]
    ambiguous: dict[str, Any] | None
    unknown: dict[str, Any] | None

    @classmethod
    def of(cls, tracker: Tracker, topics: Sequence[str]) -> "Question":
        """Read the entities of the latest message; the role of the conversation stands in where none is named."""
        entities = tracker.latest_message.get("entities", [])
        asked = [entity["value"] for entity in entities if entity["entity"] == "question"]
        named = [entity["value"] for entity in entities if entity["entity"] == "role"]
        first = {kind: next((e for e in entities if e["entity"] == kind), None)
                 for kind in ("ambiguous_role", "unknown_role")}  # fmt: skip
        return cls(
            topics=[topic for topic in dict.fromkeys(asked or topics) if topic in LABELS],
            roles=list(dict.fromkeys(named))[:_MOST_ROLES],
            ambiguous=first["ambiguous_role"],
            unknown=first["unknown_role"],
        )


class RoleQuestion(SafeAction):
    """The action of one topic. Its module is named for the topic; `answer` says what the base knows."""

    section: ClassVar[str]

    def respond(self, tracker: Tracker) -> tuple[list[Message], list[Event]]:
        """Answer this topic, and any other question of the same message."""
        return respond(tracker, [self.topic()])

    def topic(self) -> str:
        """The topic's one name."""
        return type(self).__module__.rpartition(".")[2]

    @abstractmethod
    def answer(self, session: Session, role: Role) -> list[Message]:
        """The answer for `role`, without sources and next steps."""

    def sources(self, session: Session, role: Role) -> list[queries.Citation]:
        """The sources behind the answer."""
        return queries.citations(session, role.slug, self.section)


def respond(tracker: Tracker, topics: Sequence[str]) -> tuple[list[Message], list[Event]]:
    """The whole answer to the latest message, which asks `topics` unless it holds several questions."""
    question = Question.of(tracker, topics)
    with read_session() as session:
        if not question.roles and question.ambiguous:
            return _ask_which(session, question)
        if not question.roles and question.unknown:
            return _say_unknown(session, question)
        current = tracker.get_slot("role")
        roles = question.roles or ([current] if current else [])
        if not roles:
            return _ask_role(session, question)
        messages = answers(session, roles, question.topics)
        if question.unknown:
            messages.insert(0, Text(text=_unknown_text(question.unknown["value"])))
        messages.append(_offers(messages, roles[-1], question.topics))
    events = [
        SlotSet("role", roles[-1]),
        SlotSet("topics", question.topics),
        SlotSet("pending", None),
        SlotSet("last_answer", {"topics": question.topics, "roles": roles}),
    ]
    return messages, events


def _offers(messages: Sequence[Message], slug: str, topics: Sequence[str]) -> Choices:
    """What to ask next: other topics, and the roles that a path in the answer leads to."""
    offers = next_topics(slug, topics)
    steps = [step for message in messages if isinstance(message, Path) for step in message.steps]
    about = [Choice(label=step.title, payload=payload("role_overview", role=step.slug)) for step in steps]
    return offers.model_copy(update={"choices": [*about[:_MOST_ROLES], *offers.choices]})


def answers(session: Session, roles: Sequence[str], topics: Sequence[str]) -> list[Message]:
    """Answers to every topic for every role, in order, with the sources once at the end."""
    by_topic = {topic: _action_of(topic) for topic in topics}
    messages: list[Message] = []
    cited: list[queries.Citation] = []
    for slug in roles:
        role = queries.get_role(session, slug)
        for topic in topics:
            messages += by_topic[topic].answer(session, role)
            cited += by_topic[topic].sources(session, role)
    if cited:
        messages.append(Sources(sources=cite(cited)))
    return messages


@lru_cache
def _action_of(topic: str) -> "RoleQuestion":
    module = import_module(f"actions.{topic}")
    classes: list[type[RoleQuestion]] = RoleQuestion.__subclasses__()
    return next(cls() for cls in classes if cls.__module__ == module.__name__)


def _ask_which(session: Session, question: Question) -> tuple[list[Message], list[Event]]:
    assert question.ambiguous is not None
    words, candidates = question.ambiguous["value"], question.ambiguous["candidates"]
    titles = queries.titles(session, candidates)
    return (
        [pick_role(titles, f"Several roles go by “{words}”. Which one do you mean?")],
        [SlotSet("pending", question.topics)],
    )


def _say_unknown(session: Session, question: Question) -> tuple[list[Message], list[Event]]:
    assert question.unknown is not None
    nearest = queries.titles(session, question.unknown["candidates"])
    messages: list[Message] = [Text(text=_unknown_text(question.unknown["value"]))]
    messages += (
        [pick_role(nearest, "The nearest that I know:")] if nearest else _examples(session, "Some that I do know:")
    )
    return messages, [SlotSet("pending", question.topics), SlotSet("role", None)]


def _unknown_text(words: str) -> str:
    return f"I don't have a profile for “{words}” yet, so I won't guess."


def _ask_role(session: Session, question: Question) -> tuple[list[Message], list[Event]]:
    text = "Which role do you mean? Type any job title."
    return [Text(text=text), *_examples(session, "Or pick one of these:")], [SlotSet("pending", question.topics)]


def _examples(session: Session, text: str) -> list[Message]:
    known = queries.titles(session, _WELL_KNOWN)
    return [pick_role(known, text)] if known else []
