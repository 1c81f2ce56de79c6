"""Questions about figures on both databases: who is asked, who learns what, and each thing once."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.blocks import ids
from bot.domain.comparisons import Snippet
from bot.domain.comparisons.challenges import About, Challenge, Questioned
from bot.domain.delivery import Kind
from bot.domain.people import Member
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.tick import Ticker
from storage.database import Database
from storage.people import PeopleStore
from storage.schema.comparisons import ChallengeRow
from tests.support.comparing import (
    ADMIN,
    ALDER,
    AMY,
    ANN,
    BEN,
    BROOK,
    KEY,
    LEAD,
    MANAGER,
    NOW,
    STRANGER,
    Group,
    found,
)
from tests.support.snippets import lines

WORDS = "Our list of March is missing.\nSo the figure is too high."
ANSWER = "You are right: it comes with the next file."
OWN = About(key=KEY, ods_code=BROOK.ods_code)
OPEN = (
    "*One number here is being questioned (since Tue 24 Nov 2026): the answer comes in the thread.*"
)


@pytest.fixture
async def group(database: Database) -> Group:
    """With an owner for its figures, who is none of the group's members."""
    group = await found(database)
    await group.change_indicator(owner="U900")
    return group


@pytest.fixture
async def snippet(group: Group) -> Snippet:
    snippet = await group.posted()
    await group.settle()
    return snippet


async def ask(
    group: Group, about: About, by: str = BEN, request: str = "F1", words: str = WORDS
) -> Challenge:
    return await group.comparisons.challenging.challenge(by, request, about, words)


def of(snippet: Snippet) -> About:
    return About(snippet_id=snippet.id)


# ---- asking


async def test_a_question_goes_to_the_owner_with_who_asked_and_their_practice(
    group: Group, snippet: Snippet
) -> None:
    await ask(group, of(snippet))
    (told,) = (await group.planned("challenge:")).values()
    assert (told.kind, told.target, told.owner) == (Kind.DIRECT, "U900", BEN)
    assert lines(told.message) == [
        "*A number is questioned: Antibiotic items, allowing for age and sex*",
        "<@U203> of Brook Street Practice asked on Tue 24 Nov 2026 about the figures in <#C1>:\n"
        ">Our list of March is missing.\n>So the figure is too high.",
        "[Answer] [Settle without words]",
        "Your answer goes to the thread in <#C1> and to them. Nobody else learns who asked.",
    ]


async def test_the_channel_sees_that_but_never_by_whom_or_why(
    group: Group, snippet: Snippet
) -> None:
    await ask(group, of(snippet))
    await group.settle()
    assert OPEN in await group.reads(snippet)
    seen = json.dumps([m.message.blocks for m in (await group.planned("snippet:")).values()])
    assert not any(each in seen for each in (BEN, "Brook", "March"))


async def test_without_an_owner_it_goes_to_all_managers(group: Group, snippet: Snippet) -> None:
    await group.change_indicator(owner=None)
    challenge = await ask(group, of(snippet))
    assert challenge.owners == (MANAGER, AMY)
    told = await group.planned("challenge:")
    assert {each.target for each in told.values()} == {MANAGER, AMY}
    assert lines(told[f"challenge:{challenge.id}:owner:{MANAGER}"].message)[-1] == (
        "Your answer goes to the thread in <#C1> and to them. Nobody else learns who asked. It is with "
        "<@U202> too: one answer is enough."
    )


async def test_an_owner_who_has_left_is_asked_nothing(group: Group, snippet: Snippet) -> None:
    await group.change_indicator(owner=LEAD)
    await group.leaves(LEAD)
    assert (await ask(group, of(snippet))).owners == (MANAGER, AMY)


async def test_with_nobody_to_ask_it_is_said_who_can_help(group: Group, snippet: Snippet) -> None:
    await group.change_indicator(owner=None)
    for user in (MANAGER, AMY, ADMIN):
        await group.leaves(user)
    with pytest.raises(NotFound, match=f"<@{LEAD}> can name somebody for them, and whoever looks"):
        await group.comparisons.challenging.prepare(BEN, of(snippet))


