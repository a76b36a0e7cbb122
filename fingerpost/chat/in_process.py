"""Rasa's two slow seams, answered in this process.

`EndpointConfig.request` is where Rasa calls its action server: here the actions run at once, without HTTP. Rasa also
compiles and checks the response schema anew for each action, and walks all event classes for each stored event (64 %
and some 10 % of a lean turn, measured).
"""

from functools import lru_cache
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor


class InProcessActions(EndpointConfig):
    """The action endpoint that runs the package `actions` here."""

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="in-process:")
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self, method: str = "post", subpath: str | None = None, content_type: str | None = None, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Run the action that `json` names."""
        result: dict[str, Any] | None = await self._executor.run(kwargs["json"])
        return result


def trust_own_actions() -> None:
    """Spare what only strangers' answers need.

    The result of an action comes from rasa_sdk in this process, not over a network: it is not validated against a
    JSON schema. Each event class is looked up once.
    """
    RemoteAction._validate_action_result = lambda _self, _result: True
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
