"""*Send*: a draft becomes a ticket, with its card, its answers and its files in the team's threads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from core.conversation import SKIPPED, Conversation, Draft, Message, Thread
from core.files import kept_files
from core.messages import Change, Delivery, IncomingFile, KeptFile, Remove, Say, Target
from core.people import Person, plain_name
from core.splitting import split
from core.text import Text, bold, italic, lines, strike, text
from core.ticket import Ticket
from core.ticket_record import CONTEXT, Answer, Event
from dialogs import card, live, mail, parts, relay, secrets, targets, tokens, words
from dialogs.turn import Turn


def submit(turn: Turn, conversation: Conversation, draft: Draft) -> Ticket:
    """Makes the ticket and tells both sides."""
    kind = draft.kind or ""
    request = turn.desk.requests[kind]
    member = turn.unit.recognise(conversation.person)
    ticket = Ticket(
        id=turn.unit.new_id(),
        reference=f"{turn.desk.key}-{turn.unit.next_number(turn.desk.key)}",
        kind=kind,
        team=request.team,
        topic=_topic(turn, draft),
        requester_id=conversation.person.id,
        conversation_id=conversation.id,
        created_at=turn.now,
        priority=turn.desk.priority(kind, member.plan if member else None),
        follows_id=draft.follows,
        company_id=member.company_id if member else None,
        answers=_answers(turn, draft),
    )
    ticket.events.append(Event("opened", turn.now, conversation.person.id))
    for answer in ticket.answers:
        if answer.secret:
            ticket.keep_secret(answer.slot, draft.slots[answer.slot]["sealed"], conversation.person, turn.now)
    turn.unit.add_ticket(ticket)
    targets.reckon(turn, ticket)
    open_threads(turn, ticket)
    for beside in draft.surplus:
        relay.to_threads(turn, ticket, _beside(turn, ticket, conversation, beside))
    if request.live:
        live.begin(turn, ticket, conversation, draft)
    else:
        _receipt(turn, ticket, conversation)
    mail.came(turn, ticket, conversation)
    mail.changed(turn, ticket, conversation)
    if request.makes == "token":
        tokens.issue(turn, ticket, conversation)
    turn.unit.save_ticket(ticket)
    return ticket


def answer_corrected(turn: Turn, ticket: Ticket, message: str, said: str) -> bool:
    """After *Send* an edited answer shows in the thread, the former wording beside it. Returns whether it was an answer."""
    answer = answer_of(ticket, message)
    if answer is None:
        return False
    if answer.secret:
        secrets.corrected(turn, ticket, answer, message, said)
        return True
    answer.sources = [[id, said if id == message else words_] for id, words_ in answer.sources]
    answer.former = answer.former or answer.shown
    answer.shown = "\n".join(words_ for _, words_ in answer.sources)
    if answer.slot == "topic":
        ticket.topic = words.one_line(said)
        card.refresh(turn, ticket)
    _renew_answers(turn, ticket)
    turn.unit.save_ticket(ticket)
    return True


def answer_taken_back(turn: Turn, ticket: Ticket, message: str) -> bool:
    """The same for an answer's message that was taken back: what it said stays readable as the former wording."""
    answer = answer_of(ticket, message)
    if answer is None:
        return False
    if answer.secret:  # of a secret nothing stays
        ticket.details.secrets.pop(answer.slot, None)
        answer.sources = []
    answer.sources = [source for source in answer.sources if source[0] != message]
    answer.former = answer.former or answer.shown
    answer.shown = "\n".join(words_ for _, words_ in answer.sources)
    _renew_answers(turn, ticket)
    turn.unit.save_ticket(ticket)
    return True


def answer_of(ticket: Ticket, message: str) -> Answer | None:
    """The answer that a message of the intake gave, or a part of it."""
    return next((answer for answer in ticket.answers if message in [source[0] for source in answer.sources]), None)


def _topic(turn: Turn, draft: Draft) -> str:
    """The ticket's one line: the topic, else the description's first words, else the kind. A conversation without a form
    is called by what it began with."""
    topic = draft.slots.get("topic")
    if topic and topic != SKIPPED:
        return plain_name(str(topic), len(str(topic)))
    if turn.desk.requests[draft.kind or ""].live and (said := live.first_words(draft)):
        return words.one_line(said)
    described = str(draft.slots.get("description") or "")
    if described and described != SKIPPED:
        return words.one_line(described)
    return words.kind(turn, draft.kind or "", turn.agents_language)


def _answers(turn: Turn, draft: Draft) -> list[Answer]:
    asked = turn.desk.asked(draft.kind or "", draft.slots)
    answers = [
        Answer(
            item.slot.key,
            words.shown(turn, item.slot, draft.slots, turn.agents_language),
            draft.sources.get(item.slot.key, []),
            secret=secrets.is_sealed(draft.slots[item.slot.key]),
            files=_files(draft.slots[item.slot.key]),
        )
        for item in asked
        if draft.slots.get(item.slot.key) not in (None, SKIPPED)
    ]
    if draft.context:
        described = next((at for at, one in enumerate(answers) if one.slot == "description"), len(answers) - 1)
        answers.insert(described + 1, Answer(CONTEXT, _context(turn, draft)))
    return answers