async def test_the_form_says_who_will_see_what(group: Group, snippet: Snippet) -> None:
    asking = await group.comparisons.challenging.prepare(BEN, of(snippet))
    assert (asking.owners, asking.channel, asking.managers_later) == (("U900",), "C1", True)
    await group.change_indicator(owner=None)
    assert not (await group.comparisons.challenging.prepare(BEN, of(snippet))).managers_later


async def test_a_form_sent_twice_asks_once(group: Group, snippet: Snippet) -> None:
    first = await ask(group, of(snippet))
    assert await ask(group, of(snippet)) == first
    assert len(await group.planned("challenge:")) == 1


async def test_one_person_has_one_question_open_about_the_same_numbers(
    group: Group, snippet: Snippet
) -> None:
    await ask(group, of(snippet))
    with pytest.raises(InvalidInput, match="You asked about this on Tue 24 Nov 2026") as refused:
        await ask(group, of(snippet), request="F2")
    assert refused.value.block_id == ids.CHALLENGE_WORDS
    with pytest.raises(Conflict, match="<@U900>"):
        await group.comparisons.challenging.prepare(BEN, of(snippet))
    await ask(group, of(snippet), by=ANN, request="F3")
    await ask(group, OWN, request="F4")
    later = await group.posted(request="V2")
    await ask(group, of(later), request="F5")
    await group.settle()
    assert any("2 questions, the first on" in line for line in await group.reads(snippet))


