"""A desk file that uses every key there is, and the desk it makes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from core.desk import Desk, Words
from frontdoor.deskfile import load_desk, menu_lines

from .paper import DEMO, ENVIRON, WHOLE, whole

EXAMPLE = Path(__file__).parents[3] / "shared" / "desk-example.yml"


def keys(desk: Desk, kind: str) -> list[str]:
    return [item.slot.key + "?" * item.optional for item in desk.form(kind)]


def test_who_and_where() -> None:
    desk = whole()
    assert (desk.name, desk.key, desk.languages, desk.access) == (
        "Lighthouse bookings",
        "LGT",
        ("it", "en", "uk"),
        "invited",
    )
    assert desk.timezone.key == "Europe/Kyiv"
    assert desk.fallback == "it"
    assert (desk.teams["front"].slack, desk.teams["trade"].telegram) == ("C0FRONT", "-100777")
    assert desk.teams["trade"].email == "trade@lighthouse.example"
    assert desk.agents == ("U0PAOLA", "U0NIGHT", "123456789")


def test_words_fall_back_to_the_desks_first_language_and_then_to_any() -> None:
    words = Words.of({"en": "Website", "uk": "Сайт"})
    assert words.in_("uk", "en") == "Сайт"
    assert words.in_("ro", "en") == "Website"
    assert words.in_("ro", "it") == "Website"
    assert Words.of("Basket").in_("es", "it") == "Basket"


def test_a_form_asks_the_area_after_the_subsystem_where_the_chosen_one_has_areas() -> None:
    desk = whole()
    assert keys(desk, "change")[:4] == ["subsystem", "area", "room", "topic"]
    assert [item.slot.key for item in desk.asked("change", {})][:2] == ["subsystem", "topic"]
    assert [item.slot.key for item in desk.asked("change", {"subsystem": "site"})][:3] == [
        "subsystem",
        "area",
        "topic",
    ]
    areas = desk.options("area", {"subsystem": "site"})
    assert [words.in_("en", "it") for words in areas.values()] == ["Search", "Basket"]
    assert not desk.options("area", {"subsystem": "desk"})


def test_a_slot_with_a_condition_is_asked_only_when_it_holds() -> None:
    asked = [item.slot.key for item in whole().asked("change", {"subsystem": "desk"})]
    assert asked[:3] == ["subsystem", "room", "topic"]


def test_a_question_mark_means_that_it_may_be_skipped() -> None:
    assert keys(whole(), "change")[4:] == ["booking_code", "guests?", "arrival?", "door_code?", "screenshot?"]


def test_slots_are_complete_whether_built_in_or_own() -> None:
    desk = whole()
    topic, description, steps = desk.slot("topic"), desk.slot("description"), desk.slot("steps")
    assert (topic.type, topic.max_length, topic.headline, topic.ask) == ("line", 60, False, None)
    assert (description.max_length, description.min_length, description.name) == (4000, 10, None)
    assert description.ask is not None
    assert description.ask.in_("en", "it") == "Tell us."
    assert (steps.type, steps.built_in, steps.max_length) == ("text", True, 4000)
    code, guests, secret = desk.slot("booking_code"), desk.slot("guests"), desk.slot("door_code")
    assert code.name is not None
    assert code.name.in_("uk", "it") == "Booking code"
    assert (code.pattern, code.max_length, code.built_in) == (r"LG-\d{4}", 200, False)
    assert (guests.min, guests.max) == (Decimal(1), Decimal("12.5"))
    assert (secret.type, secret.max_length) == ("secret", 1000)
    files = desk.slot("screenshot")
    assert (files.accept, files.most, files.max_seconds) == (("image", "pdf"), 3, 60)
    assert {key: words.in_("it", "it") for key, words in desk.options("room", {}).items()} == {
        "sea": "Mare",
        "garden": "Giardino",
    }


def test_the_rest_of_the_file() -> None:
    desk = whole()
    assert (desk.requests["change"].priority, desk.requests["offer"].billable) == ("high", True)
    assert desk.states["with_owner"].is_ == "waiting_for_vendor"
    assert desk.plans["gold"].included == timedelta(minutes=90)
    assert desk.plans["gold"].seats == {"owner": 1, "staff": 4}
    assert desk.hours is not None
    assert desk.hours.week[0] == ((540, 780), (840, 1110))
    assert desk.hours.week[5:] == ((), ((600, 1440),))
    assert desk.hours.holidays == "UA"
    assert desk.targets.first_reply == {"urgent": timedelta(minutes=30)}
    assert desk.confirmation.close_after == timedelta(minutes=1)
    assert (desk.reopen_within, desk.stale_after) == (timedelta(0), timedelta(weeks=6))


def test_what_a_file_need_not_say() -> None:
    desk = Desk.model_validate(
        {
            "name": "Small",
            "key": "SM",
            "teams": {"us": {"name": "Us", "email": "us@small.example"}},
            "requests": {"ask": {"name": "Ask", "team": "us", "form": ["topic", "screenshot?"]}},
        }
    )
    assert (desk.languages, desk.timezone.key, desk.access, desk.agents) == (("en",), "UTC", "open", "channel_members")
    assert (desk.confirmation.remind_after, desk.confirmation.close_after) == (timedelta(days=2), timedelta(days=5))
    assert desk.reopen_within == timedelta(days=14)
    assert (desk.slot("topic").max_length, desk.slot("topic").headline) == (80, True)
    assert (desk.slot("screenshot").accept, desk.slot("screenshot").most) == (("any",), 1)
    assert desk.requests["ask"].priority == "normal"


def test_the_demo_speaks_both_its_languages_everywhere() -> None:
    desk = load_desk(DEMO, ENVIRON)
    assert (desk.key, [*desk.requests]) == ("HRB", ["question", "defect", "idea"])
    english = menu_lines(desk, "en", lambda key: key)
    italian = menu_lines(desk, "it", lambda key: key)
    assert "[I have a question]: How something works, or where to find it" in english
    assert "     [Contabilità]  [Magazzino]  [App mobile]  [Altro]" in italian
    assert not {line for line in english if line.startswith("[")} & set(italian)


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "desk.yml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.read_bytes().replace(b"\n", b"\r\n"))
    assert load_desk(file, ENVIRON) == whole()


def test_a_text_may_be_folded_over_several_lines(tmp_path: Path) -> None:
    file = tmp_path / "desk.yml"
    folded = "hint:\n      it: >-\n        Date\n        e ospiti\n      en: Dates and guests\n"
    once = "hint: {it: Date e ospiti, en: Dates and guests}\n"
    file.write_text(WHOLE.read_text(encoding="utf-8").replace(once, folded, 1), encoding="utf-8")
    assert "e ospiti\n" in file.read_text(encoding="utf-8")
    assert load_desk(file, ENVIRON) == whole()


@pytest.mark.skipif(
    not EXAMPLE.exists(), reason="the format's example lies beside the repository only where it is made"
)
def test_the_formats_own_example_loads() -> None:
    desk = load_desk(EXAMPLE, ENVIRON)
    assert keys(desk, "defect") == [
        "subsystem",
        "area",
        "topic",
        "description",
        "steps",
        "expected_result",
        "document_number?",
        "screenshot?",
        "access?",
    ]
