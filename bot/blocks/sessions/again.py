"""The figures of a session, shown once more in its thread: then and now, and what was agreed."""

from collections.abc import Sequence

from bot.blocks.comparisons.snippet import render_snippet
from bot.blocks.comparisons.words import summary_for_all
from bot.blocks.kit import context, section
from bot.blocks.sessions.actions import lines_of
from bot.blocks.text import day, escape
from bot.domain.comparisons.snippets import ChannelView
from bot.domain.delivery import Message
from bot.domain.sessions import Action, PeerSession

ACTIONS_SHOWN = 8
NO_PROOF = "This is not proof of cause: figures move for many reasons."


def render_again(
    session: PeerSession,
    then: ChannelView,
    now: ChannelView,
    agreed: Sequence[Action],
) -> Message:
    """Both as everybody may see them, without names; the buttons are those of the new figures."""
    met = day(session.starts_at, session.zone)
    topic = escape(session.topic)
    opening = f"*New figures have come for the peer session on {topic}*"
    before = f"*When you met, on {met}:* {escape(summary_for_all(then.comparison))}"
    latest = render_snippet(now, session.zone)
    lines = [f"• {line}" for line in lines_of(agreed[:ACTIONS_SHOWN])]
    if len(agreed) > ACTIONS_SHOWN:
        lines.append(f"• and {len(agreed) - ACTIONS_SHOWN} more")
    return Message(
        f"New figures have come for the peer session on {topic}. {NO_PROOF} {latest.text}",
        (
            section(f"{opening}\n{before}"),
            section("*Now:*"),
            *latest.blocks,
            section("*What you agreed then*\n" + "\n".join(lines)),
            context(NO_PROOF),
        ),
        latest.pictures,
    )
