"""The desk file's JSON Schema, for editors: made from the models, with what they read in more than one way written out.

It refuses what the loader refuses wherever JSON Schema can say so. What only the loader sees is named in `docs/desk-file.md`.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from core.desk import Desk
from core.desk_check import RESERVED
from core.desk_hours import DAY_KEYS, DAYS, HOLIDAYS, SPANS
from core.desk_slots import BUILT_IN, FITS, TYPES
from core.desk_types import LANGUAGES, STATES, WORDS

Schema: TypeAlias = dict[str, Any]

FROM_ENVIRONMENT = "#/$defs/FromEnvironment"
_TEXT: Schema = {"type": "string", "pattern": r"\S", "maxLength": 3000}
_NAME = "[a-z][a-z0-9_]{0,29}"
_SPAN_OF_TIME = r"^\s*[0-9]+(\.[0-9]+)?[smhdw]\s*$"
_YES_OR_NO = "^(?:true|false|yes|no|on|off|[yntf01])$"
_CLOCK = "([01]?[0-9]|2[0-4]):[0-5][0-9]"
_DAY = f"({'|'.join(DAYS)})"
_SIZES = {"ge": "minimum", "le": "maximum"}
"""How pydantic names the bounds of a number that it checks after a look of ours, and how JSON Schema does."""


def desk_schema() -> Schema:
    """The schema, whole."""
    made = Desk.model_json_schema()
    parts: dict[str, Schema] = made.pop("$defs")
    slot, option = parts.pop("Slot"), parts.pop("Option")
    del parts["Opening"]
    parts = {name: _read(part) for name, part in parts.items()}
    parts |= {"Words": _words(), "When": _when(), "Hours": _hours(), "Option": _option(_read(option))}
    plain = {**option, "properties": {"name": option["properties"]["name"]}}
    parts["PlainOption"] = _option(_read(plain))
    parts["Slot"] = _slot(_read(slot))
    parts |= {f"Slot_{name}": _slot(_read(slot), name) for name in BUILT_IN}
    parts["RequestKind"]["allOf"] = _asks_or_makes()
    parts["Team"]["anyOf"] = [{"required": [place]} for place in ("slack", "telegram", "email")]
    parts["FromEnvironment"] = {
        "description": "${NAME} is taken from the environment",
        "type": "string",
        "pattern": r"\$\{[A-Za-z_][A-Za-z0-9_]*\}",
    }
    desk = _read(made)
    _say_more(desk["properties"])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Front Door's desk file"}
    return {**head, **{key: value for key, value in desk.items() if key != "title"}, "$defs": parts}


# ---------------------------------------------------------------- what pydantic says, in the file's own spelling


def _read(node: Any) -> Any:
    """A schema of pydantic's as the file is written: durations with their unit, and `${NAME}` wherever one value stands."""
    if isinstance(node, list):
        return [_read(one) for one in node]
    if not isinstance(node, dict):
        return node
    node = {key: value for key, value in node.items() if key not in ("title", "default")}
    if "properties" in node:
        properties = {key: _read(value) for key, value in node["properties"].items()}
        return {**node, "properties": properties}
    if node.get("type", "null") not in ("object", "array", "null"):
        return _or_environment(_plain(node))
    if node.get("type") == "object" and "patternProperties" in node:
        node["additionalProperties"] = False
    if "oneOf" in node:  # a value of the environment fits several of them
        node["anyOf"] = node.pop("oneOf")
        node.pop("discriminator", None)
    inner = ("anyOf", "items", "additionalProperties", "patternProperties")
    out = {key: _read(value) if key in inner else value for key, value in node.items()}
    if "patternProperties" in node:
        out["patternProperties"] = {key: _read(value) for key, value in node["patternProperties"].items()}
    return out


def _plain(node: Schema) -> Schema:
    """One value. Numbers and yes or no may stand in quotes, as the loader has it."""
    node = {_SIZES.get(key, key): value for key, value in node.items()}
    match node["type"], node.pop("format", None):
        case "string", "duration":
            return {**node, "pattern": _SPAN_OF_TIME}
        case "string", "zoneinfo":
            return {**node, **_TEXT, "description": "a time zone of the IANA list, for example Europe/Rome"}
        case "integer", _:
            return {**node, "type": ["integer", "string"], "pattern": r"^\s*[+-]?[0-9]+(\.0+)?\s*$"}
        case "boolean", _:
            return {**node, "type": ["boolean", "string", "integer"], "pattern": _YES_OR_NO, "minimum": 0, "maximum": 1}
        case "string", _ if "minLength" in node:
            return {key: value for key, value in node.items() if key != "minLength"} | {"pattern": r"\S"}
    return node


