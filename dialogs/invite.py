"""Inviting a colleague: a link that lets one person into the company, once and for a while."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from core.conversation import Conversation
from core.desk_companies import LONGEST_NAME, free_seats
from core.messages import Button, Change, Pressed, Say, Target
from core.people import LEADING, MEMBER, Invitation, Member, Person, digest, plain_name
from core.text import bold, lines, text
from dialogs import door, prompt, words
from dialogs.intake import Intake
from dialogs.turn import Turn

HOLDS = timedelta(days=7)
"""How long a link lets somebody in."""

PREFIX = "join-"
"""How what a link carries begins."""

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


def begin(turn: Turn, conversation: Conversation, said: str) -> None:
    """`/invite`: whom? With a name it goes straight on."""
    if _who_may(turn, conversation) is None:
        return
    if said:
        whom(turn, conversation, said)
    else:
        prompt.put(turn, conversation, "invite", turn.t(conversation.person, "invite-whom"))


def in_person(turn: Turn, conversation: Conversation, guest: Conversation) -> None:
    """A colleague whom we can write to: they get the invitation themselves."""
    member = _who_may(turn, conversation)
    if member:
        _which_seat(turn, conversation, member, plain_name(guest.person.name, LONGEST_NAME), None, guest)


def _who_may(turn: Turn, conversation: Conversation) -> Member | None:
    """Who invites, if they may; else they are told why not."""
    person = conversation.person
    member = turn.unit.recognise(person)
    if member is None:
        prompt.tell(turn, conversation, turn.t(person, "invite-no-company"))
        return None
    if member.leads:
        return member
    who = door.named(turn, person, door.holding(turn, person, LEADING))
    prompt.tell(turn, conversation, turn.t(person, "invite-not-you", who=who or "–"))
    return None


def whom(turn: Turn, conversation: Conversation, said: str) -> None:
    """The colleague's name, and perhaps their e-mail address beside it; then which seat, where there is a choice."""
    person = conversation.person
    member = turn.unit.recognise(person)
    found = _EMAIL.search(said)
    email = found[0].lower().rstrip(".") if found else None
    name = plain_name(said.replace(found[0], " ") if found else said, LONGEST_NAME) or (email or "")
    if member is None or not member.leads or not name:
        begin(turn, conversation, "")
    else:
        _which_seat(turn, conversation, member, name, email)


def _which_seat(
    turn: Turn,
    conversation: Conversation,
    member: Member,
    name: str,
    email: str | None,
    guest: Conversation | None = None,
) -> None:
    person, seats = conversation.person, _free(turn, member)
    if not seats:
        prompt.end(turn, conversation)
        prompt.tell(turn, conversation, turn.t(person, "invitation-full", company=member.company))
    elif len(seats) == 1:
        _make(turn, conversation, member, name, email, seats[0], guest)
    else:
        language = turn.language_of(person)
        rows = tuple((Button(words.seat(turn, seat, language), f"i:{seat}"),) for seat in seats)
        question = turn.t(person, "invite-seat", name=name)
        prompt.put(
            turn, conversation, "seat", question, rows, name=name, email=email, guest=guest.id if guest else None
        )


def seat_pressed(turn: Turn, conversation: Conversation, seat: str, pressed: Pressed) -> None:
    """The seat was chosen."""
    person = conversation.person
    given = prompt.open_one(turn, conversation, "seat")
    member = turn.unit.recognise(person)
    if given is None or member is None or not member.leads or seat not in _free(turn, member):
        turn.toast = turn.t(person, "already-answered")
        return
    if pressed.message:
        chosen = text(f"{given['name']}: ", bold(words.seat(turn, seat, turn.language_of(person))))
        turn.send(conversation, Change(Target(message=pressed.message), chosen), "tidy", rank=1)
    guest = turn.unit.conversation(given["guest"]) if given.get("guest") else None
    _make(turn, conversation, member, given["name"], given["email"], seat, guest)


def _free(turn: Turn, member: Member) -> list[str]:
    """The seats that somebody may give: an owner's only an owner."""
    taken = [one.seat for one in turn.unit.colleagues(member.company_id)]
    free = free_seats(turn.desk, member.plan, taken)
    return [seat for seat in free if seat != LEADING[0] or member.seat == LEADING[0]]


