"""What the form that sets a session up says, and under which of its fields a refusal belongs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.blocks import ids
from bot.blocks.kit import View
from bot.blocks.sessions.setting_up import BY_NUMBER, TURN
from bot.blocks.text import PRIVATE_METADATA
from bot.domain.sessions import LENGTHS, Format
from bot.domain.sessions.choice import Choice
from bot.errors import InvalidInput
from bot.payloads import flat_values
from handlers.sessions.fields import Values, words_in


def read_choice(view: View) -> Choice:
    """What the form says now; fields that are not shown keep what they were."""
    kept = Choice.from_text(view["private_metadata"])
    values: Values = {block.split(TURN)[0]: value for block, value in flat_values(view).items()}
    choice = _read_usual(kept, values)
    if ids.SESSION_GUEST_USERS in values:
        named = tuple(values[ids.SESSION_GUEST_USERS] or ())
        choice = replace(choice, guest_users=named)
    if ids.SESSION_GUESTS in values:
        choice = replace(choice, guests=(values[ids.SESSION_GUESTS] or "").strip())
    choice = _read_rarer(choice, values) if kept.more else choice
    if len(choice.to_text()) > PRIVATE_METADATA:
        raise InvalidInput(
            "This is more than the form can hold. Please shorten the place, or the list of guests.",
            ids.SESSION_PLACE,
        )
    return choice


def _read_usual(kept: Choice, values: Values) -> Choice:
    chosen = values.get(ids.SESSION_FORMAT)
    format = kept.format
    if chosen:
        format = None if chosen == BY_NUMBER else Format(chosen)
    practices = values.get(ids.SESSION_PRACTICES, kept.ods_codes)
    return replace(
        kept,
        topic=words_in(values, ids.SESSION_TOPIC),
        format=format,
        ods_codes=tuple(practices or ()),
        channel=values.get(ids.SESSION_CHANNEL) or kept.channel,
        place=words_in(values, ids.SESSION_PLACE),
        day=values.get(ids.SESSION_DATE, kept.day) or "",
        clock=values.get(ids.SESSION_TIME, kept.clock) or "",
    )


def _read_rarer(choice: Choice, values: Values) -> Choice:
    minutes = int(values.get(ids.SESSION_LENGTH) or choice.minutes)
    has_repeats = ids.SESSION_REPEATS in values
    return replace(
        choice,
        minutes=minutes if minutes in LENGTHS else LENGTHS[0],
        indicator_key=values.get(ids.SESSION_INDICATOR, choice.indicator_key),
        facilitator=values.get(ids.SESSION_FACILITATOR),
        places=words_in(values, ids.SESSION_PLACES),
        repeats=words_in(values, ids.SESSION_REPEATS) if has_repeats else choice.repeats,
    )


@contextmanager
def under_its_field(view: View) -> Iterator[None]:
    """A refusal is shown under its field, or under the first where that is not in the form."""
    try:
        yield
    except InvalidInput as error:
        shown = [each["block_id"] for each in view["blocks"] if each["type"] == "input"]
        named = [each for each in shown if each.split(TURN)[0] == error.block_id]
        raise InvalidInput(str(error), (named or shown)[0]) from None
