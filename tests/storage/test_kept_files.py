"""Where attachments are kept: the same promises from a folder and from an S3-like store."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.ports import Files, FilesDown, TooBig
from playground.serve import Server
from storage.bucket import Bucket, BucketFiles
from storage.files import FolderFiles


class SimulatedS3:
    """The few calls that are made: objects whole or in parts, and what is not there."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.calls: list[str] = []
        self.away = False

    async def answer(self, request: Request) -> Response:
        path, query = request.url.path, request.query_params
        self.calls.append(f"{request.method} {path}")
        if self.away or "authorization" not in request.headers:
            return Response("<Error><Code>InternalError</Code></Error>", 500)
        if request.method == "PUT" and "partNumber" in query:
            self.parts[query["uploadId"]][int(query["partNumber"])] = await request.body()
            return Response(headers={"ETag": '"part"'})
        if request.method == "POST" and "uploads" in query:
            self.parts["1"] = {}
            return Response(
                f"<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>{escape(path)}</Key>"
                "<UploadId>1</UploadId></InitiateMultipartUploadResult>"
            )
        if request.method == "POST":
            self.objects[path] = b"".join(part for _, part in sorted(self.parts.pop(query["uploadId"]).items()))
            return Response(
                "<CompleteMultipartUploadResult><Location>l</Location><Bucket>b</Bucket><Key>k</Key>"
                '<ETag>"e"</ETag></CompleteMultipartUploadResult>'
            )
        if request.method == "PUT":
            self.objects[path] = await request.body()
            return Response(headers={"ETag": '"e"'})
        if path not in self.objects:
            return Response("<Error><Code>NoSuchKey</Code></Error>", 404)
        head = {"ETag": '"e"', "Last-Modified": "Wed, 21 Oct 2026 07:28:00 GMT"}
        if request.method == "HEAD":
            return Response(headers={**head, "Content-Length": str(len(self.objects[path]))})
        return Response(self.objects[path], headers=head)


@pytest.fixture
async def s3() -> AsyncIterator[tuple[SimulatedS3, BucketFiles]]:
    simulated = SimulatedS3()
    server = Server(Starlette(routes=[Route("/{path:path}", simulated.answer, methods=["GET", "HEAD", "PUT", "POST"])]))
    await server.start()
    yield simulated, BucketFiles(Bucket("s3://attachments/desk", "key", "secret", endpoint=server.url))
    await server.stop()


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path, s3: tuple[SimulatedS3, BucketFiles]) -> Files:
    return FolderFiles(tmp_path) if request.param == "folder" else s3[1]


async def stream(data: bytes, size: int = 1 << 20) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


@pytest.mark.parametrize("size", [3, 6 << 20])
async def test_what_is_put_is_there_under_its_hash(files: Files, size: int) -> None:
    data = os.urandom(size)
    sha256, length = await files.put(stream(data), 1 << 30)
    assert (sha256, length) == (hashlib.sha256(data).hexdigest(), size)
    async with files.local(sha256) as path:
        assert path.read_bytes() == data
    with pytest.raises(TooBig):
        await files.put(stream(data), 2)
    with pytest.raises(FileNotFoundError):
        async with files.local("0" * 64):
            pass


async def test_a_bucket_keeps_a_file_once_and_says_when_it_is_away(s3: tuple[SimulatedS3, BucketFiles]) -> None:
    simulated, files = s3
    sha256, _ = await files.put(stream(b"abc"), 10)
    await files.put(stream(b"abc"), 10)
    assert simulated.objects == {f"/attachments/desk/{sha256[:2]}/{sha256}": b"abc"}
    assert sum(call.startswith("PUT") for call in simulated.calls) == 1
    simulated.away = True
    with pytest.raises(FilesDown):
        async with files.local(sha256):
            pass
