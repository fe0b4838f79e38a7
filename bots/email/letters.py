"""A delivery as a letter: plain text with a simple HTML beside it, under headers that nobody's words can add to."""

from __future__ import annotations

import html
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bots.email.settings import ADDRESS
from core.messages import Mail
from core.text import Span, Text, plain

SUBJECT = 200
"""Characters of a subject."""

_TAGS = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}


def letter(mail: Mail, *, to: str, sender: Address, name: str, at: datetime) -> EmailMessage:
    """`name`: the letter's name for ever, in `Message-ID`: a second sending of it is known by that. Raises ValueError for an
    address that is none."""
    if not ADDRESS.fullmatch(to):
        raise ValueError("no e-mail address that can be written to")
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    made["To"] = to
    made["Subject"] = one_line(mail.subject)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{name}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(plain(mail.text) + "\n")
    made.add_alternative(f"<!doctype html><html><body><p>{_html(mail.text)}</p></body></html>\n", subtype="html")
    return made


def one_line(words: str) -> str:
    """Words that can stand in a header: no line break, no control character."""
    line = "".join(char for char in " ".join(words.split()) if char.isprintable())
    return line if len(line) <= SUBJECT else line[: SUBJECT - 1] + "…"


def _html(value: Text) -> str:
    return "".join(_span(span) for span in value)


def _span(span: Span) -> str:
    words = html.escape(span.words).replace("\n", "<br>\n")
    tag = _TAGS.get(span.style)
    return f"<{tag}>{words}</{tag}>" if tag else words
