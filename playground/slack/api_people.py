"""Web API: `auth.test`, `users.*`, `bots.info` and `team.info`."""

from __future__ import annotations

import copy
from collections.abc import Callable

from .conversations import paged
from .office import Office
from .state import HOST, Json, Refused


class People:
    """Who is in the workspace, as a bot sees it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._state = office.workspace.state
        self.handlers: dict[str, Callable[[Json, Json], Json]] = {
            "auth.test": self.auth,
            "users.info": self.info,
            "users.list": self.list,
            "bots.info": self.bot,
            "team.info": self.team,
        }

    def auth(self, app: Json, arguments: Json) -> Json:
        """`auth.test`."""
        return {
            "url": f"{HOST}/",
            "team": self._state.team["name"],
            "team_id": self._state.team["id"],
            "user": app["bot_name"],
            "user_id": app["bot_user_id"],
            "bot_id": app["bot_id"],
            "is_enterprise_install": False,
        }

    def _described(self, app: Json, user: Json, include_locale: bool) -> Json:
        described = copy.deepcopy(user)
        if not include_locale:
            described.pop("locale", None)
        if app["scopes"] is not None and "users:read.email" not in app["scopes"]:
            described["profile"].pop("email", None)
        return described

    def info(self, app: Json, arguments: Json) -> Json:
        """`users.info`; the locale only if asked for, the e-mail address only with its scope."""
        user = self._office.workspace.user(arguments["user"])
        return {"user": self._described(app, user, arguments.get("include_locale", False))}

    def list(self, app: Json, arguments: Json) -> Json:
        """`users.list`."""
        wants_locale = arguments.get("include_locale", False)
        users = [self._described(app, user, wants_locale) for user in self._state.users.values()]
        page, cursor = paged(users, arguments)
        return {
            "members": page,
            "cache_ts": self._office.workspace.now(),
            "response_metadata": {"next_cursor": cursor},
        }

    def bot(self, app: Json, arguments: Json) -> Json:
        """`bots.info`."""
        bot = self._state.bots.get(arguments.get("bot") or app["bot_id"])
        if bot is None:
            raise Refused("bot_not_found")
        return {"bot": copy.deepcopy(bot)}

    def team(self, app: Json, arguments: Json) -> Json:
        """`team.info`."""
        if arguments.get("team", self._state.team["id"]) != self._state.team["id"]:
            raise Refused("team_not_found")
        return {"team": copy.deepcopy(self._state.team)}
