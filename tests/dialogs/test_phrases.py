"""The gate of the catalogues: every language says everything, in its own plurals, and nothing that nobody asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

import pytest
from babel import Locale
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

from bots.telegram.channel import DESCRIPTION
from core.deadlines import TARGETS
from core.desk_slots import BUILT_IN, Accept
from core.desk_types import LANGUAGES as DESK_LANGUAGES
from core.desk_types import STATES
from core.ticket import PRIORITIES, SET_BY_HAND
from dialogs.phrases import LANGUAGES, Phrases
from dialogs.words import SEATS
from frontdoor.program import COMMANDS
from frontdoor.served import THREAD_CHANNELS
from tests.dialogs.keys_in_use import ROOT, given_to, keys_in

OTHERS = tuple(language for language in LANGUAGES if language != "en")

FIXED = {
    "button-skip": "Skip",
    "button-back": "Back",
    "button-cancel": "Cancel",
    "button-done": "Done",
    "button-send": "Send",
    "button-change": "Change",
    "button-yes": "Yes",
    "button-not-quite": "Not quite",
    "button-accept": "Accept",
    "button-refuse": "Refuse",
    "button-take": "Take",
    "button-take-over": "Take over",
    "button-solved": "Solved",
    "button-question": "Question",
    "button-more": "More",
    "button-take-and-send": "Take and send",
    "button-keep-internal": "Keep internal",
    "was-it-solved": "Was your problem solved?",
    "sent-again": "↻ sent again: the first attempt may have arrived",
    "slot-subsystem-name": "Subsystem",
    "slot-area-name": "Area",
    "slot-topic-name": "Topic",
    "slot-description-name": "Description",
    "slot-steps-name": "Steps",
    "slot-expected_result-name": "Expected result",
    "slot-screenshot-name": "Screenshot",
}
"""Words that others press and look for (CONTRACT, Words people press and type)."""

LONGEST_BUTTON = 30
"""Characters. Longer ones are cut off on a phone."""

NUMBERS = frozenset({"number", "total", "most", "least", "count", "days", "length"})
"""The variables that are numbers; the others are words."""

QUOTES = {"en": "“”", "it": "«»", "ro": "„”", "es": "«»", "ru": "«»", "uk": "«»"}


@dataclass
class Sentence(Visitor):
    """What a sentence is made of: its variables, and for every choice in it the keys of the choice's variants."""

    variables: set[str] = field(default_factory=set)
    choices: list[set[str]] = field(default_factory=list)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        keys = (variant.key for variant in node.variants)
        self.choices.append({key.name if isinstance(key, ast.Identifier) else key.value for key in keys})
        self.generic_visit(node)


def text_of(language: str) -> str:
    return (ROOT / "dialogs" / "phrases" / f"{language}.ftl").read_text(encoding="utf-8")


def catalogue(language: str) -> dict[str, Sentence]:
    out: dict[str, Sentence] = {}
    for entry in parse(text_of(language)).body:
        if isinstance(entry, ast.Message):
            out[entry.id.name] = Sentence()
            out[entry.id.name].visit(entry)
    return out


def shared(language: str) -> Iterator[tuple[str, Sentence, Sentence]]:
    """The sentences that a language and English both have: key, in that language, in English."""
    return ((key, mine, EN[key]) for key, mine in catalogue(language).items() if key in EN)


EN = catalogue("en")
PHRASES = Phrases()


def said(language: str, key: str, number: int = 3) -> str:
    """A sentence with sample words in it."""
    words: dict[str, Any] = {name: number if name in NUMBERS else f"some {name}" for name in EN[key].variables}
    return PHRASES(language, key, **words)


def hyphened(names: Iterable[str]) -> set[str]:
    return {name.replace("_", "-") for name in names}


def families() -> dict[str, set[str]]:
    """The keys whose last word is only known at run time, and all that this word may be."""
    whys = hyphened(given_to("Never", "bots", "core", "dialogs", "frontdoor"))
    problems = hyphened(given_to("problem", "bots", "core", "dialogs", "frontdoor"))
    return {
        "accept-*": set(get_args(Accept)),
        "button-changes-*": {"tell", "stop"},
        "button-priority-*": set(PRIORITIES),
        "button-state-*": hyphened(SET_BY_HAND),
        "card-due-*": hyphened(TARGETS),
        "card-overdue-*": hyphened(TARGETS),
        "channel-*": set(THREAD_CHANNELS),
        "card-quote-*": {"open", "accepted", "refused", "withdrawn"},
        "command-*": set(COMMANDS),
        "lost-file-*": problems,
        "priority-*": set(PRIORITIES),
        "reason-*": whys,
        "slot-*-ask": set(BUILT_IN),
        "slot-*-hint": set(BUILT_IN),
        "slot-*-name": set(BUILT_IN),
        "seat-*": set(SEATS),
        "state-*": hyphened(STATES),
        "thread-missed-*": hyphened(TARGETS),
        "thread-near-*": hyphened(TARGETS),
    }


def used_keys() -> set[str]:
    found = keys_in("core", "dialogs", "frontdoor")
    plain = {key for key in found if "*" not in key}
    return plain | {key.replace("*", word) for key, words in families().items() for word in words}


