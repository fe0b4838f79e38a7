"""Time zones as people name them: by a city, or as the IANA list does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

_BY_LANGUAGE = {
    "en": ("Europe/London", "America/New_York"),
    "it": ("Europe/Rome",),
    "ro": ("Europe/Bucharest", "Europe/Chisinau"),
    "es": ("Europe/Madrid", "America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires"),
    "ru": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Almaty", "Europe/Kyiv"),
    "uk": ("Europe/Kyiv",),
}
"""Where those who speak a language most likely are."""

MOST = 5


@cache
def _names() -> dict[str, str]:
    """Every zone of a place, by its name in small letters."""
    return {name.lower(): name for name in sorted(available_timezones()) if "/" in name and not name.startswith("Etc/")}


def likely(*known: str | None, language: str) -> Sequence[str]:
    """A few zones to choose from, those that are known first."""
    found = [*(zone for zone in known if zone and is_zone(zone)), *_BY_LANGUAGE.get(language, ())]
    return list(dict.fromkeys(found))[:MOST]


def is_zone(name: str) -> bool:
    return name in available_timezones()


def called(said: str) -> Sequence[str]:
    """The zones that somebody may mean, the likeliest first; none for what is no zone."""
    meant = "_".join(said.replace("_", " ").split()).lower()
    if not meant:
        return ()
    names = _names()
    if meant in names:
        return (names[meant],)
    cities = [name for low, name in names.items() if low.rpartition("/")[2] == meant]
    near = [name for low, name in names.items() if len(meant) > 2 and low.rpartition("/")[2].startswith(meant)]
    return list(dict.fromkeys([*cities, *([] if cities else near)]))[:MOST]
