"""What is said of a broken desk file: the line, the key, what was found, what is allowed; all of it at once."""

# ruff: noqa: E501  (a finding is one line, and stays one here, so that it can be searched for)

from __future__ import annotations

from pathlib import Path

import pytest

from frontdoor.deskfile import DeskFileBroken, load_desk

from .paper import ENVIRON, WHOLE, said_of

WORDS = "a text, or a text per language such as {en: …, it: …}; numbers need quotes"
SPANS = "a number with s, m, h, d or w, for example 30s, 15m, 4h, 2d, 1w"
HOLIDAYS = "a country code such as IT, a day such as 2026-12-24, or a list of them with at most one country"
SLOTS = "subsystem, area, topic, description, steps, expected_result, screenshot, booking_code, room, guests, arrival, door_code"

ONE_SLIP = [
    ("key: LGT", "key: lgt", "2: key: found lgt, allowed 2 to 10 capital letters A-Z, for example HRB"),
    ("name: Lighthouse bookings\n", "", "1: name: found nothing, allowed a text (a number or a date as a text needs quotes)"),
    ("[it, en, uk]", "[it, fr]", "3: languages.1: found fr, allowed one of en, it, ro, es, ru, uk"),
    ("[it, en, uk]", "[it, it]", "3: languages: found a list, allowed each language once"),
    (
        "Europe/Kyiv",
        "Europe/Kiyv",
        "4: timezone: found Europe/Kiyv, allowed a time zone of the IANA list, for example Europe/Rome (did you mean Europe/Kyiv?)",
    ),
    ("access: invited", "access: closed", "5: access: found closed, allowed one of open, invited"),
    ("    slack: ${FRONT_CHANNEL}\n", "", "7: teams.front: found none of them, allowed at least one of slack, telegram, email"),
    (
        "slack: ${FRONT_CHANNEL}",
        "slack: '#front'",
        "9: teams.front.slack: found #front, allowed a Slack channel's id, for example C0123ABCDEF "
        "(Slack: channel details, at the bottom)",
    ),
    ("    email: trade", "    emial: trade", "13: teams.trade.emial: found emial, allowed name, slack, telegram, email (did you mean email?)"),
    ("agents: [U0PAOLA", "agents: ['@paola'", "14: agents.0: found @paola, allowed a person's Slack id (U0123ABCDEF) or numeric Telegram id"),
    ("basket: Basket", "basket: {fr: Panier}", "20: subsystems.site.areas.basket.fr: found fr, allowed one of en, it, ro, es, ru, uk"),
    ("max_length: 60", "max_length: 0", "23: slots.topic.max_length: found 0, allowed a whole number from 1 to 20000, in characters"),
    ("headline: false", "headline: maybe", "23: slots.topic.headline: found maybe, allowed true or false"),
    ("min_length: 10", "min_length: 5000", "24: slots.description.min_length: found 5000, allowed at most max_length"),
    ("[image, pdf]", "[image, gif]", "25: slots.screenshot.accept.1: found gif, allowed one of image, video, audio, text, pdf, any"),
    ("most: 3", "most: true", "25: slots.screenshot.most: found true, allowed a number"),
    ("most: 3", "min: 3", "25: slots.screenshot.min: found min, allowed only for the types number; this slot is files"),
    ("    ask: Which booking?\n", "", "26: slots.booking_code.ask: found nothing, allowed the question: a text, or a text per language"),
    (
        r"'LG-\d{4}'",
        "'LG-('",
        r"30: slots.booking_code.pattern: found LG-(, allowed a regular expression in quotes, for example '[A-Z]{2}-\d+'; "
        "it must fit the whole answer",
    ),
    ("{subsystem: desk}", "{subsystem: dask}", "38: slots.room.when.subsystem: found dask, allowed site, desk (did you mean desk?)"),
    ("max: 12.5", "max: 0", "39: slots.guests.max: found 0, allowed at least min"),
    ("type: date", "type: day", "40: slots.arrival.type: found day, allowed one of line, text, choice, number, date, files, secret"),
    ("team: front", "team: fronts", "46: requests.change.team: found fronts, allowed one of the teams: front, trade (did you mean front?)"),
    ("booking_code, 'guests?'", "bookingcode", f"47: requests.change.form.3: found bookingcode, allowed a slot: {SLOTS} (did you mean booking_code?)"),
    ("topic, booking_code", "topic, topic", "47: requests.change.form.3: found topic, allowed every slot once"),
    ("[subsystem, room", "[area, subsystem, room", "47: requests.change.form.0: found area, allowed area only after subsystem"),
    ("[subsystem, room", "[room", "47: requests.change.form.0: found room, allowed room only after subsystem, which its `when` looks at"),
    ("priority: high", "priority: higher", "48: requests.change.priority: found higher, allowed one of low, normal, high, urgent"),
    (
        ", form: [topic, description]",
        "",
        "49: requests.offer.form: found nothing, allowed a list of slots, for example [topic, description, 'screenshot?']",
    ),
    ("name: Offer", "name: 5", f"49: requests.offer.name: found 5, allowed {WORDS}"),
    (
        "is: waiting_for_vendor",
        "is: waiting",
        "51: states.with_owner.is: found waiting, allowed one of new, taken, in_progress, waiting_for_requester, "
        "waiting_for_approval, waiting_for_vendor, planned, waiting_for_confirmation, closed",
    ),
    (
        "priority: high",
        "seats: [ownr]",
        "48: requests.change.seats.0: found ownr, allowed a seat of one of the plans: owner, admin, member, staff (did you mean owner?)",
    ),
    (
        "emoji: admission_tickets",
        "emoji: ':ticket:'",
        "59: ticket_reaction.emoji: found :ticket:, allowed the name of an emoji without colons, for example ticket",
    ),
    (
        "C0HALL, C0ATTIC",
        "C0HALL, ${FRONT_CHANNEL}",
        "59: ticket_reaction.channels.1: found ${FRONT_CHANNEL}, allowed a channel that is no team's own",
    ),
    (
        "C0HALL, C0ATTIC",
        "hall",
        "59: ticket_reaction.channels.0: found hall, allowed a Slack channel's id, for example C0123ABCDEF "
        "(Slack: channel details, at the bottom)",
    ),
    ("reopen_within: 0s", "company_list: all", "57: company_list: found all, allowed one of nobody, owners, everyone"),
    ("owner: 1", "owner: 0", "53: plans.gold.seats.owner: found 0, allowed a whole number of people, from 1"),
    ("1.5h", "90", f"53: plans.gold.included: found 90, allowed {SPANS}"),
    (
        "mon-fri",
        "mon-fry",
        "54: hours.mon-fry: found mon-fry, allowed a day or a range of days: mon, tue, wed, thu, fri, sat, sun, mon-fri, …; or holidays",
    ),
    ("mon-fri", "mon-sun", "54: hours.sun: found sun, allowed every day once"),
    (
        "14:00-18:30",
        "12:00-18:30",
        "54: hours.mon-fri: found 09:00-13:00, 12:00-18:30, allowed hours of one day in order, "
        'for example "09:00-18:00" or "09:00-13:00, 14:00-18:00", up to 24:00',
    ),
    (
        "holidays: UA",
        "holidays: Ukraine",
        f"54: hours.holidays: found Ukraine, allowed {HOLIDAYS}",
    ),
    ("holidays: UA", "holidays: [2026-12-24, UA, IT]", f"54: hours.holidays.2: found IT, allowed {HOLIDAYS}"),
    (
        "holidays: UA",
        "holidays: [2026-12-24, ZZ]",
        "54: hours.holidays.1: found ZZ, allowed the two letters of a country whose public holidays are known, for example IT",
    ),
    (
        'mon-fri: "09:00-13:00, 14:00-18:30", sun: "10:00-24:00", ',
        "",
        '54: hours: found holidays alone, allowed hours of at least one day, for example mon-fri: "09:00-18:00"',
    ),
    ("urgent: 30m", "urgnt: 30m", "55: targets.first_reply.urgnt: found urgnt, allowed one of low, normal, high, urgent"),
    (
        "close_after: 1m",
        "close_after: 30s",
        "56: confirmation.close_after: found 30s, allowed longer than remind_after (2d unless said): both count from the question",
    ),
    ("stale_after: 6w", "stale_after: soon", f"58: stale_after: found soon, allowed {SPANS}"),
    ("access: invited", "access: invited\nnotify: sms", "6: notify: found sms, allowed email, or nothing"),
    ("is: waiting_for_vendor,", "is: waiting_for_vendor, tell: maybe,", "51: states.with_owner.tell: found maybe, allowed true or false: whether the requester is told of it"),
    ("billable: true", "live: true", "49: requests.offer.form: found a list, allowed no form beside live"),
    ("team: trade, form: [topic, description]", "team: trade, makes: token, live: true", "49: requests.offer.live: found true, allowed one of makes and live"),
    ("access: invited", "access: open\naccess: invited", "6: access: found access a second time (first in line 5), allowed every key once"),
    ("access: invited", "access: !secret open", "5: access: found open with the tag !secret, allowed values without tags"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "finding"), ONE_SLIP, ids=[slip[2].partition(", allowed")[0] for slip in ONE_SLIP]
)
def test_one_slip_is_one_finding(tmp_path: Path, before: str, after: str, finding: str) -> None:
    text = WHOLE.read_text("utf-8")
    assert before in text
    assert said_of(tmp_path, text.replace(before, after, 1)) == [finding]


