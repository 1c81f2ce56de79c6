"""The list of people for whoever looks after them: what waits to be confirmed, and who is where."""

from collections.abc import Iterator, Sequence

from bot.blocks import ids
from bot.blocks.joining import claim_buttons, not_of_the_group
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    confirm,
    context,
    header,
    modal,
    section,
    users_select,
)
from bot.blocks.text import BLOCKS_PER_VIEW, escape, packed, plural
from bot.domain.delivery import Block
from bot.domain.joining import Claim, People
from bot.domain.people import Member, Practice

CLAIMS_SHOWN = 20
TEXTS_SHOWN = 40  # of up to 3,000 characters each: some thousands of people
NAMED = 100  # people of one kind, on a line


def build_people(found: People, said: str = "") -> View:
    """``said`` is what came of the button that was pressed."""
    blocks = [
        *([section(said)] if said else []),
        *_waiting(found),
        *(_members(found.members) if found.members is not None else ()),
    ]
    return modal(ids.PEOPLE, "People", blocks[:BLOCKS_PER_VIEW], close="Close")


def _waiting(found: People) -> Iterator[Block]:
    yield header("Waiting to be confirmed")
    if not found.claims:
        yield section("Nobody waits.")
        return
    for each in found.claims[:CLAIMS_SHOWN]:
        yield section(_claimed(each, found.known))
        yield actions(claim_buttons(each, ids.PEOPLE_YES, ids.PEOPLE_NO))
    if len(found.claims) > CLAIMS_SHOWN:
        yield context(f"And {plural(len(found.claims) - CLAIMS_SHOWN, 'more')}, after these.")
    within = sum(each.ods_code in found.known for each in found.claims)
    if within > 1 and found.members is not None:
        yield actions([_all(within)])


def _claimed(claim: Claim, known: frozenset[str]) -> str:
    much = "" if claim.main else " as well"
    said = f"<@{claim.user}> says that they work at *{escape(claim.name)}*{much}."
    return said if claim.ods_code in known else f"{said}\n{not_of_the_group(claim)}"


def _all(number: int) -> Element:
    return button(
        ids.CLAIMS_ALL,
        "Confirm all",
        confirm=confirm(
            "Confirm all?",
            f"All {number} at the group's practices are confirmed, but for your own. Each then sees the "
            "own figures of the practice that they named.",
            "Confirm all",
            "Not now",
        ),
    )


def _members(members: Sequence[Member]) -> Iterator[Block]:
    yield header("Members")
    yield section("To correct, add or remove somebody, choose them:", users_select(ids.PEOPLE_PICK))
    texts = packed(_lines(members))
    for each in texts[:TEXTS_SHOWN]:
        yield section(each)
    if len(texts) > TEXTS_SHOWN:
        yield context("There are more than fit here: choose a person above to see theirs.")


def _lines(members: Sequence[Member]) -> Iterator[str]:
    at: dict[Practice, list[Member]] = {}
    for each in members:
        for practice in each.practices:
            at.setdefault(practice, []).append(each)
    for practice in sorted(at, key=lambda each: (each.name, each.ods_code)):
        yield f"*{escape(practice.name)}*: {_people(at[practice])}"
    locums = [each for each in members if each.locum and not each.practices]
    unsaid = [each for each in members if not each.locum and not each.practices]
    if locums:
        yield f"*Locums*: {_people(locums)}"
    if unsaid:
        yield f"*Not said yet*: {_people(unsaid)}"


def _people(members: Sequence[Member]) -> str:
    named = [
        f"<@{each.slack_user_id}>{' (formal role)' if each.formal_role else ''}"
        for each in members[:NAMED]
    ]
    if len(members) > NAMED:
        named.append(f"and {len(members) - NAMED:,} more")
    return ", ".join(named)
