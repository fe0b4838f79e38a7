"""People of companies: who is let in, what their seat and plan bring, how a colleague comes in, one person in two places."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from frontdoor.companies import import_list, read_rows
from playground.telegram.people import Person
from storage import companies
from tests.stories.conftest import Open, Stage
from tests.stories.tickets import chat_of, lines_of
from tests.stories.walks import STALE, card_of, chooses, desk_with, replies, thread_shows, toast

PLANS = {
    "base": {"name": "Base", "seats": {"owner": 1}},
    "premium": {"name": "Premium", "seats": {"owner": 1, "admin": 1}, "priority": "high"},
}
REQUESTS = {
    "problem": {"name": "A problem", "team": "support", "form": ["topic"]},
    "letter": {"name": "A letter", "team": "support", "form": ["topic"], "seats": ["owner"], "priority": "urgent"},
}


def desk(folder: Path, **more: Any) -> Path:
    return desk_with(folder, {}, "topic", plans=PLANS, requests=REQUESTS, **more)


COLUMNS = "company;plan;name;seat;telegram;slack;language"


async def list_says(stage: Stage, *rows: str, columns: str = COLUMNS) -> str:
    """A list is brought in while the program runs."""
    file = stage.folder / "people.csv"
    file.write_text("\n".join([columns, *rows]))
    found, bad = read_rows(file)
    said: str = await stage.program.store.write(lambda unit: import_list(unit, file, found, stage.desk, bad))
    return said


async def asks(stage: Stage, person: Person, kind: str, topic: str, send: str = "Send") -> str:
    """A whole request. Returns the reference."""
    begun = await person.says("/new")
    menu = await person.sees_button(kind, after=begun)
    await person.presses(kind, menu)
    await person.sees("1 ", after=menu)
    await replies(stage, person, topic)
    preview = await person.sees_button(send, after=menu)
    await person.presses(send, preview)
    receipt = await person.sees("Product support", after=preview)
    return str(receipt["text"].split()[0])


async def test_a_desk_for_invited_people(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk(tmp_path, access="invited")) as stage:
        ann, carlo = stage.world.ann, stage.world.carlo
        await ann.says("My printer burns")
        told = await ann.sees("Your message was not delivered.")
        assert "Your company's owner can invite you" in told["text"]
        for word in ("/start", "Hello?"):
            said = await ann.says(word)
            await ann.sees("It has been noted that you knocked.", after=said)
        knocks = await stage.program.store.read(companies.knocks)
        assert [(one["name"], one["username"]) for one in knocks] == [("Ann Reyes", "ann_reyes")]

        # on the list, and in: by a username, whatever becomes of it later
        await list_says(stage, "Rossi srl;premium;Ann;owner;@Ann_Reyes;;it")
        await ann.starts()
        await ann.sees_button("A letter")
        assert await stage.program.store.read(companies.knocks) == []
        ann.user["username"], carlo.user["username"] = "ann", "ann_reyes"
        await carlo.starts()
        await carlo.sees("Può invitarla il titolare")
        assert await asks(stage, ann, "A problem", "The printer burns", "Invia") == "CRN-1"

        # off the list in the middle of a request: it goes no further
        said = await ann.says("/new")
        await ann.presses("A problem", await ann.sees_button("A problem", after=said))
        await ann.sees("1 di 1", after=said)
        gone = await stage.program.store.write(lambda unit: companies.remove(unit, "@Ann_Reyes"))
        assert gone == ["Ann (Rossi srl)"]
        said = await ann.says("The printer burns again")
        await ann.sees("Il suo messaggio non è stato consegnato.", after=said)
        assert len(await stage.tickets()) == 1


async def test_who_is_let_in_no_more_is_told_no_more_changes_and_can_say_so(stage_of: Open, tmp_path: Path) -> None:
    file = tmp_path / "changes.md"
    file.write_text("# Changes\n\n## 2026-11-20 Two currencies\n")
    async with stage_of(desk(tmp_path, access="invited", changes=file.name)) as stage:
        ann, carlo = stage.world.ann, stage.world.carlo
        people = ("Carlo Bianchi;owner;@carlo_bianchi;;en", f"Ann Reyes;member;{ann.id};;en")
        await list_says(stage, *(f"Rossi srl;premium;{one}" for one in people))
        for person in (ann, carlo):
            read = await person.sees_button("Tell me of changes", after=await person.says("/changes"))
            await person.presses("Tell me of changes", read)
            await person.sees("you hear of new changes here", after=read)
        await stage.program.store.write(lambda unit: companies.remove(unit, str(ann.id)))
        await stage.stop()
        file.write_text(f"{file.read_text()}\n## 2026-11-21 Filters\n")
        await stage.start()
        await carlo.sees("Filters · November 21, 2026")
        await stage.settles()
        assert not any("Filters" in line for line in chat_of(ann))
        await ann.presses("No more", await ann.sees_button("No more"))
        await ann.sees("you hear of no more changes")


async def test_a_plan_and_a_seat_show_on_the_card(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk(tmp_path)) as stage:
        ann, carlo = stage.world.ann, stage.world.carlo
        await list_says(
            stage,
            "Rossi srl;premium;Carlo Bianchi;owner;@carlo_bianchi;;",
            f"Rossi srl;;Ann Reyes;member;{ann.id};;",
        )
        await asks(stage, ann, "A problem", "The printer burns")
        card = (await card_of(stage, "CRN-1")).text
        assert "Rossi srl (Premium) · member" in card
        assert "Priority: high" in card
        (ticket,) = await stage.tickets()
        assert (ticket["company"], ticket["priority"]) == ("Rossi srl", "high")

        # a kind of request that wants another seat is not offered, and who has it is named
        begun = await ann.says("/new")
        menu = await ann.sees("For “A letter” please ask Carlo Bianchi (owner).", after=begun)
        assert "A letter" not in [row[0]["text"] for row in menu["reply_markup"]["inline_keyboard"]]
        data = menu["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await ann.forged_press(data.replace("problem", "letter"), menu)
        await ann.sees("For “A letter” please ask Carlo Bianchi (owner).", after=menu)
        named = await ann.says("A letter")
        await ann.sees("please ask Carlo Bianchi (owner)", after=named)
        assert await asks(stage, carlo, "A letter", "Una lettera", "Invia") == "CRN-2"
        assert "Priority: urgent" in (await card_of(stage, "CRN-2")).text
        assert len(await stage.tickets()) == 2


async def invites(stage: Stage, owner: Person, name: str, seat: str | None) -> str:
    """An owner invites somebody. Returns what the link carries."""
    said = await owner.says("/invite")
    asked = await owner.sees("Chi desidera invitare?", after=said)
    await owner.says(name)
    if seat:
        await owner.presses(seat, await owner.sees_button(seat, after=asked))
    link = await owner.sees("https://t.me/harbour_desk_bot?start=", after=asked)
    return str(link["text"].rpartition("start=")[2])


async def test_an_owner_invites_colleagues(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk(tmp_path, access="invited")) as stage:
        carlo, ann = stage.world.carlo, stage.world.ann
        eva, ugo, leo = (
            stage.world.telegram.person(name, language="en").with_bot(stage.world.bot) for name in ("Eva", "Ugo", "Leo")
        )
        await list_says(
            stage, "Rossi srl;premium;Carlo Bianchi;owner;@carlo_bianchi;;", f"Verdi snc;base;Leo;owner;{leo.id};;"
        )
        for_ann = await invites(stage, carlo, "Ann Reyes ann@rossi.example", "amministratore")
        for_eva = await invites(stage, carlo, "Eva", "amministratore")

        # another company's owner, and somebody who made a link up, are answered kindly
        await leo.starts(payload=for_ann)
        await leo.sees("You belong to Verdi snc, so this invitation to another company was not used.")
        await ann.starts(payload=for_ann[:-1])
        await ann.sees("This invitation isn't known here.")

        await ann.starts(payload=for_ann)
        await ann.sees("You belong to Rossi srl now. Your seat: administrator.")
        await ann.sees_button("A problem")
        await carlo.sees("Ann Reyes ha accettato l’invito. Ruolo: amministratore.")
        await ugo.starts(payload=for_ann)
        await ugo.sees("This invitation was used already.")
        # the one seat of an administrator is taken meanwhile: a plain one is left
        await eva.starts(payload=for_eva)
        await eva.sees("You belong to Rossi srl now. Your seat: member.")
        said = await eva.says("/invite Ugo")
        await eva.sees("Please ask Carlo Bianchi (owner), Ann Reyes (administrator) to invite", after=said)

        said = await ann.says("/invite Ugo")  # nothing to choose: only plain seats are left
        link = await ann.sees("start=join-", after=said)
        late = link["text"].rpartition("start=")[2]
        await stage.time_passes(days=8)
        await ugo.starts(payload=late)
        await ugo.sees("This invitation no longer counts.")
        await stage.settles()
        if stage.ground.kind == "sqlite":
            assert not [word for word in (for_ann, for_eva, late) if word in kept(tmp_path)]


def kept(folder: Path) -> str:
    """All that the database holds."""
    with sqlite3.connect(folder / "frontdoor.db") as database:
        return "\n".join(database.iterdump())


async def test_what_colleagues_see_of_each_other(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk(tmp_path, company_list="owners", company_solved="everyone")) as stage:
        ann, carlo, anna = stage.world.ann, stage.world.carlo, stage.world.anna
        leo = stage.world.telegram.person("Leo", language="en").with_bot(stage.world.bot)
        await list_says(
            stage,
            "Rossi srl;premium;Carlo Bianchi;owner;@carlo_bianchi;;",
            f"Rossi srl;;Ann Reyes;member;{ann.id};;",
            f"Verdi snc;base;Leo;owner;{leo.id};;",
        )
        await asks(stage, ann, "A problem", "The printer burns")
        await asks(stage, carlo, "A problem", "La porta cigola", "Invia")

        said = await carlo.says("/tickets")
        listed = await carlo.sees("I suoi colleghi hanno una richiesta:", after=said)
        assert "CRN-1 · The printer burns · Aperto · Ann Reyes" in listed["text"]
        said = await ann.says("/tickets CRN-2")
        await ann.sees("You have no request CRN-2.", after=said)

        card = await card_of(stage, "CRN-2")
        await anna.presses("Take", card)
        await anna.sees_button("Solved", in_channel=stage.world.support)
        await anna.presses("Solved", card)
        question = await carlo.sees_button("Sì")
        await carlo.presses("Sì", question)
        await carlo.sees("è chiusa")
        said = await ann.says("/tickets porta")
        await ann.sees("CRN-2 · La porta cigola · closed · Carlo Bianchi", after=said)
        said = await ann.says("/tickets crn-2")
        seen = await ann.sees("Topic: La porta cigola", after=said)
        # looking at it is all: what she replies there goes to her own
        await ann.says("Mine too", reply_to=seen)
        await thread_shows(stage, "CRN-1", "Mine too")
        assert {one["reference"]: one["state"] for one in await stage.tickets()} == {"CRN-1": "new", "CRN-2": "closed"}
        assert "Mine too" not in "".join(lines_of(stage, card))
        for wanted in ("CRN-2", "CRN-9"):
            said = await leo.says(f"/tickets {wanted}")
            await leo.sees(f"You have no request {wanted}.", after=said)


async def test_a_profile(stage: Stage) -> None:
    ann = stage.world.ann
    said = await ann.says("/profile")
    shown = await ann.sees("Time zone: Europe/Rome", after=said)
    await ann.presses("Name", shown)
    await ann.sees("What shall we call you?", after=shown)
    await ann.says("Anna Berg\u202e")
    await ann.sees("We call you Anna Berg now.", after=shown)
    await ann.presses("Time zone", shown)
    await ann.sees_button("Europe/London", after=shown)
    asked = await ann.says("Atlantis")
    await ann.sees("I know no time zone “Atlantis”.", after=asked)
    asked = await ann.says("montevideo")
    await ann.sees("Your time zone is America/Montevideo now.", after=asked)
    assert await toast(await ann.forged_press("p:zone:Mars/Crater", shown)) == STALE
    await ann.presses("Language", shown)
    await chooses(ann, "Italiano")
    said = await ann.says("/profile")
    assert "Anna Berg" in (await ann.sees("Lingua: Italiano", after=said))["text"]
    # whatever somebody calls themselves, the team sees whose account it is
    begun = await ann.says("/new")
    await ann.presses("Ho un'idea", await ann.sees_button("Ho un'idea", after=begun))
    question = await ann.sees("1 di 2", after=begun)
    await ann.says("Colori scuri")
    question = await ann.sees("2 di 2", after=question)
    await replies(stage, ann, "Di notte")
    await ann.presses("Invia", await ann.sees_button("Invia", after=question))
    assert "Anna Berg (Ann Reyes)" in (await card_of(stage, "HRB-1")).text
