"""Nothing that could identify a patient gets past the door, whichever box or command it is typed into."""

import ast
import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.app import create_router
from bot.blocks import ids
from bot.demo.people import GPS, LEAD
from bot.domain.organisations import Kind, Organisation, Register
from bot.playground.person import Person
from bot.typed import BOXES
from storage.organisations import OrganisationStore
from tests.anonymity.dumps import rows_of
from tests.handlers.test_sessions import ALL, begun, set_up
from tests.support.town import TUESDAY, Town

NUMBER = "999 000 0018"
WRITTEN = f"pls discuss {NUMBER} before friday"
ROUTER = create_router()
ROUTES = sorted(ROUTER.routes)
VIEWS = [
    name
    for kind, name in ROUTES
    if kind == "view_submission" and not ROUTER.routes[kind, name].screens
]
ROOT = Path(__file__).parent.parent.parent


async def send(town: Town, **payload: Any) -> BoltResponse:
    """As Slack would, by the way in that HTTP and Socket Mode share."""
    workspace = town.stage.peerbot.services.workspace
    body = {
        "user": {"id": LEAD.id, "team_id": workspace.team_id},
        "team": {"id": workspace.team_id},
        "trigger_id": "1.2.3",
        **payload,
    }
    request = AsyncBoltRequest(body=body, mode="socket_mode")
    return await town.stage.peerbot.bolt.async_dispatch(request)


def view_of(callback_id: str, typed: dict[str, str], kind: str = BOXES[0]) -> dict[str, Any]:
    values = {block: {"box": {"type": kind, "value": text}} for block, text in typed.items()}
    return {
        "id": "V1",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": "1",
        "state": {"values": values},
    }


async def assert_no_trace(town: Town, log: str) -> None:
    dump = str(await rows_of(town.stage.database))
    for part in (NUMBER, NUMBER.replace(" ", ""), "pls discuss"):
        assert part not in dump
        assert part not in log


# ---- every door there is


