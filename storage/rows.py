"""Rows <-> core objects, both ways, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias

import sqlalchemy as sa

from core.act_json import about, act_from_json, act_to_json
from core.conversation import Conversation, Dialogue, Draft, Message, Thread
from core.files import KeptFile, file_data
from core.marks import from_json, to_json
from core.messages import BY_MAIL, CONVERSATION_LANES, Delivery, flat
from core.people import Invitation, Member, Person
from core.ticket import Ticket
from core.ticket_record import Answer, Details
from storage.ids import made_at

Row: TypeAlias = Mapping[str, Any] | sa.RowMapping


_PERSON = (
    *("id", "channel", "platform_id", "name", "username", "language", "chosen_language", "blocked"),
    *("member_id", "same_as_id", "chosen_name", "timezone"),
)
"""The columns, in the order of what `Person` has of them."""
_person_in = {prefix: itemgetter(*(prefix + name for name in _PERSON)) for prefix in ("", "who_")}


def person_of(row: Row, prefix: str = "") -> Person:
    """`prefix`: how the columns' names begin where a person is a part of more."""
    person = Person(*_person_in[prefix](row))
    person.member = member_of(row, prefix)
    return person


def member_of(row: Row, prefix: str = "") -> Member | None:
    if row[prefix + "member_id"] is None:
        return None
    return Member(
        id=row[prefix + "member_id"],
        name=row[prefix + "member_name"],
        seat=row[prefix + "member_seat"],
        company_id=row[prefix + "member_company_id"],
        company=row[prefix + "company_name"],
        plan=row[prefix + "company_plan"],
        language=row[prefix + "member_language"],
        email=row[prefix + "member_email"],
    )


def invitation_of(row: Row) -> Invitation:
    return Invitation(
        id=row["id"],
        company_id=row["company_id"],
        conversation_id=row["conversation_id"],
        name=row["name"],
        email=row["email"],
        seat=row["seat"],
        expires_at=row["expires_at"],
        used_by=row["used_by_id"],
    )


def invitation_row(invitation: Invitation) -> dict[str, Any]:
    row = flat(invitation)
    row["used_by_id"] = row.pop("used_by")
    return row


def person_row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "channel": person.channel,
        "platform_id": person.platform_id,
        "name": person.name,
        "username": person.username,
        "language": person.language,
        "chosen_language": person.chosen_language,
        "blocked": person.blocked,
        "member_id": person.member.id if person.member else None,
        "same_as_id": person.same_as,
        "chosen_name": person.chosen_name,
        "timezone": person.timezone,
    }


def conversation_of(row: Row, person: Person) -> Conversation:
    return Conversation(
        id=row["id"],
        channel=row["channel"],
        place=row["place"],
        person=person,
        step=row["step"],
        question=row["question"],
        question_position=row["question_position"],
        question_failed=row["question_fate"] == "never",
        dialogue=_dialogue_of(row["dialogue"]),
    )


def conversation_row(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "channel": conversation.channel,
        "place": conversation.place,
        "person_id": conversation.person.id,
        "step": conversation.step,
        "question": conversation.question,
        "dialogue": _dialogue_data(conversation.dialogue),
    }


def _dialogue_of(data: dict[str, Any]) -> Dialogue:
    dialogue = Dialogue(**data)
    if draft := data.get("draft"):
        dialogue.draft = Draft(**draft)
    return dialogue


_DRAFT = Draft.__slots__
_DIALOGUE = tuple(name for name in Dialogue.__slots__ if name != "draft")
_of_draft, _of_dialogue = attrgetter(*_DRAFT), attrgetter(*_DIALOGUE)


def _dialogue_data(dialogue: Dialogue) -> dict[str, Any]:
    data = {name: value for name, value in zip(_DIALOGUE, _of_dialogue(dialogue), strict=True) if value}
    if dialogue.draft:
        draft = {name: value for name, value in zip(_DRAFT, _of_draft(dialogue.draft), strict=True) if value}
        draft.setdefault("touched", 0.0)
        data["draft"] = draft
    return data