def test_everything_is_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = WHOLE.read_text("utf-8")
    for before, after in [("key: LGT", "key: x\ncolour: red"), ("team: front", "team: back"), ("6w", "6y")]:
        text = text.replace(before, after, 1)
    assert [line.partition(":")[0] for line in said_of(tmp_path, text)] == ["2", "3", "47", "59"]


NO_DESK = [
    ("", "1: file: found nothing, allowed a desk file: name, key, teams, requests, …"),
    ("# only a comment\n", "1: file: found nothing, allowed a desk file: name, key, teams, requests, …"),
    ("# a list\n- name\n", "2: file: found a list, allowed keys with values: name, key, teams, requests, …"),
    ("hello", "1: file: found hello, allowed keys with values: name, key, teams, requests, …"),
    ("name: x\n\tkey: Y\n", "2: file: found a tab, allowed spaces to indent, no tabs"),
    ("name: x\nkey: 'Y\nteams: z\n", "2: file: found a quote that is never closed, allowed a closing quote"),
    ("name: x\nlanguages: [en\nkey: Y\n", "2: file: found a bracket that is not closed, or a comma missing, "
     "allowed [a, b] and {key: value, key: value}"),
    ("name: x: y\n", "1: file: found a second colon in one line, allowed one `key: value`; text with a colon in quotes"),
    ("name: x\nteams\nkey: Y\n", "2: file: found a line without a colon, allowed `key: value`; text of several lines in quotes"),
    ("name: x\n--- \nname: y\n", "2: file: found a second document (---), allowed one desk to a file"),
    ("%YAML 1.3\n---\nname: x\n", "1: file: found % at the start of a line, allowed plain YAML 1.2, no directives"),
    (b"name: caf\xe9\n", "1: file: found a byte that is not UTF-8 (0xe9), allowed text in UTF-8"),
    (b"name: x\nkey: \x07\n", "2: file: found a character that text can't have (a control character), allowed text in UTF-8"),
    ("[" * 5000, "1: file: found brackets within brackets without end, allowed at most 12 levels"),
    ("a: x" * 300_000, "1: file: found more than 1000000 bytes, allowed a desk file"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "finding"), NO_DESK, ids=[case[1].partition(", allowed")[0] for case in NO_DESK])
