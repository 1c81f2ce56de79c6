"""What people fill in and install is what the code reads and needs."""

from pathlib import Path

import pytest

from bot.app import create_router
from bot.blocks import ids
from bot.config import SETTINGS, Settings, env_example, problems, read_settings
from bot.errors import ConfigurationError
from bot.manifest import (
    COMMANDS,
    EVENTS,
    OPTIONAL_SCOPES,
    SCOPES,
    manifest,
    manifest_json,
)
from bot.secrets import Secrets, find_secrets, kept_secrets, make_key, parse_secrets

ROOT = Path(__file__).parent.parent
GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}


def settings(**values: str) -> Settings:
    return read_settings(values, env_file=None)


def test_the_example_file_has_every_setting_and_no_other() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example()


def test_every_setting_is_read(tmp_path: Path) -> None:
    read: set[str] = set()

    class Watched(dict[str, str]):
        def get(self, name: str, default: object = None) -> str | None:  # type: ignore[override]
            read.add(name)
            return super().get(name)

    read_settings(Watched(), env_file=None)
    assert read == {setting.name for setting in SETTINGS}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("HOST=10.0.0.1\nPORT=8080\n")
    found = read_settings({"HOST": "0.0.0.0"}, env_file=file)
    assert (found.host, found.port) == ("0.0.0.0", 8080)


def test_good_settings_have_no_problems() -> None:
    assert problems(settings(**GOOD)) == []


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({}, "SLACK_BOT_TOKEN"),
        (GOOD | {"SLACK_BOT_TOKEN": "xoxp-1"}, "xoxb-"),
        (GOOD | {"SLACK_APP_TOKEN": "xoxb-1"}, "xapp-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        (GOOD | {"SLACK_API_URL": "slack.com"}, "SLACK_API_URL"),
        (GOOD | {"FINGERTIPS_URL": "http://fingertips.example/api"}, "FINGERTIPS_URL"),
        (GOOD | {"OPENPRESCRIBING_URL": "http://127.0.0.1.example/"}, "OPENPRESCRIBING_URL"),
        (GOOD | {"ODS_URL": "https://"}, "ODS_URL"),
    ],
)
def test_each_problem_is_a_sentence_that_names_the_setting(
    values: dict[str, str], named: str
) -> None:
    assert any(named in sentence for sentence in problems(settings(**values)))


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("PORT", "0"), ("PORT", "70000"), ("LOG_LEVEL", "LOUD")]
)
def test_what_cannot_be_read_is_said(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        settings(**{name: value})


def test_the_manifest_file_is_the_one_the_code_makes() -> None:
    assert (ROOT / "manifest.json").read_text(encoding="utf-8") == manifest_json()


def test_the_manifest_names_every_command_that_has_handlers_and_no_other() -> None:
    heard = set(create_router().subcommands)
    named = {each["command"] for each in manifest()["features"]["slash_commands"]}
    assert heard == named == set(COMMANDS)
    assert named == {ids.PULSE, ids.PEER, ids.COMPARE, ids.PEERBOT}


def test_every_event_that_is_subscribed_is_heard_and_no_other() -> None:
    heard = {name for kind, name in create_router().routes if kind == "event"}
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {name.split(".")[0] for name in subscribed} == heard
    assert set(subscribed) == set(EVENTS)


def test_every_permission_has_its_reason_in_the_documentation() -> None:
    documented = (ROOT / "docs" / "slack-app.md").read_text(encoding="utf-8")
    for scope, reason in {**SCOPES, **OPTIONAL_SCOPES}.items():
        assert f"| `{scope}` | {reason} |" in documented


def test_what_is_optional_is_asked_for_as_such() -> None:
    scopes = manifest()["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == {*SCOPES, *OPTIONAL_SCOPES}
    assert set(scopes["bot_optional"]) == set(OPTIONAL_SCOPES)


def test_every_routed_id_is_a_constant_and_every_constant_is_routed() -> None:
    routed = {name for kind, name in create_router().routes if kind not in ("command", "event")}
    constants = {
        value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)
    } - set(COMMANDS)
    families = tuple(each for each in constants if each.endswith("_"))  # with a number behind
    assert {each for each in routed if not each.startswith(families)} <= constants


def test_a_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "peerbot.db.key"
    first, made = kept_secrets(path)
    again, made_again = kept_secrets(path)
    assert (made, made_again) == (True, False)
    assert first.current == again.current
    assert path.stat().st_mode & 0o077 == 0


def test_the_key_is_kept_beside_the_database(tmp_path: Path) -> None:
    found = settings(DATABASE_URL=f"sqlite:///{tmp_path}/some.db")
    secrets = find_secrets(found)
    assert (tmp_path / "some.db.key").exists()
    assert find_secrets(found).current == secrets.current


def test_an_old_key_stays_usable_after_the_new_one() -> None:
    old, new = make_key(), make_key()
    both = parse_secrets(f"{new},{old}")
    assert both.current == parse_secrets(new).current
    assert both.by_id(parse_secrets(old).current.id).key == parse_secrets(old).current.key


@pytest.mark.parametrize("text", ["short", "not base64!", "AAAA"])
def test_a_key_that_is_none_is_refused_with_how_to_make_one(text: str) -> None:
    with pytest.raises(ConfigurationError, match="32 bytes"):
        parse_secrets(text)


def test_a_missing_old_key_is_explained() -> None:
    with pytest.raises(ConfigurationError, match="old"):
        Secrets(parse_secrets(make_key()).keys).by_id("0" * 16)


def test_secrets_do_not_show_themselves() -> None:
    text = make_key()
    assert text not in repr(parse_secrets(text)) + repr(settings(**GOOD))
