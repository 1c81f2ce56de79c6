"""The pulse in its channel: while it is open, and when it has closed; and who can see what."""

from bot.blocks import ids
from bot.blocks.kit import actions, button, header, section
from bot.blocks.text import escape, plural, when
from bot.domain.delivery import DirectMessage, Message, Post, Update
from bot.domain.pulse import Round, Turnout, key_prefix


def privacy_statement(k: int) -> str:
    """Who can see what, and what is deleted when. tests/anonymity holds the code to each sentence."""
    return "\n".join(
        (
            "*Who can see what*",
            "• Slack sees that you press the button. Peerbot keeps your answer sealed and without "
            "your name.",
            "• Until the pulse closes nobody is shown any result, only how many have answered. "
            "Whoever holds both Peerbot’s database and its secret key could open an answer until then.",
            f"• When it closes, only figures about {k} people or more are kept. Every answer, the list "
            "of who was asked and the key to the answers are deleted. From then on nobody can tell "
            "who said what, unless they copied both while it was open.",
        )
    )


def privacy_line(k: int) -> str:
    """The same in short, above the questions; the whole of it is on the message."""
    return (
        "Your answers are kept sealed and without your name. Nobody is shown any result before the "
        f"pulse closes; then only figures about {k} people or more are kept, and the rest is deleted. "
        "Slack sees the click; while the pulse is open, whoever holds both Peerbot’s database and its "
        "secret key could open an answer."
    )


def turnout_words(turnout: Turnout) -> str:
    verb = "has" if turnout.answered == 1 else "have"
    return f"{turnout.answered:,} of {turnout.asked:,} {verb} answered"


def render_open(round_: Round, turnout: Turnout, body: str, zone: str) -> Message:
    """The invitation to answer, with nothing of the answers but their number."""
    number = plural(len(round_.questions), "short statement")
    closes = when(round_.closes_at, zone)
    return Message(
        f"Pulse: what do you make of {escape(body)}? Closes on {closes}. {turnout_words(turnout)}.",
        (
            header(f"Pulse: what do you make of {body}?"),
            section(
                f"{number}, about a minute. It closes on *{closes}*; "
                "until then you can change your answers."
            ),
            section(privacy_statement(round_.k)),
            section(f"*{turnout_words(turnout)}.*"),
            actions(
                [
                    button(
                        ids.PULSE_ANSWER,
                        "Answer",
                        str(round_.id),
                        style="primary",
                        label=f"Answer the pulse about {body}",
                    )
                ],
                block_id=ids.PULSE_ANSWER,  # the same after each update, for a click under way
            ),
        ),
    )


def render_closed(round_: Round, body: str) -> Message:
    parts = [f"This pulse has closed: {round_.answered or 0:,} of {round_.asked:,} answered."]
    if round_.answered:
        parts.append("All answers have been deleted; what may be shown was kept.")
    parts.append(
        f"<@{round_.opened_by}> can pull the summary with `{ids.PULSE} summary {round_.id}`."
    )
    words = " ".join(parts)
    return Message(words, (header(f"Pulse: what do you make of {body}?"), section(words)))


# ---- which message goes where, under keys that make each of them once


OPENING = "opening"


def opening(round_: Round, turnout: Turnout, body: str, zone: str) -> Post:
    message = render_open(round_, turnout, body, zone)
    return Post(
        _key(round_, OPENING),
        round_.channel,
        message,
        until=round_.closes_at,
        owner=round_.opened_by,
        about=f"your pulse {round_.id}",
    )


def turnout_changed(round_: Round, turnout: Turnout, body: str, zone: str) -> Update:
    return _update(round_, render_open(round_, turnout, body, zone))


def closed(round_: Round, body: str) -> tuple[Update, DirectMessage]:
    """The channel's message without its button, and a word to whoever opened it."""
    words = (
        f"Your pulse in <#{round_.channel}> has closed: {round_.answered or 0:,} of "
        f"{round_.asked:,} answered. See it with `{ids.PULSE} summary {round_.id}`."
    )
    told = DirectMessage(_key(round_, "closed"), round_.opened_by, Message(words))
    return _update(round_, render_closed(round_, body)), told


def _update(round_: Round, message: Message) -> Update:
    # One key for all, so that a turnout that was planned late cannot follow the closing.
    return Update(_key(round_, "message"), _key(round_, OPENING), message)


def _key(round_: Round, name: str) -> str:
    return f"{key_prefix(round_.id)}{name}"
