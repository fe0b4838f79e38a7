"""Everybody whom the page lets one be: the world's people, a requester in Slack, and agents in a Telegram group."""

from __future__ import annotations

from pathlib import Path

from playground.slack import Channel
from playground.slack import Person as Colleague
from playground.telegram import Person as Requester
from playground.telegram.people import Group
from playground.world import World

SHORTCUT = "make_it_a_ticket"
"""The desk's shortcut on messages (bots/slack/manifest.yml); Slack shows what an app's manifest names."""
PRIVATE = -1
"""Where a topic's id is wanted: an agent's private chat with the bot, which stands below the group's topics."""
SAMPLES = Path(__file__).parent / "samples"
"""A voice message and a sticker to send."""

_GROUP = "Harbour agents"


class Cast:
    """The people by the key the page uses, and where each of them is.

    `in_private` have a Telegram chat with the bot, `in_group` are in the forum group `group`; `in_support` sit in Slack at
    #support, `in_rooms` may choose one of `rooms`: the direct conversation with the desk, or #general. Those of the
    group and of the rooms are made here, only once in a world, so that a world without a page stays small.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.in_private: dict[str, Requester] = {"ann": world.ann, "carlo": world.carlo}
        self.in_support: dict[str, Colleague] = {"anna": world.anna, "bruno": world.bruno, "dora": world.dora}
        self.in_rooms: dict[str, Colleague] = {"sam": world.sam}
        general = world.slack.channel("general", [world.sam, world.anna, world.dora, world.app])
        self.rooms: dict[str, Channel] = {"desk": world.sam.dm_with(world.app), "general": general}
        maria = world.telegram.person("Maria Lopez", username="maria_lopez").with_bot(world.bot)
        nico = world.telegram.person("Nico Hahn", username="nico_hahn").with_bot(world.bot)
        self.in_group: dict[str, Requester] = {"maria": maria, "nico": nico}
        self.group = self._group_now() or self._new_group(maria, nico)

    def _group_now(self) -> Group | None:
        return next((group for group in self.world.telegram.groups if group.title == _GROUP), None)

    def _new_group(self, maria: Requester, nico: Requester) -> Group:
        group = self.world.telegram.add_supergroup(_GROUP)
        return group.add(maria, "administrator").add(nico).add_bot(self.world.bot)

    @property
    def telegram(self) -> dict[str, Requester]:
        """Everybody in Telegram."""
        return {**self.in_private, **self.in_group}

    @property
    def slack(self) -> dict[str, Colleague]:
        """Everybody in Slack."""
        return {**self.in_support, **self.in_rooms}

    def channel(self, who: str, room: object) -> Channel:
        """Where somebody in Slack is: who may choose, in the room of this name (else with the desk); the others at #support."""
        if who not in self.in_rooms:
            return self.world.support
        return self.rooms.get(str(room), self.rooms["desk"])
