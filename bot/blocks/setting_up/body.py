"""The form that says what the group is from which day on, with what it was and will be."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    button,
    confirm,
    context,
    datepicker,
    divider,
    external_select,
    input_,
    modal,
    option,
    plain_text_input,
    section,
    select,
)
from bot.blocks.text import date_words, escape
from bot.domain.arrangements import Body, BodyKind
from bot.domain.bodies import history, in_effect, mark
from bot.domain.delivery import Block
from bot.domain.people import Workspace
from bot.domain.setting_up import UNNAMED

NAME, CODE = 100, 6  # characters
SHOWN = 20  # of its past and future; a group has few
OFFERED = 50  # time zones in answer to what was typed


def body_words(body: Body) -> str:
    """``Wold Valley PCN, a primary care network (PCN), U12345``; as typed, so to be escaped."""
    article = "an" if body.kind.words[0] in "aeiou" else "a"
    kind = "" if body.kind is BodyKind.OTHER else f", {article} {body.kind.words}"
    return f"{body.name}{kind}{f', {body.code}' if body.code else ''}"


def span_words(body: Body) -> str:
    """``From 1 July 2022 to 31 March 2026``."""
    until = f" to {date_words(body.last)}" if body.last else ""
    return f"From {date_words(body.first)}{until}"


def build_body_modal(workspace: Workspace, bodies: Sequence[Body], today: date) -> View:
    """Begins with what the group is to-day."""
    current = in_effect(bodies, today)
    blocks = [*_fields(workspace, current, today), *_times(bodies, today)]
    stands = mark(workspace.body_name, workspace.time_zone, bodies)
    return modal(ids.SETUP_BODY, "Your group", blocks, submit="Save", private_metadata=stands)


def _fields(workspace: Workspace, current: Body | None, today: date) -> Iterator[Block]:
    name = workspace.body_name if workspace.body_name != UNNAMED else None
    yield input_(
        ids.BODY_NAME,
        "Name",
        plain_text_input(ids.BODY_NAME, name, max_length=NAME, placeholder="Wold Valley PCN"),
        hint="As members know it. It stands in the questions of a pulse.",
    )
    kinds = [option(_capital(each.words), each) for each in BodyKind]
    yield input_(
        ids.BODY_KIND,
        "Kind",
        select(ids.BODY_KIND, kinds, current.kind if current else None),
    )
    yield input_(
        ids.BODY_CODE,
        "ODS code",
        plain_text_input(
            ids.BODY_CODE,
            (current.code or None) if current else None,
            max_length=CODE,
            placeholder="U12345",
        ),
        optional=True,
        hint="Of a PCN (U12345), a sub-ICB location (14L) or an ICB (QOP). None: leave it empty.",
    )
    yield input_(
        ids.BODY_FROM,
        "From",
        datepicker(ids.BODY_FROM, (current.first if current else today).isoformat()),
        hint="Leave the day as it is to correct what is recorded. Choose a later one for a change: "
        "what was before stays as history, and a day to come takes effect by itself.",
    )
    last = current.last.isoformat() if current and current.last else None
    yield input_(
        ids.BODY_TO,
        "To",
        datepicker(ids.BODY_TO, last),
        optional=True,
        hint="Only if you know its last day.",
    )
    yield input_(
        ids.BODY_ZONE,
        "Time zone",
        external_select(
            ids.BODY_ZONE,
            option(workspace.time_zone, workspace.time_zone),
            least=2,
            placeholder="Type a city, such as London",
        ),
    )


def _times(bodies: Sequence[Body], today: date) -> Iterator[Block]:
    """What it was, is and will be; a change to come can be taken back."""
    if not bodies:
        return
    yield divider()
    yield context("What is recorded:")
    current = in_effect(bodies, today)
    for each in history(bodies)[-SHOWN:]:
        is_now = current is not None and each.first == current.first
        words = f"{span_words(each)}{' (now)' if is_now else ''}: {escape(body_words(each))}"
        yield section(words, _take_back(each) if each.first > today else None)


def _take_back(body: Body) -> Element:
    return button(
        ids.BODY_TAKE_BACK,
        "Take back",
        body.first.isoformat(),
        label=f"Take back the change from {date_words(body.first)}",
        confirm=confirm(
            "Take this change back?",
            f"The group will not become “{body.name}” on {date_words(body.first)}.",
            "Take it back",
            "Keep it",
        ),
    )


def zone_options(zones: Sequence[str]) -> list[Element]:
    return [option(each, each) for each in zones[:OFFERED]]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
