"""A moment as people read it: in every language, and in whose time."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogs.phrases import LANGUAGES
from dialogs.times import written

KYIV, ROME, UTC_ZONE = ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Rome"), ZoneInfo("UTC")
NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 16, tzinfo=UTC)
SAID = {
    "en": "Tuesday, 1 December, 18:00",
    "it": "martedì 1 dicembre, 18:00",
    "ro": "marți, 1 decembrie, 18:00",
    "es": "martes, 1 de diciembre, 18:00",
    "ru": "вторник, 1 декабря, 18:00",
    "uk": "вівторок, 1 грудня, 18:00",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_and_an_hour_in_every_language(language: str) -> None:
    assert written(TUESDAY, language, KYIV, KYIV, NOW) == SAID[language]


def test_the_zone_is_named_where_it_is_not_the_desks_or_nobodys() -> None:
    assert written(TUESDAY, "en", ROME, KYIV, NOW) == "Tuesday, 1 December, 17:00 (Europe/Rome)"
    assert written(TUESDAY, "en", UTC_ZONE, UTC_ZONE, NOW) == "Tuesday, 1 December, 16:00 (UTC)"


def test_the_year_is_said_where_it_is_another_one() -> None:
    new_year = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    assert written(new_year, "en", KYIV, KYIV, NOW) == "Friday, 1 January 2027, 00:30"
    assert written(new_year, "es", KYIV, KYIV, NOW) == "viernes, 1 de enero de 2027, 00:30"
