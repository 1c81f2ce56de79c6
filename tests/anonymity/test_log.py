"""The log, at its chattiest, has nothing that says who answered or what."""

import logging

import pytest
from sqlalchemy import select, text

from bot.demo.people import EVERYBODY, GPS, LEADERS, MANAGER
from bot.domain.delivery import State as Delivery
from bot.domain.questions import Agreement
from bot.logs import keep_libraries_quiet
from bot.playground.faults import Kind
from bot.playground.person import DidNotWork
from bot.services.pulse.files import FileKind
from storage.schema.delivery import DeliveryRow
from storage.schema.pulse import BallotRow
from tests.handlers.test_pulse import CHANNEL, answer, open_pulse
from tests.support.town import Town


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_the_log_at_debug_has_neither_who_nor_what(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    keep_libraries_quiet()  # as every way of starting Peerbot does
    caplog.set_level(logging.DEBUG)
    await open_pulse(town)
    for gp, said in zip(GPS, ("Agree", "Strongly disagree", "Don’t know"), strict=False):
        await answer(town, gp, said)
    await answer(town, GPS[0], "Disagree")
    async with town.stage.database.reading() as session:
        keys = (await session.scalars(select(BallotRow.key))).all()
    await town.later(days=8)

    logged = "\n".join(f"{each.name} {each.getMessage()}" for each in caplog.records)
    assert "pulse_closed round=1" in logged  # it is the log of all this
    for each in GPS:
        assert each.id not in logged
        assert each.name not in logged
    for answered in Agreement:
        assert answered.words not in logged
        assert f"'{answered}'" not in logged
    for key in keys:
        assert key.hex() not in logged
        assert repr(key) not in logged


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_failing_statement_is_logged_without_what_was_in_it(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of the database is logged with its statement, but not with member, key or answer."""
    await open_pulse(town)
    async with town.stage.database.connection() as connection:
        await connection.execute(text("ALTER TABLE pulse_ballot RENAME COLUMN sealed TO elsewhere"))
    gp = town.person(GPS[0])
    caplog.set_level(logging.DEBUG, logger="bot")
    with pytest.raises(DidNotWork):
        await gp.press("Answer", channel=CHANNEL)
    logged = "\n".join(logging.Formatter().format(each) for each in caplog.records)
    assert "handler_failed" in logged
    assert "pulse_ballot.sealed" in logged
    assert GPS[0].id not in logged
    assert "hide_parameters" in logged


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All of it, with tracebacks."""
    return "\n".join(f"{each.name} {logging.Formatter().format(each)}" for each in caplog.records)


async def ballot_keys(town: Town) -> list[bytes]:
    async with town.stage.database.reading() as session:
        return list(await session.scalars(select(BallotRow.key)))


def assert_nobody_is_in(log: str, *texts: str, keys: list[bytes]) -> None:
    for each in EVERYBODY:
        assert each is MANAGER or each.id not in log
        assert each.name not in log
    for text_ in texts:
        assert text_ not in log
    for key in keys:
        assert key.hex() not in log
        assert repr(key) not in log


async def open_by_form(town: Town, questions: str) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    await manager.choose("Questions", questions)
    await manager.submit()
    await manager.sees("This is what they will see")
    await manager.submit()
    await manager.sees("Your pulse is on its way")
    await manager.close()
    await town.settle()


async def to_the_reminder(town: Town) -> None:
    await town.later(days=6, hours=3, minutes=31)
    await town.settle()


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_one_tap_and_reminders_leave_nobody_in_the_log(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """Those who tapped, those who were reminded, whose reminder failed, and who wants no more."""
    keep_libraries_quiet()
    caplog.set_level(logging.DEBUG)
    await open_by_form(town, "Temperature check, one tap")
    for gp, said in zip(GPS[:3], ("7", "3", "10"), strict=True):
        await town.person(gp).press(said, channel=CHANNEL)
        await town.person(gp).sees("your answer is recorded", channel=CHANNEL)
    await town.person(GPS[0]).press("4", channel=CHANNEL)
    town.stage.slack.faults.add(Kind.ERROR, "chat.postMessage", error="user_disabled")
    town.stage.slack.faults.add(Kind.ERROR, "conversations.open", error="user_disabled")
    await to_the_reminder(town)
    async with town.stage.database.reading() as session:
        rows = (await session.scalars(select(DeliveryRow))).all()
    states = {each.spot: each.state for each in rows if ":remind:" in each.key}
    assert len(states) == 22 - 3
    assert Delivery.FAILED in states.values()
    reminded = next(
        each for each in (*LEADERS, *GPS) if states.get(each.id) in (Delivery.SENT, Delivery.MERGED)
    )
    await town.person(reminded).press("No more reminders", channel="Peerbot")
    await town.person(reminded).press("9", channel="Peerbot")
    keys = await ballot_keys(town)
    assert len(keys) == 4
    await town.later(days=2)
    log = logged(caplog)
    assert "pulse_closed round=1" in log
    assert "delivery_refused" in log
    assert_nobody_is_in(log, "remind:U", "'7'", '"7"', "1 7", "1 10", keys=keys)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # whose driver says more
async def test_texts_cancelling_and_exports_leave_nobody_in_the_log(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """What was refused by the screening, what counted, what was cancelled, what was taken away."""
    keep_libraries_quiet()
    caplog.set_level(logging.DEBUG)
    manager = town.manager
    pulse = town.stage.peerbot.services.pulse
    said = {
        "session-useful": "agree",
        "session-open": "strongly_disagree",
        "session-next": "dont_know",
        "session-length": "c2",
    }
    keys: list[bytes] = []
    for number in (1, 2):
        await open_by_form(town, "Feedback on a peer session")
        for each in GPS[1:7]:
            answers = said | {"session-better": f"Begin at eight, {each.name}, zarquon"}
            await pulse.answering.cast_ballot(number, each.id, answers)
        if number == 1:
            keys += await ballot_keys(town)
            await pulse.tending.cancel(MANAGER.id, 1)
            await town.later(seconds=10)
    gp = town.person(GPS[0])
    await gp.press("Answer", channel=CHANNEL)
    for question, option in (
        ("The session was useful", "Agree"),
        ("I could speak openly", "Strongly disagree"),
        ("Do you know what your practice", "Yes"),
        ("How was its length?", "About right"),
    ):
        await gp.choose(question, option)
    await gp.fill("What would make the next one better?", "Ring 07700 900123, zarquon")
    assert await gp.submit_refused()
    await gp.fill("What would make the next one better?", "More tea, zarquon")
    await gp.submit()
    keys += await ballot_keys(town)
    assert len(keys) == 13
    await town.later(days=8)
    for kind in FileKind:
        await pulse.reading.ask_for_file(MANAGER.id, kind, 2)
    await town.settle()
    await manager.command(CHANNEL, "/pulse summary 2")
    await manager.sees("zarquon", channel=CHANNEL)  # what they wrote is in it
    log = logged(caplog)
    assert "pulse_cancelled round=1" in log
    assert "pulse_closed round=2" in log
    assert "screened kinds=" in log
    assert_nobody_is_in(
        log, "zarquon", "07700", "900123", "Begin at", "strongly_disagree", "c2", keys=keys
    )
