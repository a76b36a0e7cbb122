"""The message schema: what the assistant says, one for all channels, rendered by each.

Every message has a plain-text `fallback`, which stands alone where a channel cannot draw the message.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, computed_field


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Text(_Message):
    """Prose in a Markdown subset: **bold**, _italic_, bullets, links."""

    type: Literal["text"] = "text"
    text: str

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """The text without its marks."""
        return self.text.replace("**", "")


class Choice(_Message):
    """A button: `payload` goes back to the assistant as the server offered it."""

    label: str
    payload: str


class Choices(_Message):
    """Things the visitor can pick instead of typing."""

    type: Literal["choices"] = "choices"
    text: str | None = None
    choices: list[Choice] = Field(min_length=1)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """The labels, one a line."""
        return "\n".join([*([self.text] if self.text else []), *(f"- {choice.label}" for choice in self.choices)])


class SourceNote(_Message):
    """A publication behind the answer. `note` says what a reader should know of it, such as its age."""

    title: str
    publisher: str
    date: date | None
    url: str | None = None
    licence: str | None = None
    note: str | None = None


class Sources(_Message):
    """Where the answer comes from."""

    type: Literal["sources"] = "sources"
    sources: list[SourceNote] = Field(min_length=1)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """One line a source."""
        return "\n".join(
            f"Source: {source.publisher}, {source.title} ({spoken_date(source.date)})"
            + (f". {source.note}" if source.note else "")
            for source in self.sources
        )


class CardSection(_Message):
    """A heading and its points."""

    heading: str
    items: list[str]


class Card(_Message):
    """A titled summary, such as a role at a glance."""

    type: Literal["card"] = "card"
    title: str
    subtitle: str | None = None
    text: str | None = None
    sections: list[CardSection] = []
    notice: str | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """The card in lines."""
        lines = [f"{self.title} ({self.subtitle})" if self.subtitle else self.title]
        lines += [self.text] if self.text else []
        for section in self.sections:
            lines += [f"{section.heading}:", *(f"- {item}" for item in section.items)]
        return "\n".join([*lines, *([self.notice] if self.notice else [])])


class GaugePart(_Message):
    """One part of a relevancy score, 0 to 100, with its weight (all weights sum to 1) and its evidence."""

    name: str
    score: float = Field(ge=0, le=100)
    weight: float = Field(ge=0, le=1)
    evidence: list[str] = []


class Gauge(_Message):
    """How well a profile fits a job, 0 to 100."""

    type: Literal["gauge"] = "gauge"
    title: str
    score: float = Field(ge=0, le=100)
    parts: list[GaugePart]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """Score and parts in lines."""
        return "\n".join(
            [f"{self.title}: {self.score:.0f} of 100", *(f"- {p.name}: {p.score:.0f}" for p in self.parts)]
        )


class Job(_Message):
    """A vacancy."""

    id: str
    title: str
    employer: str
    location: str | None = None
    url: str | None = None
    score: float | None = None
    demonstration: bool = False


class Jobs(_Message):
    """Vacancies, best first."""

    type: Literal["jobs"] = "jobs"
    jobs: list[Job]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """One line a vacancy."""
        return "\n".join(
            f"{job.title}, {job.employer}" + (" (demonstration data)" if job.demonstration else "") for job in self.jobs
        )


class PathStep(_Message):
    """One role on a career path and what changes on the way to it."""

    slug: str
    title: str
    change: str


class Path(_Message):
    """Steps from or to a role."""

    type: Literal["path"] = "path"
    title: str
    role: str
    direction: Literal["next", "previous"]
    steps: list[PathStep]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """One line a step."""
        return "\n".join([self.title, *(f"- {step.title}: {step.change}" for step in self.steps)])


class FormField(_Message):
    """An input of a form."""

    name: str
    label: str
    kind: Literal["text", "email", "file", "checkbox"]
    required: bool = True


class Form(_Message):
    """Something to fill in."""

    type: Literal["form"] = "form"
    title: str
    fields: list[FormField]
    submit: Choice

    @computed_field  # type: ignore[prop-decorator]
    @property
    def fallback(self) -> str:
        """The title."""
        return self.title


Message = Annotated[Text | Choices | Sources | Card | Gauge | Jobs | Path | Form, Field(discriminator="type")]
_ADAPTER: TypeAdapter[Message] = TypeAdapter(Message)


def parse_message(data: Any) -> Message:
    """A message from its JSON form. Raises pydantic's `ValidationError`."""
    return _ADAPTER.validate_python(data)


def from_bot(responses: Iterable[dict[str, Any]]) -> list[Message]:
    """Messages from what Rasa utters: `{"text", "buttons", "custom", …}` each."""
    messages: list[Message] = []
    for response in responses:
        if custom := response.get("custom"):
            messages.append(parse_message(custom))
            continue
        text, buttons = response.get("text"), response.get("buttons")
        if buttons:
            choices = [Choice(label=button["title"], payload=button["payload"]) for button in buttons]
            messages.append(Choices(text=text, choices=choices))
        elif text:
            messages.append(Text(text=text))
    return messages


def plain(messages: Iterable[Message]) -> str:
    """All messages as plain text."""
    return "\n\n".join(message.fallback for message in messages)


def spoken_date(day: date | None) -> str:
    """A date as people read it, "10 May 2019"; "undated" for none."""
    return f"{day.day} {day:%B %Y}" if day else "undated"
