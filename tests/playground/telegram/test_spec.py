"""What the playground accepts is compared with the published Bot API, where its description is at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from playground.telegram import table, web

SPEC = Path(__file__).parents[3].parent / "shared" / "specs" / "telegram-bot-api.json"
TYPES = {
    "int": {"Integer"},
    "float": {"Float"},
    "str": {"String"},
    "bool": {"Boolean"},
    "chat": {"Integer", "String"},
    "file": {"InputFile", "String"},
    "attached": {"String"},
    "markup": set(table.MARKUPS.values()),
}
# The lists of albums are named one by one there; so are the kinds of commands' scopes and reactions.
ANY_OF = {"[InputMedia]": {f"Array of {name}" for name in table.INPUT_MEDIA.values()}}


def allowed(kind: str) -> set[str]:
    """The published types our type stands for."""
    if kind in ANY_OF:
        return ANY_OF[kind]
    if kind.startswith("["):
        return {f"Array of {name}" for name in allowed(kind[1:-1])}
    return TYPES.get(kind, {kind})


def test_every_method_of_the_table_is_carried_out() -> None:
    assert set(web.HANDLERS) | {"getUpdates"} == set(table.METHODS)


@pytest.mark.skipif(not SPEC.exists(), reason="the published description is not here")
class TestAgainstThePublishedDescription:
    spec: dict[str, Any] = json.loads(SPEC.read_text()) if SPEC.exists() else {}

    @pytest.mark.parametrize("method", sorted(table.METHODS))
    def test_a_methods_parameters_exist_and_have_its_types(self, method: str) -> None:
        published = {field["name"]: field for field in self.spec["methods"][method].get("fields", [])}
        compare(method, table.METHODS[method], published)

    @pytest.mark.parametrize("name", sorted(table.OBJECTS))
    def test_an_objects_fields_exist_and_have_its_types(self, name: str) -> None:
        kind = self.spec["types"][name]
        parts = [self.spec["types"][part] for part in kind.get("subtypes", [])] or [kind]
        published: dict[str, Any] = {}
        for part in parts:
            for field in part.get("fields", []):
                everywhere = all(field["name"] in [f["name"] for f in other["fields"]] for other in parts)
                known = published.setdefault(field["name"], {**field, "types": []})
                known["types"] += field["types"]
                known["required"] = field["required"] and everywhere
        compare(name, table.OBJECTS[name], published)


def compare(owner: str, ours: table.Fields, published: dict[str, Any]) -> None:
    for field in ours.values():
        assert field.name in published, f"{owner} has no {field.name}"
        types = set(published[field.name]["types"])
        fits = allowed(field.kind) & types if field.kind in ANY_OF else allowed(field.kind) == types
        assert fits, f"{owner}.{field.name}: {allowed(field.kind)} is not {types}"
    required = {name for name, field in published.items() if field["required"]}
    assert {field.name for field in ours.values() if field.required} == required, owner