# ---------------------------------------------------------------- the code and the catalogue


def test_the_catalogue_speaks_the_desk_files_languages() -> None:
    assert LANGUAGES == DESK_LANGUAGES


def test_every_family_of_keys_in_the_code_is_known_here() -> None:
    assert {key for key in keys_in("core", "dialogs", "frontdoor") if "*" in key} == set(families())


def test_what_the_code_says_is_in_the_catalogue() -> None:
    assert sorted(used_keys() - set(EN)) == []


def test_nobody_writes_sentences_that_the_code_never_says() -> None:
    assert sorted(set(EN) - used_keys()) == []


@pytest.mark.parametrize("key", sorted(FIXED))
def test_the_words_that_others_rely_on_are_exactly_those(key: str) -> None:
    assert said("en", key) == FIXED[key]


# ---------------------------------------------------------------- every language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_read_whole(language: str) -> None:
    junk = [entry.content for entry in parse(text_of(language)).body if isinstance(entry, ast.Junk)]
    assert junk == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_there_twice(language: str) -> None:
    names = [entry.id.name for entry in parse(text_of(language)).body if isinstance(entry, ast.Message)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything_and_no_more(language: str) -> None:
    mine = set(catalogue(language))
    assert sorted(set(EN) - mine) == []
    assert sorted(mine - set(EN)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_uses_the_same_variables(language: str) -> None:
    for key, mine, english in shared(language):
        assert mine.variables == english.variables, f"{key} in {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_has_all_the_forms_of_its_language(language: str) -> None:
    needed = {*Locale.parse(language).plural_form.tags, "other"}
    for key, sentence in catalogue(language).items():
        for forms in sentence.choices:
            words = {form for form in forms if not form.isdigit()}
            assert words == needed, f"{key} in {language}"


@pytest.mark.parametrize("language", OTHERS)
def test_an_exact_number_has_its_own_words_in_every_language(language: str) -> None:
    """English says something else for 0 days, for example: so must the others."""
    for key, mine, english in shared(language):
        exact = {form for forms in english.choices for form in forms if form.isdigit()}
        assert all(exact <= forms for forms in mine.choices), f"{key} in {language}"


def sentences() -> Iterator[tuple[str, str]]:
    return ((language, key) for language in LANGUAGES for key in EN)


@pytest.mark.parametrize("number", [0, 1, 2, 5, 21])
def test_every_sentence_can_be_said(number: int) -> None:
    for language, key in sentences():
        sentence = said(language, key, number)
        assert sentence.strip() == sentence != "", f"{key} in {language}"
        assert not {"{", "}", "$"} & set(sentence), f"{key} in {language}"


def test_a_sentence_names_the_same_commands_in_every_language() -> None:
    for language, key in sentences():
        assert commands_named(said(language, key)) == commands_named(said("en", key)), f"{key} in {language}"


def commands_named(sentence: str) -> list[str]:
    return sorted(re.findall(r"/[a-z]+", sentence))


def test_no_sentence_was_left_in_english() -> None:
    for language, key in sentences():
        if language != "en" and len(said("en", key).split()) > 2:
            assert said(language, key) != said("en", key), f"{key} in {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_quotes_with_its_own_marks(language: str) -> None:
    foreign = set("“”„«»") - set(QUOTES[language])
    assert not foreign & set(text_of(language))


def test_buttons_are_short_enough_for_a_phone() -> None:
    for language, key in sentences():
        if key.startswith("button-") or key == "language-name":
            assert len(said(language, key)) <= LONGEST_BUTTON, f"{key} in {language}"


def test_commands_fit_into_telegrams_menu() -> None:
    for language, key in sentences():
        if key.startswith("command-"):
            assert len(said(language, key)) <= DESCRIPTION, f"{key} in {language}"


def test_buttons_that_stand_together_have_different_words() -> None:
    rows = (
        ("skip", "back", "cancel", "done", "keep", "next", "previous"),
        ("send", "change", "cancel"),
        ("go-on", "begin-anew"),
        ("yes", "not-quite"),
        ("take", "take-over", "solved", "question", "more", "reopen"),
        ("take-and-send", "keep-internal"),
        ("accept", "refuse"),
        ("changes-newer", "changes-older", "changes-tell", "changes-stop"),
    )
    for language in LANGUAGES:
        for row in rows:
            words = [said(language, f"button-{key}") for key in row]
            assert len(set(words)) == len(words), f"{words} in {language}"


def test_plurals_as_people_say_them() -> None:
    assert PHRASES("it", "your-tickets", count=1) == "Ha una richiesta:"
    assert PHRASES("es", "your-tickets", count=5) == "Tiene 5 solicitudes:"
    assert PHRASES("ro", "your-tickets", count=5) == "Aveți 5 solicitări:"
    assert PHRASES("ro", "your-tickets", count=21) == "Aveți 21 de solicitări:"
    assert PHRASES("ru", "your-tickets", count=21) == "У вас 21 обращение:"
    assert PHRASES("ru", "your-tickets", count=5) == "У вас 5 обращений:"
    assert PHRASES("uk", "your-tickets", count=5) == "У вас 5 звернень:"
    assert PHRASES("uk", "confirm-remind", reference="HRB-1", days=2).endswith("через 2 дні.")
