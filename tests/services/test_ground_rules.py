"""Ground rules on both databases: shown once before somebody's first session, as the body has them."""

import pytest

from bot.domain.arrangements import Arrangements
from bot.domain.sessions import GROUND_RULES, Answer
from bot.services.sessions import outgoing
from storage.people import PeopleStore
from tests.services import test_sessions
from tests.services.test_sessions import ANN, BEN, LEAD, OUTSIDER, Room, said

room = test_sessions.room
OWN = ("Phones away.", "We start & end on time.")


async def set_rules(room: Room, *rules: str) -> None:
    async with room.database.transaction() as session:
        await PeopleStore(session, room.context.workspace.id).arrange(
            Arrangements(ground_rules=rules)
        )


@pytest.mark.parametrize("answer", [Answer.YES, Answer.MAYBE])
async def test_they_are_shown_once_to_whoever_comes_for_the_first_time(
    room: Room, answer: Answer
) -> None:
    first, second = (await room.set_up(), await room.set_up(request="V2"))
    assert await room.service.rules.before_first(ANN, first) is None  # no answer yet
    await room.service.inviting.answer(ANN, first, answer)
    shown = await room.service.rules.before_first(ANN, first)
    assert shown is not None
    rules, session = shown
    assert rules == GROUND_RULES
    assert session.lead == LEAD
    assert await room.service.rules.before_first(ANN, first) is None
    await room.service.inviting.answer(ANN, second, Answer.YES)
    assert await room.service.rules.before_first(ANN, second) is None


async def test_whoever_does_not_come_is_not_bothered(room: Room) -> None:
    session_id = await room.set_up()
    await room.service.inviting.answer(BEN, session_id, Answer.NO)
    for anybody in (BEN, OUTSIDER):
        assert await room.service.rules.before_first(anybody, session_id) is None
    await room.service.inviting.answer(BEN, session_id, Answer.YES)
    assert await room.service.rules.before_first(BEN, session_id) is not None


async def test_the_bodys_own_are_what_everybody_sees(room: Room) -> None:
    await set_rules(room, *OWN)
    assert await room.service.rules.all() == OWN
    session_id = await room.begun()
    board = (await room.planned())[outgoing.key(session_id, outgoing.THREAD)]
    assert "Phones away." in said(board)
    assert "end on time" in said(board)
    assert GROUND_RULES[0] not in said(board)
    await set_rules(room)
    assert await room.service.rules.all() == GROUND_RULES
