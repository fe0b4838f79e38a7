"""A delivery as calls to Slack, and what became of it."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable

import orjson
from slack_sdk.web.async_client import AsyncWebClient

from bots.channel import under_quote
from bots.slack import home, ids
from bots.slack.api import Trouble, ask
from bots.slack.fates import THREAD_GONE, Fates
from bots.slack.finding import Finding
from bots.slack.ids import Place
from bots.slack.modal import view
from bots.slack.reading import OWN, PRESS
from bots.slack.signs import LOST, NOT_SHOWN, SIGNS, name
from bots.slack.uploads import Uploads, delete_stray
from bots.slack.writing import actions, message, metadata, signed
from core.messages import (
    Act,
    Change,
    Delivery,
    Fate,
    KeptFile,
    Later,
    Mail,
    Never,
    Open,
    Publish,
    React,
    Remove,
    Rename,
    Say,
    Sent,
    Sign,
    Whisper,
)
from core.ports import Files, FilesDown

log = logging.getLogger(__name__)

REMEMBERED = 5000
RICH_BEFORE = "block_mismatch"
"""What was rich text may only be changed to rich text (docs.slack.dev/reference/methods/chat.update)."""


class Outbound:
    """Sends deliveries for one bot. `jitter` gives a number from 0 to 1."""

    def __init__(
        self, client: AsyncWebClient, files: Files, jitter: Callable[[], float], site: Callable[[], str] = str
    ) -> None:
        """`site`: the workspace's address, empty while it isn't known."""
        self._client = client
        self._site = site
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
                    return await self._whisper(delivery, act, place)
                case Rename():
                    return Sent()  # threads have no names here
                case Mail():
                    return Never("refused", "letters go by e-mail")
                case Open():
                    return await self._open(act)
                case Publish():
                    page = home.view(act.page, place.channel, self._site())
                    await ask(self._client.views_publish(user_id=act.to, view=page))
                    return Sent()
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
        if act.files:
            ts = await self._uploads.find(delivery, act, place)
        else:
            ts = await self._finding.posted(delivery, place, act.opens)
        return None if ts is None else _sent(ts, place, act)

    # ---------------------------------------------------------------- acts

    async def _say(self, delivery: Delivery, act: Say, place: Place) -> Fate:
        if act.files:
            return await self._uploads.send(delivery, act, place)
        root = None if act.opens else place.thread
        body = message(under_quote(act.quote, act.text), act.buttons)
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
        if act.file:
            return await self._replace(delivery, act, act.file, place, ts)
        if act.text is not None:
            body = message(act.text, act.buttons)
        else:
            found = await self._finding.message(place, ts)
            if found is None:
                return Never("gone", "message_not_found")
            kept = [block for block in found.get("blocks") or () if block["type"] != "actions"]
            body = {"text": found.get("text") or "", "blocks": kept + actions(act.buttons)}
        try:
            await ask(self._client.chat_update(channel=place.channel, ts=ts, **body))
        except Trouble as trouble:
            if trouble.error != RICH_BEFORE or act.text is None:
                raise
            body = message(act.text, act.buttons, rich=True)
            await ask(self._client.chat_update(channel=place.channel, ts=ts, **body))
        return Sent(message=ts, position=ids.position(ts))

    async def _replace(self, delivery: Delivery, act: Change, file: KeptFile, place: Place, ts: str) -> Fate:
        """Another file in the place of one of the message's."""
        found = await self._finding.message(place, ts)
        if found is None:
            return Never("gone", "message_not_found")
        try:
            made = await self._uploads.kept_apart(file)
        except FileNotFoundError:
            return Never("refused", "the kept file is missing")
        except FilesDown as down:
            return self._fates.backoff(f"files: {down}", delivery)
        there = [str(item["id"]) for item in found.get("files") or ()]
        ids_ = [*there[: act.item], made, *there[act.item + 1 :]]
        text = message(act.text or ())["text"]
        await ask(
            self._client.chat_update(channel=place.channel, ts=ts, text=text, file_ids=orjson.dumps(ids_).decode())
        )
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

    async def _whisper(self, delivery: Delivery, act: Whisper, place: Place) -> Fate:
        """What is asked of a requester outside their chat is asked there, where it can't be shown to them alone."""
        body = message(act.text, act.buttons, OWN if act.at else PRESS)
        at = ids.parse(act.at) if act.at else place
        try:
            await ask(
                self._client.chat_postEphemeral(
                    channel=at.channel,
                    user=act.to,
                    text=body["text"],
                    blocks=body["blocks"] or None,
                    thread_ts=at.thread,
                )
            )
        except Trouble as trouble:
            if not act.at or not trouble.answered:
                raise
            return await self._say(delivery, Say(act.text, act.buttons), place)
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