async def test_two_forms_at_the_same_moment_ask_once(group: Group, snippet: Snippet) -> None:
    await asyncio.gather(
        *(ask(group, of(snippet), request=f"F{n}") for n in range(4)), return_exceptions=True
    )
    assert len((await group.comparisons.challenging.listed(BEN)).mine) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("The patient 943 476 5919 was counted twice", "NHS number"),
        ("  \n ", "Please say what is wrong"),
    ],
    ids=["a patient", "nothing"],
)
async def test_what_cannot_be_sent_is_said_under_the_field_and_not_kept(
    group: Group, snippet: Snippet, words: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        await ask(group, of(snippet), words=words)
    assert refused.value.block_id == ids.CHALLENGE_WORDS
    async with group.database.reading() as session:
        assert (await session.scalars(select(ChallengeRow))).all() == []


# ---- one's own figure


async def test_a_practice_may_question_its_own_figure_and_no_other(group: Group) -> None:
    challenge = await ask(group, OWN)
    assert (challenge.channel, challenge.about) == (None, OWN)
    (told,) = (await group.planned("challenge:")).values()
    assert "about their practice's own figure, which nobody else sees:" in lines(told.message)[1]
    with pytest.raises(InvalidInput, match="another practice's figure"):
        await ask(group, OWN, by=ANN, request="F2")
    with pytest.raises(NotAllowed):
        await group.comparisons.challenging.prepare(ANN, OWN)
    with pytest.raises(NotFound, match="which practice"):
        await group.comparisons.challenging.prepare(STRANGER, OWN)


async def test_private_answers_show_what_is_open_about_them(group: Group, snippet: Snippet) -> None:
    async def seen(code: str | None) -> Questioned | None:
        async with group.database.reading() as session:
            return await group.comparisons.challenging.open_challenges(session, KEY, code)

    own = await ask(group, OWN)
    assert await seen(BROOK.ods_code) == Questioned(1, NOW, answered=False)
    assert await seen(ALDER.ods_code) is None
    await ask(group, of(snippet), request="F2")
    assert await seen(ALDER.ods_code) == Questioned(1, NOW, answered=False)
    assert await seen(BROOK.ods_code) == Questioned(2, NOW, answered=False)
    await group.comparisons.challenging.settle("U900", own.id)
    assert await seen(BROOK.ods_code) == Questioned(1, NOW, answered=False)


# ---- settling


async def test_an_answer_goes_to_the_thread_and_to_whoever_asked(
    group: Group, snippet: Snippet
) -> None:
    challenge = await ask(group, of(snippet))
    await group.settle()
    await group.comparisons.challenging.answer("U900", challenge.id, ANSWER)
    await group.settle()
    sent = await group.planned(challenge.key)
    thread = sent[f"{challenge.key}:answer"]
    assert (thread.kind, thread.target) == (Kind.REPLY, snippet.delivery_key)
    assert lines(thread.message) == [
        "An answer about these numbers, from <@U900>:",
        f">{ANSWER}",
    ]
    told = sent[f"{challenge.key}:told"]
    assert (told.kind, told.target) == (Kind.DIRECT, BEN)
    assert lines(told.message) == [
        "Your question about *Antibiotic items, allowing for age and sex* has an answer, from <@U900>:",
        f">{ANSWER}",
        "It is in the thread in <#C1> too, without your name.",
    ]
    owner = sent[f"{challenge.key}:owner:U900:state"]
    assert lines(owner.message)[0].startswith("*A number was questioned: Antibiotic items")
    assert "[Answer]" not in "".join(lines(owner.message))
    assert "*A number here was questioned and answered: see the thread.*" in await group.reads(
        snippet
    )
    in_channel = json.dumps(
        [thread.message.blocks, thread.message.text, await group.reads(snippet)]
    )
    assert not any(each in in_channel for each in (BEN, "Brook", "March"))


async def test_it_can_be_settled_without_words(group: Group, snippet: Snippet) -> None:
    challenge = await ask(group, of(snippet))
    await group.comparisons.challenging.settle("U900", challenge.id)
    await group.settle()
    sent = await group.planned(challenge.key)
    assert f"{challenge.key}:answer" not in sent
    assert lines(sent[f"{challenge.key}:told"].message) == [
        "Your question about *Antibiotic items, allowing for age and sex* was settled by <@U900>, "
        "without words. If you want to know more, ask them, or press the button once more."
    ]
    assert "*A number here was questioned, and that is settled.*" in await group.reads(snippet)
    await ask(group, of(snippet), request="F2")
    await group.settle()
    assert OPEN in await group.reads(snippet)


async def test_the_answer_to_a_private_question_is_private(group: Group) -> None:
    challenge = await ask(group, OWN)
    await group.comparisons.challenging.answer("U900", challenge.id, ANSWER)
    sent = await group.planned(challenge.key)
    assert {each.kind for each in sent.values()} == {Kind.DIRECT, Kind.UPDATE}
    assert lines(sent[f"{challenge.key}:told"].message)[1:] == [f">{ANSWER}"]


async def test_an_answer_sent_twice_is_given_once(group: Group, snippet: Snippet) -> None:
    challenge = await ask(group, of(snippet))
    first = await group.comparisons.challenging.answer("U900", challenge.id, ANSWER)
    assert await group.comparisons.challenging.answer("U900", challenge.id, ANSWER) == first


async def test_of_several_who_are_asked_the_first_settles_it(
    group: Group, snippet: Snippet
) -> None:
    await group.change_indicator(owner=None)
    challenge = await ask(group, of(snippet))
    done = await asyncio.gather(
        group.comparisons.challenging.answer(MANAGER, challenge.id, ANSWER),
        group.comparisons.challenging.answer(AMY, challenge.id, "No."),
        return_exceptions=True,
    )
    (refused,) = (each for each in done if isinstance(each, InvalidInput))
    assert "has settled this already" in str(refused)
    assert refused.block_id == ids.CHALLENGE_REPLY_WORDS
    updated = [key for key in await group.planned(challenge.key) if key.endswith(":state")]
    assert len(updated) == 2


async def test_nobody_else_can_settle_it(group: Group, snippet: Snippet) -> None:
    challenge = await ask(group, of(snippet))
    for user in (BEN, LEAD, MANAGER):
        with pytest.raises(NotAllowed, match="This question is with <@U900>"):
            await group.comparisons.challenging.to_answer(user, challenge.id)
        with pytest.raises(NotAllowed):
            await group.comparisons.challenging.settle(user, challenge.id)
    with pytest.raises(NotFound):
        await group.comparisons.challenging.settle("U900", challenge.id + 1)


async def test_an_answer_is_screened_too(group: Group, snippet: Snippet) -> None:
    challenge = await ask(group, of(snippet))
    with pytest.raises(InvalidInput, match="NHS number") as refused:
        await group.comparisons.challenging.answer("U900", challenge.id, "See 943 476 5919")
    assert refused.value.block_id == ids.CHALLENGE_REPLY_WORDS


# ---- the list


async def test_leads_see_what_is_open_but_not_who_asked(group: Group, snippet: Snippet) -> None:
    challenge = await ask(group, of(snippet))
    listed = group.comparisons.challenging.listed
    assert (await listed("U900")).to_answer == (challenge,)
    assert (await listed(LEAD)).overseen == (challenge,)
    assert (await listed(BEN)).mine == (challenge,)
    assert (await listed(ANN)).number == 0
    await group.comparisons.challenging.settle("U900", challenge.id)
    assert (await listed("U900")).number == 0


# ---- time and leaving


async def week_later(group: Group) -> None:
    async def timed(_workspace_id: int) -> object:
        return group.comparisons

    group.clock.moment += timedelta(days=7)
    await Ticker(group.database, timed).tick(group.clock.moment)  # type: ignore[arg-type]


async def test_without_an_answer_the_owner_is_reminded_and_the_managers_have_it_too(
    group: Group, snippet: Snippet
) -> None:
    challenge = await ask(group, of(snippet))
    await week_later(group)
    sent = await group.planned(challenge.key)
    reminder = sent[f"{challenge.key}:reminder:U900"]
    assert reminder.month is not None  # a nudge: it keeps working hours, and counts
    assert lines(reminder.message)[0].startswith(
        "A question about *Antibiotic items, allowing for age and sex* has waited for an answer since "
        "Tue 24 Nov 2026. A short one is fine."
    )
    assert (
        "waited for an answer for 7 days"
        in lines(sent[f"{challenge.key}:owner:{MANAGER}"].message)[-1]
    )
    await group.comparisons.challenging.answer(MANAGER, challenge.id, ANSWER)
    await week_later(group)
    assert len([key for key in await group.planned(challenge.key) if "reminder" in key]) == 1


async def test_what_is_settled_is_not_reminded_of(group: Group, snippet: Snippet) -> None:
    challenge = await ask(group, of(snippet))
    await group.comparisons.challenging.settle("U900", challenge.id)
    await week_later(group)
    assert not [key for key in await group.planned(challenge.key) if "reminder" in key]


async def test_when_the_owner_leaves_it_passes_to_the_managers(
    group: Group, snippet: Snippet
) -> None:
    await group.change_indicator(owner=LEAD)
    challenge = await ask(group, of(snippet))
    await group.leaves(LEAD)
    assert (await group.comparisons.challenging.listed(AMY)).to_answer[0].owners == (MANAGER, AMY)
    told = (await group.planned(challenge.key))[f"{challenge.key}:owner:{AMY}"]
    assert (
        "It was with <@U100>, whose account is closed, so it comes to you."
        in lines(told.message)[-1]
    )


async def test_of_several_owners_the_others_keep_it(group: Group, snippet: Snippet) -> None:
    await group.change_indicator(owner=None)
    challenge = await ask(group, of(snippet))
    before = await group.planned(challenge.key)
    await group.leaves(AMY)
    (kept,) = (await group.comparisons.challenging.listed(MANAGER)).to_answer
    assert kept.owners == (MANAGER,)
    assert await group.planned(challenge.key) == before


async def test_with_nobody_to_pass_it_to_it_stays_where_it_is(
    group: Group, snippet: Snippet
) -> None:
    await group.change_indicator(owner=None)
    for user in (AMY, ADMIN):
        await group.leaves(user)
    await ask(group, of(snippet))
    await group.leaves(MANAGER)
    (kept,) = (await group.comparisons.challenging.listed(BEN)).mine
    assert kept.owners == (MANAGER,)
    async with group.database.transaction() as session:
        people = PeopleStore(session, group.workspace.id)
        await people.put_members([Member("U901")])
    assert (await group.comparisons.challenging.listed("U901")).number == 0
