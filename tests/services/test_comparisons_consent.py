"""The ladder of consent on both databases: what others see follows at once, also in what is posted."""

import asyncio
import json

import pytest
from sqlalchemy import select, update

from bot.blocks import ids
from bot.blocks.comparisons.own import render_own
from bot.domain.channels import WhoElse
from bot.domain.comparisons.challenges import About
from bot.domain.comparisons.consent import WHOLE_GROUP, Rung
from bot.domain.delivery import Kind, State
from bot.domain.people import Member
from bot.domain.sessions import Proposal
from bot.errors import NotAllowed, NotFound
from bot.services.comparisons.posting import SharedElsewhere
from bot.services.comparisons.redrawing import AGAIN
from bot.services.comparisons.viewing import Viewing
from bot.services.sessions import SessionsService
from bot.tick import Ticker
from storage.database import Database
from storage.people import PeopleStore
from storage.retention import forget_old
from storage.schema.delivery import DeliveryRow
from tests.support.comparing import (
    ALDER,
    AMY,
    ANN,
    BEN,
    BROOK,
    KEY,
    LEAD,
    LOCUM,
    MANAGER,
    NOW,
    STRANGER,
    Group,
    found,
)
from tests.support.people import PRACTICES
from tests.support.snippets import lines

SIX = (
    "6 practices have figures for the 12 months to August 2026. "
    "The median is 85 items a month per 1,000 STAR-PU."
)
FIVE = (
    "5 practices have figures for the 12 months to August 2026. "
    "The median is 90 items a month per 1,000 STAR-PU."
)
NAMED = "Happy to be asked about theirs: Alder Lane Surgery (60)."


@pytest.fixture
async def group(database: Database) -> Group:
    return await found(database)


async def choose(
    group: Group, rung: Rung | None, channel: str = WHOLE_GROUP, by: str = ANN
) -> None:
    request = f"V{len(await group.planned())}-{rung}-{channel}"
    await group.comparisons.consenting.choose(by, request, channel, rung)


# ---- choosing


async def test_at_first_every_practice_is_a_dot_without_a_name(group: Group) -> None:
    standing = await group.comparisons.consenting.standing(ANN)
    assert (standing.practice, standing.chosen) == (ALDER, ())
    assert (await group.reads(await group.posted()))[1] == SIX


@pytest.mark.parametrize("user", [ANN, AMY])
async def test_any_member_of_the_practice_may_change_it(group: Group, user: str) -> None:
    changed = await group.comparisons.consenting.choose(user, "V1", WHOLE_GROUP, Rung.NAMED)
    assert (changed.practice, changed.before, changed.now) == (ALDER, Rung.UNLABELLED, Rung.NAMED)
    (chosen,) = (await group.comparisons.consenting.standing(ANN)).chosen
    assert (chosen.rung, chosen.changed_by, chosen.changed_at) == (Rung.NAMED, user, NOW)
    deed = (user, "changed how others see a practice", "Y90001 whole group: named")
    assert deed in await group.deeds()


@pytest.mark.parametrize("user", [LOCUM, MANAGER, STRANGER])
async def test_who_has_no_practice_has_nothing_to_change(group: Group, user: str) -> None:
    with pytest.raises(NotFound, match="which practice you work in"):
        await group.comparisons.consenting.choose(user, "V1", WHOLE_GROUP, Rung.NAMED)
    with pytest.raises(NotFound, match="which practice you work in"):
        await group.comparisons.consenting.standing(user)


async def test_the_others_of_the_practice_are_told_once(group: Group) -> None:
    for _ in range(2):  # Slack sends a form again whose answer was lost
        await group.comparisons.consenting.choose(ANN, "V1", WHOLE_GROUP, Rung.NAMED)
    (told,) = (await group.planned("consent:")).values()
    assert (told.kind, told.target) == (Kind.DIRECT, AMY)
    assert lines(told.message) == [
        "<@U201> has changed what others see of Alder Lane Surgery in the whole group. Before: a dot "
        "without a name. Now: named, and happy to be asked. Any of you can change it.",
        "[Show or change]",
    ]
    assert told.month is None  # their practice's name is no prompt that could wait for next month


async def test_the_same_choice_again_changes_and_tells_nothing(group: Group) -> None:
    changed = await group.comparisons.consenting.choose(ANN, "V1", WHOLE_GROUP, Rung.UNLABELLED)
    assert not changed.anything
    assert await group.planned() == {}
    assert not [deed for deed in await group.deeds() if "others see" in deed[1]]


