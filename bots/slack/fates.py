"""What became of a delivery, from what Slack or the network said. Errors: docs.slack.dev, each method's list."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bots.slack.api import Trouble
from core.messages import Delivery, Fate, Later, Never, Unsure

log = logging.getLogger(__name__)

TOKEN_REFUSED = ("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive")
"""The whole app is shut out: nothing is lost by waiting until somebody puts that right."""
SCOPE_MISSING = ("missing_scope", "not_allowed_token_type")

_REASONS = {
    "is_archived": "archived",
    "not_in_channel": "not_in_channel",
    "channel_not_found": "not_in_channel",  # a private channel does not exist for a bot that was removed from it
    "message_not_found": "gone",
    "thread_not_found": "thread_gone",
    "file_not_found": "gone",
    "file_deleted": "gone",
    "msg_too_long": "too_big",
    "msg_blocks_too_long": "too_big",
    "file_upload_size_restricted": "too_big",
}
"""Slack's codes and our reasons; any other plain no is `refused`, with the code for its detail."""

WAIT_WITHOUT_HINT = 30.0
"""Seconds after a 429 that names none."""
WAIT_FOR_TOKEN = 60.0
"""Seconds between attempts while the token is refused."""
LONGEST = 300.0
"""The longest waiting time between attempts of ours, in seconds."""

THREAD_GONE = Never("thread_gone")


class Fates:
    """`jitter` gives a number from 0 to 1: what many deliveries wait for, they don't wait for in step."""

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter

    def of(self, trouble: Trouble, delivery: Delivery, *, repeatable: bool) -> Fate:
        """The fate of a delivery whose call failed so. `repeatable`: doing it twice looks like doing it once, or
        it was a step before anything could be seen; then an unknown outcome is simply tried again."""
        if trouble.limited:
            return Later(trouble.retry_after or WAIT_WITHOUT_HINT, trouble.error, counts=False, limited=True)
        if trouble.error in TOKEN_REFUSED:
            log.error("Slack refuses SLACK_BOT_TOKEN (%s): nothing goes out until it is right", trouble.error)
            return Later(WAIT_FOR_TOKEN, trouble.error, whole_channel=True, counts=False)
        if trouble.answered:
            if trouble.error in SCOPE_MISSING:
                log.error("Slack refuses a call (%s): reinstall the app with bots/slack/manifest.yml", trouble.error)
            return Never(_REASONS.get(trouble.error, "refused"), trouble.error)
        if trouble.left and not trouble.outage and not repeatable:
            return Unsure(trouble.error)
        return self.backoff(trouble.error, delivery)

    def backoff(self, why: str, delivery: Delivery) -> Later:
        """Later, and later still with every attempt: 1, 2, 4 … seconds, less up to a half by chance."""
        seconds = min(LONGEST, 2.0 ** min(delivery.attempts, 16))
        return Later(seconds * (0.5 + self._jitter() / 2), why)
