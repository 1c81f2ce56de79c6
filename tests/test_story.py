"""What can follow the demo's story; tests/tenancy plays it on PostgreSQL as well."""

from dataclasses import replace

import pytest

from bot.charts import ChartPool
from bot.demo.people import GPS, LEAD, LEADERS
from bot.demo.stage import A_TUESDAY, Stage, stage
from bot.demo.story import Story
from bot.domain.people import Role
from storage.people import PeopleStore
from tests.services.test_rights import STAYING, naming


async def make_another_lead(set_stage: Stage) -> None:
    """Else the only one could not go: somebody has to lead what is under way."""
    async with set_stage.database.transaction() as session:
        people = PeopleStore(session, set_stage.peerbot.services.workspace.id)
        member = await people.member(LEADERS[1].id)
        assert member is not None
        await people.put_members([replace(member, roles=member.roles | {Role.LEAD})])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_after_the_story_whoever_was_in_it_can_be_forgotten(
    database_url: str, charts: ChartPool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(database_url, charts, begins=A_TUESDAY) as set_stage:
        status = await Story(set_stage).act()
        said = capsys.readouterr().out
        assert status == 0, said[-3000:]
        # And after it whoever was in all of it can be forgotten: nothing but what was said stays.
        await make_another_lead(set_stage)
        for someone in (LEAD, GPS[0], GPS[8]):
            assert await naming(set_stage.database, someone.id)
            await set_stage.peerbot.services.rights.forgetting.ask(someone.id)
            await set_stage.peerbot.tick()
            await set_stage.peerbot.drained()
            assert await naming(set_stage.database, someone.id) <= STAYING


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_story_notices_when_something_is_not_as_it_should_be(
    database_url: str, charts: ChartPool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(database_url, charts, begins=A_TUESDAY) as set_stage:
        set_stage.slack.workspace().channels["C0ALL"].members.clear()
        status = await Story(set_stage).act()
    assert status == 1
    assert "Not as it should be" in capsys.readouterr().out