async def test_coming_down_for_the_group_takes_the_channels_down_and_says_so(group: Group) -> None:
    await choose(group, Rung.NAMED, "C1")
    changed = await group.comparisons.consenting.choose(AMY, "V2", WHOLE_GROUP, Rung.OWN_EYES)
    assert changed.taken_down == ("C1",)
    standing = await group.comparisons.consenting.standing(ANN)
    assert [(each.channel, each.rung) for each in standing.chosen] == [("", Rung.OWN_EYES)]
    told = (await group.message("consent:V2:U201")).text
    assert "The same goes for <#C1>, where it was more until now." in told


async def test_a_channel_can_follow_the_group_again(group: Group) -> None:
    await choose(group, Rung.NAMED, "C1")
    await choose(group, None, "C1")
    assert (await group.comparisons.consenting.standing(ANN)).chosen == ()


# ---- what others see


async def test_own_eyes_are_in_no_dot_count_or_median_of_others(group: Group) -> None:
    snippet = await group.posted()
    await group.settle()
    await choose(group, Rung.OWN_EYES)
    await group.settle()
    update = (await group.planned(":state"))[f"{snippet.delivery_key}:state"]
    assert (update.kind, update.target) == (Kind.UPDATE, snippet.delivery_key)
    assert lines(update.message)[1] == FIVE
    (picture,) = update.message.pictures
    assert picture.spec["values"] == [70, 80, 90, 100, 110]
    later = await group.posted(request="V2")
    assert (await group.reads(later))[1] == FIVE


async def test_its_members_go_on_seeing_their_own_among_the_others(group: Group) -> None:
    await choose(group, Rung.OWN_EYES)
    viewing = Viewing(group.comparisons.context)
    async with group.database.reading() as session:
        comparison = await viewing.comparison(session, KEY)
        own_view = await viewing.figures_for_others(session, comparison, keep=ALDER.ods_code)
        brooks = await viewing.figures_for_others(session, comparison, keep=BROOK.ods_code)
    assert own_view == comparison
    assert [each.ods_code for each in brooks.figures] == [each.ods_code for each in PRACTICES[1:]]


async def test_the_preview_is_what_others_see_as_well(group: Group) -> None:
    await choose(group, Rung.OWN_EYES, "C1")
    numbers = {
        channel: len((await group.comparisons.posting.preview(KEY, channel)).figures)
        for channel in ("C1", "C2", None)
    }
    assert numbers == {"C1": 5, "C2": 6, None: 6}


async def test_with_too_few_left_it_is_said_and_not_drawn(group: Group) -> None:
    snippet = await group.posted()
    await choose(group, Rung.OWN_EYES)
    await choose(group, Rung.OWN_EYES, by=BEN)
    await group.settle()
    assert (await group.reads(snippet))[1] == (
        "Too few to compare: 4 practices have figures for the 12 months to August 2026, and a "
        "comparison takes 5."
    )


async def test_a_named_practice_is_named_in_that_channel_only(group: Group) -> None:
    await choose(group, Rung.NAMED, "C1")
    here, there = await group.posted("C1", "V1"), await group.posted("C2", "V2")
    assert NAMED in await group.reads(here)
    assert "Alder" not in "".join(await group.reads(there))


async def test_a_name_disappears_from_what_is_posted_when_the_practice_comes_down(
    group: Group,
) -> None:
    await choose(group, Rung.NAMED)
    snippet = await group.posted()
    await group.settle()
    assert NAMED in await group.reads(snippet)
    await choose(group, Rung.UNLABELLED, by=AMY)
    await group.settle()
    kept = await group.planned(snippet.delivery_key)
    assert set(kept) == {snippet.delivery_key, f"{snippet.delivery_key}:state"}
    # Nor is it in the message as it would be sent once more.
    assert not any("Alder" in json.dumps(each.message.blocks) for each in kept.values())
    assert (await group.reads(snippet))[1] == SIX


