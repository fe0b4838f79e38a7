"""The environment, read once. `.env` in the current directory is read too; what is set outside wins."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bots.email.settings import EmailSettings
from core.errors import WrongSetup
from frontdoor.scanning import is_address
from storage.database import Database

SHIPPED_DESK = Path(__file__).resolve().parent.parent / "desks" / "demo.yml"

WHERE = {
    "TELEGRAM_BOT_TOKEN": "write to @BotFather in Telegram, /newbot, and copy the token it gives",
    "SLACK_BOT_TOKEN": "https://api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)",
    "SLACK_APP_TOKEN": "https://api.slack.com/apps → your app → Basic Information → App-Level Tokens, with the scope "
    "connections:write (xapp-…)",
    "FRONTDOOR_SECRET_KEY": "make one and keep it as you keep passwords, for example with: openssl rand -hex 32",
    "SLACK_SIGNING_SECRET": "https://api.slack.com/apps → your app → Basic Information → App Credentials",
}
"""Where a person gets each setting."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_BUCKET = re.compile(r"s3://[a-z0-9.-]{3,63}(/[^?#]*)?")


class Settings(BaseModel):
    """Everything the environment says (CONTRACT, Environment)."""

    model_config = ConfigDict(frozen=True)

    desk: Path = Field(default=SHIPPED_DESK, alias="FRONTDOOR_DESK")
    database_url: str = Field(default="sqlite+aiosqlite:///var/frontdoor.db", alias="DATABASE_URL")
    redis_url: SecretStr | None = Field(default=None, alias="REDIS_URL")
    """Secret for the password in it."""
    files: str = Field(default="var/files", alias="FRONTDOOR_FILES")
    s3_key: SecretStr | None = Field(default=None, alias="AWS_ACCESS_KEY_ID")
    s3_secret: SecretStr | None = Field(default=None, alias="AWS_SECRET_ACCESS_KEY")
    s3_region: str | None = Field(default=None, alias="AWS_REGION")
    s3_endpoint: str | None = Field(default=None, alias="AWS_ENDPOINT_URL")
    clamd: str | None = Field(default=None, alias="FRONTDOOR_CLAMD")
    """Where a virus scanner listens: `HOST:PORT`, or the path of its socket."""
    secret_key: SecretStr | None = Field(default=None, alias="FRONTDOOR_SECRET_KEY", min_length=32)
    former_secret_key: SecretStr | None = Field(default=None, alias="FRONTDOOR_SECRET_KEY_FORMER", min_length=32)
    """Still opens what was sealed under it, after the key was changed."""
    api_token: SecretStr | None = Field(default=None, alias="FRONTDOOR_API_TOKEN")
    port: int = Field(default=8080, alias="PORT", ge=0, le=65535)
    host: str = Field(default="127.0.0.1", alias="FRONTDOOR_HOST")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", alias="FRONTDOOR_LOG_LEVEL")
    public_url: str | None = Field(default=None, alias="FRONTDOOR_PUBLIC_URL")
    telegram_token: SecretStr | None = Field(default=None, alias="TELEGRAM_BOT_TOKEN")
    telegram_url: str = Field(default="https://api.telegram.org", alias="TELEGRAM_API_URL")
    telegram_secret: SecretStr | None = Field(default=None, alias="TELEGRAM_WEBHOOK_SECRET")
    telegram_rate: float = Field(default=30.0, alias="FRONTDOOR_TELEGRAM_RATE", gt=0)
    """Messages a second the bot may send: 30, or more where paid broadcasting is on (core.telegram.org/bots/faq)."""
    telegram_group_rate: float = Field(default=20.0, alias="FRONTDOOR_TELEGRAM_GROUP_RATE", ge=10)
    """Messages a minute in one group, over all its topics (the same page)."""
    slack_token: SecretStr | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_url: str = Field(default="https://slack.com/api/", alias="SLACK_API_URL")
    smtp_url: SecretStr | None = Field(default=None, alias="SMTP_URL")
    rasa_url: str | None = Field(default=None, alias="RASA_URL")

    @property
    def database(self) -> Database:
        """The database of DATABASE_URL. Raises WrongSetup."""
        return Database.at(self.database_url)

    @property
    def secrets(self) -> list[str]:
        """Every value that must never be printed."""
        given = (getattr(self, name) for name in type(self).model_fields)
        values = [value.get_secret_value() for value in given if isinstance(value, SecretStr)]
        urls = [url.get_secret_value() for url in (self.redis_url, self.smtp_url) if url]
        passwords = [str(one) for one in (self.database.url.password, *(urlsplit(url).password for url in urls)) if one]
        return [*values, *passwords, *map(unquote, passwords)]


