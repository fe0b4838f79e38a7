"""What the API can do, as an OpenAPI document and as a page that shows it. Nothing of it is fetched from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

from core.desk_types import PRIORITIES, STATES

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_MAY_LACK: Json = {"type": ["string", "null"]}
_MOMENT: Json = {"type": "string", "format": "date-time"}
_TICKET: Json = {
    "reference": {**_TEXT, "description": "What people call it: HRB-12."},
    "kind": {**_TEXT, "description": "The key of its kind of request in the desk file."},
    "state": {"type": "string", "enum": list(STATES)},
    "desk_state": {**_MAY_LACK, "description": "The key of the desk's own state, if it is in one."},
    "topic": _TEXT,
    "team": {**_TEXT, "description": "The key of its team in the desk file."},
    "priority": {"type": "string", "enum": list(PRIORITIES)},
    "requester": {**_TEXT, "description": "The requester's name."},
    "taker": {**_MAY_LACK, "description": "The name of the agent who has it."},
    "created_at": _MOMENT,
    "closed_at": {"type": ["string", "null"], "format": "date-time"},
    "quote": {
        "type": ["object", "null"],
        "properties": {
            "amount": _TEXT,
            "currency": {**_TEXT, "description": "ISO 4217."},
            "answer": {"type": ["string", "null"], "enum": ["accepted", "refused", "withdrawn", None]},
        },
        "description": "The price quoted last; its answer is null while the requester is asked.",
    },
    "spent_minutes": {"type": "integer", "description": "What agents wrote down as spent on it."},
}
_WHOLE: Json = {
    **_TICKET,
    "answers": {"type": "object", "description": "Slot to answer, as people read it. Secrets are never in it."},
    "messages": {
        "type": "array",
        "items": {"type": "object"},
        "description": "What was said, notes too, oldest first.",
    },
    "events": {"type": "array", "items": {"type": "object"}, "description": "What happened, when and by whom."},
}
_TOKEN: Json = {
    "valid": {"type": "boolean"},
    "reference": _TEXT,
    "team": _TEXT,
    "requester": _TEXT,
    "expires_at": _MOMENT,
}


def document() -> Json:
    """The OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Front Door", "version": "1", "description": "Tickets to read and support tokens to check."},
        "security": [{"bearer": []}],
        "paths": {
            "/api/v1/tickets": {"get": _list()},
            "/api/v1/tickets/{reference}": {"get": _one()},
            "/api/v1/tokens/check": {"post": _check()},
        },
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "FRONTDOOR_API_TOKEN of the desk."}
            },
            "schemas": {
                "Ticket": _object(_TICKET),
                "WholeTicket": _object(_WHOLE),
                "Token": _object(_TOKEN),
                "Error": _object({"error": _TEXT}),
            },
        },
    }


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list() -> Json:
    page_of = _object(
        {
            "items": {"type": "array", "items": _ref("Ticket")},
            "page": {"type": "integer"},
            "limit": {"type": "integer"},
            "more": {"type": "boolean", "description": "Whether a page follows."},
        }
    )
    return {
        "summary": "Tickets, newest first",
        "parameters": [
            _query("state", {"type": "string", "enum": list(STATES)}, "Only those in this state."),
            _query("team", _TEXT, "Only those of this team (its key)."),
            _query("kind", _TEXT, "Only those of this kind (its key)."),
            _query("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "So many to a page."),
            _query("page", {"type": "integer", "minimum": 1, "default": 1}, "Which page."),
        ],
        "responses": {"200": _answer("A page of tickets", page_of), **_errors("400", "401", "503")},
    }


def _one() -> Json:
    reference = {
        "name": "reference",
        "in": "path",
        "required": True,
        "schema": _TEXT,
        "description": "For example HRB-12.",
    }
    return {
        "summary": "One ticket with what was answered, said and done",
        "parameters": [reference],
        "responses": {"200": _answer("The ticket", _ref("WholeTicket")), **_errors("401", "404", "503")},
    }


def _check() -> Json:
    body = _object(
        {"code": {**_TEXT, "description": "As the requester's support team has it; case and dashes don't matter."}}
    )
    return {
        "summary": "Whether a support token is valid; each use is on record, and the requester is told of the first",
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": _answer("It is", _ref("Token")),
            **_errors("400", "401", "404", "429", "503"),
        },
    }


_WHY = {
    "400": "What was asked isn't allowed",
    "401": "No bearer token, or a wrong one",
    "404": "There is none. Unknown, expired and revoked codes are answered alike",
    "429": "Too many wrong codes; try again in a minute",
    "503": "The database can't be reached just now",
}


def _errors(*codes: str) -> Json:
    return {code: _answer(_WHY[code], _ref("Error")) for code in codes}


def _answer(description: str, schema: Json) -> Json:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _query(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


# ---------------------------------------------------------------- the page

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1d1d1f}"
    "code{background:#f2f2f4;padding:.1rem .3rem;border-radius:.25rem}td{vertical-align:top;padding:.15rem .8rem .15rem 0}"
    "h2{margin-top:2rem;font-size:1.1rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}code{background:#333}}"
)


def page(spec: Json) -> str:
    """The document as a page to read."""
    info = spec["info"]
    calls = [_call(method, path, call) for path, methods in spec["paths"].items() for method, call in methods.items()]
    shapes = [_shape(name, schema) for name, schema in spec["components"]["schemas"].items()]
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])} API</title><style>{_STYLE}</style><h1>{escape(info['title'])} API</h1>"
        f"<p>{escape(info['description'])} Every call needs <code>Authorization: Bearer …</code> with the desk's "
        f'<code>FRONTDOOR_API_TOKEN</code>. The same as <a href="openapi.json">openapi.json</a>.</p>'
        f"{''.join(calls)}{''.join(shapes)}</html>"
    )


def _call(method: str, path: str, call: Json) -> str:
    given = [(one["name"], one["description"]) for one in call.get("parameters", ())]
    if "requestBody" in call:
        fields = call["requestBody"]["content"]["application/json"]["schema"]["properties"]
        given += [(name, schema.get("description", "")) for name, schema in fields.items()]
    answers = [(code, answer["description"]) for code, answer in call["responses"].items()]
    head = f"<h2><code>{method.upper()} {escape(path)}</code></h2><p>{escape(call['summary'])}</p>"
    return head + _table(given) + _table(answers)


def _shape(name: str, schema: Json) -> str:
    rows = [(field, _about(about)) for field, about in schema["properties"].items()]
    return f"<h2>{escape(name)}</h2>{_table(rows)}"


def _about(schema: Json) -> str:
    kind = schema.get("type", "")
    words = " or ".join(kind) if isinstance(kind, list) else kind
    one_of = ", ".join(schema.get("enum", ()))
    return ". ".join(
        part for part in (f"{words}: {one_of}" if one_of else words, schema.get("description", "")) if part
    )


def _table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><td><code>{escape(name)}</code><td>{escape(about)}" for name, about in rows)
    return f"<table>{cells}</table>" if rows else ""
