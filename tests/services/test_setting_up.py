"""Setting a group up, on both databases: what is kept, what is refused, what the register brings."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update

from bot.blocks import ids
from bot.directory import Profile
from bot.domain.arrangements import Body, BodyKind, Part
from bot.domain.bodies import mark
from bot.domain.people import Member, Practice, Role, Workspace
from bot.domain.questions import SESSION_FEEDBACK
from bot.domain.sessions import Format, State
from bot.domain.setting_up import Step
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.factory import Factory, NoCharts, Services
from bot.services.setting_up.practices import read_body_code
from bot.sources.fetching import Fetcher, Outside, client
from bot.sources.people import PeopleFile
from bot.sources.sites import sites_at
from storage.database import Database
from storage.delivery.rows import delivery_of
from storage.people import PeopleStore, workspace_of
from storage.schema.delivery import DeliveryRow
from storage.schema.journal import AuditRow
from storage.schema.sessions import PeerSessionRow, SessionPracticeRow
from tests.support.acting import act
from tests.support.ods import BODY, CLINIC, CLOSED, HERE, MOVED, manchester, serve_register
from tests.support.people import PRACTICES
from tests.support.publisher import Publisher, QuickTime, publishing, refuses, sends_json
from tests.support.pulse import MEMBERS, House, Town, furnish

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
ADMIN = Member("U901", None, frozenset({Role.ADMINISTRATOR}), None)
LEAD = Member("U902", PRACTICES[0], frozenset({Role.GP, Role.LEAD}), None)
TODAY = date(2026, 11, 24)
OTHERS = SESSION_FEEDBACK.worded("Wold")


@dataclass
class Hall:
    """A workspace with an administrator and a lead, Slack, and ODS next door."""

    database: Database
    publisher: Publisher
    time: QuickTime
    factory: Factory
    services: Services
    slack: Town

    async def later(self, **by: float) -> None:
        self.time.moment += timedelta(**by)
        await act(self.database, self.time, self.factory.for_workspace)

    async def workspace(self) -> Workspace:
        async with self.database.reading() as session:
            return await workspace_of(session, self.services.workspace.id)

    async def audited(self) -> list[tuple[str, str]]:
        async with self.database.reading() as session:
            rows = await session.execute(
                select(AuditRow.deed, AuditRow.subject).order_by(AuditRow.id)
            )
            return [(deed, subject) for deed, subject in rows]

    async def told(self) -> list[str]:
        async with self.database.reading() as session:
            rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
            return [delivery_of(row).message.text for row in rows]

    async def practices(self) -> dict[str, Practice]:
        async with self.database.reading() as session:
            found = await PeopleStore(session, self.services.workspace.id).practices()
        return {each.ods_code: each for each in found}


@pytest.fixture
async def hall(database: Database, tmp_path: Path) -> AsyncIterator[Hall]:
    time_ = QuickTime(TUESDAY)
    async with client() as http, publishing() as publisher:
        http.timeout = httpx.Timeout(5)
        fetcher = Fetcher(http, tmp_path, time_.now, sleep=time_.sleep, monotonic=time_.monotonic)
        url = publisher.url
        outside = Outside(fetcher, sites_at(f"{url}ft/", f"{url}op/", url))
        slack = Town()
        factory = Factory(
            database,
            time_,
            parse_secrets(make_key()),
            NoCharts(),
            random.Random(1),
            slack=slack,
            outside=outside,
        )
        services = await factory.for_team("T1")
        async with database.transaction() as session:
            people = PeopleStore(session, services.workspace.id)
            await people.put_practices(PRACTICES[:1])
            await people.put_members([ADMIN, LEAD])
        yield Hall(database, publisher, time_, factory, services, slack)


# ---- who may, and what is left


async def test_only_managers_and_administrators_set_up(hall: Hall) -> None:
    setting_up = hall.services.setting_up
    for deed in (
        setting_up.look("U902"),
        setting_up.group("U902"),
        setting_up.describe("U902", Body(TODAY, "Wold"), "Europe/London"),
        setting_up.arranging.set_threshold("U902", 8),
        setting_up.arranging.set_channels("U902", ["C1"], without=False),
        setting_up.practices.look_up("U902", "14L"),
        setting_up.practices.take_in("U902", "14L"),
        setting_up.practices.remove("U902", "Y90001"),
    ):
        with pytest.raises(NotAllowed, match=r"manager or administrator.*<@U901>"):
            await deed
    assert await hall.audited() == []


async def test_home_has_the_checklist_for_those_who_may_and_for_nobody_else(hall: Hall) -> None:
    async with hall.database.reading() as session:
        found = await hall.services.setting_up.for_home(session, ADMIN)
        assert found is not None
        assert found.next is Step.GROUP
        assert (found.facts.practices, found.facts.leads, found.facts.administrators) == (1, 1, 1)
        for other in (LEAD, None):
            assert await hall.services.setting_up.for_home(session, other) is None


# ---- the group


async def test_the_group_is_named_at_once_and_a_later_change_comes_by_itself(hall: Hall) -> None:
    body, user = hall.services.setting_up, ADMIN.slack_user_id
    now = Body(TODAY, "  Wold   Valley ", BodyKind.PCN, " u12345 ")
    await body.describe(user, now, "Europe/London")
    assert (await hall.workspace()).body_name == "Wold Valley"
    assert await hall.services.setting_up.practices.registers(user) == (1, [], "U12345")
    later = Body(date(2026, 12, 1), "Great Wold", BodyKind.FEDERATION)
    await body.describe(user, later, "Europe/London")
    assert (await hall.workspace()).body_name == "Wold Valley"
    await hall.later(days=6, hours=14, minutes=59)  # 23:59 on 30 November
    assert (await hall.workspace()).body_name == "Wold Valley"
    await hall.later(minutes=2)
    assert (await hall.workspace()).body_name == "Great Wold"
    assert [each.code for each in await hall.services.body.history()] == ["U12345", ""]
    assert await hall.audited() == [
        ("said what the group is", "name, kind, code; from 24 November 2026"),
        ("said what the group is", "name, kind, code, first day; from 1 December 2026"),
        ("set the body", "name from 1 December 2026"),
    ]


async def test_a_change_that_was_taken_back_does_not_come(hall: Hall) -> None:
    setting_up, user = hall.services.setting_up, ADMIN.slack_user_id
    await setting_up.describe(user, Body(TODAY, "Wold"), "Europe/London")
    await setting_up.describe(user, Body(date(2026, 12, 1), "Dale"), "Europe/London")
    await setting_up.take_back(user, date(2026, 12, 1))
    await hall.later(days=10)
    assert (await hall.workspace()).body_name == "Wold"
    with pytest.raises(NotFound):
        await setting_up.take_back(user, TODAY)


async def test_the_day_begins_in_the_zone_of_the_group(hall: Hall) -> None:
    setting_up, user = hall.services.setting_up, ADMIN.slack_user_id
    await setting_up.describe(user, Body(date(2026, 11, 25), "Dale"), "Europe/London")
    await hall.services.body.set(user, rhythm=lambda known: replace(known, zone="Asia/Tokyo"))
    await hall.later(hours=6, minutes=1)  # 00:01 in Tokyo, 15:01 in London
    assert (await hall.workspace()).body_name == "Dale"


async def test_a_name_set_elsewhere_is_not_undone_by_the_history(hall: Hall) -> None:
    user = ADMIN.slack_user_id
    await hall.services.setting_up.describe(user, Body(TODAY, "Wold"), "Europe/London")
    await hall.services.body.set("command line", name="Wold and Dale")
    assert [each.name for each in await hall.services.body.history()] == ["Wold and Dale"]


@pytest.mark.parametrize(
    ("body", "zone", "field", "said"),
    [
        (Body(TODAY, " "), "Europe/London", ids.BODY_NAME, "from 1 to 100 characters"),
        (Body(TODAY, "W", code="14L-2"), "Europe/London", ids.BODY_CODE, "3 to 6 letters"),
        (
            Body(TODAY, "W", last=date(2026, 11, 23)),
            "Europe/London",
            ids.BODY_TO,
            "before the one on which it begins",
        ),
        (Body(TODAY, "W"), "Europe/Londn", ids.BODY_ZONE, "Did you mean Europe/London"),
    ],
)
async def test_what_cannot_be_is_said_under_its_field(
    hall: Hall, body: Body, zone: str, field: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said) as raised:
        await hall.services.setting_up.describe(ADMIN.slack_user_id, body, zone)
    assert raised.value.block_id == field
    assert await hall.services.body.history() == []


# ---- what is arranged


async def test_two_forms_that_are_saved_at_once_keep_what_the_other_set(hall: Hall) -> None:
    arranging, user = hall.services.setting_up.arranging, ADMIN.slack_user_id
    await asyncio.gather(
        arranging.set_threshold(user, 8),
        arranging.set_channels(user, ["C1", "C2"], without=False),
        arranging.set_concerns(user, "U902", " the  LMC ", without=False),
        arranging.set_data(user, "Wold PCN", "Jo Smith, jo.smith@nhs.net, 01904 123456"),
        arranging.set_ground_rules(user, "Be kind.\n\n  Be   brief. "),
        hall.services.setting_up.set_hours(user, lambda known: replace(known, budget=4)),
    )
    workspace = await hall.workspace()
    kept = workspace.arrangements
    assert (kept.threshold, kept.channels) == (8, ("C1", "C2"))
    assert (kept.concerns_to, kept.concerns_as) == ("U902", "the LMC")
    assert (kept.controller, kept.ground_rules) == ("Wold PCN", ("Be kind.", "Be brief."))
    assert (workspace.rhythm.budget, set(kept.settled)) == (4, {Step.HOURS, Step.THRESHOLD})
    said = await hall.audited()
    assert sorted(said) == [
        ("said who answers for the data", "controller and contact"),
        ("said who hears concerns", "nobody to U902"),
        ("set the body", "budget"),
        ("set the fewest people per figure", "5 to 8"),
        ("set the ground rules", "2 rules"),
        ("set the group's channels", "C1, C2"),
    ]
    await arranging.set_threshold(user, 8)
    assert await hall.audited() == said  # nothing was changed


async def test_the_threshold_can_come_back_to_the_floor_and_no_lower(hall: Hall) -> None:
    arranging, user = hall.services.setting_up.arranging, ADMIN.slack_user_id
    await arranging.set_threshold(user, 12)
    await arranging.set_threshold(user, 5)
    assert (await hall.workspace()).arrangements.fewest == 5
    for k in (4, 9):
        with pytest.raises(InvalidInput):
            await arranging.set_threshold(user, k)


async def test_a_channel_that_the_bot_is_not_in_is_named(hall: Hall) -> None:
    hall.slack.closed["C2"] = "I am not in that channel: invite me there with `/invite @Peerbot`."
    arranging, user = hall.services.setting_up.arranging, ADMIN.slack_user_id
    with pytest.raises(InvalidInput) as raised:
        await arranging.set_channels(user, ["C1", "C2"], without=False)
    assert str(raised.value) == (
        "#c2: I am not in that channel: invite me there with /invite @Peerbot. Then press Save again."
    )
    assert raised.value.block_id == ids.CHANNELS
    assert (await hall.workspace()).arrangements.channels == ()


async def test_what_is_not_needed_cannot_be_set_as_well(hall: Hall) -> None:
    arranging, user = hall.services.setting_up.arranging, ADMIN.slack_user_id
    with pytest.raises(InvalidInput):
        await arranging.set_channels(user, ["C1"], without=True)
    await arranging.set_channels(user, [], without=True)
    await arranging.set_figures(user, without=True)
    assert Step.CHANNELS not in (await hall.services.setting_up.look(user)).left
    await arranging.set_channels(user, ["C1"], without=False)
    assert (await hall.workspace()).arrangements.not_needed == (Step.FIGURES,)


async def test_concerns_go_to_a_colleague(hall: Hall) -> None:
    arranging, user = hall.services.setting_up.arranging, ADMIN.slack_user_id
    hall.slack.profiles["U905"] = Profile("U905", "Guest", is_guest=True)
    for who in ("U905", ""):
        with pytest.raises(InvalidInput) as raised:
            await arranging.set_concerns(user, who, "", without=False)
        assert raised.value.block_id == ids.CONCERNS_TO


@pytest.mark.parametrize(
    ("controller", "contact", "field"),
    [
        (" ", "dpo@nhs.net", ids.DATA_CONTROLLER),
        ("Wold", " ", ids.DATA_CONTACT),
        ("jo.smith@nhs.net", "dpo", ids.DATA_CONTROLLER),
        ("Wold", "NHS number 943 476 5919", ids.DATA_CONTACT),
    ],
)
async def test_a_contact_may_be_reached_but_no_patient_may_be_known(
    hall: Hall, controller: str, contact: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as raised:
        await hall.services.setting_up.arranging.set_data("U901", controller, contact)
    assert raised.value.block_id == field


async def test_of_two_who_describe_the_group_the_second_undoes_nothing(hall: Hall) -> None:
    setting_up, user = hall.services.setting_up, ADMIN.slack_user_id

    async def stands() -> str:
        workspace, bodies, _ = await setting_up.group(user)
        return mark(workspace.body_name, workspace.time_zone, bodies)

    stood = await stands()
    alpha = Body(TODAY, "Alpha PCN", BodyKind.PCN)
    for _ in range(2):  # pressed twice
        await setting_up.describe(user, alpha, "Europe/London", stood=stood)
    beta = replace(alpha, name="Beta PCN", code="U00001")
    with pytest.raises(InvalidInput, match="Somebody else has changed this") as raised:
        await setting_up.describe(user, beta, "Europe/London", stood=stood)
    assert raised.value.block_id == ids.BODY_NAME
    assert await hall.services.body.history() == [alpha]
    await setting_up.describe(user, beta, "Europe/London", stood=await stands())
    assert await hall.services.body.history() == [beta]


async def test_who_opened_a_form_before_somebody_else_saved_it_undoes_nothing(hall: Hall) -> None:
    arranging, user = hall.services.setting_up.arranging, ADMIN.slack_user_id
    stood = (await hall.workspace()).arrangements
    rules, data = stood.mark(Part.RULES), stood.mark(Part.DATA)
    await arranging.set_ground_rules(user, "Be kind.", stood=rules)
    await arranging.set_ground_rules(user, "Be kind.", stood=rules)  # pressed twice
    with pytest.raises(InvalidInput, match="Somebody else has changed this") as raised:
        await arranging.set_ground_rules(user, "Be brief.", stood=rules)
    assert raised.value.block_id == ids.GROUND_RULES
    await arranging.set_data(user, "Wold PCN", "dpo@nhs.net", stood=data)  # that nobody has touched
    kept = (await hall.workspace()).arrangements
    assert (kept.ground_rules, kept.controller) == (("Be kind.",), "Wold PCN")
    await arranging.set_ground_rules(user, "Be brief.", stood=kept.mark(Part.RULES))
    assert (await hall.workspace()).arrangements.ground_rules == ("Be brief.",)


@pytest.mark.parametrize("text", ["\n".join("abcdefghi"), "x" * 151])
async def test_ground_rules_are_few_and_short(hall: Hall, text: str) -> None:
    with pytest.raises(InvalidInput):
        await hall.services.setting_up.arranging.set_ground_rules("U901", text)


# ---- practices


async def test_what_the_register_lists_is_told_and_taken_in_once_somebody_says_so(
    hall: Hall,
) -> None:
    serve_register(hall.publisher, manchester())
    practices, user = hall.services.setting_up.practices, ADMIN.slack_user_id
    await practices.look_up(user, BODY)
    await practices.look_up(user, BODY)  # pressed twice
    await hall.later()
    (told,) = await hall.told()
    assert told.startswith("ODS lists 1 practice in 14L (Greater Manchester ICB - 14L).")
    assert "*New:* Five Acres Practice (P84004)." in told
    assert "Alder Lane Surgery (not in this body)" in told
    assert set(await hall.practices()) == {"Y90001"}
    taken = await practices.take_in(user, BODY)
    assert taken == (1, 0)
    assert await practices.take_in(user, BODY) == (0, 1)
    here = await practices.here(user)
    assert set(here.strangers) == {"Y90001"}
    assert here.members == {"Y90001": 1}
    assert ("took in practices", "1 of the register of 14L") in await hall.audited()
    await hall.later(days=7)  # the weekly look goes on, and asks nobody
    assert len(await hall.told()) == 1
    assert len(hall.publisher.asked(f"/organisations/{BODY}")) == 2


async def test_what_is_known_of_a_practice_stays(hall: Hall) -> None:
    serve_register(hall.publisher, manchester())
    known = Practice(HERE, "Five Acres", 4321, 2)
    async with hall.database.transaction() as session:
        people = PeopleStore(session, hall.services.workspace.id)
        await people.put_practices([known, Practice(MOVED, "Vale"), Practice(CLOSED, "Gone")])
    practices, user = hall.services.setting_up.practices, ADMIN.slack_user_id
    await practices.look_up(user, BODY)
    await hall.later()
    await practices.take_in(user, BODY)
    assert (await hall.practices())[HERE] == known
    names = PeopleFile("names.csv", (Practice(HERE, "Five Acres Surgery"),), (), ())
    await hall.services.people.take_in(names, user)
    assert (await hall.practices())[HERE] == Practice(HERE, "Five Acres Surgery", 4321, 2)
    here = await practices.here(user)
    assert here.strangers[CLOSED].day == date(2023, 9, 30)
    assert here.strangers[MOVED].day == date(2020, 3, 31)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("99Z", "ODS does not know the code 99Z."),
        (CLINIC, "but not as a practice, a PCN, a sub-ICB location or an ICB"),
        ("Q99", "ODS names no practice of Q99"),
        ("X99", "X99 is one practice, Odd Surgery, and no body"),
    ],
)
async def test_a_code_of_something_else_is_told_and_not_looked_up_again(
    hall: Hall, code: str, said: str
) -> None:
    records = manchester()
    empty = manchester()["QOP"]
    empty["Organisation"]["OrgId"]["extension"] = "Q99"
    odd = manchester()[HERE]
    odd["Organisation"] |= {"Name": "ODD SURGERY", "Rels": {"Rel": []}}
    odd["Organisation"]["OrgId"]["extension"] = "X99"
    serve_register(hall.publisher, records | {"Q99": empty, "X99": odd})
    practices, user = hall.services.setting_up.practices, ADMIN.slack_user_id
    await practices.look_up(user, code)
    await hall.later()
    (told,) = await hall.told()
    assert said in told
    assert "Nothing was changed, and I do not look for it again." in told
    assert (await practices.registers(user))[1] == []
    await hall.later(days=8)
    assert len(await hall.told()) == 1


async def test_while_ods_is_down_it_is_tried_again_and_then_told(hall: Hall) -> None:
    serve_register(hall.publisher, manchester())
    path = f"/organisations/{BODY}"
    hall.publisher.on(path, refuses(503))
    practices, user = hall.services.setting_up.practices, ADMIN.slack_user_id
    await practices.look_up(user, BODY)
    await hall.later()
    (told,) = await hall.told()
    assert "I try again by myself" in told
    hall.publisher.on(path, sends_json(manchester()[BODY]))
    await hall.later(hours=2)
    assert (await hall.told())[1].startswith("ODS lists 1 practice")


@pytest.mark.parametrize("typed", ["", "14", "1 4L", "P84004", "14L'; --"])
def test_what_is_no_code_of_a_body_is_said_in_the_form(typed: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        read_body_code(typed)
    assert raised.value.block_id == ids.PRACTICES_ODS


async def test_a_practice_is_added_by_hand_and_named_by_the_register_if_need_be(hall: Hall) -> None:
    serve_register(hall.publisher, manchester())
    practices, user = hall.services.setting_up.practices, ADMIN.slack_user_id
    await practices.add(user, " y90077 ", " Quay  Surgery ")
    assert (await hall.practices())["Y90077"].name == "Quay Surgery"
    for code, name, field in (
        ("14L", "Wold", ids.PRACTICE_CODE),
        ("Y90001", "Alder", ids.PRACTICE_CODE),  # is here
        (HERE, "", ids.PRACTICE_NAME),
    ):
        with pytest.raises(InvalidInput) as raised:
            await practices.add(user, code, name)
        assert raised.value.block_id == field
    await practices.look_up(user, BODY)
    await hall.later()
    assert (await practices.add(user, HERE, "")).name == "Five Acres Practice"


async def test_members_of_a_practice_that_is_removed_stay(hall: Hall) -> None:
    practices, user = hall.services.setting_up.practices, ADMIN.slack_user_id
    practice, members = await practices.remove(user, "Y90001")
    assert (practice.name, members) == ("Alder Lane Surgery", 1)
    lead = await hall.services.people.member(LEAD.slack_user_id)
    assert lead is not None
    assert (lead.practice, lead.roles) == (None, LEAD.roles)
    with pytest.raises(NotFound):
        await practices.remove(user, "Y90001")


async def test_another_workspace_changes_nothing_here(hall: Hall) -> None:
    other = await hall.factory.for_team("T2")
    async with hall.database.transaction() as session:
        await PeopleStore(session, other.workspace.id).put_members([ADMIN])
    with pytest.raises(NotFound):
        await other.setting_up.practices.remove(ADMIN.slack_user_id, "Y90001")
    await other.setting_up.arranging.set_threshold(ADMIN.slack_user_id, 8)
    await other.setting_up.describe(ADMIN.slack_user_id, Body(TODAY, "Other"), "Europe/London")
    found = await hall.services.setting_up.look(ADMIN.slack_user_id)
    assert (found.facts.body, found.facts.workspace.arrangements.threshold) == (None, None)
    assert (await other.setting_up.look(ADMIN.slack_user_id)).facts.practices == 0


# ---- what follows from it


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database, *MEMBERS)


async def test_no_pulse_is_about_fewer_people_than_the_group_has_set(house: House) -> None:
    before = await house.open(*MEMBERS)
    manager = "U900"
    await house.services.setting_up.arranging.set_threshold(manager, 10)
    proposal = house.propose(*MEMBERS, channel="C0OTHER", asks=OTHERS)
    preview = await house.services.pulse.opening.preview(manager, proposal)
    assert preview.proposal.k == 10
    after = await house.open(*MEMBERS, channel="C0OTHER", asks=OTHERS)
    assert (before.k, after.k) == (5, 10)
    with pytest.raises(InvalidInput, match="At least 10"):
        await house.open(*MEMBERS[:8], channel="C0THIRD", asks=OTHERS)


async def test_a_practice_that_is_to_meet_others_is_not_removed_before_that(house: House) -> None:
    manager, code = "U900", PRACTICES[0].ods_code
    kept = dict.fromkeys(("request", "topic", "channel", "lead", "uid"), "Falls")
    row = PeerSessionRow(
        workspace_id=house.services.workspace.id,
        **kept,
        starts_at=TUESDAY,
        zone="Europe/London",
        minutes=45,
        state=State.PLANNED,
        created_at=TUESDAY,
        format=Format.SMALL_GROUP,
        sequence=0,
    )
    async with house.database.transaction() as session:
        ids_ = await PeopleStore(session, row.workspace_id).practice_ids()
        session.add(row)
        await session.flush()
        session.add(
            SessionPracticeRow(
                session_id=row.id, practice_id=ids_[code], workspace_id=row.workspace_id
            )
        )
    with pytest.raises(Conflict, match="peer session to come, “Falls”"):
        await house.services.setting_up.practices.remove(manager, code)
    async with house.database.transaction() as session:
        await session.execute(update(PeerSessionRow).values(state=State.OVER))
    practice, _ = await house.services.setting_up.practices.remove(manager, code)
    assert practice == PRACTICES[0]
