"""What an act of the page is given, and how it is refused."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
File = tuple[str, str, bytes]
"""A file as a browser sends it: name, MIME type, bytes."""


class NotDone(Exception):
    """An act that is not possible, with words for the person."""


class NotUnderstood(Exception):
    """No such act or person, or a part of what was given is missing or of the wrong type."""
