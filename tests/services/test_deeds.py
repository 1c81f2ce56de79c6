"""The table of rights, walked: what guards each deed lets in exactly those whom the table names."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.comparisons.challenges import who_answers
from bot.domain.comparisons.monthly import SnippetPlan, may_stop
from bot.domain.deeds import MAY, Deed, may
from bot.domain.people import Member, Role
from bot.domain.sessions import Proposal
from bot.domain.sessions.finding import AsksIn
from bot.errors import NotAllowed, PeerbotError
from bot.services.factory import Services
from storage.database import Database
from storage.sessions.drafts import DraftStore
from storage.sessions.rows import proposal_json
from tests.support.people import PRACTICES, member
from tests.support.pulse import LEADERS, MEMBERS, House, furnish

PEOPLE = {role: Member(f"U0{role.upper()}", PRACTICES[0], frozenset({role})) for role in Role}
STRANGER = "U0STRANGER"  # no member
ORGANISER = Member("U0OTHER", PRACTICES[1], frozenset({Role.LEAD}))
NONE_SUCH = 999_999
NOON = datetime(2026, 12, 8, 13, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """A house with a pulse and a vote on times that somebody else looks after."""

    house: House
    round_id: int
    poll_id: int

    @property
    def services(self) -> Services:
        return self.house.services


Guard = Callable[[Scene, str], Awaitable[object]]
"""Does a deed as somebody, or begins to: NotAllowed is a refusal, any other sentence is not."""


async def answers_challenges(scene: Scene, user: str) -> None:
    known = await scene.services.people.member(user)
    if not who_answers(None, [known] if known else [], "U0ASKER"):
        raise NotAllowed("nobody answers")


async def stops_monthly(scene: Scene, user: str) -> None:
    plan = SnippetPlan(1, "C1", ("key",), ORGANISER.slack_user_id, NOON)
    if not may_stop(plan, user, await scene.services.people.member(user)):
        raise NotAllowed("is not theirs")


async def drops_file(scene: Scene, user: str) -> None:
    await scene.services.comparisons.dropping.take(f"Ev{user}", user, [("F1", "a.csv")])
    if f"dropped:Ev{user}:refused" in await scene.house.planned():
        raise NotAllowed("is told who can")


GUARDS: dict[Deed, Guard] = {
    Deed.START_PULSE: lambda at, user: at.services.pulse.opening.require_organiser(user),
    Deed.WRITE_QUESTIONS: lambda at, user: at.services.pulse.question_sets.save(user, "", []),
    Deed.SEE_PULSES: lambda at, user: at.services.pulse.tending.overview(user),
    Deed.SEE_SUMMARY: lambda at, user: at.services.pulse.reading.pull_summary(user),
    Deed.TAKE_OVER_PULSE: lambda at, user: at.services.pulse.tending.round_to_tend(
        user, at.round_id, "close it"
    ),
    Deed.POST_FIGURES: lambda at, user: at.services.comparisons.posting.post_snippet(
        "none such", "C1", "V1", user
    ),
    Deed.NAME_INDICATORS: lambda at, user: at.services.comparisons.editing.to_edit(user, "none"),
    Deed.POST_MONTHLY: lambda at, user: at.services.comparisons.monthly.offer(user),
    Deed.STOP_MONTHLY: stops_monthly,
    Deed.ANSWER_CHALLENGES: answers_challenges,
    Deed.DROP_FILE: drops_file,
    Deed.UNDO_IMPORT: lambda at, user: at.services.comparisons.dropping.ask_to_undo(user, 1),
    Deed.SET_UP_SESSION: lambda at, user: at.services.sessions.setting_up.prepare(user),
    Deed.MATCH: lambda at, user: at.services.sessions.matching.prepare(user, None),
    Deed.FIND_TIME: lambda at, user: at.services.sessions.finding.prepare(user),
    Deed.DECIDE_VOTE: lambda at, user: at.services.sessions.finding.to_extend(user, at.poll_id),
    Deed.MOVE_SESSION: lambda at, user: at.services.sessions.changing.prepare(
        user, NONE_SUCH, Deed.MOVE_SESSION
    ),
    Deed.CANCEL_SESSION: lambda at, user: at.services.sessions.changing.cancel(user, NONE_SUCH),
    Deed.CHOOSE_FACILITATOR: lambda at, user: at.services.sessions.changing.choose_facilitator(
        user, NONE_SUCH, None
    ),
    Deed.END_SERIES: lambda at, user: at.services.sessions.setting_up.series.end(user, NONE_SUCH),
    Deed.TAKE_CALENDAR_FILE: lambda at, user: at.services.sessions.calendars.ask_for_guest_file(
        user, NONE_SUCH
    ),
    Deed.OVERSEE_SESSIONS: lambda at, user: at.services.sessions.overseeing.summary(user),
    Deed.EXPORT_SESSIONS: lambda at, user: at.services.sessions.overseeing.ask_for_tables(user),
    Deed.SET_UP: lambda at, user: at.services.setting_up.look(user),
    Deed.GIVE_ROLES: lambda at, user: at.services.roles.giving.check(user),
    Deed.CONFIRM_PEOPLE: lambda at, user: at.services.joining.correcting.prepare(
        user, LEADERS[0].slack_user_id
    ),
    Deed.SEE_MESSAGES: lambda at, user: at.services.messages.overview(user, 1),
    Deed.SEE_AUDIT: lambda at, user: at.services.rights.auditing.look(user),
    Deed.SEE_RETENTION: lambda at, user: at.services.retention.look(user),
}
# Nobody is refused a list: these see what is of others in it as well. What is shown to whom is held by
# tests/services/test_comparisons_challenges.py and tests/services/test_sessions_following.py.
SHOWS_MORE = {Deed.SEE_CHALLENGES, Deed.ANSWER_BARRIERS}
FOR_ANYBODY = {
    Deed.ANSWER_PULSE,
    Deed.COMPARE,
    Deed.TAKE_PART,
    Deed.KEEP_NOTES,
    Deed.SAY_PRACTICE,
    Deed.SET_TIMES,
    Deed.READ_PRIVACY,
    Deed.SEE_MY_DATA,
    Deed.BE_FORGOTTEN,
    Deed.RAISE_CONCERN,
}


def test_every_deed_has_its_guard_or_is_for_anybody() -> None:
    assert GUARDS.keys() | FOR_ANYBODY | SHOWS_MORE == set(Deed)
    assert {deed for deed in Deed if not MAY[deed]} == FOR_ANYBODY


async def set_scene(database: Database) -> Scene:
    house = await furnish(database, ORGANISER, *LEADERS, *MEMBERS, *PEOPLE.values())
    # Opened by the manager of the house, who is none of those who try.
    round_ = await house.open(*LEADERS, *MEMBERS)
    services = house.services
    proposal = Proposal("Falls", (PRACTICES[0].ods_code, PRACTICES[2].ods_code), "C1", NOON, 45)
    async with database.transaction() as session:
        drafts = DraftStore(session, services.workspace.id)
        kept = {"proposal": proposal_json(proposal)}
        await drafts.put(ORGANISER.slack_user_id, kept, house.clock.now())
    times = [NOON, NOON + timedelta(days=1)]
    poll_id = await services.sessions.finding.ask(
        ORGANISER.slack_user_id, "V1", times, AsksIn.MESSAGES
    )
    assert poll_id is not None
    return Scene(house, round_.id, poll_id)


async def lets_in(guard: Guard, scene: Scene, user: str) -> bool:
    try:
        await guard(scene, user)
    except NotAllowed:
        return False
    except PeerbotError:
        pass  # there is nothing to do it to, which only those hear who may
    return True


async def test_each_deed_is_open_to_those_whom_the_table_names_and_to_nobody_else(
    database: Database,
) -> None:
    scene = await set_scene(database)
    wrong = [
        f"{who}: {deed}"
        for deed, guard in GUARDS.items()
        for who, known in [("no member", None), *PEOPLE.items()]
        if await lets_in(guard, scene, known.slack_user_id if known else STRANGER)
        != may(known, deed)
    ]
    assert wrong == []


async def test_a_refusal_says_which_role_is_needed_and_who_has_it(database: Database) -> None:
    house = await furnish(database, PEOPLE[Role.ADMINISTRATOR], member(1))
    with pytest.raises(NotAllowed) as refused:
        await house.services.people.require("U001", Deed.MATCH)
    assert str(refused.value) == (
        "To match practices you need to be a clinical lead or administrator. You could ask "
        "<@U0ADMINISTRATOR>."
    )
