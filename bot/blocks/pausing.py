"""What is said to somebody who wants to be left alone for a while, or on some days."""

from collections.abc import Collection
from datetime import date

from bot.blocks.kit import section
from bot.blocks.text import listed
from bot.domain.delivery import Message

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")
ALWAYS = (
    "Reminders of sessions that you said yes or maybe to, changes of them, and answers to what you "
    "ask me always come."
)
UNTIL_WHEN = (
    "Until when? For example `/peerbot snooze until Monday`, `/peerbot snooze two weeks`, or "
    "`/peerbot snooze off` to hear from me again. Your Home tab has it as well."
)
WHICH_DAYS = (
    "Which days? For example `/peerbot days-off Friday`, `/peerbot days-off Monday and Wednesday`, or "
    "`/peerbot days-off none`. Your Home tab has them as well."
)


def render_snoozed(until: date) -> Message:
    day = f"{until:%A} {until.day} {until:%B %Y}"
    return _said(f"Until *{day}* nothing comes from me that you did not ask for. {ALWAYS}")


def render_awake() -> Message:
    return _said("You are no longer snoozed: I write to you again when there is something for you.")


def render_days_off(days: Collection[int]) -> Message:
    if not days:
        return _said("You have no days off any more: I may write to you from Monday to Friday.")
    named = listed([WEEKDAYS[each] for each in sorted(days)])
    return _said(
        f"Your days off are now *{named}*. On these nothing comes from me that you did not ask for. "
        f"{ALWAYS}"
    )


def _said(words: str) -> Message:
    return Message(words.replace("*", ""), (section(words),))
