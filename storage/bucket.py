"""Attachments in an S3-like store, each once, named by the hash of its content (the extra `s3`: obstore).

Memory holds a few parts at a time: a file comes and goes by way of a temporary one on this machine.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from core.ports import FilesDown, TooBig

PART = 5 * 1024 * 1024
"""The smallest part that S3 takes of what is sent in several."""

AT_ONCE = 2
"""Parts under way at the same time."""

CHUNK = 1024 * 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bucket:
    """`url`: `s3://bucket/prefix`. Without a key the machine's own right to the bucket counts. `endpoint`: of a store that
    is not Amazon's."""

    url: str
    key: str | None = None
    secret: str | None = None
    region: str | None = None
    endpoint: str | None = None


class BucketFiles:
    """The `core.ports.Files` in a bucket: `prefix/ab/abcdef…`."""

    def __init__(self, bucket: Bucket) -> None:
        name, _, prefix = bucket.url.removeprefix("s3://").partition("/")
        config = {
            "access_key_id": bucket.key,
            "secret_access_key": bucket.secret,
            "region": bucket.region or "us-east-1",
            "endpoint": bucket.endpoint,
        }
        plain = bool(bucket.endpoint and bucket.endpoint.startswith("http://"))
        self._store = S3Store(
            name,
            prefix=prefix.strip("/") or None,
            client_options={"allow_http": plain, "connect_timeout": "10s", "timeout": "120s"},
            virtual_hosted_style_request=False,
            retry_config={"max_retries": 1},
            **{key: value for key, value in config.items() if value},  # type: ignore[arg-type]
        )

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with _passing() as path:
            with await asyncio.to_thread(path.open, "wb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit:
                        raise TooBig
                    digest.update(chunk)
                    await asyncio.to_thread(out.write, chunk)
            sha256 = digest.hexdigest()
            if size and not await self._has(sha256):
                with _outages():
                    await obstore.put_async(self._store, _key(sha256), path, chunk_size=PART, max_concurrency=AT_ONCE)
        return sha256, size

    @asynccontextmanager
    async def local(self, sha256: str) -> AsyncIterator[Path]:
        with _passing() as path:
            with _outages():
                found = await obstore.get_async(self._store, _key(sha256))
                with await asyncio.to_thread(path.open, "wb") as out:
                    async for chunk in found.stream(min_chunk_size=CHUNK):
                        await asyncio.to_thread(out.write, chunk)
            yield path

    async def _has(self, sha256: str) -> bool:
        try:
            with _outages():
                await obstore.head_async(self._store, _key(sha256))
        except FileNotFoundError:
            return False
        return True


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


@contextmanager
def _passing() -> Iterator[Path]:
    """A temporary file, gone at the end."""
    handle, name = tempfile.mkstemp(prefix="frontdoor-")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _outages() -> Iterator[None]:
    """What the store can't do now, as one error. Its words may hold an address, so only its kind is kept."""
    try:
        yield
    except FileNotFoundError:
        raise
    except BaseError as error:
        raise FilesDown(type(error).__name__) from None
