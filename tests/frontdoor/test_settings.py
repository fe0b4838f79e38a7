"""What the environment may say about Redis, and what is never printed of it."""

from __future__ import annotations

import pytest

from core.errors import WrongSetup
from frontdoor.settings import read_settings


@pytest.mark.parametrize(
    "url",
    [
        "redis://localhost",
        "redis://cache.example.com:6380/2",
        "rediss://desk:p%40ss@cache.example.com:6380/0?ssl_cert_reqs=none",
        "redis://[::1]:6379",
        "unix:///run/redis.sock?db=1",
    ],
)
def test_addresses_of_a_redis(url: str) -> None:
    settings = read_settings({"REDIS_URL": url})
    assert settings.redis_url
    assert settings.redis_url.get_secret_value() == url


@pytest.mark.parametrize(
    "url",
    [
        "localhost:6379",
        "http://localhost:6379",
        "redis://",
        "redis://:hush-hush@/0",
        "redis://desk:hush-hush@localhost:port",
        "redis://desk:hush-hush@[::1",
        "redis://desk:hush-hush@localhost/first",
        "unix://",
    ],
)
def test_what_is_no_address_of_a_redis_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(WrongSetup, match=r"^REDIS_URL: found .*, allowed redis://HOST:PORT/NUMBER") as told:
        read_settings({"REDIS_URL": url})
    assert "hush" not in str(told.value)


def test_the_password_in_it_is_a_secret_however_it_is_written() -> None:
    settings = read_settings({"REDIS_URL": "redis://desk:hush%40hush@localhost"})
    assert {"redis://desk:hush%40hush@localhost", "hush%40hush", "hush@hush"} <= set(settings.secrets)
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"FRONTDOOR_FILES": "s3:/bucket"}, "FRONTDOOR_FILES: found s3://, allowed a folder or s3://BUCKET/PREFIX"),
        (
            {"FRONTDOOR_FILES": "gs://bucket"},
            "FRONTDOOR_FILES: found gs://bucket, allowed a folder or s3://BUCKET/PREFIX",
        ),
        (
            {"FRONTDOOR_FILES": "s3://bucket", "AWS_ACCESS_KEY_ID": "k"},
            "AWS_SECRET_ACCESS_KEY: found nothing, allowed the other half of the bucket's key, or neither of them",
        ),
        (
            {"FRONTDOOR_CLAMD": "tcp://127.0.0.1:3310"},
            "FRONTDOOR_CLAMD: found tcp://127.0.0.1:3310, allowed HOST:PORT or the path of clamd's socket, from / on",
        ),
    ],
)
def test_where_files_are_kept_and_looked_at_is_checked(environ: dict[str, str], said: str) -> None:
    with pytest.raises(WrongSetup) as told:
        read_settings(environ)
    assert str(told.value) == said
