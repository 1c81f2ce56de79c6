"""The log, at its chattiest, has nothing that says who answered or what."""

import logging

import pytest
from sqlalchemy import select, text

from bot.demo.people import GPS
from bot.domain.questions import Agreement
from bot.logs import keep_libraries_quiet
from bot.playground.person import DidNotWork
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