def test_what_is_no_desk_file_at_all(tmp_path: Path, content: str | bytes, finding: str) -> None:
    assert said_of(tmp_path, content) == [finding]


def test_an_alias_of_itself_and_a_bomb_of_aliases_end(tmp_path: Path) -> None:
    assert "1: teams.0: found an alias (*) of what it stands in, allowed a value" in said_of(
        tmp_path, "teams: &x [*x]\n"
    )
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert ["more than 20000 values" in line for line in said_of(tmp_path, bomb)] == [True]


@pytest.mark.parametrize(
    ("name", "found"), [("none.yml", "no such file"), ("", "a folder"), ("a\0b", "a file that can't be read")]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, found: str) -> None:
    with pytest.raises(DeskFileBroken) as broken:
        load_desk(f"{tmp_path}/{name}", {})
    assert [finding.found.partition(" (")[0] for finding in broken.value.findings] == [found]


# ---------------------------------------------------------------- the environment


def test_an_unset_name_and_an_empty_one_are_findings_with_line_and_key(tmp_path: Path) -> None:
    environ = {**ENVIRON, "FRONT_CHANNEL": " "}
    del environ["NIGHT_AGENT"]
    assert said_of(tmp_path, WHOLE.read_text("utf-8"), environ) == [
        "9: teams.front.slack: found ${FRONT_CHANNEL}, which is set but empty, allowed a value for it in the environment or in "
        ".env: a Slack channel's id, for example C0123ABCDEF (Slack: channel details, at the bottom)",
        "14: agents.1: found ${NIGHT_AGENT}, which is not set, allowed a value for it in the environment or in .env: "
        "a person's Slack id (U0123ABCDEF) or numeric Telegram id",
    ]


