"""The Web API methods this Slack knows: arguments, scopes and rate tiers. A table, written by us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import orjson

from .state import Json, Refused

Kind = Literal["text", "bool", "number", "json"]
TIERS = {"t1": 1, "t2": 20, "t3": 50, "t4": 100, "special": 60}
"""Calls a minute that Slack promises for a tier; `special` methods have their own rules."""


@dataclass(frozen=True)
class Method:
    """One method. `scopes` are alternatives; `arguments` maps each name to its kind."""

    tier: str
    scopes: tuple[str, ...]
    arguments: dict[str, Kind]
    required: tuple[str, ...]


_READ = "channels:read groups:read im:read mpim:read"
_HISTORY = "channels:history groups:history im:history mpim:history"
_OPEN = "im:write mpim:write groups:write channels:manage"
_MESSAGE = "text blocks:json attachments:json metadata:json markdown_text link_names:bool parse"
_LOOK = "icon_emoji icon_url username"
_PAGE = "cursor limit:number"
_SPAN = "inclusive:bool latest oldest include_all_metadata:bool"

# method | tier | scopes, any of them | arguments, `!` for required, `:kind` unless text
_TABLE = f"""
api.test | t4 | | error
auth.test | special | |
apps.connections.open | t3 | |
bots.info | t3 | users:read | bot
chat.delete | t3 | chat:write | channel! ts! as_user:bool
chat.getPermalink | special | | channel! message_ts!
chat.postEphemeral | t4 | chat:write | channel! user! thread_ts as_user:bool {_MESSAGE} {_LOOK}
chat.postMessage | special | chat:write | channel! thread_ts reply_broadcast:bool as_user:bool mrkdwn:bool \
 unfurl_links:bool unfurl_media:bool {_MESSAGE} {_LOOK}
chat.update | t3 | chat:write | channel! ts! as_user:bool reply_broadcast:bool file_ids:json {_MESSAGE}
conversations.history | t3 | {_HISTORY} | channel! {_PAGE} {_SPAN}
conversations.info | t3 | {_READ} | channel! include_locale:bool include_num_members:bool
conversations.join | t3 | channels:join | channel!
conversations.list | t2 | {_READ} | {_PAGE} exclude_archived:bool types
conversations.members | t4 | {_READ} | channel! {_PAGE}
conversations.open | t3 | {_OPEN} | channel users return_im:bool prevent_creation:bool
conversations.replies | t3 | {_HISTORY} | channel! ts! {_PAGE} {_SPAN}
files.completeUploadExternal | t4 | files:write | files:json! channel_id channels thread_ts initial_comment \
 blocks:json {_LOOK}
files.delete | t3 | files:write | file!
files.getUploadURLExternal | t4 | files:write | filename! length:number! snippet_type alt_txt
files.info | t4 | files:read | file! count:number cursor limit:number page:number
reactions.add | t3 | reactions:write | channel! name! timestamp!
reactions.get | t3 | reactions:read | channel timestamp full:bool file file_comment
reactions.remove | t2 | reactions:write | name! channel timestamp file file_comment
team.info | t3 | team:read | team domain
users.conversations | t3 | {_READ} | user {_PAGE} exclude_archived:bool exclude_muted:bool types
users.info | t4 | users:read | user! include_locale:bool
users.list | t2 | users:read | {_PAGE} include_locale:bool
views.open | t4 | | view:json! trigger_id interactivity_pointer
views.publish | t4 | | user_id! view:json! hash interactivity_pointer
views.push | t4 | | view:json! trigger_id interactivity_pointer
views.update | t4 | | view:json! view_id external_id hash
"""


def _method(tier: str, scopes: str, arguments: str) -> Method:
    kinds: dict[str, Kind] = {}
    required = []
    for item in arguments.split():
        name, _, kind = item.rstrip("!").partition(":")
        kinds[name] = kind or "text"  # type: ignore[assignment]  # the table holds only these words
        if item.endswith("!"):
            required.append(name)
    return Method(tier, tuple(scopes.split()), kinds, tuple(required))


def _read_table(table: str) -> dict[str, Method]:
    rows = ([part.strip() for part in line.split("|")] for line in table.strip().splitlines())
    return {name: _method(tier, scopes, arguments) for name, tier, scopes, arguments in rows}


METHODS: dict[str, Method] = _read_table(_TABLE)


def checked(method: Method, given: Json, is_form: bool) -> Json:
    """`given` with every value in its type; empty (null) ones left out.

    Real Slack ignores arguments it does not know and reads some types leniently. This one refuses both by
    name, so that a mistake of ours shows here. Raises Refused(invalid_arguments).
    """
    problems = [f"unknown argument: {name}" for name in given if name not in method.arguments]
    values: Json = {}
    for name, value in given.items():
        if name in method.arguments and value is not None:
            try:
                values[name] = _convert(method.arguments[name], value, is_form)
            except ValueError as problem:
                problems.append(f"{problem} [json-pointer:/{name}]")
    problems += [f"missing required field: {name}" for name in method.required if values.get(name) in (None, "")]
    if problems:
        messages = [f"[ERROR] {problem}" for problem in problems]
        raise Refused("invalid_arguments", response_metadata={"messages": messages})
    return values


def _convert(kind: Kind, value: Any, is_form: bool) -> Any:
    if kind == "text":
        if not isinstance(value, str):
            raise ValueError("must be a string")
        return value
    if kind == "json":
        return _decoded(value)
    if kind == "bool":
        known = {"1": True, "true": True, "True": True, "0": False, "false": False, "False": False}
        if isinstance(value, bool):
            return value
        if is_form and value in known:
            return known[value]
        raise ValueError("must be a boolean")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if is_form and isinstance(value, str) and value.isdecimal():
        return int(value)
    raise ValueError("must be a number")


def _decoded(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise ValueError("must be valid JSON") from None
    if not isinstance(value, list | dict):
        raise ValueError("must be an array or an object")
    return value
