"""What is followed up, as people meet it: actions to their end, and barriers to an answer."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from bot.demo.people import LEAD, LEADERS, MANAGER
from bot.playground.person import Person
from storage.schema import Base
from tests.handlers.test_sessions import (
    ALL,
    BOT,
    COMING,
    ELSEWHERE,
    SILENT,
    START,
    THREE,
    begun,
    sent,
    set_up,
    until,
)
from tests.support.town import Town

DUE = date(2026, 12, 29)  # the Tuesday after Christmas
NUDGED = datetime(2026, 12, 22, 8, 0, tzinfo=UTC)  # three working days before: 28 is a bank holiday
AUDIT = "Audit ten courses"


async def agreed(town: Town, what: str = AUDIT, due: date = DUE) -> Person:
    """Whoever came takes an action on, in a session that has begun."""
    await begun(town)
    gp = town.person(COMING)
    await gp.press("Record an action", channel=ALL)
    await gp.fill("What will be done?", what)
    await gp.fill("By when?", due)
    await gp.submit()
    await town.settle()
    return gp


async def test_an_action_from_agreed_to_kept_on_the_next_agenda(town: Town) -> None:
    gp = await agreed(town)
    before = await gp.see(ALL, thread="[Record an action]")
    await until(town, NUDGED - timedelta(minutes=1))
    await gp.does_not_see("How is it going?", channel=BOT)
    await until(town, NUDGED)
    nudge = await gp.sees("How is it going?", channel=BOT)
    assert f"{AUDIT}\nYou took this on in the peer session on Falls; it is due Tue 29 Dec." in nudge
    await gp.press("Remind me later", channel=BOT)
    await town.settle()
    await gp.sees("I will remind you on Tue 29 Dec 2026.", channel=BOT)
    await until(town, datetime(2026, 12, 29, 8, 0, tzinfo=UTC))
    again = await gp.sees("it is due today", channel=BOT)
    assert AUDIT in again

    await gp.press("Kept", channel=BOT, message_containing="due today")
    await town.settle()
    await gp.does_not_see("I will remind you on", channel=BOT)
    assert sum(f"Kept: {AUDIT}. Thank you." in each for each in await gp.see(BOT)) == 2
    after = await gp.see(ALL, thread="[Record an action]")
    assert [each for each in after if "Did you meet?" not in each] == before
    await until(town, datetime(2027, 2, 1, 12, 0, tzinfo=UTC))
    await gp.does_not_see("How is it going?", channel=BOT)
    await gp.command(ALL, "/peer actions")
    await gp.sees("No actions are open", channel=ALL)


async def test_last_times_action_is_kept_in_the_thread_of_the_next_session(town: Town) -> None:
    await agreed(town, due=date(2027, 2, 2))
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "falls")
    await town.lead.fill("Date", date(2026, 12, 15))
    await town.lead.choose("Practices", *THREE)
    await sent(town)
    await until(town, START + timedelta(days=14))
    colleague = town.person(SILENT)
    seen = await colleague.sees("Open actions from last time", channel=ALL)
    assert AUDIT in seen
    await colleague.press("Kept", channel=ALL, message_containing="Open actions from last time")
    await colleague.sees(f"Kept: {AUDIT}. Thank you.", channel=ALL)
    await town.settle()
    await colleague.does_not_see("Open actions from last time", channel=ALL)


async def test_a_barrier_is_raised_from_the_board(town: Town) -> None:
    await begun(town)
    gp = town.person(COMING)
    await gp.press("A barrier for the body", channel=ALL)
    assert "From which session?" not in (await gp.modal()).fields
    await gp.fill("What stands in the way?", WAIT)
    await gp.submit()
    await town.settle()
    await town.manager.sees(WAIT, channel=BOT)


async def test_what_is_not_settled_is_asked_about_once_more_and_then_only_listed(
    town: Town,
) -> None:
    gp = await agreed(town)
    await until(town, datetime(2027, 1, 5, 8, 0, tzinfo=UTC))
    nudge = await gp.sees("Is it still going?", channel=BOT)
    assert "it was due Tue 29 Dec 2026, a week ago." in nudge
    assert "I will not ask again" in nudge
    before = len(await gp.see(BOT))
    await until(town, datetime(2027, 2, 16, 12, 0, tzinfo=UTC))
    assert len(await gp.see(BOT)) == before
    await gp.command(ALL, "/peer actions")
    await gp.sees("due Tue 29 Dec 2026, 7 weeks ago: still going?", channel=ALL)


async def test_an_action_is_changed_in_the_list_and_the_new_one_takes_its_place(town: Town) -> None:
    gp = await agreed(town)
    await gp.command(ALL, "/peer actions")
    await gp.press("Changed", channel=ALL)
    form = await gp.modal()
    assert form.fields["What will be done instead?"] == AUDIT
    await gp.fill("What will be done instead?", "Ring Mr Smith 72")
    assert "a name with an age" in (await gp.submit_refused())["What will be done instead?"]
    await gp.fill("What will be done instead?", "Audit five courses")
    await gp.fill("How will we know that it helped?", "Fewer repeats")
    await gp.fill("By when?", date(2027, 1, 12))
    await gp.submit()
    await town.settle()
    seen = await gp.sees("Changed: thank you. It is now “Audit five courses”", channel=ALL)
    assert "Audit five courses\nGreenside Health Centre, due Tue 12 Jan 2027" in seen
    assert "How we would know: Fewer repeats" in seen
    assert AUDIT not in seen
    await until(town, datetime(2027, 1, 7, 8, 0, tzinfo=UTC))
    await gp.sees("Audit five courses\nYou took this on", channel=BOT)
    await gp.does_not_see(f"{AUDIT}\nYou took this on", channel=BOT)


async def test_an_action_is_dropped_with_or_without_a_reason(town: Town) -> None:
    gp = await agreed(town)
    await gp.command(ALL, "/peer actions")
    await gp.press("Dropped", channel=ALL)
    await gp.fill("Why? A sentence, if you like", "Call 07700 900123")
    assert "a phone number" in (await gp.submit_refused())["Why? A sentence, if you like"]
    await gp.fill("Why? A sentence, if you like", "")
    await gp.submit()
    await gp.sees(f"Dropped: {AUDIT}. Thank you for saying so", channel=ALL)
    await gp.sees("No actions are open", channel=ALL)


async def test_the_list_has_mine_then_my_practices_then_those_of_others(town: Town) -> None:
    gp = await agreed(town)
    await gp.press("Record an action", channel=ALL)
    await gp.fill("What will be done?", "Share the leaflet")
    await gp.choose("Who will do it?", LEADERS[1].name)
    await gp.choose("For which practice?", "Ivy Bank Surgery")
    await gp.submit()
    await town.settle()
    await gp.command(ALL, "/peer actions")
    seen = await gp.sees("Your actions", channel=ALL)
    assert seen.index("Your actions") < seen.index(AUDIT) < seen.index("Other actions")
    assert "Other actions" in seen
    await town.lead.command(ALL, "/peer actions")
    assert "Your actions" not in await town.lead.sees("Other actions", channel=ALL)
    elsewhere = town.person(ELSEWHERE)
    await elsewhere.command(ALL, "/peer actions")
    await elsewhere.sees("No actions are open", channel=ALL)


# ---- barriers

WAIT = "Physiotherapy takes 14 weeks"
ANSWER = "Two more sessions a week from January"


async def raised(town: Town) -> Person:
    await begun(town)
    gp = town.person(COMING)
    await gp.command(ALL, "/peer barriers")
    await gp.sees("No barriers wait for an answer", channel=ALL)
    await gp.press("Raise a barrier", channel=ALL)
    form = await gp.modal()
    assert form.fields["Who should answer?"] == MANAGER.name
    assert form.fields["Answer by"] == "2026-12-29"
    await gp.fill("What stands in the way?", "NHS 943 476 5919 waits")
    assert "an NHS number" in (await gp.submit_refused())["What stands in the way?"]
    await gp.fill("What stands in the way?", WAIT)
    await gp.fill("Answer by", date(2027, 3, 31))
    assert "three months" in (await gp.submit_refused())["Answer by"]
    await gp.fill("Answer by", DUE)
    await gp.submit()
    await town.settle()
    assert "Sent to @" in str(await gp.modal())
    await gp.close()
    return gp


async def test_a_barrier_from_raised_to_the_answer_in_the_thread(town: Town) -> None:
    gp = await raised(town)
    asked = await town.manager.sees(WAIT, channel=BOT)
    assert "A barrier from the peer session on Falls" in asked
    assert COMING.name not in asked
    await town.manager.open_home()
    await town.manager.sees("a barrier for you to answer", home=True)
    for person in (town.lead, town.manager, gp):
        await person.command(ALL, "/peer barriers")
        seen = await person.sees("Waiting for an answer", channel=ALL)
        assert f"With @{MANAGER.name}, raised today; an answer hoped for by Tue 29 Dec." in seen
    elsewhere = town.person(ELSEWHERE)
    await elsewhere.command(ALL, "/peer barriers")
    await elsewhere.does_not_see(WAIT, channel=ALL)

    await until(town, NUDGED)
    await town.manager.sees("A reminder, the only one", channel=BOT)
    await town.manager.press("Reply", channel=BOT, message_containing="A reminder")
    await town.manager.fill("Your answer", ANSWER)
    await town.manager.submit()
    await town.settle()
    replies = await gp.see(ALL, thread="[Record an action]")
    assert f"You said:\n{WAIT}" in replies[-1].replace(">", "")
    assert f"They answered (@{MANAGER.name}):\n{ANSWER}" in replies[-1].replace(">", "")
    await town.manager.close()
    done = [each for each in await town.manager.see(BOT) if "has answered this barrier" in each]
    assert len(done) == 2  # the question and the reminder
    await gp.command(ALL, "/peer barriers")
    assert ANSWER in await gp.sees("Answered lately", channel=ALL)
    await town.manager.open_home()
    assert "a barrier for you" not in await town.manager.home()


async def test_who_raised_it_is_nowhere_in_the_database(town: Town) -> None:
    before = await rows_with(town, COMING.id)
    await raised(town)
    assert await rows_with(town, WAIT)
    # Nothing that was written names them but what the session had of them before.
    new = await rows_with(town, COMING.id) - before
    assert all("peer_session" in each or "session:" in each for each in new)
    assert not any("barrier" in each or WAIT in each for each in new)


async def rows_with(town: Town, words: str) -> set[str]:
    """Every row of the database with these words in it, after the name of its table."""
    found = set()
    async with town.stage.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            rows = await session.execute(text(f'SELECT * FROM "{table.name}"'))
            found |= {f"{table.name}: {row}" for row in rows if words in str(row)}
    return found


async def test_a_barrier_is_passed_on_and_goes_to_another_when_an_account_is_off(
    town: Town,
) -> None:
    await raised(town)
    await town.manager.press("Pass on", channel=BOT)
    await town.manager.choose("Who should answer?", LEAD.name)
    await town.manager.submit()
    await town.settle()
    assert f"is with @{LEAD.name} now" in await town.manager.sees(WAIT, channel=BOT)
    await town.lead.sees(f"@{MANAGER.name} has passed it on to you", channel=BOT)
    await town.lead.press("Pass on", channel=BOT)
    await town.lead.choose("Who should answer?", MANAGER.name)
    await town.lead.submit()
    await town.settle()
    asked = [each for each in await town.manager.see(BOT) if "Please answer by" in each]
    assert len(asked) == 1
    assert f"@{LEAD.name} has passed it on to you" in asked[0]


async def test_a_session_that_has_not_begun_has_no_barriers(town: Town) -> None:
    await set_up(town)
    await town.lead.command(ALL, "/peer barriers")
    await town.lead.does_not_see("Raise a barrier", channel=ALL)
    assert town.stage.clock.now() < START


# ---- for leads and managers


async def test_leads_and_managers_see_the_numbers_and_others_learn_who_may(town: Town) -> None:
    await agreed(town)
    await town.later(hours=2)
    for person in (town.lead, town.manager):
        await person.command(ALL, "/peer summary")
        seen = await person.sees("Peer sessions, Jan to Dec 2026", channel=ALL)
        assert "Sessions: 0 held of 1 planned; 1 not known." in seen
        assert "Not yet reached:" in seen
        assert "Actions: 1 agreed: 0 kept, 0 changed, 0 dropped and 1 open." in seen
        assert "By quarter" in seen
        await person.command(ALL, "/peer summary this quarter")
        await person.sees("Peer sessions, Oct to Dec 2026", channel=ALL)
    await town.lead.command(ALL, "/peer summary tomorrow")
    await town.lead.sees("for the last four quarters, and", channel=ALL)
    gp = town.person(COMING)
    for word in ("summary", "export"):
        await gp.command(ALL, f"/peer {word}")
        await gp.sees("you need to be a", channel=ALL)


async def test_the_tables_come_as_files_in_ones_messages(town: Town) -> None:
    await agreed(town)
    await town.manager.command(ALL, "/peer export")
    await town.manager.sees("The tables are on their way", channel=ALL)
    await town.settle()
    seen = "\n".join(await town.manager.see(BOT))
    for title in ("Peer sessions", "Actions of peer sessions", "Barriers of peer sessions"):
        assert f"{title}: a table (CSV)" in seen


async def test_a_manager_sees_what_is_to_come_with_nothing_to_press(town: Town) -> None:
    await set_up(town)
    await town.manager.command(ALL, "/peer list")
    seen = await town.manager.sees("Peer sessions to come", channel=ALL)
    assert "Falls\nTue 1 Dec 2026 at 13:00" in seen
    assert "[" not in seen


async def test_the_list_has_what_goes_on_and_what_is_over(town: Town) -> None:
    await begun(town)
    gp = town.person(COMING)
    await gp.command(ALL, "/peer list")
    seen = await gp.sees("Going on now", channel=ALL)
    assert "Falls, Tue 1 Dec 2026 at 13:00, in #all-practices" in seen
    await town.later(hours=1)
    await town.manager.command(ALL, "/peer list")
    seen = await town.manager.sees("Lately", channel=ALL)
    assert "whether you met is not known yet" in seen
    await town.person(ELSEWHERE).command(ALL, "/peer list")
    await town.person(ELSEWHERE).does_not_see("Lately", channel=ALL)
