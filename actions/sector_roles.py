"""Which roles a sector has, and which sectors there are."""

from rasa_sdk import Tracker

from actions.base import Event, SafeAction
from actions.topics import payload, pick_role
from fingerpost.chat.messages import Choice, Choices, Message
from fingerpost.database import read_session
from fingerpost.knowledge import queries


class ActionSectorRoles(SafeAction):
    """The roles of the sector named, or the sectors."""

    def respond(self, tracker: Tracker) -> tuple[list[Message], list[Event]]:
        """Roles or sectors as choices."""
        slug = next((e["value"] for e in tracker.latest_message["entities"] if e["entity"] == "sector"), None)
        with read_session() as session:
            sectors = {sector.slug: sector.title for sector in queries.sectors(session)}
            if slug in sectors:
                roles = queries.roles_in(session, slug)
                heading = f"Roles I know in {sectors[slug]}:"
                return [pick_role(roles, heading, intent="role_overview")], []
            counts = {sector: len(queries.roles_in(session, sector)) for sector in sectors}
        choices = [
            Choice(label=f"{title} ({counts[sector]})", payload=payload("sector_roles", sector=sector))
            for sector, title in sectors.items()
        ]
        total = sum(counts.values())
        text = f"I know {total} roles in {len(sectors)} sectors. Pick one to see its roles:"
        return [Choices(text=text, choices=choices)], []
