"""The demo's story, as ``peerbot demo --play`` acts it, on PostgreSQL as well (CI plays it on SQLite)."""

import pytest

from bot.charts import ChartPool
from bot.demo.people import GPS, LEAD
from bot.demo.stage import A_TUESDAY, stage
from bot.demo.story import Story
from tests.services.test_rights import STAYING, naming


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_story_is_as_it_should_be(
    database_url: str, charts: ChartPool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(database_url, charts, begins=A_TUESDAY) as set_stage:
        status = await Story(set_stage).act()
        said = capsys.readouterr().out
        assert status == 0, said[-3000:]
        # And after it whoever was in all of it can be forgotten: nothing but what was said stays.
        for someone in (LEAD, GPS[0], GPS[8]):
            assert await naming(set_stage.database, someone.id)
            await set_stage.peerbot.services.rights.forgetting.ask(someone.id)
            await set_stage.peerbot.tick()
            await set_stage.peerbot.drained()
            assert await naming(set_stage.database, someone.id) <= STAYING


async def test_the_story_notices_when_something_is_not_as_it_should_be(
    database_url: str, charts: ChartPool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(database_url, charts, begins=A_TUESDAY) as set_stage:
        set_stage.slack.workspace().channels["C0ALL"].members.clear()
        status = await Story(set_stage).act()
    assert status == 1
    assert "Not as it should be" in capsys.readouterr().out
