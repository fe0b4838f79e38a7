"""A small SMTP server on loopback: keeps letters, and refuses, falls silent or goes away where a test wants that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass(slots=True)
class PostOffice:
    """`refused`: recipients and the answer they get. `hangs_up`: so many letters are taken, and the line then drops before
    the answer."""

    url: str = ""
    letters: list[EmailMessage] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    hangs_up: int = 0
    _came: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        say("220 post office")
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while line := (await reader.readline()).decode().strip():
                match line.upper().split()[0].partition(":")[0]:
                    case "RCPT":
                        say(self.refused.get(line.partition("<")[2].partition(">")[0], "250 ok"))
                    case "DATA":
                        say("354 go on")
                        await self._take(await reader.readuntil(b"\r\n.\r\n"))
                        if self.hangs_up:
                            self.hangs_up -= 1
                            break
                        say("250 taken")
                    case "QUIT":
                        say("221 bye")
                        break
                    case _:
                        say("250 ok")
        writer.close()

    async def _take(self, raw: bytes) -> None:
        letter = message_from_bytes(raw.removesuffix(b".\r\n"), policy=default)
        assert isinstance(letter, EmailMessage)
        async with self._came:
            self.letters.append(letter)
            self._came.notify_all()

    async def gets(self, part: str, to: str = "") -> EmailMessage:
        """Waits for a letter (to somebody) whose subject has these words."""

        def found() -> EmailMessage | None:
            fits = (one for one in self.letters if part in one["Subject"] and to in one["To"])
            return next(fits, None)

        async with asyncio.timeout(10), self._came:
            await self._came.wait_for(lambda: found() is not None)
        letter = found()
        assert letter
        return letter


def words_of(letter: EmailMessage) -> str:
    """Its plain text."""
    body = letter.get_body(("plain",))
    assert body
    return "\n".join(str(body.get_content()).splitlines())


@asynccontextmanager
async def post_office() -> AsyncIterator[PostOffice]:
    office = PostOffice()
    server = await asyncio.start_server(office.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    office.url = f"smtp://127.0.0.1:{port}?from=desk@harbour.example"
    async with server:
        yield office
