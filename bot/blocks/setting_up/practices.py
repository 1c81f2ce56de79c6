"""The form that brings practices in, the list of those there are, and what the register lists."""

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    confirm,
    context,
    input_,
    modal,
    plain_text_input,
    section,
)
from bot.blocks.text import date_words, escape, listed, plural, truncate
from bot.domain.bodies import A_DAY
from bot.domain.delivery import Block, Message
from bot.domain.people import Practice
from bot.domain.practices import Listing, Reason, Stranger

PAGE = 30  # practices in one view
NAMED = 20  # in one message
LONGEST_NAME = 100
BRING_CSV = (
    "*From a list of your own:* drop a CSV file on me in a direct message, with the columns "
    "`ods_code`, `name`, and if you have them `list_size` and `imd_decile`."
)
FETCHING = (
    "I am asking the NHS register (ODS) for {code}. You will get a message from me with what it "
    "lists, and nothing changes before you say so. This takes a minute or two."
)


def build_practices_modal(count: int, registers: Sequence[str], code: str = "") -> View:
    """``registers`` say which bodies are looked up every week and how that goes, a line each.

    ``code`` is the group's own, which the form begins with where nothing has been looked up yet.
    """
    shown = button(ids.PRACTICES_SHOW, "See the list", label="See the list of practices")
    there = plural(count, "practice") if count else "No practices yet"
    blocks: list[Block] = [section(f"*{there}*", shown if count else None)]
    blocks += [context(each) for each in registers]
    blocks += _ways_in("" if count or registers else code)
    return modal(ids.SETUP_PRACTICES, "Practices", blocks, submit="Save")


def _ways_in(code: str) -> Iterator[Block]:
    yield input_(
        ids.PRACTICES_ODS,
        "From the NHS register: code of the body",
        plain_text_input(ids.PRACTICES_ODS, code or None, max_length=6, placeholder="14L"),
        optional=True,
        hint="The ODS code of a sub-ICB location (14L), a PCN (U12345) or an ICB (QOP). I look there "
        "every week, and ask you before the list changes.",
    )
    yield section(BRING_CSV)
    yield input_(
        ids.PRACTICE_CODE,
        "One practice: its ODS code",
        plain_text_input(ids.PRACTICE_CODE, max_length=6, placeholder="P84004"),
        optional=True,
    )
    yield input_(
        ids.PRACTICE_NAME,
        "Its name",
        plain_text_input(
            ids.PRACTICE_NAME, max_length=LONGEST_NAME, placeholder="Alder Lane Surgery"
        ),
        optional=True,
    )