async def test_what_has_not_gone_out_goes_out_as_the_practice_wants_it_by_then(
    group: Group,
) -> None:
    await choose(group, Rung.NAMED)
    snippet = await group.posted()
    await choose(group, Rung.OWN_EYES)
    await group.comparisons.redrawing.redraw(snippet.delivery_key, NOW)
    (post,) = (await group.planned(snippet.delivery_key)).values()
    assert (post.kind, post.state) == (Kind.POST, State.DUE)
    assert lines(post.message)[1] == FIVE
    assert "Alder" not in json.dumps(post.message.blocks)


async def test_posting_and_coming_down_at_the_same_moment_leave_no_dot_behind(
    group: Group,
) -> None:
    for turn in range(5):
        await choose(group, Rung.NAMED)
        snippet, _ = await asyncio.gather(
            group.posted("C1", f"V{turn}"),
            group.comparisons.consenting.choose(ANN, f"W{turn}", WHOLE_GROUP, Rung.OWN_EYES),
        )
        await group.settle()
        assert (await group.reads(snippet))[1] == FIVE


async def test_a_snippet_that_looks_the_same_is_left_alone(group: Group) -> None:
    snippet = await group.posted("C1")
    await group.settle()
    await choose(group, Rung.NAMED, "C2")
    await group.settle()
    assert set(await group.planned("snippet:")) == {snippet.delivery_key}


async def test_what_is_posted_can_be_changed_however_old_it_is(group: Group) -> None:
    snippet = await group.posted()
    await group.settle()
    async with group.database.transaction() as session:
        await session.execute(update(DeliveryRow).values(due_at=NOW.replace(year=2024)))
        await forget_old(session, group.workspace.id, NOW)
    await choose(group, Rung.OWN_EYES)
    await group.settle()
    assert (await group.reads(snippet))[1] == FIVE


async def test_names_stay_out_of_figures_that_are_not_public(group: Group) -> None:
    await choose(group, Rung.NAMED)
    await group.change_indicator(public=False)
    snippet = await group.posted()
    assert "Alder" not in json.dumps((await group.message(snippet.delivery_key)).blocks)


async def test_whose_names_may_be_said_can_be_asked(group: Group) -> None:
    await choose(group, Rung.NAMED, "C1")
    viewing = Viewing(group.comparisons.context)
    async with group.database.reading() as session:
        every = [each.ods_code for each in PRACTICES]
        assert await viewing.named(session, every, "C1") == (ALDER,)
        assert await viewing.named(session, every, "C2") == ()
        assert await viewing.named(session, [BROOK.ods_code], "C1") == ()


# ---- in a session


async def session_about(group: Group, snippet_id: int, channel: str) -> None:
    """Its thread opens with the figures."""
    service = SessionsService(group.comparisons.context)
    starts = NOW.replace(hour=13)
    proposal = Proposal("Figures", (ALDER.ods_code,), channel, starts, 45, snippet_id=snippet_id)
    await service.setting_up.set_up(LEAD, "S1", proposal)

    async def timed(_workspace_id: int) -> SessionsService:
        return service

    group.clock.moment = starts
    await Ticker(group.database, timed).tick(starts)


async def test_a_sessions_thread_names_nobody_and_follows_who_comes_down(group: Group) -> None:
    await choose(group, Rung.NAMED)
    snippet = await group.posted()
    await session_about(group, snippet.id, "C9")
    await group.settle()
    shown = await group.message("session:1:snippet")
    assert lines(shown)[1] == SIX
    assert "Alder" not in json.dumps(shown.blocks)
    await choose(group, Rung.OWN_EYES)
    await group.settle()
    assert lines(await group.message("session:1:snippet:state"))[1] == FIVE


# ---- where another organisation reads along


async def test_a_shared_channel_needs_a_yes_and_carries_no_names(group: Group) -> None:
    group.slack.elsewhere["C1"] = WhoElse("C1", outsiders=12, people=45)
    await choose(group, Rung.NAMED)
    with pytest.raises(SharedElsewhere, match="another organisation"):
        await group.comparisons.posting.post_snippet(KEY, "C1", "V1", LEAD)
    assert await group.planned("snippet:") == {}
    snippet = await group.comparisons.posting.post_snippet(KEY, "C1", "V1", LEAD, agreed=True)
    assert snippet is not None
    assert "Alder" not in "".join(await group.reads(snippet))
    assert (LEAD, "posted figures where others read along", "snippet:1") in await group.deeds()