def _context(turn: Turn, draft: Draft) -> str:
    """The messages that the chosen one stood among, a line each."""
    left_out = turn.t(turn.agents_language, "context-left-out", count=draft.left_out) if draft.left_out else None
    said = [f"{name}: {words_}" for name, words_ in draft.context]
    return "\n".join(filter(None, [*said[:1], left_out, *said[1:]]))


def open_threads(turn: Turn, ticket: Ticket) -> None:
    """A thread in every place of the ticket's team, with its card, its answers and their files."""
    for channel, home in turn.house.homes(ticket.team):
        thread = Thread(turn.unit.new_id(), ticket.id, channel, home)
        card.open_thread(turn, ticket, thread)
        turn.unit.add_thread(thread)
        _put_answers(turn, ticket, thread)


def put_answers_again(turn: Turn, ticket: Ticket, thread: Thread) -> None:
    """The same in a thread that was lost and is begun anew; those that still wait for it are not said twice."""
    elsewhere: list[Delivery] = []
    lost: list[Delivery] = []
    for delivery in map(turn.unit.delivery, ticket.details.answers_sent):
        (lost if delivery.lane == f"t{thread.id}" else elsewhere).append(delivery)
    ticket.details.answers_sent = [delivery.id for delivery in elsewhere]
    waited = [delivery for delivery in lost if turn.unit.take_back(delivery)]
    _put_answers(turn, ticket, thread, files=not waited)


def _put_answers(turn: Turn, ticket: Ticket, thread: Thread, *, files: bool = True) -> None:
    author = relay.requester_name(turn, turn.unit.person(ticket.requester_id))
    for part in split(_answers_text(turn, ticket), parts.LONGEST) if ticket.answers else ():
        sent = turn.send(thread, Say(part), "answers", ticket=ticket, rank=1)
        ticket.details.answers_sent.append(sent.id)
    for answer in ticket.answers if files else ():
        for act in parts.acts((), _kept(answer.files), author, parts.carries(turn, thread)):
            turn.send(thread, act, "answers", ticket=ticket, rank=1)


def _files(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []


def _kept(files: Sequence[dict[str, Any]]) -> tuple[KeptFile, ...]:
    return kept_files([IncomingFile(**file) for file in files])


def _answers_text(turn: Turn, ticket: Ticket) -> Text:
    language = turn.agents_language
    out: list[Text] = []
    for answer in ticket.answers:
        name = words.answer_name(turn, answer.slot, language)
        gap = "\n" if "\n" in answer.shown or len(answer.shown) > 80 else " "
        former = (
            text(" ", italic(turn.t(language, "edited-before")), " ", strike(answer.former)) if answer.former else ()
        )
        out.append(text(bold(f"{name}:"), gap, answer.shown, former))
    return lines(out)


def _renew_answers(turn: Turn, ticket: Ticket) -> None:
    """The messages with the answers are written anew; where they need more of them more follow, where fewer do the rest
    goes."""
    texts = split(_answers_text(turn, ticket), parts.LONGEST)
    sent = [turn.unit.delivery(id) for id in ticket.details.answers_sent]
    ticket.details.answers_sent = []
    for thread in turn.unit.threads_of(ticket):
        here = [delivery.id for delivery in sent if delivery.lane == f"t{thread.id}"]
        for id, part in zip(here, texts, strict=False):
            turn.send(thread, Change(Target(delivery=id), part), "answers", ticket=ticket, rank=1)
        for id in here[len(texts) :]:
            turn.send(thread, Remove(Target(delivery=id)), "answers", ticket=ticket, rank=1)
        more = [turn.send(thread, Say(part), "answers", ticket=ticket, rank=1).id for part in texts[len(here) :]]
        ticket.details.answers_sent += [*here[: len(texts)], *more]


def _beside(turn: Turn, ticket: Ticket, conversation: Conversation, beside: dict[str, Any]) -> Message:
    message = Message(
        id=turn.unit.new_id(),
        ticket_id=ticket.id,
        author=conversation.person,
        side="requester",
        kind="message",
        at=datetime.fromisoformat(beside["at"]),
        text=beside["text"],
        channel=conversation.channel,
        place=conversation.place,
        source=beside["message"],
        files=_kept(beside["files"]),
    )
    turn.unit.add_message(message)
    return message


def _next(turn: Turn, ticket: Ticket, person: Person, threaded: bool) -> str:
    """What comes now."""
    if words.is_proposal(turn, ticket.kind):
        return turn.t(person, "receipt-proposal")
    return turn.t(person, "receipt-next-below" if threaded else "receipt-next")


def _receipt(turn: Turn, ticket: Ticket, conversation: Conversation) -> None:
    person, threaded = conversation.person, conversation.channel in turn.house.form_channels
    team = words.team(turn, ticket.team, turn.language_of(person))
    said = lines(
        [
            bold(turn.t(person, "receipt", reference=ticket.reference, team=team)),
            targets.expected(turn, conversation, ticket),
            _next(turn, ticket, person, threaded),
        ]
    )
    ticket.details.receipt = turn.send(conversation, Say(said), "receipt", ticket=ticket, rank=1).id
