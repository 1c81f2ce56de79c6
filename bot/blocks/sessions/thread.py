"""What stands in a session's thread beside the live board: actions, and what is said of the figures."""

from datetime import date

from bot.blocks import ids
from bot.blocks.kit import button, section
from bot.blocks.sessions.messages import name
from bot.blocks.text import escape
from bot.domain.delivery import Message
from bot.domain.sessions import Action


def date_words(day: date) -> str:
    """``Tue 24 Nov 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def action_words(action: Action) -> str:
    """``Send the audit to all — owner @Ann, Ash Surgery, by Tue 1 Dec 2026``, and how one would know."""
    owner = f"<@{action.owner}>"
    if action.practice:
        owner += f", {name(action.practice)}"
    measure = f"; measure: {escape(action.measure)}" if action.measure else ""
    return f"{escape(action.what)} — owner {owner}, by {date_words(action.due)}{measure}"


def render_action(action: Action) -> Message:
    """The reply in the thread that says what was agreed, with a button to correct it."""
    edit = button(ids.ACTION_EDIT, "Edit", str(action.id), label=f"Edit the action: {action.what}")
    return Message(
        f"Action: {action_words(action)}",
        (section(f"*Action:* {action_words(action)}", accessory=edit),),
    )


def render_no_figures(indicator: str) -> Message:
    """In the place of the figures, where there are none to show."""
    said = (
        f"There are no figures on {escape(indicator)} for this group yet, so there is nothing to show "
        "here. Each practice can say what it knows of its own."
    )
    return Message(said, (section(said),))
