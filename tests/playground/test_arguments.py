"""How calls are made: encodings, tokens, scopes (slack.md 4.1, 8.1)."""

import json
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.app import SCOPES
from tests.playground.conftest import World


def bearer(world: World) -> dict[str, str]:
    return {"authorization": f"Bearer {world.app.token}"}


@pytest.mark.parametrize("encoding", ["json", "form", "query", "multipart"])
async def test_arguments_come_in_any_encoding(world: World, encoding: str) -> None:
    """slack.md 4.1, 8.1"""
    blocks = [{"type": "divider"}]
    as_text = {"channel": world.general.id, "text": "hi", "blocks": json.dumps(blocks)}
    given = {
        "json": {"json": as_text | {"blocks": blocks}},
        "form": {"data": as_text},
        "query": {"params": as_text},
        "multipart": {"files": {name: (None, value) for name, value in as_text.items()}},
    }[encoding]
    address = f"{world.url}/api/chat.postMessage"
    response = await world.http.post(address, headers=bearer(world), **given)  # type: ignore[arg-type]
    assert response.json()["message"]["blocks"][0]["type"] == "divider"


async def test_a_get_with_a_query_works(world: World) -> None:
    """slack.md 4.1"""
    params = {"user": world.id("Amira")}
    url = f"{world.url}/api/users.info"
    response = await world.http.get(url, params=params, headers=bearer(world))
    assert response.json()["user"]["real_name"] == "Amira"


async def test_the_token_may_be_an_argument(world: World) -> None:
    data = {"token": world.app.token}
    response = await world.http.post(f"{world.url}/api/auth.test", data=data)
    assert response.json()["ok"]
    assert "token" not in world.slack.calls("auth.test")[0].args


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-no", "invalid_auth")])
async def test_a_call_without_a_good_token_is_refused(world: World, token: str, error: str) -> None:
    """slack.md 4.1, 8.1"""
    assert await world.api("auth.test", token=token) == {"ok": False, "error": error}


async def test_a_refusal_is_still_a_200(world: World) -> None:
    """slack.md 4.1"""
    response = await world.http.post(f"{world.url}/api/auth.test")
    assert response.status_code == 200


async def test_tokens_serve_only_their_own_kind_of_method(world: World) -> None:
    """slack.md 4.1, 6.2"""
    app_token = world.slack.app.app_token
    assert (await world.api("auth.test", token=app_token))["error"] == "not_allowed_token_type"
    assert (await world.api("apps.connections.open"))["error"] == "not_allowed_token_type"


async def test_an_unknown_method_is_named_so(world: World) -> None:
    assert (await world.api("chat.postMessages"))["error"] == "unknown_method"


async def test_auth_test_says_who_one_is(world: World) -> None:
    """slack.md 4.3"""
    who = await world.client.auth_test()
    assert who["user_id"] == world.app.bot_user_id
    assert who["team_id"] == world.team.id
    assert who["bot_id"] == world.app.bot_id
    assert who["is_enterprise_install"] is False
    assert set(who.headers["x-oauth-scopes"].split(",")) == SCOPES


async def test_a_missing_scope_is_named_with_those_there_are(world: World) -> None:
    """slack.md 4.1, 8.1"""
    world.app.scopes = frozenset({"im:write", "im:history"})
    answer = await world.api("chat.postMessage", channel=world.general.id, text="hi")
    assert answer == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "im:history,im:write",
    }


@pytest.mark.parametrize(
    ("method", "args", "scope"),
    [
        ("conversations.list", {"types": "public_channel,im"}, "im:read"),
        ("conversations.history", {"channel": "general"}, "channels:history"),
        ("conversations.info", {"channel": "general"}, "channels:read"),
        ("conversations.create", {"name": "secret", "is_private": True}, "groups:write"),
    ],
)
async def test_the_scope_is_that_of_the_kind_of_conversation(
    world: World, method: str, args: dict[str, Any], scope: str
) -> None:
    """slack.md 4.3"""
    world.app.scopes = SCOPES - {scope}
    if args.get("channel"):
        args = args | {"channel": world.general.id}
    answer = await world.api(method, **args)
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)


async def test_every_call_is_in_the_journal(world: World) -> None:
    with pytest.raises(SlackApiError):
        await world.client.chat_postMessage(channel="C404", text="hi")
    [call] = world.slack.calls("chat.postMessage")
    assert call.args["channel"] == "C404"
    assert call.result["error"] == "channel_not_found"
    assert world.slack.calls("chat.postMessage", ok=True) == []


async def test_garbage_is_no_server_error(world: World) -> None:
    headers = bearer(world) | {"content-type": "application/json"}
    url = f"{world.url}/api/chat.postMessage"
    response: httpx.Response = await world.http.post(url, content=b"{not json", headers=headers)
    assert response.json() == {"ok": False, "error": "channel_not_found"}
