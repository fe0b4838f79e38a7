"""What the Slack channel must be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import WrongSetup

WHERE_BOT_TOKEN = "https://api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)"
WHERE_APP_TOKEN = (
    "https://api.slack.com/apps → your app → Basic Information → App-Level Tokens, "
    "one with the scope connections:write (xapp-…)"
)
WHERE_SIGNING_SECRET = "https://api.slack.com/apps → your app → Basic Information → App Credentials → Signing Secret"


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One installed app. With an app token updates come through Socket Mode, else by HTTP, proved by the signing
    secret. `api_url` is where the Web API is; its host counts as Slack's own (it gets the bot token).

    Raises WrongSetup when there is neither an app token nor a signing secret.
    """

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = "https://slack.com/api/"

    def __post_init__(self) -> None:
        if not self.app_token and not self.signing_secret:
            raise WrongSetup(
                f"SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN ({WHERE_APP_TOKEN}) "
                f"nor SLACK_SIGNING_SECRET ({WHERE_SIGNING_SECRET})"
            )

    @property
    def socket_mode(self) -> bool:
        """Whether updates come through a connection of ours, not by HTTP."""
        return bool(self.app_token)
