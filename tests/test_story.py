"""The demo's story says when something is wrong; tests/tenancy plays it on PostgreSQL, CI on SQLite."""

import pytest

from bot.charts import ChartPool
from bot.demo.stage import A_TUESDAY, stage
from bot.demo.story import Story


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_story_notices_when_something_is_not_as_it_should_be(
    database_url: str, charts: ChartPool, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(database_url, charts, begins=A_TUESDAY) as set_stage:
        set_stage.slack.workspace().channels["C0ALL"].members.clear()
        status = await Story(set_stage).act()
    assert status == 1
    assert "Not as it should be" in capsys.readouterr().out
