"""How requests reach the app over HTTP (slack.md 1.1, 1.2, 1.6)."""

from datetime import UTC, datetime

from slack_sdk.signature import Clock, SignatureVerifier

from bot.playground.delivery import encode, sign
from tests.playground.conftest import World
from tests.playground.kit import actions, button


def test_signatures_are_slacks() -> None:
    """slack.md 1.1, the test vector of slack-sdk"""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
        b"commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    found = sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
    assert found == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


class At(Clock):
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> float:
        return self.moment.timestamp()


async def test_every_request_is_signed_by_the_playgrounds_clock(world: World) -> None:
    """slack.md 1.1"""
    moment = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    world.slack.clock.move_to(moment)
    amira = world.person("Amira")
    await amira.command("general", "/pulse ünï & more")
    await amira.say("Testbot", "hello")
    verifier = SignatureVerifier(world.slack.app.signing_secret, At(moment))
    assert len(world.bot.heard) == 2
    for heard in world.bot.heard:
        assert verifier.is_valid_request(heard.body, heard.headers)
        assert not verifier.is_valid_request(heard.body + b" ", heard.headers)


async def test_each_kind_has_its_encoding(world: World) -> None:
    """slack.md 1.2"""
    amira = world.person("Amira")
    await world.client.chat_postMessage(
        channel=world.general.id, text="x", blocks=[actions(button("Press"))]
    )
    await amira.command("general", "/pulse")
    await amira.say("Testbot", "hello")
    await amira.press("Press", channel="general")
    kinds = {each.kind: each for each in world.bot.heard}
    assert kinds["command"].headers["content-type"] == "application/x-www-form-urlencoded"
    assert kinds["command"].body.startswith(b"token=")
    assert kinds["message"].headers["content-type"] == "application/json"
    assert kinds["block_actions"].headers["content-type"] == "application/x-www-form-urlencoded"
    assert kinds["block_actions"].body.startswith(b"payload=%7B")


async def test_each_kind_can_have_its_own_address(world: World) -> None:
    """slack.md 1.2"""
    app = world.slack.app
    app.interactivity_url = app.options_url = "http://127.0.0.1:9/"
    app.command_urls["/elsewhere"] = "http://127.0.0.1:9/"
    assert app.url_for("event_callback") == app.url_for("command", "/pulse") == world.bot.url
    for kind in ("block_actions", "view_submission", "shortcut", "block_suggestion"):
        assert app.url_for(kind) == "http://127.0.0.1:9/"
    assert app.url_for("command", "/elsewhere") == "http://127.0.0.1:9/"


async def test_the_address_can_be_verified(world: World) -> None:
    """slack.md 1.6"""
    world.bot.on("url_verification", lambda said: {"challenge": said["challenge"]})
    said = {"type": "url_verification", "token": "t", "challenge": "c"}
    delivery = await world.slack.courier.deliver("url_verification", said)
    assert delivery.answer == {"challenge": "c"}
    assert encode("ssl_check", {"ssl_check": 1, "token": "t"}) == (
        b"ssl_check=1&token=t",
        "application/x-www-form-urlencoded",
    )