async def test_every_form_refuses_an_nhs_number_in_any_of_its_boxes(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """By the router: a form that is added tomorrow is in it."""
    caplog.set_level(logging.DEBUG)
    before = await rows_of(town.stage.database)
    assert len(VIEWS) > 10
    for callback_id in VIEWS:
        view = view_of(callback_id, {"one": WRITTEN, "two": "falls", "three": "Mrs Jones, 67F"})
        answer = await send(town, type="view_submission", view=view)
        said = orjson.loads(answer.body)
        assert said["response_action"] == "errors", callback_id
        assert set(said["errors"]) == {"one", "three"}
        assert "an NHS number" in said["errors"]["one"]
        assert "a name with an age" in said["errors"]["three"]
        assert "999" not in str(said)
        assert "Jones" not in str(said)
    assert await rows_of(town.stage.database) == before
    await assert_no_trace(town, caplog.text)


@pytest.mark.parametrize("kind", BOXES[:3])
async def test_whatever_kind_of_box_it_is(town: Town, kind: str) -> None:
    view = view_of(VIEWS[0], {"one": WRITTEN}, kind)
    answer = await send(town, type="view_submission", view=view)
    assert set(orjson.loads(answer.body)["errors"]) == {"one"}


async def test_rich_text_is_read_as_its_words(town: Town) -> None:
    words = [{"type": "text", "text": "see 999 "}, {"type": "text", "text": "000 0018"}]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": words}]}
    view = view_of(VIEWS[0], {})
    view["state"]["values"] = {"one": {"box": {"type": BOXES[3], "rich_text_value": rich}}}
    answer = await send(town, type="view_submission", view=view)
    assert "an NHS number" in orjson.loads(answer.body)["errors"]["one"]


async def test_every_command_refuses_it_and_does_not_say_it_again(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = await rows_of(town.stage.database)
    commands = [
        name.partition(" ")
        for kind, name in ROUTES
        if kind == "command" and not ROUTER.routes[kind, name].screens
    ]
    assert len(commands) > 10
    workspace = town.stage.peerbot.services.workspace
    for command, _, word in [*commands, ("/peer", " ", "nonsense")]:
        answer = await send(
            town,
            command=command,
            text=f"{word} {WRITTEN}",
            user_id=LEAD.id,
            team_id=workspace.team_id,
            channel_id="C0ALL",
            response_url=f"{town.stage.address}/none",
        )
        said = answer.body
        assert "an NHS number" in said, (command, word)
        assert "999" not in said
    assert await rows_of(town.stage.database) == before
    await assert_no_trace(town, caplog.text)


async def test_who_looks_at_the_words_themselves_takes_over_none_of_them(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """They open their form with a note: which they are is said here, so that no other gets in by mistake."""
    caplog.set_level(logging.DEBUG)
    screening = {route for route, each in ROUTER.routes.items() if each.screens}
    assert screening == {
        ("command", "/peer schedule"),
        ("message_action", ids.SESSION_DISCUSS),
        ("message_action", ids.CONCERN_SHORTCUT),
        ("view_submission", ids.SETUP_DATA),  # whose contact may be a mailbox or a number
    }
    lead = town.lead
    await lead.say(ALL, WRITTEN)
    await lead.message_shortcut("Raise a concern", ALL, "pls discuss")
    assert "999" not in (await lead.modal()).text
    await lead.close()
    await lead.command(ALL, f"/peer schedule {WRITTEN}")
    form = await lead.modal()
    assert "an NHS number" in form.text
    assert "999" not in form.text
    await lead.close()
    await assert_no_trace(town, caplog.text)


async def test_an_action_out_of_a_message_about_a_patient_is_refused(town: Town) -> None:
    await town.lead.say(ALL, WRITTEN)
    await town.lead.message_shortcut("Record as action", ALL, "pls discuss")
    await town.lead.sees("an NHS number", channel=ALL)
    assert not await town.lead.has_modal()


async def test_what_only_travels_along_reaches_no_handler(town: Town) -> None:
    """A button in a form, and closing it: what was typed so far may become a draft."""
    heard: list[Any] = []

    async def hear(ack: Any, body: Any) -> None:
        heard.append(body)
        await ack()

    router = town.stage.peerbot.router
    router.action("test_button")(hear)
    router.view_closed("test_form")(hear)
    router.options("test_menu")(hear)
    view = view_of("test_form", {"one": WRITTEN, "two": "falls"})
    pressed = [{"type": "button", "action_id": "test_button", "block_id": "b"}]
    await send(town, type="block_actions", view=view, actions=pressed)
    await send(town, type="view_closed", view=view_of("test_form", {"one": WRITTEN}))
    await send(town, type="block_suggestion", action_id="test_menu", value=WRITTEN)
    assert len(heard) == 3
    assert "999" not in str(heard)
    assert heard[0]["view"]["state"]["values"]["two"]["box"]["value"] == "falls"


def test_every_box_is_of_a_kind_that_is_looked_at() -> None:
    """Boxes are made by one builder, and only of kinds that the door knows."""
    kinds = {
        node.value
        for path in (*(ROOT / "bot" / "blocks").rglob("*.py"), *(ROOT / "handlers").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.endswith("_input") and node.value != "file_input"
    }
    assert kinds <= {*BOXES, "number_input"}
    assert kinds


# ---- real forms, as people meet them


async def open_session(town: Town) -> Person:
    await town.lead.command(ALL, "/peer schedule")
    return town.lead


async def open_questions(town: Town) -> Person:
    await town.manager.command(ALL, "/pulse questions")
    return town.manager


async def open_action(town: Town) -> Person:
    await begun(town)
    gp = town.person(GPS[0])
    await gp.press("Record an action", channel=ALL)
    return gp


async def open_ballot(town: Town) -> Person:
    manager = town.manager
    await manager.command(ALL, "/pulse new")
    await manager.choose("Questions", "Feedback on a peer session")
    await manager.submit()
    await manager.submit()
    await manager.close()
    await town.settle()
    gp = town.person(GPS[0])
    await gp.press("Answer", channel=ALL)
    return gp


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("opened", [open_session, open_questions, open_action, open_ballot])
async def test_each_box_of_a_real_form_refuses_it_and_keeps_nothing(
    town: Town, opened: Callable[[Town], Awaitable[Person]], caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever boxes the form has, and whatever its other fields want."""
    person = await opened(town)
    caplog.set_level(logging.DEBUG)
    view = await person._top()
    boxes = [
        each["label"]["text"]
        for each in view["blocks"]
        if each["type"] == "input" and each["element"]["type"] in BOXES
    ]
    assert boxes
    for box in boxes:
        await person.fill(box, WRITTEN)
    errors = await send(
        town, type="view_submission", view={**view, "state": {"values": as_typed(view)}}
    )
    assert len(orjson.loads(errors.body)["errors"]) == len(boxes)
    await assert_no_trace(town, caplog.text)


def as_typed(view: Mapping[str, Any]) -> dict[str, Any]:
    """The state of the form as Slack sends it when its boxes are filled."""
    return {
        each["block_id"]: {
            each["element"]["action_id"]: {"type": each["element"]["type"], "value": WRITTEN}
        }
        for each in view["blocks"]
        if each["type"] == "input" and each["element"]["type"] in BOXES
    }


async def test_a_gp_reads_under_the_box_what_to_do(town: Town) -> None:
    lead = town.lead
    await lead.command(ALL, "/peer schedule")
    await lead.fill("Topic", WRITTEN)
    errors = await lead.submit_refused()
    assert errors["Topic"] == (
        "This looks as if it has an NHS number in it. Please take it out: nothing that could "
        "identify a person belongs here. Nothing was saved."
    )
    await lead.fill("Topic", "Falls")
    assert "Falls" in str((await lead.modal()).fields)


async def test_a_session_about_falls_is_set_up_as_ever(town: Town) -> None:
    await set_up(town)
    await town.person(GPS[0]).sees("invites you", channel="Peerbot")


# ---- postcodes of practices are public


async def test_a_practices_postcode_in_the_register_passes(town: Town) -> None:
    typed = {"one": "We meet at LS6 2AB, and LS6 2AD is refused"}
    answer = await send(town, type="view_submission", view=view_of(VIEWS[0], typed))
    assert "a full postcode" in orjson.loads(answer.body)["errors"]["one"]
    practice = Organisation("B86001", Kind.PRACTICE, "Five Oaks", "LS6 2AB", None, None)
    async with town.stage.database.transaction() as session:
        store = OrganisationStore(session, town.stage.peerbot.services.workspace.id)
        await store.put(Register({"B86001": practice}, ()), TUESDAY)
    screening = town.stage.peerbot.services.screening
    assert await screening.found({"one": "We meet at LS6 2AB"}) == {}
    assert set(await screening.found(typed)) == {"one"}
