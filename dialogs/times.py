"""Days and hours as people read them: in their language, and in their time zone where it is known."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from core.people import Person
from dialogs.turn import Turn

_PATTERNS = {
    "en": "EEEE, d MMMM{year}, HH:mm",
    "it": "EEEE d MMMM{year}, HH:mm",
    "ro": "EEEE, d MMMM{year}, HH:mm",
    "es": "EEEE, d 'de' MMMM{year}, HH:mm",
    "ru": "EEEE, d MMMM{year}, HH:mm",
    "uk": "EEEE, d MMMM{year}, HH:mm",
}
"""A moment, by Unicode's date patterns. Babel's own long forms always name the year, its forms without one cut the words."""

_YEARS = {"es": " 'de' y"}


def zone_of(turn: Turn, person: Person) -> ZoneInfo:
    """The time zone a person lives in; where it isn't known, the desk's."""
    return ZoneInfo(person.timezone) if person.timezone else turn.desk.timezone


def for_agents(turn: Turn, at: datetime) -> str:
    """A moment in the desk's first language and its zone."""
    return written(at, turn.agents_language, turn.desk.timezone, turn.desk.timezone, turn.now)


def for_person(turn: Turn, person: Person, at: datetime) -> str:
    """A moment as a requester reads it."""
    return written(at, turn.language_of(person), zone_of(turn, person), turn.desk.timezone, turn.now)


def written(at: datetime, language: str, zone: ZoneInfo, usual: ZoneInfo, now: datetime) -> str:
    """`Tuesday, 1 December, 12:00`, with the year where it isn't this one. The zone is named where it is not the desk's
    usual one, or is UTC, by which nobody lives."""
    local = at.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else _YEARS.get(language, " y")
    said = format_datetime(local, _PATTERNS[language].format(year=year), locale=language)
    return said if zone == usual and zone.key != "UTC" else f"{said} ({zone.key.replace('_', ' ')})"
