"""`frontdoor check`: what somebody with half a set-up is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from frontdoor.cli import main

DESK = """
name: Harbour
key: HRB
teams:
  support: {name: Support, slack: C0SUPPORT}
  sales: {name: Sales, telegram: -1001}
  press: {name: Press, email: press@example.com}
requests:
  question: {name: A question, team: support, form: [topic]}
  licence: {name: A licence, team: sales, form: [topic]}
  interview: {name: An interview, team: press, form: [topic]}
"""
ASKING = (
    DESK.replace("team: support, form: [topic]", "team: support, form: [topic, 'password?']")
    + "slots:\n  password: {type: secret, ask: Which password?}\n"
)
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "1:x"}
KEY = {"FRONTDOOR_SECRET_KEY": "a text that only this desk knows, and no one else"}
SLACK = {"SLACK_BOT_TOKEN": "xoxb-x", "SLACK_APP_TOKEN": "xapp-x"}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk file in an otherwise empty folder, and nothing of this machine's settings."""
    monkeypatch.chdir(tmp_path)
    for name in (*TELEGRAM, *SLACK, *KEY, "SLACK_SIGNING_SECRET", "FRONTDOOR_DESK", "SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "desk.yml"
    file.write_text(DESK)
    return file


def check(**environ: str) -> Result:
    return CliRunner().invoke(main, ["check"], env={"FRONTDOOR_DESK": "desk.yml", **environ})


def test_a_whole_setup_can_run_and_shows_its_menu() -> None:
    said = check(**TELEGRAM, **SLACK)
    assert said.exit_code == 0
    assert "desk.yml: this desk can run." in said.output
    assert "[A question]" in said.output


def test_what_this_version_leaves_out_is_said() -> None:
    said = check(**TELEGRAM, **SLACK).output
    left_out = "requests.interview: left out of the menu, team press has no slack channel and no telegram group"
    assert left_out in said
    assert "[An interview]" not in said
    assert "[A licence]" in said


def test_a_desk_that_asks_for_secrets_needs_a_key_of_32_characters(desk: Path) -> None:
    desk.write_text(ASKING)
    whole = check(**TELEGRAM, **SLACK, **KEY)
    assert whole.exit_code == 0
    assert "Which password? (secret, sealed, shown once to the taker," in whole.output
    missing = check(**TELEGRAM, **SLACK)
    assert missing.exit_code == 1
    assert "FRONTDOOR_SECRET_KEY: found nothing, the secrets that this desk asks for" in missing.output
    assert "openssl rand -hex 32" in missing.output
    started = CliRunner().invoke(main, ["run"], env={"FRONTDOOR_DESK": "desk.yml", **TELEGRAM, **SLACK})
    assert started.exit_code == 1
    assert "FRONTDOOR_SECRET_KEY: found nothing" in started.output
    short = check(**TELEGRAM, **SLACK, FRONTDOOR_SECRET_KEY="tiny-key")
    assert short.exit_code == 1
    assert "FRONTDOOR_SECRET_KEY" in short.output
    assert "tiny-key" not in short.output


def test_every_missing_setting_is_named_with_where_to_get_it() -> None:
    said = check()
    assert said.exit_code == 1
    for name, where in (
        ("TELEGRAM_BOT_TOKEN", "@BotFather"),
        ("SLACK_BOT_TOKEN", "OAuth & Permissions"),
        ("SLACK_APP_TOKEN", "App-Level Tokens"),
    ):
        line = next(line for line in said.output.splitlines() if line.startswith(name))
        assert where in line


def test_half_a_dot_env(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=1:secret-token\nSLACK_BOT_TOKEN=xoxb-secret\n")
    said = check()
    assert said.exit_code == 1
    assert said.output.startswith("SLACK_APP_TOKEN: found nothing")
    assert "TELEGRAM_BOT_TOKEN" not in said.output
    assert "secret" not in said.output


def test_a_broken_desk_file_and_missing_settings_are_told_together(desk: Path) -> None:
    desk.write_text(DESK.replace("team: sales", "team: sale"))
    said = check(**SLACK)
    assert said.exit_code == 1
    assert "desk.yml:10: requests.licence.team: found sale" in said.output
    assert "TELEGRAM_BOT_TOKEN: found nothing" in said.output


def test_a_desk_file_alone_can_be_checked_without_any_setting() -> None:
    said = CliRunner().invoke(main, ["check", "desk.yml"])
    assert said.exit_code == 0
    assert "this desk can run" in said.output


def test_a_desk_for_invited_people_can_run(desk: Path) -> None:
    desk.write_text(DESK + "access: invited\n")
    said = check(**TELEGRAM, **SLACK)
    assert said.exit_code == 0
    assert "desk.yml: this desk can run." in said.output


def test_unknown_and_wrong_settings_are_told_all_at_once() -> None:
    said = check(FRONTDOOR_DESC="x", PORT="eighty", SLACK_API_URL="http://slack.example.com/")
    assert said.exit_code == 1
    assert "FRONTDOOR_DESC: unknown" in said.output
    assert "PORT: " in said.output


def test_the_menu_is_drawn_as_people_will_see_it_in_each_language(desk: Path) -> None:
    desk.write_text(
        DESK.replace(
            "key: HRB", "key: HRB\nlanguages: [en, it]\nsubsystems:\n  till: {name: Till, areas: {drawer: Drawer}}"
        )
        .replace("team: support, form: [topic]", "team: support, form: [subsystem, 'topic?']")
        .replace(
            "licence: {name: A licence",
            "talk: {name: Talk to us, team: support, live: true}\n  licence: {name: A licence",
        )
    )
    english = check(**TELEGRAM, **SLACK).output
    assert (
        """[A question]
  1. Which part is it about? (choice)
     Choose the nearest one; an agent can correct it.
     [Till]
     [Back]  [Cancel]
  2. Which area of it? (choice, where the chosen subsystem has areas)
     Choose the nearest one.
     Till: [Drawer]
     [Back]  [Cancel]
  3. What is it, in one line? (line, 1 to 80 characters, may be skipped)
"""
        in english
    )
    assert "     [Skip]  [Back]  [Cancel]\n  [Send]  [Change]  [Cancel]\n  -> Support" in english
    assert "[Talk to us]\n  a conversation at once, without a form\n" in english
    both = CliRunner().invoke(main, ["check", "desk.yml", "--language", "all"]).output
    assert "Harbour (HRB), en" in both
    assert "     [Salta]  [Indietro]  [Annulla]" in both
    assert "[Back]" not in CliRunner().invoke(main, ["check", "desk.yml", "--language", "it"]).output
    assert CliRunner().invoke(main, ["check", "desk.yml", "--language", "fr"]).exit_code == 2


def test_e_mail_that_is_off_is_said(desk: Path) -> None:
    desk.write_text(DESK.replace("slack: C0SUPPORT", "slack: C0SUPPORT, email: us@harbour.example") + "notify: email\n")
    said = check(**TELEGRAM, **SLACK).output
    assert "teams.support.email: without effect, since e-mail is off until SMTP_URL is set" in said
    assert "notify: without effect" in said
    assert "without effect" not in check(**TELEGRAM, **SLACK, SMTP_URL="smtp://127.0.0.1:25").output


def test_the_schema_is_printed() -> None:
    said = CliRunner().invoke(main, ["schema"])
    assert said.exit_code == 0
    assert '"$schema"' in said.output


def test_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["check", "a", "b"]).exit_code == 2