def _or_environment(schema: Schema) -> Schema:
    if not schema.keys() & {"pattern", "enum", "const"} or schema.get("pattern") == r"\S":
        return schema
    outer = {"description": schema["description"]} if "description" in schema else {}
    return {**outer, "anyOf": [schema, {"$ref": FROM_ENVIRONMENT}]}


# ---------------------------------------------------------------- what is read in more than one way


def _words() -> Schema:
    per_language = {"type": "object", "minProperties": 1, "additionalProperties": False}
    per_language["properties"] = dict.fromkeys(LANGUAGES, _TEXT)
    return {"description": WORDS, "anyOf": [_TEXT, per_language]}


def _option(whole: Schema) -> Schema:
    return {"description": whole.pop("description"), "anyOf": [{"$ref": "#/$defs/Words"}, whole]}


def _when() -> Schema:
    return {
        "description": "one slot and one value, for example {subsystem: erp}",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"pattern": f"^{_NAME}$"},
        "additionalProperties": {"type": ["string", "number"], "pattern": r"\S"},
    }


def _hours() -> Schema:
    day_off = _or_environment({"type": "string", "pattern": "^([A-Z]{2}|[0-9]{4}-?[0-9]{2}-?[0-9]{2})$"})
    spans = {"type": "string", "pattern": rf"^\s*{_CLOCK}\s*-\s*{_CLOCK}\s*(,\s*{_CLOCK}\s*-\s*{_CLOCK}\s*)*$"}
    return {
        "description": f"hours by day. A key is {DAY_KEYS}",
        "type": "object",
        "minProperties": 1,
        "properties": {
            "holidays": {"description": HOLIDAYS, "anyOf": [day_off, {"type": "array", "items": day_off}]},
        },
        "patternProperties": {f"^{_DAY}(-{_DAY})?$": _or_environment({**spans, "description": SPANS})},
        "additionalProperties": False,
        "if": {"required": ["holidays"]},
        "then": {"minProperties": 2},
    }


# ---------------------------------------------------------------- what keys have to do with each other


def _slot(schema: Schema, built_in: str | None = None) -> Schema:
    """A slot of the desk's own, or what may be said of a built-in one: only the keys that go with its type."""
    given = BUILT_IN.get(built_in or "", {})
    slot = {**schema, "required": [] if built_in else ["type", "ask"]}
    slot["properties"] = {**schema["properties"], "options": _options(schema["properties"]["options"], built_in)}
    if built_in in ("subsystem", "area"):
        slot["properties"]["type"] = _or_environment({"const": "choice"})
    slot["allOf"] = [_of_type(kind, is_unsaid=given.get("type") == kind) for kind in TYPES]
    if not built_in:
        slot["allOf"].append({"if": _says("type", "choice"), "then": {"required": ["options"]}})
    return slot


def _of_type(kind: str, *, is_unsaid: bool) -> Schema:
    others = {key: False for key, kinds in FITS.items() if kind not in kinds}
    said = _says("type", kind)
    meant = {"anyOf": [said, {"not": {"required": ["type"]}}]} if is_unsaid else said
    return {"if": meant, "then": {"properties": others}}


def _options(schema: Schema, slot: str | None) -> Any:
    if slot == "area":
        return False
    option = {"$ref": f"#/$defs/{'Option' if slot == 'subsystem' else 'PlainOption'}"}
    return {**schema, "patternProperties": dict.fromkeys(schema["patternProperties"], option), "minProperties": 1}


def _asks_or_makes() -> list[Schema]:
    """A kind of request has a form, or something instead of one."""
    makes, live = _says("makes", "token"), _says("live", True)
    return [
        {
            "if": {"anyOf": [makes, live]},
            "then": {"properties": {"form": {"maxItems": 0}}},
            "else": {"required": ["form"], "properties": {"form": {"minItems": 1}}},
        },
        {"not": {"allOf": [makes, live]}},
        {"if": {"required": ["valid"]}, "then": {"required": ["makes"]}},
    ]


def _says(key: str, value: object) -> Schema:
    return {"required": [key], "properties": {key: {"const": value}}}


def _say_more(keys: Schema) -> None:
    """What the models can't say of the desk's own keys."""
    keys["languages"]["uniqueItems"] = True
    slots = keys["slots"]
    built_in = {name: {"$ref": f"#/$defs/Slot_{name}"} for name in BUILT_IN}
    slots["properties"] = built_in | dict.fromkeys(RESERVED, False)
    own = f"^(?!(?:{'|'.join((*BUILT_IN, *RESERVED))})$){_NAME}$"
    slots["patternProperties"] = {own: {"$ref": "#/$defs/Slot"}}
    words = {state: {"properties": {"is": _or_environment({"const": state})}} for state in STATES}
    keys["states"] = {**keys["states"], "properties": words}
