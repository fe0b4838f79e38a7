"""Modals and home tabs: each person's stack of open views, and what an app's answer does to it."""

from __future__ import annotations

import copy
from typing import Any

from .blocks import check_view, elements_of
from .state import Json, Refused
from .workspace import Workspace

MOST_VIEWS = 3
"""Modals that may lie on each other (Slack: Modals)."""


class Views:
    """Opens, stacks, replaces and closes views. A view is kept as Slack's own view object."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open(self, app: Json, user_id: str, view: Any) -> Json:
        """Show a new modal; whatever was open is gone."""
        created = self._new(app, user_id, check_view(view))
        self.clear(user_id)
        self._workspace.state.stacks[user_id] = [created["id"]]
        return created

    def push(self, app: Json, user_id: str, view: Any) -> Json:
        """Lay a modal on the open one. Raises Refused(push_limit_reached)."""
        stack = self._workspace.state.stacks.get(user_id, [])
        if not stack:
            return self.open(app, user_id, view)
        if len(stack) >= MOST_VIEWS:
            raise Refused("push_limit_reached")
        created = self._new(app, user_id, check_view(view))
        created["root_view_id"] = stack[0]
        created["previous_view_id"] = stack[-1]
        stack.append(created["id"])
        return created

    def update(self, app: Json, view_id: str | None, external_id: str | None, view: Any, digest: str | None) -> Json:
        """Replace a view's content, keeping what was filled into inputs that are still there.

        Raises Refused(not_found, hash_conflict).
        """
        current = self._find(app, view_id, external_id)
        if digest is not None and digest != current["hash"]:
            raise Refused("hash_conflict")
        content = check_view(view)
        return self._replace(current, content)

    def publish(self, app: Json, user_id: str, view: Any, digest: str | None) -> Json:
        """Set the home tab of one person. Raises Refused(hash_conflict, user_not_found)."""
        self._workspace.user(user_id)
        content = check_view(view)
        key = f"{app['id']}:{user_id}"
        view_id = self._workspace.state.homes.get(key, {}).get("id")
        if view_id is None:
            created = self._new(app, user_id, content)
            self._workspace.state.homes[key] = {"id": created["id"]}
            return created
        current = self._workspace.state.views[view_id]
        if digest is not None and digest != current["hash"]:
            raise Refused("hash_conflict")
        return self._replace(current, content)

    def top(self, user_id: str) -> Json | None:
        """The modal a person has before them."""
        stack = self._workspace.state.stacks.get(user_id, [])
        return self._workspace.state.views[stack[-1]] if stack else None

    def payload(self, view_id: str) -> Json:
        """The view as interactions carry it, with what is filled in so far."""
        view = copy.deepcopy(self._workspace.state.views[view_id])
        del view["owner"]
        view["state"] = {"values": copy.deepcopy(self._workspace.state.inputs.get(view_id, {}))}
        return view

    def fill(self, view_id: str, block_id: str, action_id: str, value: Json) -> None:
        """Keep what a person filled into one element."""
        values = self._workspace.state.inputs.setdefault(view_id, {})
        values.setdefault(block_id, {})[action_id] = value

    def close_top(self, user_id: str) -> Json | None:
        """Close the topmost modal and return it."""
        stack = self._workspace.state.stacks.get(user_id, [])
        return self._forget(stack.pop()) if stack else None

    def clear(self, user_id: str) -> None:
        """Close every modal of a person."""
        for view_id in self._workspace.state.stacks.pop(user_id, []):
            self._forget(view_id)

    def answered(self, app: Json, user_id: str, view_id: str, answer: Json | None) -> dict[str, str]:
        """Do what an app's answer to a submission says; returns the errors to show, by block_id.

        Raises Refused for a view that Slack would not take: the person then sees an error.
        """
        stack = self._workspace.state.stacks.get(user_id, [])
        action = (answer or {}).get("response_action")
        if action == "errors":
            return self._errors(view_id, (answer or {}).get("errors"))
        if action == "clear":
            self.clear(user_id)
        elif action == "update":
            self._replace(self._workspace.state.views[view_id], check_view((answer or {}).get("view")))
        elif action == "push":
            self.push(app, user_id, (answer or {}).get("view"))
        elif action is not None:
            raise Refused("invalid_response_action")
        elif view_id in stack:
            stack.remove(view_id)
            self._forget(view_id)
        return {}

    def _errors(self, view_id: str, errors: Any) -> dict[str, str]:
        blocks = self._workspace.state.views[view_id]["blocks"]
        inputs = {block["block_id"] for block in blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise Refused("invalid_errors")
        return dict(errors)

    def _find(self, app: Json, view_id: str | None, external_id: str | None) -> Json:
        for view in self._workspace.state.views.values():
            is_meant = view["id"] == view_id or (external_id and view["external_id"] == external_id)
            if is_meant and view["app_id"] == app["id"]:
                return view
        raise Refused("not_found")

    def _new(self, app: Json, user_id: str, content: Json) -> Json:
        view_id = self._workspace.state.new_id("V")
        external_id = content.get("external_id", "")
        if external_id and any(v["external_id"] == external_id for v in self._workspace.state.views.values()):
            raise Refused("duplicate_external_id")
        view = {
            "id": view_id,
            "team_id": self._workspace.state.team["id"],
            "app_id": app["id"],
            "app_installed_team_id": self._workspace.state.team["id"],
            "bot_id": app["bot_id"],
            "previous_view_id": None,
            "root_view_id": view_id,
            "owner": user_id,
        }
        self._workspace.state.views[view_id] = view
        return self._replace(view, content)

    def _replace(self, view: Json, content: Json) -> Json:
        defaults = {
            "private_metadata": "",
            "callback_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "close": None,
            "submit": None,
            "title": None,
            "external_id": "",
        }
        view.update({**defaults, **content, "hash": f"{self._workspace.new_ts()}.hash"})
        self._start_values(view)
        return view

    def _start_values(self, view: Json) -> None:
        """Values survive where block_id and action_id are the same (Slack: Modals); new ones start anew."""
        before = self._workspace.state.inputs.get(view["id"], {})
        values: dict[str, Json] = {}
        for block in view["blocks"]:
            for element in elements_of(block):
                if block["type"] not in {"input", "actions", "section"} or element["type"] in {"button", "image"}:
                    continue
                action_id = element["action_id"]
                kept = before.get(block["block_id"], {}).get(action_id)
                if kept is None or kept["type"] != element["type"]:
                    kept = empty_value(element)
                values.setdefault(block["block_id"], {})[action_id] = kept
        self._workspace.state.inputs[view["id"]] = values

    def _forget(self, view_id: str) -> Json:
        view = self.payload(view_id)
        del self._workspace.state.views[view_id]
        self._workspace.state.inputs.pop(view_id, None)
        return view


def empty_value(element: Json) -> Json:
    """An element's state before anyone touched it: its initial value, or nothing."""
    kind = element["type"]
    value: Json = {"type": kind}
    if kind == "checkboxes" or (kind.startswith("multi_") and kind.endswith(("static_select", "external_select"))):
        value["selected_options"] = element.get("initial_options", [])
    elif kind in {"static_select", "external_select", "radio_buttons"}:
        value["selected_option"] = element.get("initial_option")
    elif kind == "file_input":
        value["files"] = []
    elif kind in {"datepicker", "timepicker"}:
        field = kind.removesuffix("picker")
        value[f"selected_{field}"] = element.get(f"initial_{field}")
    elif kind == "datetimepicker":
        value["selected_date_time"] = element.get("initial_date_time")
    elif kind.endswith("_select"):
        value.update(_people_value(element))
    elif kind != "overflow":
        value["value"] = element.get("initial_value")
    return value


def _people_value(element: Json) -> Json:
    """A select of users, channels or conversations."""
    kind: str = element["type"]
    noun = kind.removeprefix("multi_").removesuffix("_select").removesuffix("s")
    if kind.startswith("multi_"):
        return {f"selected_{noun}s": element.get(f"initial_{noun}s", [])}
    return {f"selected_{noun}": element.get(f"initial_{noun}")}