@dataclass(frozen=True, slots=True)
class Missing:
    """A setting that is needed and not there."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}: found nothing, {self.why}. Where to get it: {WHERE[self.name]}"


def environment(folder: Path | None = None) -> dict[str, str]:
    """The process's environment over what `.env` in `folder` (the current directory) says."""
    from_file = dotenv_values((folder or Path.cwd()) / ".env")
    return {**{key: value for key, value in from_file.items() if value is not None}, **os.environ}


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Raises WrongSetup, a line for everything that is wrong, with no value in it that could be a secret."""
    known = {str(field.alias) for field in Settings.model_fields.values()}
    wrong = [
        f"{name}: unknown, allowed are {', '.join(sorted(one for one in known if one.startswith('FRONTDOOR_')))}"
        for name in environ
        if name.startswith("FRONTDOOR_") and name not in known
    ]
    try:
        settings = Settings.model_validate({name: environ[name] for name in known if environ.get(name)})
    except ValidationError as broken:
        wrong += [f"{error['loc'][0]}: {error['msg']}" for error in broken.errors(include_input=False)]
        raise WrongSetup("\n".join(wrong)) from None
    wrong += list(_unfit(settings))
    if wrong:
        raise WrongSetup("\n".join(wrong))
    return settings


def _unfit(settings: Settings) -> list[str]:
    """What pydantic can't judge."""
    wrong = []
    try:
        _ = settings.database
    except WrongSetup as unfit:
        wrong.append(str(unfit))
    if settings.redis_url and not _is_redis(redis := settings.redis_url.get_secret_value()):
        wrong.append(f"REDIS_URL: found {_shown(redis)}, allowed redis://HOST:PORT/NUMBER, rediss://… or unix:///PATH")
    if settings.smtp_url and (why := _no_server(settings.smtp_url.get_secret_value())):
        wrong.append(f"SMTP_URL: found {_shown(settings.smtp_url.get_secret_value())}, allowed {why}")
    if settings.rasa_url:
        wrong.append("RASA_URL: a Rasa server that leads the dialogue isn't served yet; leave it unset")
    wrong += _unfit_files(settings)
    if settings.clamd and not is_address(settings.clamd):
        wrong.append(
            f"FRONTDOOR_CLAMD: found {settings.clamd}, allowed HOST:PORT or the path of clamd's socket, from / on"
        )
    for name, value in (
        ("FRONTDOOR_PUBLIC_URL", settings.public_url),
        ("TELEGRAM_API_URL", settings.telegram_url),
        ("SLACK_API_URL", settings.slack_url),
        ("AWS_ENDPOINT_URL", settings.s3_endpoint),
    ):
        if value and not _may_be_used(value):
            wrong.append(f"{name}: found {_shown(value)}, allowed https://… (http:// only for this machine)")
    return wrong


def _unfit_files(settings: Settings) -> list[str]:
    wrong = []
    if _ADDRESS.match(settings.files) and not _BUCKET.fullmatch(settings.files):
        wrong.append(f"FRONTDOOR_FILES: found {_shown(settings.files)}, allowed a folder or s3://BUCKET/PREFIX")
    pair = {"AWS_ACCESS_KEY_ID": settings.s3_key, "AWS_SECRET_ACCESS_KEY": settings.s3_secret}
    absent = [name for name, value in pair.items() if value is None]
    if settings.files.startswith("s3://") and len(absent) == 1:
        wrong.append(f"{absent[0]}: found nothing, allowed the other half of the bucket's key, or neither of them")
    return wrong


def _may_be_used(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    loopback = host in ("localhost", "::1") or host.startswith("127.")
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))


def _is_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one that is no number
    except ValueError:
        return False
    if parts.scheme == "unix":
        return bool(parts.path.strip("/"))
    number = parts.path.strip("/")
    return parts.scheme in ("redis", "rediss") and bool(parts.hostname) and (not number or number.isdecimal())


def _no_server(url: str) -> str | None:
    try:
        EmailSettings.of(url)
    except ValueError as unfit:
        return str(unfit)
    return None


def _shown(url: str) -> str:
    """An address without what could be a password in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "no address"
    return f"{parts.scheme}://{parts.hostname or ''}" if parts.scheme else "no address"


def can_run(settings: Settings, needs_key: bool) -> bool:
    """Whether at least one channel can be served whole; a Slack bot that hears nothing is a mistake, not a choice. A desk
    that asks for secrets (`needs_key`) has what seals them."""
    if needs_key and settings.secret_key is None:
        return False
    hears = settings.slack_app_token or settings.slack_signing_secret
    return bool(settings.telegram_token or settings.slack_token) and not (settings.slack_token and not hears)


def missing_settings(settings: Settings, needs_slack: bool, needs_key: bool = False) -> list[Missing]:
    """What is not there for the desk to run. `needs_slack`: one of its teams answers in Slack; `needs_key`: it asks for
    secrets."""
    out = []
    listens = settings.slack_app_token or settings.slack_signing_secret
    uses_slack = needs_slack or settings.slack_token or listens
    if settings.telegram_token is None:
        out.append(Missing("TELEGRAM_BOT_TOKEN", "requesters write to a Telegram bot"))
    if uses_slack and settings.slack_token is None:
        out.append(Missing("SLACK_BOT_TOKEN", "a team of this desk answers in Slack"))
    if uses_slack and not listens:
        how = "Slack's events come through it (or set SLACK_SIGNING_SECRET to get them by HTTP)"
        out.append(Missing("SLACK_APP_TOKEN", how))
    if needs_key and settings.secret_key is None:
        out.append(Missing("FRONTDOOR_SECRET_KEY", "the secrets that this desk asks for are sealed under it"))
    return out
