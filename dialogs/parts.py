"""A message in the parts that a place takes: words and files in one, as long as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.conversation import Conversation, Message, Thread
from core.files import Carries, KeptFile, messages_of
from core.marks import shown
from core.messages import Change, Delivery, Say, Target
from core.splitting import split
from core.text import Text, lines, plain, units
from dialogs.turn import Turn

LONGEST = 3000
"""Units of one relayed part: with a signature and escapes it stays below what Slack lets be edited (4,000) and below
Telegram's 4,096."""


def body_of(message: Message) -> Text:
    """A message's words, as a reader may see them."""
    return shown(message.text, message.marks)


def carries(turn: Turn, to: Conversation | Thread) -> Carries:
    """What the channel of a place carries."""
    return turn.house.carries[to.channel]


def acts(body: Text, files: Sequence[KeptFile], author: str, limits: Carries) -> list[Say]:
    """Words and files in as many parts as they need. The words are the caption of the first files, where they fit."""
    groups = messages_of(files, limits)
    is_caption = bool(groups) and units(plain(body)) <= limits.caption
    out = [] if is_caption or not body else [Say(part, author=author) for part in split(body, LONGEST)]
    for number, group in enumerate(groups):
        caption = body if is_caption and number == 0 else ()
        out.append(Say(caption, author=author, files=group))
    return out


def bearers(copies: Sequence[Delivery]) -> list[Delivery]:
    """Those of a message's copies in one place that bear its words: parts of text, and the first with files where it has
    a caption. Text below the files is what a caption had no room for."""
    said = [copy for copy in copies if isinstance(copy.act, Say)]
    texts = [copy for copy in said if not files_of(copy)]
    first = next((copy for copy in said if files_of(copy)), None)
    if first and (words_of(first) or not texts or texts[-1].part > first.part):
        return sorted([first, *texts], key=lambda copy: copy.part)
    return texts


def words_of(copy: Delivery) -> Text:
    """The words a copy was sent with."""
    return copy.act.text if isinstance(copy.act, Say) else ()


def files_of(copy: Delivery) -> tuple[KeptFile, ...]:
    """The files a copy was sent with."""
    return copy.act.files if isinstance(copy.act, Say) else ()


def fitted(body: Text, copies: Sequence[Delivery], limits: Carries) -> list[Text]:
    """The words in parts, each as long as the copy takes that is to bear it; what is left goes into more of them."""
    out: list[Text] = []
    rest: Text = body
    for copy in copies:
        if not rest:
            break
        head, *more = split(rest, limits.caption if files_of(copy) else LONGEST)
        out.append(head)
        rest = lines(more)
    return [*out, *(split(rest, LONGEST) if rest else ())]


def paired(copies: Sequence[Delivery], bodies: Sequence[Text]) -> list[tuple[Delivery, Text]]:
    """Each copy with the words it is to bear, or with none."""
    none: list[Text] = [()] * len(copies)
    return list(zip(copies, [*bodies, *none], strict=False))


def with_words(copy: Delivery, words: Text) -> Say:
    """What a copy that has not gone out says with other words."""
    return in_place_of(copy, Say(words, files=files_of(copy)))


def in_place_of(copy: Delivery, act: Say) -> Say:
    """The act where a copy that has not gone out stands: what it hangs on stays."""
    if not isinstance(copy.act, Say):
        raise TypeError("only what is said is a copy")
    return replace(copy.act, text=act.text, files=act.files)


def change(copy: Delivery, words: Text, author: str | None) -> Change:
    """What gives a copy that was sent other words."""
    return Change(Target(delivery=copy.id), words, author=author, caption=bool(files_of(copy)))
