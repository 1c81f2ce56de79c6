"""The privacy notice, made from the group's settings: read on a phone in a minute."""

from collections.abc import Mapping, Sequence

from bot.blocks import ids
from bot.blocks.kit import View, actions, button, context, header, modal, section
from bot.blocks.rights.forgetting import days_words
from bot.blocks.text import escape
from bot.domain.arrangements import Arrangements
from bot.domain.delivery import Block
from bot.domain.pulse import FLOOR
from bot.domain.rights.keeping import Kind, kept_days

TITLE = "Privacy notice"
NOT_NAMED = "not named yet"
NO_CONTACT = "a manager of the group, since no contact is named yet"
ICO = "the Information Commissioner’s Office (ico.org.uk, 0303 123 1113)"


def build_privacy_modal(body_name: str, arranged: Arrangements) -> View:
    blocks: list[Block] = []
    for title, lines in notice(body_name, arranged):
        blocks += [header(title), section("\n".join(lines))]
    blocks += [
        actions([button(ids.MY_DATA_OPEN, "My data")]),
        context(f"Made from the settings of {escape(body_name)}, as they are today."),
    ]
    return modal("", TITLE, blocks, close="Close")


def notice(body_name: str, arranged: Arrangements) -> Sequence[tuple[str, list[str]]]:
    """Headings with their lines."""
    body, kept = escape(body_name), arranged.kept
    return (
        ("Whose data, and why", [_who(body, arranged)]),
        (
            "What I keep, and for how long",
            [
                "• your practice and roles, while you are a member",
                f"• peer sessions and what was agreed: {_for(Kind.SESSIONS, kept)}",
                f"• messages to you: {_for(Kind.MESSAGES, kept)}",
                f"• votes on times: {_for(Kind.VOTES, kept)}",
                f"• your CPD notes, sealed: {_for(Kind.NOTES, kept)}, or as long as you say",
                f"• concerns, sealed: {_for(Kind.CONCERNS, kept)} after they are settled",
                f"• who changed or exported what: {_for(Kind.AUDIT, kept)}",
            ],
        ),
        (
            "Pulses",
            [
                "Your answer is sealed. The database alone shows neither who nor what; whoever also "
                "has the application’s secret could open it while the pulse is open. At the close the "
                "answers, the list of who was asked and the key are deleted; only counts stay, and "
                f"none of fewer than {max(arranged.threshold or FLOOR, FLOOR)} people."
            ],
        ),
        (
            "Who sees what",
            [
                "• your practice’s own figures: only its members, unless your practice says more",
                "• your answer to an invitation: whoever is in the session",
                "• your notes: only you",
                "• a concern: you and whoever you raise it with",
                "• the audit log: administrators",
            ],
        ),
        (
            "What Slack sees",
            [
                "Slack carries every message and click, and keeps its own copies under its contract "
                "with your organisation. I cannot delete those."
            ],
        ),
        (
            "What is never kept",
            [
                "Patient details: what looks like them is refused. Who answered what in a pulse, after "
                "its close. Who raised a barrier."
            ],
        ),
        ("Your rights", _rights(arranged)),
    )


def _who(body: str, arranged: Arrangements) -> str:
    controller = escape(arranged.controller) or NOT_NAMED
    return (
        f"I help the practices of {body} to learn from each other, and keep what that needs. "
        f"Who answers for the data, by law (the controller): *{controller}*."
    )


def _for(kind: Kind, kept: Mapping[str, int]) -> str:
    return days_words(kept_days(kind, kept))


def _rights(arranged: Arrangements) -> list[str]:
    return [
        f"• see and take away what I hold about you: `{ids.PEERBOT} my-data`",
        f"• be forgotten: `{ids.PEERBOT} forget-me`",
        f"• ask about your data, have something put right, or object: *{contact_words(arranged)}*",
        f"• raise a concern, privately, with `{ids.PEERBOT} concern`: {_concerns_words(arranged)}",
        f"• complain to {ICO}",
    ]


def contact_words(arranged: Arrangements) -> str:
    return escape(arranged.data_contact) or NO_CONTACT


def _concerns_words(arranged: Arrangements) -> str:
    if not arranged.concerns_to:
        return "to a manager whom you choose, since nobody is named yet"
    who = f"to <@{arranged.concerns_to}>"
    return f"{who} ({escape(arranged.concerns_as)})" if arranged.concerns_as else who
