"""What a practice's own people are told when something really changed in its figures."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import ids
from bot.blocks.comparisons import words
from bot.blocks.kit import actions, button, context, section
from bot.blocks.text import escape
from bot.domain.comparisons import Figure, Period, interval_of
from bot.domain.comparisons.alerts import Told
from bot.domain.delivery import Block, DirectMessage, Message
from bot.domain.indicators import Indicator
from bot.domain.people import Practice

AT_ONCE = 5  # changes in full: what people did not ask for has nine blocks at most
GOOD_REASONS = (
    "This may have good reasons: it can come from the data, the patients, the way things are done, or "
    "a choice. Changes in either direction are told, once a month at most."
)
ONLY_YOU = "Only people of your practice get this, and nobody else is told that it was sent."
NO_MORE = Message(
    "You are not told of changes any more. On the Home tab you can ask for it again; `/compare` shows "
    "your practice's figures whenever you like."
)


def alert(user: str, practice: Practice, month: str, message: Message, about: str) -> DirectMessage:
    """Once a month for each person; ``about`` is all that the Home tab shows of it."""
    key = f"practice:{practice.ods_code}:alert:{month}:{user}"
    return DirectMessage(key, user, message, unasked=True, about=about)


def render_alert(practice: Practice, told: Sequence[Told]) -> Message:
    """All that changed in one message, in neutral words."""
    title = f"Something has changed in the figures of {escape(practice.name)}"
    names = "; ".join(each.indicator.name for each in told)
    blocks: list[Block] = [section(f"*{title}*"), *(_change(each) for each in told[:AT_ONCE])]
    if len(told) > AT_ONCE:
        more = "; ".join(each.indicator.name for each in told[AT_ONCE:])
        blocks.append(section(f"And in: {escape(more)}. `{ids.COMPARE}` shows each of them."))
    blocks += [
        context(GOOD_REASONS, ONLY_YOU),
        actions([button(ids.ALERT_NO_MORE, "No more of these")]),
    ]
    return Message(f"{title}: {escape(names)}", tuple(blocks))


def _change(told: Told) -> Block:
    indicator, change = told.indicator, told.change
    since = _since(change.since, change.period)
    after = _said(indicator, change.after, change.before.value, with_unit=True)
    before = _said(indicator, change.before, change.before.value, with_unit=False)
    lines = [
        f"*{escape(indicator.name)}*",
        f"{change.direction.capitalize()} than before, since {since}: *{escape(after)}* for "
        f"{words.period(change.period)}; {escape(before)} {_earlier(change.since, change.period)}.",
        words.direction(indicator),
    ]
    label = f"Show my practice: {indicator.name}"
    shown = button(ids.COMPARE_OWN, "Show my practice", indicator.key, label=label)
    return section("\n".join(lines), accessory=shown)


def _said(indicator: Indicator, figure: Figure, typical: float, *, with_unit: bool) -> str:
    """A value, with its interval where it has one."""
    said = words.number(indicator, figure.value, typical)
    if with_unit:
        said += words.unit(indicator)
    limits = interval_of(indicator, figure)
    if limits is None:
        return said
    low, high = (words.number(indicator, each, typical) for each in (limits.low, limits.high))
    kind = "95% interval " if with_unit else ""
    return f"{said} ({kind}{low} to {high})"


def _since(since: date, period: Period) -> str:
    if period.each < 12:
        return f"{since:%B %Y}"
    return words.period(Period(since, since, period.each))


def _earlier(since: date, period: Period) -> str:
    """When the figure that it is set beside was: the year before, or the first of a trend."""
    if period.each < 12:
        return f"in the {period.months} months before"
    return f"for {_since(since, period)}"
