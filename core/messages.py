"""The words all rooms share: what came in, and what must go out. No platform is named here.

Places and ids are opaque strings outside the channel that made them (`bots/<channel>/ids.py`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypeAlias

from core.text import Span, Text

# ---------------------------------------------------------------- what came in

REQUESTER_COMMANDS = (
    "start",
    "new",
    "tickets",
    "changes",
    "profile",
    "language",
    "invite",
    "link",
    "cancel",
    "delete",
    "help",
)
"""The commands of a private chat. Whatever else begins with a slash there is what the person says."""

AGENT_COMMANDS = (
    "take",
    "solved",
    "ask",
    "note",
    "status",
    "priority",
    "assign",
    "move",
    "quote",
    "time",
    "queue",
    "delete",
)
"""The words agents say to the desk in a ticket's thread, on every platform."""

AGENT_HOME_COMMANDS = ("queue",)
"""Those of them that are also answered where no ticket is, in a team's place itself."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who the platform says it was."""

    id: str
    name: str
    username: str | None = None
    language: str | None = None
    """The platform's hint (Telegram `language_code`, Slack locale), as it gives it."""
    timezone: str | None = None
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a message names. `member`: the platform says that they belong to the agents' channel or group."""

    author: Author
    member: bool


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file as the platform announced it and, once fetched, as it is kept.

    `kind` is the platform's word (photo, video, voice, document …); what the file really is says `content`
    (image, video, audio, text, pdf, other), judged from its bytes. `problem` says why it could not be fetched:
    too_big (over 20 MB, or what the platform lets a bot have), empty, gone.
    """

    ref: str
    kind: str
    name: str
    mime: str | None = None
    size: int | None = None
    seconds: int | None = None
    sha256: str | None = None
    content: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Inbound):
    message: str
    text: str
    command: str | None = None
    """As in `Said`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Inbound):
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed(Inbound):
    """A button. `data` is what `Button.data` was; it proves nothing, anyone can forge it. `reply` lets the channel
    answer the press itself (Telegram's callback query id, Slack's response address)."""

    data: str
    message: str | None = None
    reply: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable(Inbound):
    """The person has blocked the bot (`can_write` False) or let it in again."""

    can_write: bool


Update: TypeAlias = Said | Edited | Deleted | Pressed | Reachable


def flat(value: Any) -> dict[str, Any]:
    """The fields of a dataclass with slots, as they are: for those that hold plain data and go into a row at once
    (`dataclasses.asdict` copies everything, ten times as slowly)."""
    return {name: getattr(value, name) for name in value.__slots__}


_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Said, Edited, Deleted, Pressed, Reachable)}


def to_json(update: Update) -> dict[str, Any]:
    """As plain data, for an update that must wait."""
    data = {**asdict(update), "at": update.at.isoformat(), "is": type(update).__name__}
    return {key: value for key, value in data.items() if key != "named" or value}


def from_json(data: dict[str, Any]) -> Update:
    """The update that `to_json` made this data of."""
    fields = {key: value for key, value in data.items() if key != "is"}
    fields["author"] = Author(**fields["author"])
    fields["at"] = datetime.fromisoformat(fields["at"])
    if "named" in fields:
        fields["named"] = tuple(Named(Author(**one["author"]), one["member"]) for one in fields["named"])
    if "files" in fields:
        fields["files"] = tuple(IncomingFile(**file) for file in fields["files"])
    update: Update = _KINDS[data["is"]](**fields)
    return update


def with_files(update: Said, files: tuple[IncomingFile, ...]) -> Said:
    return replace(update, files=files)


# ---------------------------------------------------------------- what must go out

