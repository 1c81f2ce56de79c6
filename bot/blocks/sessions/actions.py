"""What is said about actions: the list, the nudge to their owner, and what became of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    context,
    datepicker,
    header,
    input_,
    modal,
    plain_text_input,
    section,
)
from bot.blocks.sessions.messages import name
from bot.blocks.text import day, escape, plural, truncate
from bot.domain.delivery import Block, Message
from bot.domain.sessions import DROPPED_MAX, MEASURE_MAX, WHAT_MAX, Action, OpenActions, Outcome

SHOWN = 5  # actions in each part of the list: it is read on a phone
TOPIC = 80
USUAL = timedelta(weeks=4)  # until when, where the date has passed


# ---- words


def short_date(when: date, today: date) -> str:
    """``Tue 1 Dec``, with the year when it is not this one."""
    words = f"{when:%a} {when.day} {when:%b}"
    return words if when.year == today.year else f"{words} {when.year}"


def ago(days: int) -> str:
    """``yesterday``, ``3 days ago``, ``a week ago``, ``2 months ago``."""
    if days < 7:
        return "yesterday" if days == 1 else f"{days} days ago"
    number, unit = (days // 7, "week") if days < 60 else (days // 30, "month")
    return f"a {unit} ago" if number == 1 else f"{number} {unit}s ago"


def due_words(due: date, today: date) -> str:
    """``due Tue 1 Dec``; when that has passed, how long ago, and a question that blames nobody."""
    if due == today:
        return "due today"
    words = f"due {short_date(due, today)}"
    return words if due > today else f"{words}, {ago((today - due).days)}: still going?"


def outcome_words(action: Action) -> str:
    """What became of it, in a word or two: ``kept``."""
    return str(action.outcome) if action.outcome else "settled"


def settled_before(action: Action) -> str:
    by = f" by <@{action.settled_by}>" if action.settled_by else ""
    return (
        f"This action was marked as {outcome_words(action)}{by} before, so there is nothing left to "
        "do. Thank you. `/peer actions` shows what is open."
    )


def thanks(settled: Action, instead: Action | None = None) -> str:
    """For whoever says what became of an action: thanks, whichever way it went."""
    what = escape(settled.what)
    match settled.outcome:
        case Outcome.CHANGED if instead is not None:
            return (
                f"Changed: thank you. It is now “{escape(instead.what)}”, by "
                f"{short_date(instead.due, settled.due)}."
            )
        case Outcome.CHANGED:
            return f"Changed: {what}. Thank you for saying so."
        case Outcome.DROPPED:
            return f"Dropped: {what}. Thank you for saying so: that helps the next plan."
    return f"Kept: {what}. Thank you."


# ---- buttons


def outcome_buttons(action: Action) -> list[Element]:
    """Kept, changed, dropped: in whatever message an action is shown."""
    value, what = str(action.id), truncate(action.what, 40)
    return [
        button(ids.ACTION_KEPT, "Kept", value, style="primary", label=f"Kept: {what}"),
        button(ids.ACTION_CHANGED, "Changed", value, label=f"Changed: {what}"),
        button(ids.ACTION_DROPPED, "Dropped", value, label=f"Dropped: {what}"),
    ]


# ---- the list


def render_actions(
    found: OpenActions, today: date, *, organises: bool, reader: str, said: str = ""
) -> Message:
    """Only its reader sees it: their own actions first, with a button for each way it may have gone."""
    blocks: list[Block] = [section(said)] if said else []
    if not found.number:
        words = "No actions are open. They are recorded with the button in a session's thread."
        return Message(f"{said} {words}".strip(), (*blocks, section(words)))
    for title, part in (
        ("Your actions", found.mine),
        ("Your practice’s actions", found.practice),
        ("Other actions", found.others),
    ):
        blocks += _part(title, part, today, reader, organises=organises)
    words = f"{plural(found.number, 'open action')}, {len(found.mine)} of them yours."
    return Message(f"{said} {words}".strip(), tuple(blocks))


def _part(
    title: str, part: Sequence[Action], today: date, reader: str, *, organises: bool
) -> Iterator[Block]:
    if not part:
        return
    yield header(title)
    for each in part[:SHOWN]:
        yield section(_line(each, today, reader))
        if organises or each.owner == reader:
            yield actions(outcome_buttons(each))
    if len(part) > SHOWN:
        yield context(
            f"And {len(part) - SHOWN} more, due later. They come up as these are settled."
        )


def _line(action: Action, today: date, reader: str) -> str:
    whose = [] if action.owner == reader else [f"<@{action.owner}>"]
    if action.practice:
        whose.append(name(action.practice))
    lines = [f"*{escape(action.what)}*", ", ".join([*whose, due_words(action.due, today)])]
    if action.measure:
        lines.append(f"How we would know: {escape(action.measure)}")
    lines.append(f"From: {escape(truncate(action.topic, TOPIC))}")
    return "\n".join(lines)


# ---- the nudge


def render_nudge(action: Action, today: date) -> Message:
    """To its owner, before it is due or once after that."""
    passed = action.due < today
    lines = [
        f"*{escape(action.what)}*",
        f"You took this on in the peer session on {escape(truncate(action.topic, TOPIC))}; it "
        f"{'was' if passed else 'is'} {due_words(action.due, today).removesuffix(': still going?')}.",
    ]
    if action.measure:
        lines.append(f"How we would know that it helped: {escape(action.measure)}")
    ask = "Is it still going?" if passed else "How is it going?"
    last = " I will not ask again: it stays in `/peer actions`." if passed else ""
    return Message(
        f"{ask} Your action: {escape(action.what)}",
        (
            section("\n".join(lines)),
            section(f"{ask} Plans change, and every answer is useful.{last}"),
            actions(
                [
                    *outcome_buttons(action),
                    button(
                        ids.ACTION_LATER,
                        "Remind me later",
                        str(action.id),
                        label=f"Remind me later, in a week: {truncate(action.what, 30)}",
                    ),
                ]
            ),
        ),
    )


def render_settled_nudge(settled: Action) -> Message:
    words = thanks(settled)
    return Message(words, (section(words),))


def render_later(action: Action, at: datetime, zone: str) -> Message:
    """What the nudge becomes: the buttons stay, in case it is done sooner."""
    words = f"*{escape(action.what)}*\nI will remind you on {day(at, zone)}."
    return Message(
        f"I will remind you on {day(at, zone)}: {escape(action.what)}",
        (section(words), actions(outcome_buttons(action))),
    )


# ---- forms


def build_change_modal(action: Action, today: date, metadata: str) -> View:
    """What it is changed to: filled in is what was agreed."""
    due = action.due if action.due > today else today + USUAL
    return modal(
        ids.ACTION_CHANGE,
        "Change an action",
        [
            section(f"Agreed was: *{escape(action.what)}*. It is settled as changed, with thanks."),
            input_(
                ids.CHANGED_WHAT,
                "What will be done instead?",
                plain_text_input(
                    ids.CHANGED_WHAT, action.what, multiline=True, max_length=WHAT_MAX
                ),
                hint="Something small and clear. No patient details, please.",
            ),
            input_(ids.CHANGED_DUE, "By when?", datepicker(ids.CHANGED_DUE, due.isoformat())),
            input_(
                ids.CHANGED_MEASURE,
                "How will we know that it helped?",
                plain_text_input(ids.CHANGED_MEASURE, action.measure, max_length=MEASURE_MAX),
                optional=True,
            ),
        ],
        submit="Change it",
        private_metadata=metadata,
    )


def build_drop_modal(action: Action, metadata: str) -> View:
    return modal(
        ids.ACTION_DROP,
        "Drop an action",
        [
            section(
                f"*{escape(action.what)}*\nNot everything works out, and that is worth knowing."
            ),
            input_(
                ids.DROPPED_WHY,
                "Why? A sentence, if you like",
                plain_text_input(ids.DROPPED_WHY, multiline=True, max_length=DROPPED_MAX),
                hint="Those who look at it next time can read it. No patient details, please.",
                optional=True,
            ),
        ],
        submit="Drop it",
        private_metadata=metadata,
    )


def lines_of(found: Iterable[Action]) -> list[str]:
    """One line each, for a message to a group: ``Audit ten courses: kept``. Whose it is is not said."""
    return [
        f"{escape(each.what)}: {outcome_words(each) if each.done else 'still open'}"
        for each in found
    ]
