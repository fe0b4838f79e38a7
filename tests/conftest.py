"""What tests of several rooms need: servers of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.servers import Redis


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """A Redis for this test process; what a test needs empty it flushes."""
    with Redis(tmp_path_factory.mktemp("redis")) as server:
        yield server
