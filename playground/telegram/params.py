"""From an HTTP request to checked parameters: JSON, urlencoded and multipart bodies, and the query."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request

from playground.telegram import table
from playground.telegram.errors import bad_request

Json = dict[str, Any]

# The answers of Telegram where it has words of its own for a missing parameter.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "video": "there is no video in the request",
    "voice": "there is no voice in the request",
    "audio": "there is no audio in the request",
    "animation": "there is no animation in the request",
    "video_note": "there is no video note in the request",
    "sticker": "there is no sticker in the request",
}


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    data: bytes

    def __str__(self) -> str:
        return f"<{self.name}, {len(self.data)} bytes>"


async def read(request: Request) -> Json:
    """The raw parameters of a request; files as `Upload`. Raises ApiError for a broken JSON body."""
    found: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            sent = orjson.loads(body or b"{}")
        except orjson.JSONDecodeError:
            raise bad_request("can't parse JSON object of the request body") from None
        if not isinstance(sent, dict):
            raise bad_request("the request body is not a JSON object")
        found.update(sent)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form(max_part_size=16 * 1024 * 1024) as form:
            for name, value in form.multi_items():
                found[name] = await _upload(value) if isinstance(value, UploadFile) else value
    return found


async def _upload(part: UploadFile) -> Upload:
    return Upload(part.filename or "file", part.content_type or "", await part.read())


def check(method: str, raw: Json) -> Json:
    """The parameters of `method`, each of its table's type, uploads in the place of `attach://` names.

    Unlike Telegram, which ignores what it doesn't know, an unknown parameter is refused: a misspelt one
    is a mistake of ours and shall show. Raises ApiError 400 that names the parameter.
    """
    uploads = {name: value for name, value in raw.items() if isinstance(value, Upload)}
    reader = _Reader(uploads)
    fields = table.METHODS[method]
    checked = {}
    for name, value in raw.items():
        if name in fields:
            if value is not None:
                checked[name] = reader.value(fields[name].kind, value, name)
        elif name not in uploads:
            raise bad_request(f'{method} has no parameter "{name}"')
    for name in uploads:
        if name not in fields and name not in reader.used:
            raise bad_request(f'{method} has no parameter "{name}", and no attach://{name} asks for that file')
    for field in fields.values():
        if field.required and field.name not in checked:
            raise bad_request(_MISSING.get(field.name, f'parameter "{field.name}" is required'))
    return checked


class _Reader:
    """Reads values by their table types; remembers which uploads were asked for."""

    def __init__(self, uploads: dict[str, Upload]) -> None:
        self.uploads = uploads
        self.used: set[str] = set()
        self._simple: dict[str, Callable[[Any], Any]] = {
            "int": _integer,
            "float": _number,
            "str": _text,
            "bool": _truth,
            "chat": _chat,
            "file": self._file,
            "attached": self._file,
        }

    def value(self, kind: str, value: Any, name: str) -> Any:
        """`value` as `kind`; ApiError 400 with `name` (the path to it) where it is none."""
        if reads := self._simple.get(kind):
            try:
                return reads(value)
            except ValueError:
                raise bad_request(f'parameter "{name}" must be of type {kind}') from None
        if isinstance(value, str) and kind != "KeyboardButton":
            value = _decoded(value, name)
        if kind.startswith("["):
            if not isinstance(value, list):
                raise bad_request(f'parameter "{name}" must be a list')
            return [self.value(kind[1:-1], item, f"{name}[{at}]") for at, item in enumerate(value)]
        if kind == "KeyboardButton" and isinstance(value, str):
            return {"text": value}
        if not isinstance(value, dict):
            raise bad_request(f'parameter "{name}" must be an object')
        return self._object(_object_name(kind, value, name), value, name)

    def _object(self, kind: str, value: Json, name: str) -> Json:
        fields = table.OBJECTS.get(kind)
        if fields is None:
            return value
        for key in value:
            if key not in fields:
                raise bad_request(f'{kind} in "{name}" has no field "{key}"')
        for field in fields.values():
            if field.required and value.get(field.name) is None:
                raise bad_request(f'{kind} in "{name}" needs the field "{field.name}"')
        return {
            key: self.value(fields[key].kind, item, f"{name}.{key}") for key, item in value.items() if item is not None
        }

    def _file(self, value: Any) -> Upload | str:
        if isinstance(value, Upload):
            return value
        text = _text(value)
        if not text.startswith("attach://"):
            return text
        name = text.removeprefix("attach://")
        if name not in self.uploads:
            raise bad_request(f'file "{name}" is not attached')
        self.used.add(name)
        return self.uploads[name]


def _object_name(kind: str, value: Json, name: str) -> str:
    if kind == "markup":
        for key, markup in table.MARKUPS.items():
            if key in value:
                return markup
        raise bad_request("object expected as reply markup")
    if kind == "InputMedia":
        media = table.INPUT_MEDIA.get(str(value.get("type")))
        if media is None:
            raise bad_request(f'type of "{name}" must be one of {", ".join(table.INPUT_MEDIA)}')
        return media
    return kind


def _decoded(text: str, name: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise bad_request(f'can\'t parse parameter "{name}" as JSON') from None


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _truth(value: Any) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in words:
        raise ValueError
    return words[value.lower()]


def _chat(value: Any) -> int | str:
    if isinstance(value, str) and not re.fullmatch(r"-?\d+", value):
        return value
    return _integer(value)
