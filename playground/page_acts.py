"""What the page lets people do: each act is a JSON object (or a form with files) from the page, done as a person."""

from __future__ import annotations

from collections.abc import Sequence

from playground import page_slack, page_telegram
from playground.cast import Cast
from playground.page_given import File, Json, NotDone, NotUnderstood
from playground.slack import NotThere, Refused
from playground.telegram import CannotDo
from playground.telegram.errors import ApiError

_WANTED = {"telegram": page_telegram.WANTED, "slack": page_slack.WANTED}


async def perform(cast: Cast, place: str, act: str, given: Json, files: Sequence[File] = ()) -> Json:
    """Do an act of `telegram` or `slack` as the page describes it; returns what the page shows at once.

    Raises NotDone with words for the person, NotUnderstood for what the page would never ask.
    """
    wanted = _WANTED.get(place, {}).get(act)
    people = cast.telegram if place == "telegram" else cast.slack
    who = str(given.get("person"))
    if wanted is None or who not in people:
        raise NotUnderstood(f"nobody there who could {act}")
    if wrong := [name for name, kind in wanted.items() if not isinstance(given.get(name), kind)]:
        raise NotUnderstood(f"{act} wants {', '.join(wrong)}")
    try:
        if place == "telegram":
            return await page_telegram.ACTS[act](page_telegram.At(cast, who, given.get("topic")), given, files)
        return await page_slack.ACTS[act](page_slack.At(cast, who, given.get("room")), given, files)
    except Refused as refused:
        raise NotDone(page_slack.WORDS.get(refused.error, f"Slack refuses this: {refused.error}.")) from refused
    except ApiError as error:
        raise NotDone(error.description) from error
    except (CannotDo, NotThere, ValueError) as error:
        raise NotDone(str(error).splitlines()[0]) from error
