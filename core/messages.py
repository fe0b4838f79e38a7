"""The words all rooms share: what came in, and what must go out. No platform is named here.

Places and ids are opaque strings outside the channel that made them (`bots/<channel>/ids.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypeVar

from core.buttons import Button as Button
from core.buttons import Rows as Rows
from core.fates import Fate as Fate
from core.fates import Later as Later
from core.fates import Never as Never
from core.fates import Sent as Sent
from core.fates import Unsure as Unsure
from core.files import IncomingFile as IncomingFile
from core.files import KeptFile as KeptFile
from core.forms import Form
from core.marks import Marks
from core.page import Page
from core.record import record
from core.text import Text

# ---------------------------------------------------------------- what came in


@record(frozen=True, slots=True)
class Author:
    """Who the platform says it was."""

    id: str
    name: str
    username: str | None = None
    language: str | None = None
    """The platform's hint (Telegram `language_code`, Slack locale), as it gives it."""
    timezone: str | None = None
    bot: bool = False


@record(frozen=True, slots=True)
class Named:
    """Somebody whom a message names. `member`: the platform says that they belong to the agents' channel or group."""

    author: Author
    member: bool


@record(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One update of a platform. `key` is its name for ever: the same update delivered again bears the same key."""

    key: str
    channel: str
    place: str
    """Where it happened: a conversation's or a thread's place."""
    author: Author
    at: datetime
    """The platform's own date of it, in UTC."""
    direct: bool
    """True in a private chat with the bot, False in an agents' place."""
    member: bool = False
    """In an agents' place: the platform says that the author belongs to its channel or group."""
    trigger: str | None = None
    """Lets a form be shown to the person, for a moment."""


@record(frozen=True, slots=True, kw_only=True)
class Said(Inbound):
    """A message. `position` orders messages of one place as the platform does; `album` joins files sent as one."""

    message: str
    position: int
    text: str = ""
    files: tuple[IncomingFile, ...] = ()
    reply_to: str | None = None
    album: str | None = None
    command: str | None = None
    """`start` for `/start payload`, or the word after a mention of the bot; then `text` is what follows it."""
    named: tuple[Named, ...] = ()
    """Whom a command names."""
    marks: Marks = ()
    """How the words look."""
    quote: str = ""
    """The part of the message replied to that the writer chose."""
    forwarded: str = ""
    """Who wrote it first, where its author only forwarded it."""


@record(frozen=True, slots=True, kw_only=True)
class Edited(Inbound):
    message: str
    text: str
    command: str | None = None
    """As in `Said`."""
    marks: Marks = ()
    files: tuple[IncomingFile, ...] = ()
    """What the message holds now, where that can be another file than before."""


@record(frozen=True, slots=True, kw_only=True)
class Deleted(Inbound):
    message: str


@record(frozen=True, slots=True, kw_only=True)
class Pressed(Inbound):
    """A button. `data` is what `Button.data` was; it proves nothing, anyone can forge it. `reply` lets the channel
    answer the press itself (Telegram's callback query id, Slack's response address)."""

    data: str
    message: str | None = None
    reply: str | None = None


@record(frozen=True, slots=True, kw_only=True)
class Reachable(Inbound):
    """The person has blocked the bot (`can_write` False) or let it in again; in an agents' place: has left it."""

    can_write: bool


@record(frozen=True, slots=True, kw_only=True)
class Reacted(Inbound):
    """Reactions put on or taken off: emoji, or `:name:`. An agents' place is a home, with which its threads' places begin."""

    message: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@record(frozen=True, slots=True, kw_only=True)
class Picked(Inbound):
    """Somebody wants a ticket made of a message. `writer`, with their place: who wrote it, where that is somebody else who
    can be written to. With a trigger its files come behind it as a `Said` of the same place: a form waits for none.
    `context`: name and words of the messages it stands among, in order, `left_out` more of which there are; `unread`: why
    none could be read, `not_in_channel` or `unreachable`. `ask_at`: where they may be asked, in words for them alone."""

    message: str
    text: str
    files: tuple[IncomingFile, ...] = ()
    writer: Author | None = None
    writer_place: str | None = None
    context: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    unread: str = ""
    ask_at: str = ""


@record(frozen=True, slots=True, kw_only=True)
class Visited(Inbound):
    """Somebody looks at their page."""


@record(frozen=True, slots=True, kw_only=True)
class Invites(Inbound):
    """Somebody names a colleague to be invited, who is known to the platform and has a place there."""

    guest: Author
    guest_place: str


@record(frozen=True, slots=True, kw_only=True)
class Filled(Inbound):
    """A form: something was chosen in it that changes what it asks, it was sent, or closed. `checked`: sent, with files that
    must be fetched before it counts; `late`: the same once they are. `form` is what `Form.data` was, `view` the form's id
    on the platform. `answers`: what stands in each field; `files` with the field of each in `file_fields`."""

    how: Literal["chosen", "sent", "closed", "checked", "late"]
    form: str
    view: str
    answers: dict[str, str]
    files: tuple[IncomingFile, ...] = ()
    file_fields: tuple[str, ...] = ()


Update: TypeAlias = Said | Edited | Deleted | Pressed | Reachable | Reacted | Picked | Visited | Invites | Filled


def flat(value: Any) -> dict[str, Any]:
    """The fields of a dataclass with slots, as they are: for those that hold plain data and go into a row at once
    (`dataclasses.asdict` copies everything, ten times as slowly)."""
    return {name: getattr(value, name) for name in value.__slots__}


WithFiles = TypeVar("WithFiles", bound=Said | Edited | Filled | Picked)


def with_files(update: WithFiles, files: tuple[IncomingFile, ...]) -> WithFiles:
    return replace(update, files=files)


# ---------------------------------------------------------------- what must go out

Sign: TypeAlias = Literal["delivered", "failed"]


@record(frozen=True, slots=True)
class Target:
    """A message that was sent or seen before: by the delivery that sent it, or by the platform's own id."""

    delivery: int | None = None
    message: str | None = None


@record(frozen=True, slots=True)
class Say:
    """A new message. `author`: the person whose words they are (shown as the channel can); None: the desk itself speaks.
    `files`: as many as the channel takes together (`core/files.py`); `text` is then their caption.
    With `opens` the message begins a thread (the card) in the place it is sent to; `title`: what the thread is called where
    threads have names."""

    text: Text = ()
    buttons: Rows = ()
    author: str | None = None
    files: tuple[KeptFile, ...] = ()
    reply_to: Target | None = None
    opens: bool = False
    title: str | None = None
    quote: str = ""
    """What of `reply_to` is meant."""
    under: Target | None = None
    """The message in whose thread it stands, in a private chat that has threads."""


@record(frozen=True, slots=True)
class Change:
    """Other words or other buttons for a message of ours. `text` None leaves the words."""

    target: Target
    text: Text | None = None
    buttons: Rows = ()
    author: str | None = None
    caption: bool = False
    """The message has files; its words are their caption."""
    file: KeptFile | None = None
    """Another file in the place of one of them; the words are given along."""
    item: int = 0
    """Which one, counted from 0."""


@record(frozen=True, slots=True)
class Remove:
    """Takes a message of ours back, or (a secret) one of the requester's out of their chat."""

    target: Target


@record(frozen=True, slots=True)
class React:
    """Puts the fate's sign on somebody's message, in place of an earlier one; without a sign the earlier one goes. Or shows
    what somebody put on its like elsewhere (`shown`, the last one at the end) and takes off what they took off (`gone`)."""

    target: Target
    sign: Sign | None = None
    first: bool = False
    """It is known that no sign of ours stands there: none needs to be looked for."""
    shown: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Whisper:
    """Words that only one person in the place sees. Where a channel has no such words they are a plain answer to `reply_to`,
    and `confidential` ones go to the person's private chat: nobody else may see them. `at`: the shared place, for what is
    asked of a requester outside their private chat, where it stands if they can't be shown it there."""

    to: str
    text: Text
    buttons: Rows = ()
    reply_to: Target | None = None
    confidential: bool = False
    at: str | None = None


BY_MAIL = "m"
"""How the lanes of letters begin. They go to an address, not to a conversation or a thread."""


@record(frozen=True, slots=True)
class Rename:
    """Another name for the thread."""

    title: str


@record(frozen=True, slots=True)
class Mail:
    """A letter to an e-mail address."""

    subject: str
    text: Text


@record(frozen=True, slots=True)
class Open:
    """Shows a form to who has just done something that lets it be shown (`trigger`), or draws theirs anew (`view`)."""

    form: Form
    trigger: str = ""
    view: str = ""


@record(frozen=True, slots=True)
class Publish:
    """Shows somebody's page as it is now."""

    to: str
    page: Page


Act: TypeAlias = Say | Change | Remove | React | Whisper | Rename | Mail | Open | Publish

# ---------------------------------------------------------------- the queue

TIDY = "tidy"
"""The purpose of changes of messages that have done their service: a choice is shown, the buttons go."""

TIDYING = "x"
"""The lane for changes of messages that were shown; they needn't keep their order with new words."""

CONVERSATION_LANES = "cxb"
"""The first letters of lanes into a requester's conversation: words in their order, changes of what was shown, and
broadcasts, which nobody's words wait behind."""


@dataclass(slots=True)
class Delivery:
    """One act that must reach one place; a row until its fate is known."""

    id: int
    lane: str
    """Deliveries of one lane go one after another: `c<conversation>`, `t<thread>`, `m<…>` for letters, and others."""
    channel: str
    act: Act
    due_at: datetime
    home: str = ""
    """The agents' channel or group its thread lies in; empty for a requester's conversation."""
    place: str | None = None
    """Where to, as known now: None while the thread is not there yet."""
    purpose: str = ""
    """What it is, for those who ask later: relay, question, card, answers, notice, sign …"""
    ticket: int | None = None
    message: int | None = None
    part: int = 0
    rank: int = 1
    """0 people's words, 1 questions and receipts, 2 cards, notices, signs."""
    attempts: int = 0
    doubted: bool = False
    """An earlier attempt may have arrived."""
    language: str = ""
    """The reader's, for the words a channel itself must add."""
    merge: str | None = None
    """A waiting delivery of the lane with the same mark is replaced by a newer one (card edits)."""
    target_message: str | None = field(default=None)
    """The platform's id of `act.target`, once known."""
    made_at: datetime | None = None
    """When it was put into the queue, where that is known: no attempt of it is older."""
    retried_at: datetime | None = None
    """When it was put back into the queue after it had failed; its writer was told of that failure."""
    kept: bool = True
    """It has a row. What only tidies up is first tried without one."""

    @property
    def only_tidies(self) -> bool:
        """Whether it takes buttons away from a message that was shown, and nothing else: no words of anybody, in no order."""
        tidies = self.purpose == TIDY and self.merge is None and self.lane[0] == TIDYING
        return tidies and isinstance(self.act, Change) and not self.act.buttons and self.act.target.message is not None
