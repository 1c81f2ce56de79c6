"""Person: finds things by the words on them, and says what was there when it does not find them."""

import asyncio

import pytest

from bot.playground.person import FieldErrors, NotVisible, Person
from tests.playground.conftest import World
from tests.playground.kit import actions, button, input_, modal, radio, section, static_select


async def post(world: World, *blocks: object, where: str = "") -> None:
    channel = where or world.general.id
    said = {"channel": channel, "text": "x", "blocks": list(blocks)}
    answer = await world.api("chat.postMessage", None, **said)
    assert answer["ok"], answer


async def open_modal(world: World, view: object) -> None:
    async def answer(said: dict[str, str]) -> None:
        await world.client.views_open(trigger_id=said["trigger_id"], view=view)  # type: ignore[arg-type]

    world.bot.on("command", answer)
    await world.person("Amira").command("general", "/open")


async def test_a_missing_button_is_answered_with_those_there_are(world: World) -> None:
    await post(world, section("Poll"), actions(button("Agree", "1"), button("Disagree", "2")))
    amira = Person(world.url, "Amira", patience=0.05, client=world.http)
    with pytest.raises(NotVisible) as missing:
        await amira.press("Abstain", channel="general", message_containing="Poll")
    assert str(missing.value) == (
        "Amira sees no button [Abstain] in general in a message with 'Poll'; "
        "there is: [Agree] [Disagree]"
    )


async def test_a_missing_text_is_answered_with_what_there_is(world: World) -> None:
    amira = Person(world.url, "Amira", patience=0.05, client=world.http)
    await amira.say("general", "Good morning")
    with pytest.raises(NotVisible, match="no 'evening' in general; they see:\nGood morning"):
        await amira.sees("evening", channel="general")
    with pytest.raises(AssertionError, match="Amira sees 'morning', in:\nGood morning"):
        await amira.does_not_see("morning")
    with pytest.raises(NotVisible, match="no modal open"):
        await amira.submit()
    with pytest.raises(NotVisible, match="no conversation 'nowhere'; there are: general"):
        await amira.say("nowhere", "x")
    with pytest.raises(NotVisible, match="nobody called 'Zoe'"):
        await Person(world.url, "Zoe", client=world.http).look()


async def test_it_waits_for_what_is_on_its_way(world: World) -> None:
    async def later() -> None:
        await asyncio.sleep(0.05)
        await post(world, section("Here now"), actions(button("Go")))

    task = asyncio.create_task(later())
    await world.person("Amira").press("Go", channel="general", message_containing="Here now")
    await task
    assert world.bot.of("block_actions")


async def test_the_newest_message_counts_and_the_text_beside_tells_buttons_apart(
    world: World,
) -> None:
    for value in ("old", "new"):
        await post(
            world,
            section("Park Surgery", accessory=button("Edit", "a", value=f"{value} park")),
            section("Mill Lane", accessory=button("Edit", "a", value=f"{value} mill")),
        )
    await world.person("Amira").press("Edit", channel="general", beside="Mill Lane")
    assert world.bot.of("block_actions")[0]["actions"][0]["value"] == "new mill"


async def test_fields_are_found_by_their_label_or_enough_of_it(world: World) -> None:
    first, second = "Decisions reflect my views", "I can influence the work"
    view = modal(
        input_(first, radio("Agree", "Disagree"), "1"),
        input_(second, radio("Agree", "Disagree"), "2"),
        input_("Views", block_id="3", optional=True),
        section("Frequency", accessory=static_select("Weekly", "Monthly")),
    )
    await open_modal(world, view)
    amira = world.person("Amira")
    await amira.choose(first, "Agree")
    await amira.choose("influence", "Disagree")
    await amira.fill("Views", "none")
    await amira.choose("Frequency", "Monthly")
    shown = await amira.modal()
    assert shown.fields == {
        first: "Agree",
        second: "Disagree",
        "Views": "none",
        "Frequency": "Monthly",
    }
    assert shown.options[first] == ["Agree", "Disagree"]
    assert "(•) Agree  ( ) Disagree" in shown
    assert shown.submit == "Send"
    impatient = Person(world.url, "Amira", patience=0.05, client=world.http)
    with pytest.raises(NotVisible, match="no option 'Maybe'; there are: 'Agree', 'Disagree'"):
        await amira.choose(first, "Maybe")
    with pytest.raises(NotVisible, match="2 fields that 're' could mean"):
        await impatient.choose("re", "Agree")
    with pytest.raises(NotVisible, match="no field 'Nothing' anywhere; there is: 'Decisions"):
        await impatient.fill("Nothing", "x")


async def test_a_choice_can_be_cleared(world: World) -> None:
    await open_modal(world, modal(input_("Day", {"type": "datepicker", "action_id": "d"}, "1")))
    amira = world.person("Amira")
    await amira.fill("Day", "2026-11-24")
    assert (await amira.modal()).fields == {"Day": "2026-11-24"}
    await amira.fill("Day", None)
    with pytest.raises(FieldErrors, match="Day: Please complete"):
        await amira.submit()


async def test_a_refusal_that_does_not_come_is_a_failure(world: World) -> None:
    await open_modal(world, modal())
    with pytest.raises(AssertionError, match="it was accepted"):
        await world.person("Amira").submit_refused()


async def test_a_thread_is_read_and_written_by_its_first_message(world: World) -> None:
    amira, ben = world.person("Amira"), world.person("Ben")
    await amira.say("general", "Topic one")
    await amira.say("general", "Topic two")
    await ben.say("#general", "An answer", thread="Topic one")
    assert await amira.see("general", thread="Topic one") == ["An answer"]
    assert await amira.see("general", thread="Topic two") == []
    [first, second] = await amira.messages("general")
    assert (first.author, first.reply_count, second.reply_count) == ("Amira", 1, 0)
    with pytest.raises(NotVisible, match="Topic three"):
        await amira.see("general", thread="Topic three")


async def test_a_dm_is_called_by_the_others_name(world: World) -> None:
    await world.person("Amira").say("@Ben", "just us")
    assert await world.person("Ben").see("Amira") == ["just us"]
    assert await world.person("Carol").see("Amira") == []
