"""Small handles by which acts and views name what is in the workspace."""

from __future__ import annotations

from dataclasses import dataclass, field

from .state import Json


@dataclass(frozen=True)
class Channel:
    """A channel or a direct conversation."""

    id: str
    name: str


@dataclass(frozen=True)
class App:
    """An installed app and its bot."""

    id: str
    bot_id: str
    bot_user_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    name: str


@dataclass(frozen=True)
class Message:
    """A message as somebody sees it at this moment.

    `text` is what stands on the screen: the blocks where there are any, else the text, with names for
    mentions and signs for emoji. `thread_ts` is the root's `ts` for a reply, None otherwise. `reactions` maps
    each emoji name to the names of who reacted. `raw` is Slack's own JSON.
    """

    channel: str
    ts: str
    author: str
    text: str
    thread_ts: str | None = None
    buttons: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    reactions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    edited: bool = False
    ephemeral: bool = False
    replies: int = 0
    raw: Json = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        marks = "".join(f" :{name}:" for name in self.reactions)
        extra = [f"[{label}]" for label in self.buttons] + [f"<{name}>" for name in self.files]
        private = " (only you)" if self.ephemeral else ""
        return f"{self.author}{private}: {' '.join([self.text, *extra])}{' (edited)' if self.edited else ''}{marks}"


@dataclass(frozen=True)
class Modal:
    """An open modal as its person sees it. `errors` are the last submission's, by block_id."""

    id: str
    callback_id: str
    title: str
    text: str
    submit: str | None
    buttons: tuple[str, ...]
    inputs: tuple[str, ...]
    errors: dict[str, str]
    values: Json
    raw: Json = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """How a press, a command, a shortcut or a submission went.

    `failed` means the app did not acknowledge in time, or answered what Slack can't use: the person sees a
    sign of failure. `errors` are what a modal shows at its inputs, by block_id.
    """

    acked: bool
    error: str | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether the person is told that it did not work."""
        return not self.acked