def build_list_modal(
    practices: Sequence[Practice],
    members: Mapping[str, int],
    strangers: Mapping[str, Stranger],
    page: int,
    said: str = "",
) -> View:
    """One page of them; those that the register does not list any more come first."""
    ordered = sorted(practices, key=lambda each: (each.ods_code not in strangers, _by_name(each)))
    last = max(0, (len(ordered) - 1) // PAGE)
    page = max(0, min(page, last))
    blocks: list[Block] = [section(said)] if said else []
    where = f" Page {page + 1} of {last + 1}." if last else ""
    blocks.append(context(f"{plural(len(ordered), 'practice')}.{where}"))
    for each in ordered[page * PAGE : (page + 1) * PAGE]:
        number = members.get(each.ods_code, 0)
        blocks.append(_line(each, number, strangers.get(each.ods_code)))
    blocks += _pages(page, last)
    return modal(ids.PRACTICES_LIST, "Practices", blocks, close="Back", private_metadata=str(page))


def _by_name(practice: Practice) -> str:
    return practice.name.casefold()


def _line(practice: Practice, members: int, stranger: Stranger | None) -> Block:
    about = f"{practice.ods_code} · {plural(members, 'member')}"
    gone = f"\n{stranger_words(stranger)}" if stranger else ""
    words = f"*{escape(practice.name)}*\n{about}{gone}"
    return section(words, _remove(practice, members))


def stranger_words(stranger: Stranger) -> str:
    """Why a practice is not in its body any more, as the register has it."""
    match stranger.reason:
        case Reason.CLOSED:
            when = f" after {date_words(stranger.day)}" if stranger.day else ""
            return f"Closed{when}, by the register."
        case Reason.LEFT:
            when = f" since {date_words(stranger.day + A_DAY)}" if stranger.day else ""
            return f"Not in {stranger.body}{when}, by the register."
        case Reason.UNKNOWN:
            return f"Not in {stranger.body}, by the register."


def _remove(practice: Practice, members: int) -> Element:
    return button(
        ids.PRACTICE_REMOVE,
        "Remove",
        practice.ods_code,
        label=f"Remove {practice.name}",
        confirm=confirm(
            "Remove this practice?",
            f"{truncate(practice.name, 60)}: {_what_happens(members)} Records of past sessions no "
            "longer name it. Its published figures stay.",
            "Remove it",
            "Keep it",
        ),
    )


def _what_happens(members: int) -> str:
    if not members:
        return "nobody is recorded there."
    people = plural(members, "member")
    stay = "stays" if members == 1 else "stay"
    they = "they say" if members > 1 else "that person says"
    return f"its {people} {stay}, without a practice until {they} where they work."


def removed_words(name: str, members: int) -> str:
    return f"Removed: {escape(name)}; {_what_happens(members)}"


def _pages(page: int, last: int) -> Iterator[Block]:
    buttons = []
    if page > 0:
        buttons.append(button(f"{ids.PRACTICES_PAGE}back", "Page before", str(page - 1)))
    if page < last:
        buttons.append(button(f"{ids.PRACTICES_PAGE}next", "Next page", str(page + 1)))
    if buttons:
        yield actions(buttons)


# ---- what the register lists, to whoever asked


def build_fetching_modal(code: str) -> View:
    return modal("", "Practices", [section(FETCHING.format(code=code))], close="Close")


def render_listing(listing: Listing) -> Message:
    """What the register lists, what would be new, and which of ours it does not list."""
    count = plural(len(listing.practices), "practice")
    opening = f"ODS lists {count} in {listing.code} ({escape(listing.name)})."
    lines = [opening, *_differences(listing)]
    blocks: list[Block] = [section("\n".join(lines))]
    if listing.fresh:
        take = button(ids.PRACTICES_TAKE, "Take them in", listing.code, style="primary")
        blocks.append(actions([take, button(ids.PRACTICES_LEAVE, "Not now", listing.code)]))
    return Message(" ".join(lines), tuple(blocks))


def _differences(listing: Listing) -> Iterator[str]:
    if listing.fresh:
        yield f"*New:* {_named(listing.fresh)}."
    else:
        yield "All of them are here already, so there is nothing to take in."
    if listing.strangers:
        gone = [f"{each.practice.name} ({_short(each)})" for each in listing.strangers]
        yield (
            f"*Here, but not in the list:* {_names(gone)}. They stay until you remove them: "
            "`/peerbot setup`, Practices, See the list."
        )


def _short(stranger: Stranger) -> str:
    return {Reason.CLOSED: "closed", Reason.LEFT: "in it until lately"}.get(
        stranger.reason, "not in this body"
    )


def _named(practices: Sequence[Practice]) -> str:
    return _names([f"{each.name} ({each.ods_code})" for each in practices])


def _names(names: Sequence[str]) -> str:
    shown = [escape(each) for each in names[:NAMED]]
    if len(names) > NAMED:
        shown.append(f"{len(names) - NAMED} more")
    return listed(shown)


def render_taken(taken: int, already: int, code: str) -> Message:
    if not taken:
        words = f"All practices of {code} were here already: nothing was changed."
    else:
        known = f" {plural(already, 'practice')} stayed as they were." if already else ""
        words = f"Taken in: {plural(taken, 'practice')} of {code}.{known}"
    return Message(words, (section(words),))


def render_left(code: str) -> Message:
    words = (
        f"All right: nothing was changed. The register’s list of {code} stays at hand; for this "
        "message again, enter the code in `/peerbot setup`, Practices."
    )
    return Message(words, (section(words),))


def render_not_listed(code: str, why: str, *, goes_on: bool) -> Message:
    """Nothing came; ``goes_on``: it is tried again by itself."""
    then = (
        "Nothing was changed. I try again by myself, and tell you when it has worked."
        if goes_on
        else "Nothing was changed, and I do not look for it again. Check the code in "
        "`/peerbot setup`, Practices; or drop a CSV list of practices on me here."
    )
    words = f"I could not get the practices of {code} from ODS. {escape(why)} {then}"
    return Message(words, (section(words),))