Sign: TypeAlias = Literal["delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button and what comes back when it is pressed: at most 64 bytes (Telegram's callback_data)."""

    label: str
    data: str
    style: Literal["", "primary", "danger"] = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.data.encode()) <= 64:
            raise ValueError(f"a button carries 1 to 64 bytes, not {self.data!r}")


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A message that was sent or seen before: by the delivery that sent it, or by the platform's own id."""

    delivery: int | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the store, as it must go out."""

    sha256: str
    name: str
    content: str
    mime: str
    size: int
    kind: str = "document"


@dataclass(frozen=True, slots=True)
class Say:
    """A new message. `author`: the person whose words they are (shown as the channel can); None: the desk itself speaks.
    With `opens` the message begins a thread (the card) in the place it is sent to; `title`: what the thread is called where
    threads have names."""

    text: Text = ()
    buttons: Rows = ()
    author: str | None = None
    file: KeptFile | None = None
    reply_to: Target | None = None
    opens: bool = False
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Other words or other buttons for a message of ours. `text` None leaves the words."""

    target: Target
    text: Text | None = None
    buttons: Rows = ()
    author: str | None = None
    caption: bool = False
    """The message is a file; its words are its caption."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Takes a message of ours back, or (a secret) one of the requester's out of their chat."""

    target: Target


@dataclass(frozen=True, slots=True)
class React:
    """Puts the fate's sign on somebody's message, in place of an earlier one; without a sign the earlier one goes."""

    target: Target
    sign: Sign | None = None
    first: bool = False
    """It is known that no sign of ours stands there: none needs to be looked for."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """Words that only one person in the place sees. Where a channel has no such words they are a plain answer to `reply_to`,
    and `confidential` ones go to the person's private chat: nobody else may see them."""

    to: str
    text: Text
    buttons: Rows = ()
    reply_to: Target | None = None
    confidential: bool = False


BY_MAIL = "m"
"""How the lanes of letters begin. They go to an address, not to a conversation or a thread."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for the thread."""

    title: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to an e-mail address."""

    subject: str
    text: Text


Act: TypeAlias = Say | Change | Remove | React | Whisper | Rename | Mail

_ACTS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Say, Change, Remove, React, Whisper, Rename, Mail)}


def act_to_json(act: Act) -> dict[str, Any]:
    """As plain data for a delivery's row; what has its default is left out."""
    out: dict[str, Any] = {"is": type(act).__name__}
    for name in act.__slots__:
        value = getattr(act, name)
        if isinstance(value, (Target, KeptFile)):
            out[name] = flat(value)
        elif isinstance(value, tuple):
            if value:
                out[name] = _rows_to_json(value) if name == "buttons" else [[words, style] for words, style in value]
            elif name == "text" and isinstance(act, Change):
                out[name] = []
        elif value is not None and value is not False:
            out[name] = value
    return out


def act_from_json(data: dict[str, Any]) -> Act:
    """The act that `act_to_json` made this data of."""
    fields = dict(data)
    kind = _ACTS[fields.pop("is")]
    if "text" in fields:
        fields["text"] = tuple(Span(*span) for span in fields["text"])
    if "buttons" in fields:
        fields["buttons"] = tuple(tuple(Button(*button) for button in row) for row in fields["buttons"])
    for name in ("target", "reply_to"):
        if name in fields:
            fields[name] = Target(**fields[name])
    if "file" in fields:
        fields["file"] = KeptFile(**fields["file"])
    act: Act = kind(**fields)
    return act


def _rows_to_json(rows: Rows) -> list[list[list[str]]]:
    return [[[button.label, button.data, button.style] for button in row] for row in rows]


# ---------------------------------------------------------------- what became of it


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it. `message`: its id there (None where there is none); `opened`: the place of the thread it began;
    `lost`: in the catalogue's key, what could not be carried whole."""

    message: str | None = None
    position: int | None = None
    opened: str | None = None
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again after so many seconds. `whole_channel`: nothing goes out there until then.
    `counts`: it was a failure, to be given up after a while; a stated waiting time isn't. `limited`: the platform had too
    much from us and said so (429)."""

    seconds: float
    why: str
    whole_channel: bool = False
    counts: bool = True
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Never:
    """It can't be delivered. `why` is a key of the catalogue (`reason-<why>`): blocked, gone, refused, too_big, unsure …;
    `detail` the platform's own words."""

    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """The request left, no answer came: it may have arrived."""

    why: str


Fate: TypeAlias = Sent | Later | Never | Unsure


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
