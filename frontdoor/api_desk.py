"""What the API reads from the store, and the tokens that it checks there."""

from __future__ import annotations

from functools import partial
from typing import Any

from core.tokens import plain_code
from dialogs import tokens
from dialogs.turn import House, Turn
from storage import reading
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit


class StoredDesk:
    """The `frontdoor.api.Desk` in the store."""

    def __init__(self, store: Store, house: House) -> None:
        self._store = store
        self._house = house

    async def tickets(self, filters: dict[str, str], limit: int, offset: int) -> list[dict[str, Any]]:
        return await self._store.read(partial(reading.tickets, filters=filters, limit=limit, offset=offset))

    async def ticket(self, reference: str) -> dict[str, Any] | None:
        return await self._store.read(lambda unit: reading.ticket(unit, reference))

    async def check_token(self, code: str) -> dict[str, Any] | None:
        if self._house.sealer is None:
            return None
        digest = self._house.sealer.digest(plain_code(code))
        ticket = await self._store.read(lambda unit: unit.token_ticket(digest))
        if ticket is None:
            return None

        def use(unit: Unit) -> dict[str, Any] | None:
            return tokens.check(Turn(self._house, unit), digest)

        return await self._store.write(use, touches=Touched(tickets=frozenset({ticket})))