async def test_names_go_when_a_channel_becomes_shared(group: Group) -> None:
    await choose(group, Rung.NAMED)
    here, there = await group.posted("C1", "V1"), await group.posted("C2", "V2")
    await group.settle()
    group.slack.elsewhere["C1"] = WhoElse("C1")
    await group.comparisons.redrawing.channel_shared("C1")
    await group.settle()
    assert "Alder" not in "".join(await group.reads(here))
    assert NAMED in await group.reads(there)


async def test_taking_a_name_away_does_not_wait_for_slack(group: Group) -> None:
    """Another practice is still named: its name comes back when Slack has said who reads along."""
    await choose(group, Rung.NAMED)
    await choose(group, Rung.NAMED, by=BEN)
    snippet = await group.posted()
    await group.settle()
    group.slack.silent = True
    await choose(group, Rung.UNLABELLED)
    await group.settle()
    assert not any("Happy to be asked" in line for line in await group.reads(snippet))
    group.slack.silent = False
    group.clock.moment += AGAIN
    await group.settle()
    assert "Happy to be asked about theirs: Brook Street Practice (70)." in await group.reads(
        snippet
    )


# ---- one workspace


async def test_who_joined_the_practice_later_may_change_it_too(group: Group) -> None:
    async with group.database.transaction() as session:
        people = PeopleStore(session, group.workspace.id)
        await people.put_members([Member("U300", ALDER)])
    await choose(group, Rung.OWN_EYES, by="U300")
    told = await group.planned("consent:")
    assert {each.target for each in told.values()} == {ANN, AMY}
    async with group.database.reading() as session:
        buttons = [row.body["blocks"][1] for row in await session.scalars(select(DeliveryRow))]
    assert {each["elements"][0]["action_id"] for each in buttons} == {ids.SHARING_OPEN}


async def test_a_member_of_several_acts_for_the_one_that_they_choose_and_hears_of_each(
    group: Group,
) -> None:
    async with group.database.transaction() as session:
        people = PeopleStore(session, group.workspace.id)
        await people.set_also_at(BEN, [ALDER.ods_code])
    consenting = group.comparisons.consenting
    assert (await consenting.standing(BEN)).practice == BROOK
    assert (await consenting.standing(BEN, ALDER.ods_code)).practice == ALDER
    changed = await consenting.choose(BEN, "V1", WHOLE_GROUP, Rung.NAMED, ALDER.ods_code)
    assert changed.practice == ALDER
    await consenting.choose(ANN, "V2", WHOLE_GROUP, Rung.OWN_EYES)
    assert await told(group, "consent:V2:") >= {BEN}
    for other in (ANN, MANAGER):
        with pytest.raises((NotAllowed, NotFound)):
            await consenting.standing(other, BROOK.ods_code)
        with pytest.raises((NotAllowed, NotFound)):
            await consenting.choose(other, "V3", WHOLE_GROUP, Rung.NAMED, BROOK.ods_code)


async def test_each_of_ones_practices_is_shown_privately_and_no_other(group: Group) -> None:
    async with group.database.transaction() as session:
        people = PeopleStore(session, group.workspace.id)
        await people.set_also_at(BEN, [ALDER.ods_code])
    showing = group.comparisons.showing
    shown = await showing.own_now(KEY, BEN)
    assert (shown.practice, shown.theirs) == (BROOK, (BROOK, ALDER))
    assert "Another of your practices" in str(render_own(shown).blocks)
    assert (await showing.own_now(KEY, BEN, ALDER.ods_code)).practice == ALDER
    peers = group.comparisons.peers
    assert (await peers.how_chosen(BEN, KEY, ALDER.ods_code)).practice == ALDER
    for other in (ANN, MANAGER):
        with pytest.raises((NotAllowed, NotFound)):
            await showing.own_now(KEY, other, BROOK.ods_code)
        with pytest.raises((NotAllowed, NotFound)):
            await peers.how_chosen(other, KEY, BROOK.ods_code)
    about = About(key=KEY, ods_code=ALDER.ods_code)
    assert (await group.comparisons.challenging.prepare(BEN, about)).about == about
    about_brook = About(key=KEY, ods_code=BROOK.ods_code)
    with pytest.raises(NotAllowed):
        await group.comparisons.challenging.prepare(ANN, about_brook)


async def told(group: Group, prefix: str) -> set[str]:
    async with group.database.reading() as session:
        rows = await session.scalars(
            select(DeliveryRow.spot).where(DeliveryRow.key.startswith(prefix))
        )
        return set(rows)
