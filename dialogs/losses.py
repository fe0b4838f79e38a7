"""Files that do not arrive, or not everywhere: what is missing is said, and agents get a way to what is kept."""

from __future__ import annotations

from collections.abc import Sequence

from core.conversation import Conversation, Thread
from core.files import IncomingFile, KeptFile, too_big
from core.messages import Say
from core.people import Person
from core.text import italic, text
from core.ticket import Ticket
from dialogs import parts
from dialogs.turn import Turn

MEGABYTE = 1024 * 1024

MOVING_STICKER = "moving_sticker"
"""The kind of a still picture that stands for a sticker which moves."""


def tell(turn: Turn, conversation: Conversation, ticket: Ticket, files: Sequence[IncomingFile]) -> None:
    """Says which of a requester's files could not be passed on, and why: to them, and to who would have read them."""
    for file in files:
        if file.problem:
            key = "lost-file-" + file.problem.replace("_", "-")
            words = {"name": file.name, "most": most(turn, conversation)}
            _say(turn, conversation, ticket, turn.t(conversation.person, key, **words))
            for thread in turn.unit.threads_of(ticket):
                _say(turn, thread, ticket, turn.t(turn.agents_language, key, **words))


def tell_thread(turn: Turn, thread: Thread, ticket: Ticket, files: Sequence[IncomingFile]) -> None:
    """The same for an agent's files: only they know of them."""
    for file in files:
        if file.problem:
            key = "lost-file-" + file.problem.replace("_", "-")
            line = Say(text(turn.t(turn.agents_language, key, name=file.name, most=most(turn, thread))))
            turn.send(thread, line, "notice", ticket=ticket, rank=1)


def most(turn: Turn, to: Conversation | Thread) -> int:
    """The largest file that comes in from there, in megabytes."""
    return parts.carries(turn, to).download // MEGABYTE


def tell_too_big(
    turn: Turn, ticket: Ticket, author: Person, files: Sequence[KeptFile], readers: Sequence[Conversation | Thread]
) -> None:
    """Says which files the readers' channel doesn't take. They are kept: agents get a way to them."""
    for to in readers:
        for file in too_big(files, parts.carries(turn, to)):
            if isinstance(to, Thread):
                _say(turn, to, ticket, _kept_for_agents(turn, file, to.channel))
                continue
            words = {"name": file.name, "agent": author.name, "channel": _channel(turn, to, to.channel)}
            _say(turn, to, ticket, turn.t(to.person, "file-too-big-for-you", reference=ticket.reference, **words))
            for thread in turn.unit.threads_of(ticket):
                _say(turn, thread, ticket, _kept_for_agents(turn, file, to.channel))


def tell_adapted(turn: Turn, ticket: Ticket, files: Sequence[KeptFile]) -> None:
    """Says to agents what they see as something else than it was."""
    if any(file.kind == MOVING_STICKER for file in files):
        for thread in turn.unit.threads_of(ticket):
            _say(turn, thread, ticket, turn.t(turn.agents_language, "sticker-shown-still"))


def _kept_for_agents(turn: Turn, file: KeptFile, channel: str) -> str:
    language = turn.agents_language
    words = {"name": file.name, "size": -(-file.size // MEGABYTE), "channel": turn.t(language, f"channel-{channel}")}
    if link := turn.house.file_link(file, turn.now):
        return turn.t(language, "file-kept-link", link=link, **words)
    return turn.t(language, "file-kept", **words)


def _channel(turn: Turn, to: Conversation, channel: str) -> str:
    return turn.t(to.person, f"channel-{channel}")


def _say(turn: Turn, to: Conversation | Thread, ticket: Ticket, line: str) -> None:
    said = text(italic(line)) if isinstance(to, Thread) else text(line)
    turn.send(to, Say(said), "notice", ticket=ticket, rank=1)
