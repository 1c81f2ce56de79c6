"""Several workspaces, organisations, installing and uninstalling (slack.md 6, 8.10, 8.13)."""

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.playground import functions, installs
from bot.playground.person import Person
from tests.playground.conftest import World
from tests.playground.kit import actions, button


async def heard(world: World, kind: str, count: int = 1) -> list[dict[str, Any]]:
    async with asyncio.timeout(2):
        while len(world.bot.of(kind)) < count:
            await asyncio.sleep(0.005)
    return world.bot.of(kind)


async def test_workspaces_do_not_see_each_other(world: World) -> None:
    other = world.slack.add_workspace("Other")
    world.slack.add_user("Zoe", team=other)
    channel = world.slack.add_channel("general", team=other, members=[])
    assert other.installation is not None
    assert other.installation.token != world.app.token
    answer = await world.api("chat.postMessage", channel=channel.id, text="x")
    assert answer["error"] == "channel_not_found"
    zoe = Person(world.url, "Zoe", team="Other")
    await zoe.join("general")
    await zoe.command("general", "/pulse")
    assert world.bot.of("command")[0]["team_id"] == other.id
    who = await world.api("auth.test", token=other.installation.token)
    assert who["team_id"] == other.id
    state = await world.http.get(
        f"{world.url}/sim/state", params={"user": world.id("Amira"), "team": other.id}
    )
    assert state.status_code == 404


async def test_an_organisations_token_serves_the_workspace_that_team_id_names(world: World) -> None:
    """slack.md 6.4"""
    teams = [world.slack.add_workspace(name, install=False) for name in ("North", "South")]
    app = world.slack.install_for_organisation("E1", teams)
    named = await world.api("auth.test", token=app.token, team_id=teams[1].id)
    assert (named["team_id"], named["is_enterprise_install"]) == (teams[1].id, True)
    outside = await world.api("auth.test", token=app.token, team_id=world.team.id)
    assert outside["error"] == "team_access_not_granted"
    listed = await world.api("auth.teams.list", token=app.token)
    assert [each["name"] for each in listed["teams"]] == ["North", "South"]
    amy = world.slack.add_user("Amy", team=teams[0])
    world.slack.add_channel("all", team=teams[0], members=[amy])
    person = Person(world.url, "Amy", team="North")
    await person.command("all", "/pulse")
    assert world.bot.of("command")[0]["is_enterprise_install"] == "true"
    assert world.bot.of("command")[0]["enterprise_id"] == "E1"
    await person.say("Testbot", "hi")
    [event] = world.bot.of("message")
    assert event["enterprise_id"] == "E1"
    assert event["authorizations"][0]["is_enterprise_install"] is True


async def test_an_organisation_gives_and_takes_workspaces(world: World) -> None:
    """slack.md 2, 6.4: no team_id in the wrapper"""
    north, south = (world.slack.add_workspace(name, install=False) for name in ("North", "South"))
    app = world.slack.install_for_organisation("E1", [north])
    installs.grant_access(world.slack, app, south)
    [granted] = await heard(world, "team_access_granted")
    assert granted["event"]["team_ids"] == [south.id]
    assert "team_id" not in granted
    installs.revoke_access(world.slack, app, north)
    [revoked] = await heard(world, "team_access_revoked")
    assert revoked["event"]["team_ids"] == [north.id]
    answer = await world.api("auth.test", token=app.token, team_id=north.id)
    assert answer["error"] == "team_access_not_granted"


@pytest.mark.parametrize("order", [installs.UNINSTALL, installs.UNINSTALL[::-1]])
async def test_uninstalling_ends_the_token_in_either_order_of_events(
    world: World, order: tuple[str, ...]
) -> None:
    """slack.md 6.5, 8.10"""
    token, bot = world.app.token, world.app.bot_user_id
    installs.uninstall(world.slack, world.team, order)
    for name in order:
        await heard(world, name)
    assert world.bot.of("tokens_revoked")[0]["event"]["tokens"] == {"oauth": [], "bot": [bot]}
    assert {each.kind for each in world.bot.heard} == set(order)
    assert (await world.api("auth.test", token=token))["error"] == "account_inactive"
    await world.person("Amira").say("general", "is anybody there?")
    assert len(world.bot.heard) == 2
    fresh = world.slack.install(world.team)
    assert (await world.api("auth.test", token=fresh.token))["ok"]


async def test_installing_by_oauth(world: World) -> None:
    """slack.md 6.1"""
    other = world.slack.add_workspace("Other", install=False)
    zoe = world.slack.add_user("Zoe", team=other)
    asked = {
        "client_id": world.slack.app.client_id,
        "scope": "chat:write,commands",
        "state": "s",
        "redirect_uri": "http://bot/back",
        "team": other.id,
    }
    sent = await world.http.get(f"{world.url}/oauth/v2/authorize", params=asked)
    assert sent.status_code == 302
    back = parse_qs(urlsplit(sent.headers["location"]).query)
    assert back["state"] == ["s"]
    secret = world.slack.app.client_secret
    args = {"client_id": asked["client_id"], "client_secret": secret, "code": back["code"][0]}
    form = args | {"redirect_uri": "http://bot/back"}
    response = await world.http.post(f"{world.url}/api/oauth.v2.access", data=form)
    installed = response.json()
    assert installed["team"] == {"id": other.id, "name": "Other"}
    assert installed["authed_user"] == {"id": zoe.id}
    assert installed["scope"] == "chat:write,commands"
    assert "bot_id" not in installed
    assert (await world.api("auth.test", token=installed["access_token"]))["ok"]
    assert (await world.api("oauth.v2.access", token="", **args))["error"] == "invalid_code"
    wrong = args | {"client_secret": "x"}
    answer = await world.api("oauth.v2.access", token="", **wrong)
    assert answer["error"] == "bad_client_secret"
    denied = await world.http.get(f"{world.url}/oauth/v2/authorize", params=asked | {"deny": 1})
    assert "error=access_denied" in denied.headers["location"]


async def test_a_custom_function_runs_and_ends_once(world: World) -> None:
    """slack.md 2, 6.9, 8.13"""
    parameters = {"question": {"type": "string", "title": "Question", "is_required": True}}
    world.slack.app.functions = {"poll": {"title": "Poll", "input_parameters": parameters}}
    run = functions.execute(world.slack, world.team, "poll", {"question": "Busy?"})
    [sent] = await heard(world, "function_executed")
    event = sent["event"]
    assert event["inputs"] == {"question": "Busy?"}
    assert event["function"]["input_parameters"][0]["name"] == "question"
    token = event["bot_access_token"]
    assert token.startswith("xwfp-")
    where = world.general.id
    said = {"channel": where, "text": "Busy?", "blocks": [actions(button("Yes"))]}
    assert (await world.api("chat.postMessage", token=token, **said))["ok"]
    await world.person("Amira").press("Yes", channel="general")
    [click] = world.bot.of("block_actions")
    assert click["bot_access_token"] == token
    assert click["function_data"]["execution_id"] == run
    ended = {"function_execution_id": run, "outputs": {"poll_id": "1"}}
    assert (await world.api("functions.completeSuccess", token=token, **ended))["ok"]
    again = await world.api("functions.completeError", function_execution_id=run, error="no")
    assert again["error"] == "execution_not_in_running_state"
    nowhere = await world.api("functions.completeError", function_execution_id="Fx", error="no")
    assert nowhere["error"] == "function_execution_not_found"
    assert world.slack.executions[run]["status"] == "completed"
