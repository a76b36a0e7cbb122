"""Rasa's two slow seams, answered in this process.

`EndpointConfig.request` is where Rasa calls its action server: here the actions run at once, without HTTP. And where
Rasa compiles the response schema anew for each action, and walks all event classes for each stored event, the result
is kept (64 % and some 10 % of a turn, measured).
"""

from functools import lru_cache
from typing import Any

import jsonschema
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


def keep_compiled() -> None:
    """Compile the action response schema once, and look each event class up once."""
    schema = RemoteAction.action_response_format_spec()
    validator = jsonschema.validators.validator_for(schema)(schema)

    def validate(_self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
