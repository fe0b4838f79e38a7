"""The failures we expect, named in one place. The docstring is the message a person reads; anything else is a fault of ours."""

from __future__ import annotations


class Expected(Exception):
    """Something went wrong that the program knows about."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else (type(self).__doc__ or "").strip()


class WrongSetup(Expected):
    """The settings can't be used. Every line says which one, what was found and where to get a right one."""


class WrongToken(WrongSetup):
    """A platform refused the token it was given. The token itself is never printed."""


class NotReady(Expected):
    """The database isn't there or isn't migrated. Run: frontdoor migrate"""


class StoreDown(Expected):
    """The database can't be reached just now; nothing was changed."""


class Unsealable(Expected):
    """What was sealed can't be opened: another key, or damaged."""


class Refused(Expected):
    """A move the ticket's rules don't allow. `args[0]` is the catalogue's key of the sentence that says why."""

    def __init__(self, key: str, **words: str) -> None:
        super().__init__(key)
        self.key = key
        self.words = words
