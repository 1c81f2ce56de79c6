"""What a lead sees before a session is sent: who is invited, when, and what they will read."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import View, actions, button, context, divider, modal, section
from bot.blocks.sessions.invitation import render_invitation
from bot.blocks.sessions.messages import at, names, nobody_yet, title
from bot.blocks.sessions.series import why_moved
from bot.blocks.text import clock_time, escape, listed, plural, when
from bot.domain.delivery import Block
from bot.domain.sessions import Format, empty_practices
from bot.domain.sessions.choice import Choice
from bot.domain.sessions.formats import SMALL_MOST
from bot.domain.sessions.preview import Preview


def build_preview_modal(preview: Preview, choice: Choice) -> View:
    """``choice`` stays in it: "Change something" goes back to the form as it was sent."""
    warnings = list(forewarnings(preview))
    blocks: list[Block] = [
        section("\n".join(_lines(preview))),
        *(context(each) for each in warnings),
        actions([button(ids.SESSION_CHANGE, "Change something")], block_id=ids.SESSION_CHANGE),
        divider(),
    ]
    if preview.finding:
        blocks.append(context("Next you choose the times. Nothing is sent before that."))
    else:
        blocks.append(context("This is what they will read:"))
        shown = render_invitation(preview.session, None).blocks
        blocks += [_harmless(each, place) for place, each in enumerate(shown)]
    return modal(
        ids.SESSION_PREVIEW,
        "Preview",
        blocks,
        submit="Choose times" if preview.finding else "Send invitations",
        private_metadata=choice.to_text(),
    )


def build_refused_modal(words: str, choice: Choice) -> View:
    """Why it could not be done, and the way back to the form as it was sent."""
    return modal(
        "",
        "Not yet",
        [
            section(words),
            actions([button(ids.SESSION_CHANGE, "Change something")], block_id=ids.SESSION_CHANGE),
        ],
        close="Close",
        private_metadata=choice.to_text(),
    )


def _lines(preview: Preview) -> Iterator[str]:
    session = preview.session
    practices = len(session.practices)
    others = sum(each.user != session.lead and not each.guest for each in preview.invited)
    people = plural(others, "person", "people")
    kind = (
        "" if preview.unchecked_format and session.format is Format.SMALL_GROUP else _kind(preview)
    )
    yield f"{title(session)}{kind}"
    yield (
        f"*Invited:* {people} besides you, from {plural(practices, 'practice')}: "
        f"{names(session.practices)}."
    )
    if guests := _guests_words(preview):
        yield f"*Guests:* {guests}."
    if session.facilitated_by != session.lead:
        yield f"*Facilitator:* <@{session.facilitated_by}>"
    if session.places:
        yield f"*Room for:* {session.places} people; others wait for a place."
    if preview.finding:
        return
    yield f"*When:* {at(session)}, {session.minutes} minutes"
    yield from _again(preview)
    yield f"*Announced in:* <#{session.channel}>, where the thread opens"
    if preview.goes_at:
        yield f"*Invitations go out* in working hours, from {when(preview.goes_at, session.zone)}."
    else:
        yield "*Invitations go out* now, or in each person's next working hours."


def _kind(preview: Preview) -> str:
    return f" ({preview.session.format.words})"


def _guests_words(preview: Preview) -> str:
    inside = [f"<@{each.user}>" for each in preview.invited if each.guest]
    outside = [f"{escape(each.name)} ({each.kind.words})" for each in preview.session.guests]
    return listed([*inside, *outside]) if inside or outside else ""


def _again(preview: Preview) -> Iterator[str]:
    if not preview.repeats:
        return
    zone = preview.session.zone
    later = [when(each.at, zone) for each in preview.coming[1:]]
    then = f", then on {listed(later)}" if later else ""
    yield f"*Repeats* {preview.repeats}{then}. People are invited two weeks before each."
    for each in preview.coming:
        if each.moved_from is not None:
            yield f"{why_moved(each)}, so it is on {when(each.at, zone)} instead."


def forewarnings(preview: Preview) -> Iterator[str]:
    """What is better known before it is sent."""
    session = preview.session
    if empty := empty_practices(session, preview.invited):
        yield nobody_yet(empty)
    if preview.moved:
        yield (
            "The clocks go forward that night and skip the time that you chose, so it is set "
            f"for {clock_time(session.starts_at, session.zone)}."
        )
    if preview.free_day:
        yield "This is a weekend or a bank holiday, when most practices are closed."
    practices = len(session.practices)
    if preview.unchecked_format and practices > SMALL_MOST:
        yield (
            f"With {practices} practices there is little time for each to speak. `/peer match` puts "
            "them into groups instead."
        )
    if session.format is Format.VIRTUAL_MDT and not _guests_words(preview):
        yield "No guests are asked yet: a virtual MDT usually has some."


def _harmless(block: Block, place: int) -> Block:
    """As it looks, but its buttons do nothing."""
    if block["type"] != "actions":
        return block
    words = "  ".join(f"`{each['text']['text']}`" for each in block["elements"])
    return section(words, block_id=f"preview_{place}")
