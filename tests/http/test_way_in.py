"""Nothing that Slack did not sign, lately and once, reaches a handler; what does is never lost silently."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.dispatch import Dispatcher, RoutedApp
from bot.errors import Conflict
from bot.http import LARGEST_BODY, Verifier, Web
from bot.payloads import Caller
from bot.router import Router
from bot.server import serving
from bot.services.context import Context
from bot.services.screening import Screening
from tests.support.signed import SECRET, event, form, interaction, press, sign

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class MovableClock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class Wire:
    """The way in, with handlers that write down what reached them."""

    http: httpx.AsyncClient
    clock: MovableClock
    heard: list[str] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, content: tuple[bytes, dict[str, str]], **headers: str) -> httpx.Response:
        body, kind = content
        signed = sign(body, self.clock.now())
        return await self.http.post("/slack/events", content=body, headers=kind | signed | headers)


async def auth_test(_request: Any) -> JSONResponse:
    return JSONResponse({"ok": True, "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"})


@pytest.fixture(scope="module")
async def slack_address() -> AsyncIterator[str]:
    """Just enough of Slack to say whose token it is."""
    slack = Starlette(routes=[Route("/api/auth.test", auth_test, methods=["POST"])])
    async with serving(slack) as address:
        yield f"{address}/api/"


@pytest.fixture
async def wire(slack_address: str) -> AsyncIterator[Wire]:
    clock = MovableClock()
    router = Router()

    screening = Screening(cast(Context, None))  # no postcode is typed, so nothing is looked up

    async def services_for(_caller: Caller) -> SimpleNamespace:
        return SimpleNamespace(screening=screening)

    async def healthy() -> dict[str, Any]:
        return {"ok": True}

    made: list[Wire] = []

    def respond_for(_body: Any) -> Any:
        async def respond(**message: Any) -> None:
            made[0].said.append(message)

        return respond

    client = AsyncWebClient(token="xoxb-1", base_url=slack_address)
    bolt = RoutedApp(Dispatcher(router, services_for, respond_for), client, SECRET)
    web = Web(bolt, Verifier(SECRET, clock), healthy)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://bot") as http:
        made.append(Wire(http, clock))
        listen(router, made[0])
        yield made[0]


def listen(router: Router, wire: Wire) -> None:
    async def good(ack: Any, action: dict[str, Any]) -> None:
        wire.heard.append(action["value"])
        await ack()

    async def broken(action: dict[str, Any]) -> None:
        wire.heard.append("broken")
        raise RuntimeError(action["value"])

    async def broken_after_ack(ack: Any) -> None:
        await ack()
        raise RuntimeError

    async def forgetful() -> None:
        wire.heard.append("forgetful")

    async def late() -> None:
        raise Conflict("That pulse has closed.")

    async def broken_command() -> None:
        raise RuntimeError("the words")

    async def told(ack: Any, words: str) -> None:
        await ack(text=f"heard {words}")

    async def mentioned(event: dict[str, Any]) -> None:
        wire.heard.append(event["text"])
        if event["text"] == "break":
            raise RuntimeError

    router.action("good")(good)
    router.action("broken")(broken)
    router.action("broken_after_ack")(broken_after_ack)
    router.action("forgetful")(forgetful)
    router.action("late")(late)
    router.view("late")(late)
    router.command("/pulse", "new", says="")(told)
    router.command("/pulse", "broken", says="")(broken_command)
    router.command("/pulse", says="")(told)
    router.event("app_mention")(mentioned)


async def test_a_signed_click_reaches_its_handler(wire: Wire) -> None:
    answer = await wire.send(interaction(press("good", "é & + %")))
    assert (answer.status_code, wire.heard) == (200, ["é & + %"])


def test_slacks_own_example_signature_is_believed() -> None:
    """slack.md 1.1: the documented secret, timestamp and body."""
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F"
        "96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    clock = MovableClock(datetime.fromtimestamp(1531420618, UTC))
    Verifier("8f742231b10e8888abcd99yyyzzz85a5", clock).check(
        "1531420618",
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        body.encode(),
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=é".encode().decode("latin-1")},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "-5"},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "٣"},
        {"X-Slack-Request-Timestamp": "9" * 40},
    ],
)
async def test_what_is_not_signed_is_refused(wire: Wire, headers: dict[str, str]) -> None:
    body, kind = interaction(press("good"))
    signed = sign(body, NOW) | headers
    answer = await wire.http.post(
        "/slack/events",
        content=body,
        headers=[(name.encode(), value.encode("utf-8")) for name, value in (kind | signed).items()],
    )
    assert (answer.status_code, wire.heard) == (401, [])


async def test_a_body_changed_under_way_is_refused(wire: Wire) -> None:
    body, kind = interaction(press("good"))
    answer = await wire.http.post(
        "/slack/events", content=body + b"&x=1", headers=kind | sign(body, NOW)
    )
    assert (answer.status_code, wire.heard) == (401, [])


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_a_stale_request_is_refused_either_way(wire: Wire, minutes: int) -> None:
    body, kind = interaction(press("good"))
    headers = kind | sign(body, NOW + timedelta(minutes=minutes))
    answer = await wire.http.post("/slack/events", content=body, headers=headers)
    assert (answer.status_code, wire.heard) == (401, [])


async def test_a_request_played_again_is_refused(wire: Wire) -> None:
    body, kind = interaction(press("good"))
    headers = kind | sign(body, NOW)
    first = await wire.http.post("/slack/events", content=body, headers=headers)
    wire.clock.moment += timedelta(minutes=4)
    again = await wire.http.post("/slack/events", content=body, headers=headers)
    assert (first.status_code, again.status_code, wire.heard) == (200, 401, ["1"])


async def test_a_retry_of_a_failed_request_gets_through(wire: Wire) -> None:
    body, kind = interaction(press("broken"))
    headers = kind | sign(body, NOW)
    for _ in range(2):
        answer = await wire.http.post("/slack/events", content=body, headers=headers)
        assert answer.status_code == 500
    assert wire.heard == ["broken", "broken"]


async def test_too_large_a_body_is_refused_before_it_is_read_to_the_end(wire: Wire) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_BODY // 65536 + 2):
            yield b"x" * 65536

    answer = await wire.http.post("/slack/events", content=endless())
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "content",
    [
        (b"", {"Content-Type": "application/json"}),
        (b"{", {"Content-Type": "application/json"}),
        (b"[1, 2]", {"Content-Type": "application/json"}),
        (b"null", {"Content-Type": "application/json"}),
        (b"payload=%7B", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"payload=7", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"\xff\xfe\x00", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"%PDF-1.7", {"Content-Type": "application/pdf"}),
        (b'{"type": "block_actions"}', {"Content-Type": "application/json"}),
        (b'{"type": "block_actions", "actions": []}', {"Content-Type": "application/json"}),
        (b'{"type": "event_callback", "event": 7}', {"Content-Type": "application/json"}),
        (b'{"type": "view_submission", "view": null}', {"Content-Type": "application/json"}),
    ],
)
async def test_signed_garbage_is_refused_and_breaks_nothing(
    wire: Wire, content: tuple[bytes, dict[str, str]]
) -> None:
    answer = await wire.send(content)
    assert 400 <= answer.status_code < 500
    assert wire.heard == []
    assert (await wire.send(interaction(press("good")))).status_code == 200


async def test_an_unknown_action_is_not_said_to_have_worked(wire: Wire) -> None:
    answer = await wire.send(interaction(press("never_heard_of")))
    assert answer.status_code == 404


async def test_get_is_refused(wire: Wire) -> None:
    assert (await wire.http.get("/slack/events")).status_code == 405


async def test_slacks_test_of_the_certificate_is_answered_unsigned(wire: Wire) -> None:
    body, kind = form(ssl_check="1", token="x")
    answer = await wire.http.post("/slack/events", content=body, headers=kind)
    assert (answer.status_code, wire.heard) == (200, [])


async def test_an_unsigned_request_cannot_hide_behind_the_certificate_test(wire: Wire) -> None:
    body, kind = form(ssl_check="1", command="/pulse", text="new", user_id="U1", team_id="T1")
    answer = await wire.http.post("/slack/events", content=body, headers=kind)
    assert (answer.text, wire.heard) == ("", [])


async def test_slacks_challenge_is_answered(wire: Wire) -> None:
    answer = await wire.send(event({"type": "url_verification", "challenge": "abc", "token": "x"}))
    assert answer.json() == {"challenge": "abc"}


async def test_an_unsigned_challenge_is_refused(wire: Wire) -> None:
    body, kind = event({"type": "url_verification", "challenge": "abc", "token": "x"})
    answer = await wire.http.post("/slack/events", content=body, headers=kind)
    assert answer.status_code == 401


async def test_a_failure_before_the_work_is_safe_is_a_failure_to_slack(wire: Wire) -> None:
    payload = press("broken", "the answer") | {"response_url": "http://slack/1"}
    answer = await wire.send(interaction(payload))
    assert answer.status_code == 500
    assert "nothing was saved" in wire.said[0]["text"]
    assert "the answer" not in str(wire.said)


async def test_a_command_that_fails_is_answered_in_a_sentence(wire: Wire) -> None:
    answer = await wire.send(form(command="/pulse", text="broken", user_id="U1", team_id="T1"))
    assert answer.status_code == 200
    assert "Please try again" in answer.text
    assert "the words" not in answer.text


async def test_a_failure_after_the_work_was_safe_stays_acknowledged(wire: Wire) -> None:
    answer = await wire.send(interaction(press("broken_after_ack")))
    assert answer.status_code == 200


async def test_a_handler_that_forgets_to_acknowledge_is_a_failure(wire: Wire) -> None:
    answer = await wire.send(interaction(press("forgetful")))
    assert (answer.status_code, wire.heard) == (500, ["forgetful"])


async def test_an_event_whose_handler_fails_is_a_failure_so_that_slack_tries_again(
    wire: Wire,
) -> None:
    def mention(text: str) -> dict[str, Any]:
        return {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": "Ev1",
            "event": {"type": "app_mention", "user": "U1", "text": text, "channel": "C1"},
        }

    assert (await wire.send(event(mention("hello")))).status_code == 200
    assert (await wire.send(event(mention("break")))).status_code == 500
    assert wire.heard == ["hello", "break"]


async def test_a_refusal_is_a_sentence_where_the_person_looks(wire: Wire) -> None:
    clicked = await wire.send(interaction(press("late") | {"response_url": "http://slack/1"}))
    assert (clicked.status_code, wire.said[0]["text"]) == (200, "That pulse has closed.")
    view = {"id": "V1", "type": "modal", "callback_id": "late", "state": {"values": {}}}
    submitted = await wire.send(
        interaction(
            {
                "type": "view_submission",
                "user": {"id": "U1"},
                "team": {"id": "T1"},
                "view": view,
            }
        )
    )
    assert submitted.json()["response_action"] == "update"
    assert "That pulse has closed." in submitted.text


@pytest.mark.parametrize(
    ("text", "heard"),
    [("new  in a week", "heard in a week"), ("what is this", "heard what is this")],
)
async def test_a_command_is_found_by_its_first_word(wire: Wire, text: str, heard: str) -> None:
    answer = await wire.send(form(command="/pulse", text=text, user_id="U1", team_id="T1"))
    assert answer.text == heard
