"""A delivery as calls to Slack, and what became of it."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable

from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import ids
from bots.slack.api import Trouble, ask
from bots.slack.fates import THREAD_GONE, Fates
from bots.slack.finding import Finding
from bots.slack.ids import Place
from bots.slack.modal import view
from bots.slack.signs import LOST, NOT_SHOWN, SIGNS, name
from bots.slack.uploads import Uploads, delete_stray
from bots.slack.writing import actions, message, metadata, signed
from core.messages import (
    Act,
    Change,
    Delivery,
    Fate,
    Later,
    Mail,
    Never,
    Open,
    React,
    Remove,
    Rename,
    Say,
    Sent,
    Sign,
    Whisper,
)
from core.ports import Files

log = logging.getLogger(__name__)

REMEMBERED = 5000


class Outbound:
    """Sends deliveries for one bot. `jitter` gives a number from 0 to 1."""

    def __init__(self, client: AsyncWebClient, files: Files, jitter: Callable[[], float]) -> None:
        self._client = client
        self._fates = Fates(jitter)
        self._finding = Finding(client)
        self._uploads = Uploads(client, files, self._finding, self._fates)
        self._signs: OrderedDict[tuple[str, str], Sign] = OrderedDict()

    async def send(self, delivery: Delivery) -> Fate:
        """Does the delivery's act in its place, which must be known. Raises ValueError when it isn't."""
        if delivery.place is None:
            raise ValueError(f"delivery {delivery.id} has no place yet")
        act = delivery.act
        place = _place(delivery, act)
        if isinstance(act, Say):
            return await self._say(delivery, act, place)
        try:
            match act:
                case Change():
                    return await self._change(delivery, act, place)
                case Remove():
                    return await self._remove(delivery, act, place)
                case React():
                    return await self._react(delivery, act, place)
                case Whisper():
                    return await self._whisper(act, place)
                case Rename():
                    return Sent()  # threads have no names here
                case Mail():
                    return Never("refused", "letters go by e-mail")
                case Open():
                    return await self._open(act)
        except Trouble as trouble:
            return self._fates.of(trouble, delivery, repeatable=True)

    async def find(self, delivery: Delivery) -> Sent | None:
        """Whether Slack has the message or file of a Say; other acts may simply be done again, so None.
        Raises ConnectionError when Slack can't be asked."""
        act = delivery.act
        if not isinstance(act, Say) or delivery.place is None:
            return None
        try:
            return await self._find(delivery, act, _place(delivery, act))
        except Trouble as trouble:
            if trouble.answered:
                log.info("delivery %s was looked for in vain: %s", delivery.id, trouble)
                return None
            raise ConnectionError(f"Slack could not be asked: {trouble}") from None

    async def _find(self, delivery: Delivery, act: Say, place: Place) -> Sent | None:
        place = await self._finding.standing(act, place)
        if act.file is not None:
            ts = await self._uploads.find(delivery, act.file, place)
        else:
            ts = await self._finding.posted(delivery, place, act.opens)
        return None if ts is None else _sent(ts, place, act)

    # ---------------------------------------------------------------- acts

    async def _say(self, delivery: Delivery, act: Say, place: Place) -> Fate:
        if act.file is not None:
            return await self._uploads.send(delivery, act, act.file, place)
        root = None if act.opens else place.thread
        body = message(act.text, act.buttons)
        try:
            answer = await ask(
                self._client.chat_postMessage(
                    channel=place.channel,
                    text=body["text"],
                    blocks=body["blocks"] or None,
                    thread_ts=root,
                    metadata=metadata(delivery.id),
                    unfurl_links=False,
                    unfurl_media=False,
                    **signed(act.author),
                )
            )
        except Trouble as trouble:
            return await self._doubtful(trouble, delivery, act, place)
        ts = str(answer["ts"])
        if root and not act.under and not (answer.get("message") or {}).get("thread_ts"):
            # A reply to a root that is gone lands in the channel, before everybody; this is the only sign of it.
            await delete_stray(self._client, place.channel, ts)
            return THREAD_GONE
        return _sent(ts, place, act)

    async def _doubtful(self, trouble: Trouble, delivery: Delivery, act: Say, place: Place) -> Fate:
        """After an answer like HTTP 500 the message may stand all the same: it is looked for before it is sent again."""
        fate = self._fates.of(trouble, delivery, repeatable=False)
        if trouble.outage and isinstance(fate, Later):
            try:
                return await self._find(delivery, act, place) or fate
            except Trouble as second:
                log.warning("whether delivery %s arrived could not be asked: %s", delivery.id, second)
        return fate

    async def _change(self, delivery: Delivery, act: Change, place: Place) -> Fate:
        ts = _target(delivery, act)
        if ts is None:
            return Never("gone", "its message is not known")
        if act.text is not None:
            body = message(act.text, act.buttons)
        else:
            found = await self._finding.message(place, ts)
            if found is None:
                return Never("gone", "message_not_found")
            kept = [block for block in found.get("blocks") or () if block["type"] != "actions"]
            body = {"text": found.get("text") or "", "blocks": kept + actions(act.buttons)}
        await ask(self._client.chat_update(channel=place.channel, ts=ts, text=body["text"], blocks=body["blocks"]))
        return Sent(message=ts, position=ids.position(ts))

    async def _remove(self, delivery: Delivery, act: Remove, place: Place) -> Fate:
        ts = _target(delivery, act)
        if ts is None:
            return Never("gone", "its message is not known")
        try:
            await ask(self._client.chat_delete(channel=place.channel, ts=ts))
        except Trouble as trouble:
            if trouble.error != "message_not_found":
                raise
        return Sent(message=ts)

    async def _react(self, delivery: Delivery, act: React, place: Place) -> Fate:
        ts = _target(delivery, act)
        if ts is None:
            return Never("gone", "its message is not known")
        if act.shown or act.gone:
            return await self._reflect(delivery, act, place, ts)
        for other in SIGNS:
            if other != act.sign and not act.first:
                await self._unsign(place.channel, ts, other)
        if act.sign is None:
            self._signs.pop((place.channel, ts), None)
            return Sent(message=ts)
        await self._put_on(place.channel, ts, SIGNS[act.sign])
        self._signs[place.channel, ts] = act.sign
        while len(self._signs) > REMEMBERED:
            self._signs.popitem(last=False)
        return Sent(message=ts)

    async def _reflect(self, delivery: Delivery, act: React, place: Place, ts: str) -> Fate:
        """Reactions that people put on the message's like, as the app's own. Among agents none may look like a sign, nor
        take one away."""
        signs = SIGNS.values() if delivery.home else ()
        for gone in act.gone:
            if name(gone) not in signs:
                await self._take_off(place.channel, ts, name(gone))
        lost = None
        for shown in act.shown:
            is_there = name(shown) not in signs and await self._put_on(place.channel, ts, name(shown))
            lost = None if is_there else LOST  # the last one counts: what is new
        return Sent(message=ts, lost=lost)

    async def _put_on(self, channel: str, ts: str, name: str) -> bool:
        """Adds a reaction. Returns whether Slack has it."""
        try:
            await ask(self._client.reactions_add(channel=channel, timestamp=ts, name=name))
        except Trouble as trouble:
            if trouble.error in NOT_SHOWN:
                return False
            if trouble.error != "already_reacted":
                raise
        return True

    async def _take_off(self, channel: str, ts: str, name: str) -> None:
        try:
            await ask(self._client.reactions_remove(channel=channel, timestamp=ts, name=name))
        except Trouble as trouble:
            if trouble.error not in ("no_reaction", *NOT_SHOWN):
                raise

    async def _unsign(self, channel: str, ts: str, sign: Sign) -> None:
        """Takes an earlier sign away. One we did not put there ourselves (an earlier run may have) is tried for, but
        holds nothing up: removing is limited to about 20 calls a minute."""
        known = self._signs.get((channel, ts))
        if known is not None and known != sign:
            return
        try:
            await self._take_off(channel, ts, SIGNS[sign])
        except Trouble as trouble:
            if known is not None or not trouble.limited:
                raise
            log.info("an earlier sign in %s was not looked for: %s", channel, trouble)

    async def _whisper(self, act: Whisper, place: Place) -> Fate:
        body = message(act.text, act.buttons)
        await ask(
            self._client.chat_postEphemeral(
                channel=place.channel,
                user=act.to,
                text=body["text"],
                blocks=body["blocks"] or None,
                thread_ts=place.thread,
            )
        )
        return Sent()

    async def _open(self, act: Open) -> Fate:
        """A modal is shown within three seconds of what its trigger came from, or drawn anew."""
        try:
            if act.view:
                await ask(self._client.views_update(view_id=act.view, view=view(act.form)))
            else:
                await ask(self._client.views_open(trigger_id=act.trigger, view=view(act.form)))
        except Trouble as trouble:
            if trouble.error != "exchanged_trigger_id":  # an earlier attempt has shown it
                raise
        return Sent()


def _place(delivery: Delivery, act: Act) -> Place:
    """Where it is to stand: of what concerns a ticket, in a private chat, the thread that bears it, if that is known."""
    place = ids.parse(delivery.place or "")
    root = (act.under.message or delivery.target_message) if isinstance(act, Say) and act.under else None
    return Place(place.channel, root) if root else place


def _target(delivery: Delivery, act: Change | Remove | React) -> str | None:
    return delivery.target_message or act.target.message


def _sent(ts: str, place: Place, act: Say) -> Sent:
    opened = ids.thread(place.channel, ts) if act.opens else None
    return Sent(message=ts, position=ids.position(ts), opened=opened)