def ticket_of(row: Row, taker: Person | None) -> Ticket:
    return Ticket(
        id=row["id"],
        reference=row["reference"],
        kind=row["kind"],
        team=row["team"],
        topic=row["topic"],
        requester_id=row["requester_id"],
        conversation_id=row["conversation_id"],
        created_at=row["created_at"],
        priority=row["priority"],
        state=row["state"],
        desk_state=row["desk_state"],
        taker=taker,
        follows_id=row["follows_id"],
        company_id=row["company_id"],
        closed_at=row["closed_at"],
        answers=[Answer(**answer) for answer in row["answers"]],
        details=Details(**row["details"]),
    )


def ticket_row(ticket: Ticket) -> dict[str, Any]:
    details = flat(ticket.details)
    for late in ("reactions", "held"):  # these came later than others: left out while they are empty
        if not details[late]:
            del details[late]
    return {
        "id": ticket.id,
        "reference": ticket.reference,
        "kind": ticket.kind,
        "team": ticket.team,
        "state": ticket.state,
        "desk_state": ticket.desk_state,
        "priority": ticket.priority,
        "topic": ticket.topic,
        "requester_id": ticket.requester_id,
        "conversation_id": ticket.conversation_id,
        "taker_id": ticket.taker.id if ticket.taker else None,
        "follows_id": ticket.follows_id,
        "company_id": ticket.company_id,
        "created_at": ticket.created_at,
        "closed_at": ticket.closed_at,
        "answers": [flat(answer) for answer in ticket.answers],
        "details": details,
    }


def thread_of(row: Row) -> Thread:
    return Thread(**{name: row[name] for name in ("id", "ticket_id", "channel", "home", "place", "card", "moved")})


def thread_row(thread: Thread) -> dict[str, Any]:
    return flat(thread)


def message_of(row: Row, author: Person) -> Message:
    return Message(
        id=row["id"],
        ticket_id=row["ticket_id"],
        author=author,
        side=row["side"],
        kind=row["kind"],
        at=row["at"],
        text=row["text"],
        channel=row["channel"],
        place=row["place"],
        source=row["source"],
        files=tuple(KeptFile(**file) for file in row["files"]),
        former=row["former"],
        marks=from_json(row["marks"]) if row["marks"] else (),
        forwarded=row["forwarded"] or "",
    )


def message_row(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "ticket_id": message.ticket_id,
        "author_id": message.author.id,
        "side": message.side,
        "kind": message.kind,
        "at": message.at,
        "text": message.text,
        "files": [file_data(file) for file in message.files],
        "former": message.former,
        "marks": to_json(message.marks) if message.marks else None,
        "channel": message.channel,
        "place": message.place,
        "source": message.source,
        "forwarded": message.forwarded or None,
    }


def delivery_of(row: Row) -> Delivery:
    """With the columns `place` and `target_message` of the query in `storage/queue.py`."""
    act = act_from_json(row["act"])
    return Delivery(
        id=row["id"],
        lane=row["lane"],
        channel=row["channel"],
        act=act,
        due_at=row["due_at"],
        home=row["home"],
        place=row["place"],
        purpose=row["purpose"],
        ticket=row["ticket_id"],
        message=row["message_id"],
        part=row["part"],
        rank=row["rank"],
        attempts=row["attempts"],
        doubted=row["doubted"],
        language=row["language"],
        merge=row["merge"],
        target_message=row["target_message"],
        made_at=made_at(row["id"]),
        retried_at=row["retried_at"],
    )


def delivery_row(delivery: Delivery, now: datetime, process: int) -> dict[str, Any]:
    """A new delivery; one with an attempt is being sent from `now` on, by this process."""
    target = about(delivery.act)
    lane, owner = delivery.lane[0], int(delivery.lane[1:])
    return {
        "id": delivery.id,
        "lane": delivery.lane,
        "channel": delivery.channel,
        "home": delivery.home,
        "conversation_id": owner if lane in CONVERSATION_LANES else None,
        "thread_id": None if lane in CONVERSATION_LANES or lane == BY_MAIL else owner,
        "address": delivery.place if lane == BY_MAIL else None,
        "act": act_to_json(delivery.act),
        "target_id": target.delivery if target else None,
        "purpose": delivery.purpose,
        "ticket_id": delivery.ticket,
        "message_id": delivery.message,
        "part": delivery.part,
        "rank": delivery.rank,
        "language": delivery.language,
        "merge": delivery.merge,
        "due_at": delivery.due_at,
        "attempts": delivery.attempts,
        "doubted": delivery.doubted,
        "started_at": now if delivery.attempts else None,
        "process_id": process if delivery.attempts else None,
    }
