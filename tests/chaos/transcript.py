"""Everything that stands on both platforms at the end, as text: to see what happened to a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from playground.telegram.keyboards import buttons
from tests.chaos.place import Place
from tests.chaos.requester import Requester


def transcript(place: Place, requesters: list[Requester]) -> str:
    """Chats one after another, then channels with their threads, each line with its id and time; then what the platforms
    have not got rid of."""
    return "\n".join([*_chats(requesters), *_threads(place), *_waiting(place)]) + "\n"


def _chats(requesters: list[Requester]) -> Iterator[str]:
    for requester in requesters:
        yield f"\n== {requester.name}, Telegram"
        for message in requester.person.shown["messages"].values():
            text = message.get("text") or message.get("caption") or ""
            name = message.get("document", {}).get("file_name", "")
            keys = " ".join(f"[{button['text']}]" for button in buttons(message))
            words = " / ".join(filter(None, (*text.splitlines(), name, keys)))
            yield f"{_time(message['date'])} {message['message_id']} {message['from']['first_name']}: {words}"


def _threads(place: Place) -> Iterator[str]:
    sight, state = place.world.slack.sight, place.world.slack.workspace.state
    for kind, channel in place.channels.items():
        raws = state.messages[channel.id]
        for root in (raw for raw in raws if raw.get("thread_ts") in (None, raw["ts"])):
            yield f"\n== #{kind.lower()}, {root['ts']}"
            for raw in (root, *(one for one in raws if one.get("thread_ts") == root["ts"] and one is not root)):
                shown = sight.message(channel.id, raw)
                yield f"{_time(float(raw['ts']))} {raw['ts']} {' / '.join(str(shown).splitlines())}"


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%H:%M:%S}"


def _waiting(place: Place) -> Iterator[str]:
    yield "\n== updates that Telegram still has"
    yield from map(str, place.world.telegram.pending())
    yield "\n== events that Slack still has"
    yield from map(str, place.world.slack.workspace.state.pending)
