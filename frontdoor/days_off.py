"""Public holidays, by the holidays library. It takes a third of a second to import: only for desks that name a country."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from core.desk_hours import Hours
from core.working_time import never


def days_off(hours: Hours | None) -> Callable[[date], bool]:
    """Which days are off for a desk, beside the days of the week on which it never opens: its country's public holidays and
    its own. A country may have none: Ukraine's law gives none during martial law."""
    if hours is None:
        return never
    own = hours.days_off
    if hours.holidays is None:
        return own.__contains__
    import holidays

    public = holidays.country_holidays(hours.holidays)
    return lambda day: day in own or day in public


def countries() -> Collection[str]:
    """The codes of the countries whose holidays are known."""
    import holidays

    return sorted(holidays.list_supported_countries(include_aliases=False))