def test_a_name_may_stand_anywhere_within_a_value_also_in_brackets_without_quotes(tmp_path: Path) -> None:
    file = tmp_path / "desk.yml"
    text = (
        WHOLE.read_text("utf-8")
        .replace('"${NIGHT_AGENT}"', "${NIGHT_AGENT}, U0${WHO}")
        .replace("most: 3", "most: ${MOST}")
    )
    file.write_text(text, "utf-8")
    desk = load_desk(file, {**ENVIRON, "WHO": "KARIN", "MOST": "7"})
    assert desk.agents == ("U0PAOLA", "U0NIGHT", "U0KARIN", "123456789")
    assert desk.slot("screenshot").most == 7


def test_a_value_of_the_environment_is_never_shown(tmp_path: Path) -> None:
    hidden = "xoxb-hidden"
    text = """\
name: ${T}
key: ${T}
languages: [${T}]
timezone: a ${T}
agents: ${T}
access: '${T}'
stale_after: ${T}
hours: {mon: ${T}}
slots: {topic: {pattern: '(${T}', max_length: ${T}}, x: {type: choice, when: {topic: ${T}, a: b}}}
teams: {a: {slack: ${T}, telegram: ${T}, email: ${T}}}
requests: {q: {team: ${T}, form: [${T}, x]}}
"""
    said = said_of(tmp_path, text, {"T": hidden})
    assert len(said) > 12
    assert hidden not in "\n".join(said)
    assert "2: key: found ${T}, allowed 2 to 10 capital letters A-Z, for example HRB" in said


def test_a_reference_written_wrongly_is_told(tmp_path: Path) -> None:
    text = WHOLE.read_text("utf-8").replace("${FRONT_CHANNEL}", "${FRONT-CHANNEL}")
    assert said_of(tmp_path, text) == [
        "9: teams.front.slack: found ${FRONT-CHANNEL}, allowed ${NAME}: a name of letters, digits and _, nothing else in it"
    ]