def _make(
    turn: Turn,
    conversation: Conversation,
    by: Member,
    name: str,
    email: str | None,
    seat: str,
    guest: Conversation | None,
) -> None:
    prompt.end(turn, conversation)
    token = PREFIX + turn.house.chance()
    invitation = Invitation(turn.unit.new_id(), by.company_id, conversation.id, name, email, seat, turn.now + HOLDS)
    turn.unit.add_invitation(invitation, digest(token))
    if guest:
        _ask_in(turn, conversation, by, guest, token)
        return
    link = turn.house.link(conversation.channel, token) or f"{turn.t(conversation.person, 'invite-command')} {token}"
    said = lines([turn.t(conversation.person, "invite-link", name=name, days=HOLDS.days), link])
    turn.send(conversation, Say(said), prompt.CONFIDENTIAL, rank=1)


def _ask_in(turn: Turn, host: Conversation, by: Member, guest: Conversation, token: str) -> None:
    person = guest.person
    line = turn.t(person, "invited", name=host.person.called, company=by.company, desk=turn.desk.name, days=HOLDS.days)
    button = turn.button(person, "accept-invitation", f"j:{token}", "primary")
    turn.send(guest, Say(text(line), ((button,),)), prompt.CONFIDENTIAL, rank=1)
    prompt.tell(turn, host, turn.t(host.person, "invitation-sent", name=person.called))


# ---------------------------------------------------------------- coming in


def accepted(turn: Turn, conversation: Conversation, token: str, pressed: Pressed) -> None:
    """Somebody pressed the button of an invitation."""
    turn.send(conversation, Change(Target(message=pressed.message)), "tidy", rank=1)
    accept(turn, conversation, token)


def accept(turn: Turn, conversation: Conversation, token: str) -> None:
    """Somebody came by a link."""
    person = conversation.person
    invitation = turn.unit.invitation(digest(token))
    member = turn.unit.recognise(person)
    if invitation is None:
        prompt.tell(turn, conversation, turn.t(person, "invitation-unknown"))
    elif member:
        key = "invitation-yours" if member.company_id == invitation.company_id else "invitation-other"
        prompt.tell(turn, conversation, turn.t(person, key, company=member.company))
    elif invitation.used_by:
        prompt.tell(turn, conversation, turn.t(person, "invitation-used"))
    elif invitation.expires_at <= turn.now or (by := _inviter(turn, invitation)) is None:
        prompt.tell(turn, conversation, turn.t(person, "invitation-expired"))
    else:
        _let_in(turn, conversation, invitation, by)


def _inviter(turn: Turn, invitation: Invitation) -> Member | None:
    """Who invited, as long as they may still."""
    by: Person = turn.unit.conversation(invitation.conversation_id).person
    member = by.member
    return member if member and member.leads and member.company_id == invitation.company_id else None


def _let_in(turn: Turn, conversation: Conversation, invitation: Invitation, by: Member) -> None:
    """On the list, with the seat they were invited to, or a plain one where that was taken meanwhile."""
    person = conversation.person
    taken = [one.seat for one in turn.unit.hold_seats(invitation.company_id)]
    free = free_seats(turn.desk, by.plan, taken)
    seat = next((seat for seat in (invitation.seat, MEMBER) if seat in free), None)
    if seat is None:
        prompt.tell(turn, conversation, turn.t(person, "invitation-full", company=by.company))
        return
    turn.unit.add_member(replace(by, name=invitation.name, seat=seat), person, invitation.email)
    turn.unit.use_invitation(invitation, person)
    shown = words.seat(turn, seat, turn.language_of(person))
    prompt.tell(turn, conversation, turn.t(person, "welcome-in", company=by.company, seat=shown))
    host = turn.unit.conversation(invitation.conversation_id)
    shown = words.seat(turn, seat, turn.language_of(host.person))
    known_as = f"{invitation.name} ({person.name})" if invitation.name != person.name else person.name
    prompt.tell(turn, host, turn.t(host.person, "came-in", name=known_as, seat=shown))
    if not conversation.dialogue.draft:
        Intake(turn, conversation).begin()
