"""Bolt's listeners: what Slack sends goes to the inbox, and only then gets its ack.

With `process_before_response` Bolt awaits a listener and answers afterwards; an exception in it becomes HTTP 500, or no
ack on a socket, and Slack sends the event again. By default Bolt acks first, and a crash loses the event.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import entering, ids, modal, picking, reading, said, signs
from bots.slack.api import Json, Trouble, quiet_logger
from bots.slack.entering import COMMAND, SHORTCUT
from bots.slack.missed import Missed
from bots.slack.modal import CALLBACK, FILL
from bots.slack.people import People
from bots.slack.picking import Picking
from bots.slack.reading import PRESS, Rules
from bots.slack.turns import Turns
from core.forms import Answer, Faults, Form
from core.messages import Author, Edited, Filled, Named, Picked, Reachable, Said, Update
from core.ports import Inbox

log = logging.getLogger(__name__)

EVENTS = (
    *("message", "app_mention", "app_home_opened", "reaction_added", "reaction_removed"),
    *("member_joined_channel", "member_left_channel", "user_change"),
)
"""The events we have a listener for; `message` is subscribed to by kind of channel."""

Authorize = Callable[[], Awaitable[AuthorizeResult]]
Tell = Callable[[Json, str | None], Coroutine[Any, Any, None]]
"""Tells who pressed a button what became of it: the payload, and words or None."""


class Inbound:
    """The listeners of one app.

    `authorize` says who we are (raising Trouble when Slack can't be asked), `rules` what counts, `tell` answers presses,
    `missed` is told of every event and says when its place may be gone on with, `picking` reads messages that a ticket is
    to be made of, `on_unknown` is told the kind of every update that is passed over, `now` says when something was done of
    which Slack doesn't tell.
    """

    def __init__(
        self,
        inbox: Inbox,
        people: People,
        client: AsyncWebClient,
        *,
        signing_secret: str | None,
        authorize: Authorize,
        tell: Tell,
        missed: Missed,
        picking: Picking,
        on_unknown: Callable[[str], None] = lambda kind: None,
        direct: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._inbox = inbox
        self._now = now
        self._on_unknown = on_unknown
        self._people = people
        self._authorize = authorize
        self._tell = tell
        self._missed = missed
        self._picking = picking
        self._direct = direct
        self._turns = Turns()
        self._tasks: set[asyncio.Task[None]] = set()
        self._unknown: set[str] = set()
        self.app = self._make_app(client, signing_secret or "")

    async def drain(self, seconds: float) -> None:
        """Gives the answers that are still on their way so long, then drops them."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    # ---------------------------------------------------------------- the app

    def _make_app(self, client: AsyncWebClient, signing_secret: str) -> AsyncApp:
        async def who_we_are() -> AuthorizeResult:
            # Bolt's own way asks auth.test at the first event, and acks that event with an apology when it fails.
            return await self._authorize()

        with _no_slack_environment():
            app = AsyncApp(
                name="slack_bolt.app",  # Bolt sets the level of the logger of this name
                client=client,
                signing_secret=signing_secret,
                authorize=who_we_are,
                process_before_response=True,
                raise_error_for_unhandled_request=True,
                ssl_check_enabled=False,  # it would be answered before the signature is looked at
                logger=quiet_logger(),
            )
        app.error(self._failed)
        app.event("message")(self._on_message)
        app.event("app_mention")(self._on_mention)
        app.event("app_home_opened")(self._on_home)
        app.event("reaction_added")(self._on_reaction)
        app.event("reaction_removed")(self._on_reaction)
        app.event("member_joined_channel")(self._on_joined)
        app.event("member_left_channel")(self._on_left)
        app.event("user_change")(self._on_changed_person)
        app.event(re.compile(".*"))(self._on_other)
        app.action(re.compile(f"^{PRESS}"))(self._on_press)
        app.action(re.compile(f"^{FILL}"))(self._on_form)
        app.view_submission(CALLBACK)(self._on_form)
        app.view_closed(CALLBACK)(self._on_form)
        app.command(COMMAND)(self._on_command)
        app.message_shortcut(SHORTCUT)(self._on_shortcut)
        return app

    async def _failed(self, error: Exception, body: Json) -> BoltResponse | None:
        """None leaves the answer at 500: Slack sends it again. What nobody listens to is acked, and told once."""
        if isinstance(error, BoltUnhandledRequestError):
            self._note_unknown(str(body.get("type")))
            return BoltResponse(status=200, body="")
        why = error.error if isinstance(error, Trouble) else type(error).__name__
        where = traceback.extract_tb(error.__traceback__)[-1]  # never the error's text: it may quote a message
        log.error("an update from Slack was not taken (%s, %s:%s); it gets no ack", why, where.filename, where.lineno)
        return None

    # ---------------------------------------------------------------- listeners

    async def _on_message(self, body: Json) -> None:
        rules = await self._rules()
        update = await self._read(body, lambda: reading.event(body, rules))
        if update is not None:
            await self._missed.ready(update.place)
            await self._take(update, rules)
        self._missed.heard()

    async def _on_reaction(self, body: Json) -> None:
        rules = await self._rules()
        update = await self._read(body, lambda: signs.reacted(body, rules))
        if update is not None:
            await self._take(update, rules)
        if self._picking.counts(body["event"], rules):
            await self._pick_by_reaction(body, rules)
        self._missed.heard()

    async def bring(self, body: Json) -> None:
        """Takes in an event that was read back. Raises what the inbox raises, and Trouble."""
        rules = await self._rules()
        update = await self._read(body, lambda: reading.event(body, rules))
        if update is not None:
            await self._take(update, rules)

    async def _on_mention(self, body: Json) -> None:
        """In a thread it may be a command to us; else it may ask for a ticket."""
        told = body["event"]
        await self._on_message(body)
        rules = await self._rules()
        if self._direct and await self._picking.asks(told, rules):
            place = await self._people.chat(told["user"])
            context = await self._picking.around(told["channel"], told, rules.bot)
            picked = await self._read(body, lambda: picking.mention(body, place, rules, context))
            await self._pick(picked, told, rules)

    async def _pick_by_reaction(self, body: Json, rules: Rules) -> None:
        told = body["event"]
        if (await self._people.author(told["user"])).bot:
            return
        place = await self._people.chat(told["user"])
        message = await self._picking.reacted_to(told)
        context = await self._picking.around(told["item"]["channel"], message or {}, rules.bot)
        picked = await self._read(body, lambda: picking.reaction(body, place, rules, message, context))
        await self._pick(picked, message or {}, rules)

    async def _pick(self, picked: Update | None, message: Json, rules: Rules) -> None:
        """Somebody wants a ticket made of the message; its files come behind it."""
        if isinstance(picked, Picked):
            writer = picking.writer_of(message, picked.author.id)
            await self._take(await self._with_writer(picked, writer), rules)
            if picked.trigger and (files := picking.files_of(message, picked)):
                await self._take(files, rules)

    async def _on_home(self, body: Json) -> None:
        update = await self._read(body, lambda: reading.visit(body))
        if update is not None and self._direct:
            await self._take(update, await self._rules())
        self._missed.heard()

    async def _on_press(self, body: Json, ack: AsyncAck) -> None:
        rules = await self._rules()
        chat = await self._people.chat(body["user"]["id"]) if reading.is_own(body) else None
        update = await self._read(body, lambda: reading.own_press(body, chat) if chat else reading.press(body, rules))
        words = None
        if update is not None:
            with suppress(Trouble):  # Slack sends no press again: it goes on, whatever comes before it
                await self._missed.ready(update.place)
            words = await self._take(update, rules)
        self._missed.heard()
        await ack()
        if update is not None:
            self._later(self._tell(body, words))

    async def _on_form(self, body: Json, ack: AsyncAck) -> None:
        """What stands in a modal is taken before it gets its ack, which says what comes in its place."""
        rules = await self._rules()
        place = await self._people.chat(body["user"]["id"])
        update = await self._read(body, lambda: modal.filled(body, place, self._now()))
        answer = await self._fill(update, rules) if isinstance(update, Filled) else None
        self._missed.heard()
        if isinstance(answer, Faults):
            await ack(response_action="errors", errors=modal.errors(answer, body))
        elif isinstance(answer, Form):
            await ack(response_action="update", view=modal.view(answer))
        else:
            await ack()

    async def _on_command(self, body: Json, ack: AsyncAck) -> None:
        rules = await self._rules()
        place = await self._people.chat(body["user_id"])
        guest = await self._whom_to_write_to(entering.guest_of(body))
        update = await self._read(
            body,
            lambda: (
                entering.invites(body, place, self._now(), *guest)
                if guest
                else entering.command(body, place, self._now())
            ),
        )
        words = await self._take(update, rules) if update is not None else None
        self._missed.heard()
        await ack(words if words and body["channel_id"] != place else "")

    async def _on_shortcut(self, body: Json, ack: AsyncAck) -> None:
        rules = await self._rules()
        place = await self._people.chat(body["user"]["id"])
        context = await self._picking.around(body["channel"]["id"], body["message"], rules.bot)
        picked = await self._read(body, lambda: entering.picked(body, place, self._now(), context))
        await self._pick(picked, body["message"], rules)
        self._missed.heard()
        await ack()

    async def _with_writer(self, picked: Picked, writer: str | None) -> Picked:
        """With who wrote the message, where that is a human whom we can write to."""
        found = await self._whom_to_write_to(writer)
        return replace(picked, writer=found[0], writer_place=found[1]) if found else picked

    async def _whom_to_write_to(self, user: str | None) -> tuple[Author, str] | None:
        """The person with their private chat; None for nobody, a bot, or somebody whom Slack lets no app write to."""
        author = await self._people.author(user) if user else None
        if user is None or author is None or author.bot:
            return None
        try:
            return author, await self._people.chat(user)
        except Trouble as trouble:
            if not trouble.answered:
                raise
            log.info("%s can't be written to: %s", user, trouble)
            return None

    async def _on_joined(self, body: Json) -> None:
        self._people.joined(body["event"]["channel"], body["event"]["user"])

    async def _on_left(self, body: Json) -> None:
        self._people.left(body["event"]["channel"], body["event"]["user"])
        rules = await self._rules()
        update = await self._read(body, lambda: reading.left(body, rules))
        if update is not None:
            await self._take(update, rules)

    async def _on_changed_person(self, body: Json) -> None:
        rules = await self._rules()
        for update in await self._read_all(body, lambda: reading.account(body)):
            await self._take(update, rules)

    async def _on_other(self, body: Json) -> None:
        self._missed.heard()
        self._note_unknown(str(body["event"].get("type")))

    # ---------------------------------------------------------------- one update

    async def _read(self, body: Json, read: Callable[[], Update | None]) -> Update | None:
        return next(iter(await self._read_all(body, lambda: [update] if (update := read()) else [])), None)

    async def _read_all(self, body: Json, read: Callable[[], Sequence[Update]]) -> Sequence[Update]:
        try:
            return read()
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
            key = f"{reading.CHANNEL}:{body.get('event_id') or body.get('trigger_id') or ''}"
            reason = f"{type(problem).__name__}: {problem}"
            await self._inbox.set_aside(reading.CHANNEL, key, json.dumps(body), reason)
            return ()

    async def _take(self, update: Update, rules: Rules) -> str | None:
        async with self._turns.turn(update.place, _position(update)):
            return await self._inbox.accept(await self._finished(update, rules))

    async def _fill(self, filled: Filled, rules: Rules) -> Answer:
        async with self._turns.turn(filled.place, _position(filled)):
            finished = await self._finished(filled, rules)
            return await self._inbox.fill(finished) if isinstance(finished, Filled) else None

    async def _finished(self, update: Update, rules: Rules) -> Update:
        author, member, names, named = await asyncio.gather(
            self._people.author(update.author.id),
            self._member(update),
            self._people.names(_mentioned(update)),
            asyncio.gather(*(self._named(update, user) for user in sorted(reading.whom(update, rules)))),
        )
        return reading.finished(update, author, member, names, rules, tuple(named))

    async def _named(self, update: Update, user: str) -> Named:
        member = not update.direct and await self._people.member(ids.parse(update.place).channel, user)
        return Named(await self._people.author(user), member)

    async def _member(self, update: Update) -> bool:
        if isinstance(update, Reachable):  # they have just left
            return False
        return not update.direct and await self._people.member(ids.parse(update.place).channel, update.author.id)

    async def _rules(self) -> Rules:
        us = await self._authorize()
        return Rules(bot=us.bot_user_id or "", direct=self._direct, team=us.team_id or "")

    def _note_unknown(self, kind: str) -> None:
        self._on_unknown(kind)
        if kind not in self._unknown:
            self._unknown.add(kind)
            log.info("Slack sends %s, which nothing here listens to; it is acked", kind)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _position(update: Update) -> int:
    return update.position if isinstance(update, Said) else ids.position(ids.ts_of(update.at))


def _mentioned(update: Update) -> set[str]:
    match update:
        case Said() | Edited():
            return said.mentioned((update.text, update.marks))
        case Picked():
            return said.mentioned(said.of_mrkdwn(update.text))
    return set()


@contextmanager
def _no_slack_environment() -> Iterator[None]:
    """Bolt fills what it was not given from SLACK_… variables and, with a client id and secret there, turns OAuth on
    with files for a store. Nothing here may be decided behind our back."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)
