"""Web API: `views.*`."""

from __future__ import annotations

from collections.abc import Callable

from .office import Office
from .state import Json, Refused


class ViewsApi:
    """Modals and home tabs, opened by a bot for a person."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.handlers: dict[str, Callable[[Json, Json], Json]] = {
            "views.open": self.open,
            "views.push": self.push,
            "views.update": self.update,
            "views.publish": self.publish,
        }

    def _answer(self, view: Json) -> Json:
        return {"view": self._office.views.payload(view["id"])}

    def open(self, app: Json, arguments: Json) -> Json:
        """`views.open`: needs a fresh trigger id."""
        trigger = self._office.interactions.use_trigger(app, arguments.get("trigger_id"))
        _require_modal(arguments["view"])
        return self._answer(self._office.views.open(app, trigger["user"], arguments["view"]))

    def push(self, app: Json, arguments: Json) -> Json:
        """`views.push`: needs a fresh trigger id from inside a modal."""
        trigger = self._office.interactions.use_trigger(app, arguments.get("trigger_id"))
        if trigger["view"] is None:
            raise Refused("not_found")
        _require_modal(arguments["view"])
        return self._answer(self._office.views.push(app, trigger["user"], arguments["view"]))

    def update(self, app: Json, arguments: Json) -> Json:
        """`views.update`."""
        view = self._office.views.update(
            app,
            arguments.get("view_id"),
            arguments.get("external_id"),
            arguments["view"],
            arguments.get("hash"),
        )
        return self._answer(view)

    def publish(self, app: Json, arguments: Json) -> Json:
        """`views.publish`: the home tab of one person."""
        view = self._office.views.publish(app, arguments["user_id"], arguments["view"], arguments.get("hash"))
        return self._answer(view)


def _require_modal(view: object) -> None:
    if isinstance(view, dict) and view.get("type") != "modal":
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] must be a modal"]})
