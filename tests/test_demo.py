"""The demo can be tried at any hour: its clock begins where people may be written to."""

from datetime import UTC, datetime

import pytest

from bot.demo.stage import working_morning

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (NOON, NOON),
        (datetime(2026, 11, 24, 22, 0, tzinfo=UTC), datetime(2026, 11, 25, 10, 0, tzinfo=UTC)),
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 10, 0, tzinfo=UTC)),
        (datetime(2026, 12, 27, 9, 0, tzinfo=UTC), datetime(2026, 12, 29, 10, 0, tzinfo=UTC)),
        (datetime(2026, 6, 1, 3, 0, tzinfo=UTC), datetime(2026, 6, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_it_begins_now_or_on_the_next_working_day_at_ten(now: datetime, begins: datetime) -> None:
    assert working_morning(now) == begins
