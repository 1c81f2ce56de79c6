"""Who may edit an indicator, and what is refused."""

from dataclasses import replace

import pytest

from bot.blocks import ids
from bot.blocks.comparisons.indicators import build_edit_modal
from bot.domain.indicators import CATALOGUE, Polarity, Theme
from bot.domain.indicators.wording import LONGEST_ALIASES, LONGEST_NAME, LONGEST_QUESTION, Edits
from bot.errors import InvalidInput, NotAllowed, NotFound
from bot.services.comparisons.editing import check
from storage.database import Database
from tests.services.test_peers import GP, KEY, MANAGER, OWN, Group, make, practices

GOOD = Edits(
    "Antibiotics",
    "How many antibiotics do we prescribe?",
    Theme.PRESCRIBING,
    Polarity.LOW_IS_GOOD,
    "abx",
    None,
    True,
)


@pytest.fixture
async def group(database: Database) -> Group:
    made = await make(database, practices(6))
    await made.figures([OWN])
    return made


async def test_only_leads_and_managers_edit(group: Group) -> None:
    editing = group.comparisons.editing
    for user in (GP, "U999"):
        with pytest.raises(NotAllowed, match="To change what indicators are called you need to be"):
            await editing.to_edit(user, KEY)
        with pytest.raises(NotAllowed):
            await editing.save(user, KEY, GOOD)
    await editing.save(MANAGER, KEY, GOOD)
    assert (await editing.to_edit(MANAGER, KEY)).name == "Antibiotics"
    assert [each.name for each in (await editing.listed(GP))[0]] == ["Antibiotics"]
    assert [(await editing.listed(each))[1] for each in (GP, MANAGER)] == [False, True]


async def test_what_is_no_longer_kept_cannot_be_edited(group: Group) -> None:
    with pytest.raises(NotFound, match="no longer kept"):
        await group.comparisons.editing.to_edit(MANAGER, "gone")


async def test_it_may_keep_its_own_name(group: Group) -> None:
    await group.comparisons.editing.save(MANAGER, KEY, GOOD)
    await group.comparisons.editing.save(MANAGER, KEY, replace(GOOD, aliases="antibiotics"))


@pytest.mark.parametrize(
    ("edits", "field"),
    [
        (replace(GOOD, name=""), ids.INDICATOR_NAME),
        (replace(GOOD, question=""), ids.INDICATOR_QUESTION),
        (replace(GOOD, name="x" * (LONGEST_NAME + 1)), ids.INDICATOR_NAME),
        (replace(GOOD, question="x" * LONGEST_QUESTION + "?"), ids.INDICATOR_QUESTION),
        (replace(GOOD, aliases="x" * (LONGEST_ALIASES + 1)), ids.INDICATOR_ALIASES),
    ],
)
def test_what_slack_would_let_through_is_checked_all_the_same(edits: Edits, field: str) -> None:
    with pytest.raises(InvalidInput, match="Please") as refused:
        check(edits)
    assert refused.value.block_id == field


def test_a_publishers_long_words_still_fit_the_form() -> None:
    long = replace(CATALOGUE[KEY], name="n" * 200, question="q" * 400, aliases="a" * 900)
    inputs = [each["element"] for each in build_edit_modal(long, 0)["blocks"] if "element" in each]
    texts = [each for each in inputs if each["type"] == "plain_text_input"]
    assert len(texts) == 3
    assert all(len(each["initial_value"]) <= each["max_length"] for each in texts)
