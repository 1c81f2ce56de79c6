"""Messages that did not arrive, as those see them who can do something about it."""

from bot.demo.people import GPS, LEAD
from bot.domain.delivery import DirectMessage, Message, Post, Wave
from bot.domain.people import Member, Role
from bot.playground.faults import Kind
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from tests.support.town import Town

ALL, BOT = "#all-practices", "Peerbot"
ADMINISTRATOR = GPS[5]


async def make_administrator(town: Town) -> None:
    async with town.stage.database.transaction() as session:
        store = PeopleStore(session, town.stage.peerbot.services.workspace.id)
        await store.put_members(
            [Member(ADMINISTRATOR.id, None, frozenset({Role.ADMINISTRATOR}), None)]
        )


async def plan(town: Town, *messages: Post | DirectMessage, wave: Wave | None = None) -> None:
    async with town.stage.database.transaction() as session:
        store = DeliveryStore(session, town.stage.peerbot.services.workspace.id)
        await store.plan(*messages, now=town.stage.clock.now(), wave=wave)
    await town.settle()


def note(text: str = "The minutes are here.") -> Post:
    return Post("note", "C0ALL", Message(text), owner=LEAD.id, about="the minutes of the meeting")


async def test_its_owner_reads_why_and_sends_it_again(town: Town) -> None:
    town.stage.slack.faults.add(Kind.ERROR, "chat.postMessage", error="is_archived")
    await plan(town, note())
    said = await town.lead.sees("I could not send the minutes of the meeting", channel=BOT)
    assert "that channel is archived. When that is mended, press the button." in said
    await town.lead.press("Send it again", channel=BOT)
    await town.lead.sees("is on its way in #all-practices", channel=BOT)
    await town.settle()
    assert (await town.lead.see(ALL)).count("The minutes are here.") == 1


async def test_nobody_knows_whether_it_arrived_until_somebody_looks(town: Town) -> None:
    town.stage.slack.faults.add(Kind.SERVER_ERROR, "chat.postMessage", accept=True)
    await plan(town, note())
    await town.doubt_ends()
    await town.lead.sees("Slack did not say whether the minutes of the meeting", channel=BOT)
    await town.lead.press("It is there", channel=BOT)
    await town.lead.sees("Thank you: the minutes of the meeting is there", channel=BOT)
    await town.doubt_ends()
    assert (await town.lead.see(ALL)).count("The minutes are here.") == 1


async def test_it_can_be_left(town: Town) -> None:
    town.stage.slack.faults.add(Kind.ERROR, "chat.postMessage", error="is_archived")
    await plan(town, note())
    await town.lead.press("Leave it", channel=BOT)
    await town.lead.sees("All right: the minutes of the meeting will not be sent", channel=BOT)
    await town.settle()
    await town.lead.does_not_see("The minutes are here.", channel=ALL)


async def test_an_administrator_sees_all_of_it_and_others_are_told_who_may(town: Town) -> None:
    await make_administrator(town)
    town.stage.slack.faults.add(Kind.ERROR, "chat.postMessage", error="is_archived")
    await plan(town, note())
    administrator = town.person(ADMINISTRATOR)
    await administrator.command(ALL, "/peerbot messages")
    said = await administrator.sees("1 message did not arrive", channel=ALL)
    assert "the minutes of the meeting in #all-practices" in said
    await administrator.press("Send it again", channel=ALL)
    await administrator.sees("is on its way", channel=ALL)
    gp = town.person(GPS[0])
    await gp.command(ALL, "/peerbot messages")
    await gp.sees(
        f"you need to be an administrator. You could ask @{ADMINISTRATOR.name}", channel=ALL
    )


async def test_when_all_has_arrived_it_says_so(town: Town) -> None:
    await make_administrator(town)
    administrator = town.person(ADMINISTRATOR)
    await administrator.command(ALL, "/peerbot messages")
    await administrator.sees("Every message has arrived", channel=ALL)


async def test_a_wave_is_stopped_with_a_button(town: Town) -> None:
    await make_administrator(town)
    tomorrow = town.stage.clock.now().replace(hour=22)
    async with town.stage.database.transaction() as session:  # at night, so that it waits
        await DeliveryStore(session, town.stage.peerbot.services.workspace.id).plan(
            *(
                DirectMessage(each.id, each.id, Message("Please come."), unasked=True)
                for each in GPS
            ),
            now=tomorrow,
            wave=Wave("wave", "Invitations to the summer party", LEAD.id),
        )
    administrator = town.person(ADMINISTRATOR)
    await administrator.command(ALL, "/peerbot messages")
    await administrator.sees(f"0 of {len(GPS)} sent, {len(GPS)} to go", channel=ALL)
    await administrator.press("Stop sending", channel=ALL)
    await administrator.sees(f"Stopped: {len(GPS)} messages of “Invitations", channel=ALL)
    await town.later(days=2)
    await town.person(GPS[0]).does_not_see("Please come.", channel=BOT)


async def test_the_owner_of_a_wave_hears_once_what_did_not_arrive(town: Town) -> None:
    gone = town.stage.slack.workspace().users[GPS[1].id]
    gone.deleted = True
    messages = [DirectMessage(each.id, each.id, Message("Please come.")) for each in GPS[:4]]
    await plan(town, *messages, wave=Wave("wave", "Invitations to the party", LEAD.id))
    await town.settle()
    told = [each for each in await town.lead.see(BOT) if "Invitations to the party" in each]
    assert len(told) == 1
    assert "3 arrived, and 1 message has not" in told[0]


async def test_two_prompts_at_one_time_are_one_message(town: Town) -> None:
    """Both planned at night, for the next morning."""
    night = town.stage.clock.now().replace(hour=22)
    for number in range(2):
        async with town.stage.database.transaction() as session:
            await DeliveryStore(session, town.stage.peerbot.services.workspace.id).plan(
                DirectMessage(f"n{number}", GPS[0].id, Message(f"Note {number}"), unasked=True),
                now=night,
            )
    await town.later(days=1)
    (seen,) = await town.person(GPS[0]).see(BOT)
    assert "Note 0" in seen
    assert "Note 1" in seen
