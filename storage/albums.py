"""Albums: several messages of a platform that are one of ours. Each of them is known by where it stands."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from core.conversation import Message
from core.messages import Delivery, Fate, Sent
from storage import tables
from storage.database import insert
from storage.tables_links import album_item
from storage.work import Work


class Albums(Work):
    """The part of a transaction's view that concerns them (`core.ports_albums.Albums`)."""

    def message(self, id: int) -> Message:
        """One message."""
        raise NotImplementedError

    def delivery(self, id: int) -> Delivery:
        """One delivery."""
        raise NotImplementedError

    def album_at(self, place: str, album: str) -> Message | None:
        return self.album_message(place, _name(album))

    def album_message(self, place: str, item: str) -> Message | None:
        found = self._album(place, item)
        return self.message(found["message_id"]) if found and found["message_id"] else None

    def album_delivery(self, place: str, item: str) -> Delivery | None:
        found = self._album(place, item)
        return self.delivery(found["delivery_id"]) if found and found["delivery_id"] else None

    def begin_album(self, message: Message, album: str) -> None:
        self._keep_album(message.place, _name(album), message)

    def album_goes_on(self, message: Message) -> bool:
        waiting = tables.waiting_update
        of_place = waiting.c.lane == f"{message.channel}:{message.place}"
        query = sa.select(waiting.c.payload).where(of_place).order_by(waiting.c.id).limit(1)
        album = (self.connection.execute(query).scalar() or {}).get("album")
        return album is not None and self.album_at(message.place, str(album)) is message

    def add_to_album(self, message: Message, item: str) -> None:
        self._keep_album(message.place, item, message)

    def _keep_album(self, place: str, item: str, message: Message) -> None:
        row = {"place": place, "item": item, "message_id": message.id}
        self.connection.execute(insert(self.connection, album_item).values(row).on_conflict_do_nothing())

    def _album(self, place: str, item: str) -> sa.RowMapping | None:
        c = album_item.c
        query = sa.select(c.message_id, c.delivery_id).where(c.place == place, c.item == item)
        return self.connection.execute(query).mappings().first()


def keep_sent(connection: sa.Connection, deliveries: Sequence[tuple[Delivery, Fate]]) -> None:
    """The messages that an album of ours has become."""
    rows = [
        {"place": delivery.place, "item": item, "delivery_id": delivery.id}
        for delivery, fate in deliveries
        if isinstance(fate, Sent)
        for item in fate.items
    ]
    if rows:
        connection.execute(insert(connection, album_item).values(rows).on_conflict_do_nothing())


def _name(album: str) -> str:
    return f"album:{album}"
