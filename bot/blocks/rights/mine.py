"""One's own data as a file: in words for a person, or as JSON for a machine."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from bot.blocks import ids
from bot.blocks.kit import View, actions, button, context, modal, section
from bot.blocks.rights.audit import deed_words
from bot.blocks.rights.telling import (
    CONCERNS,
    DEEDS,
    ELSEWHERE,
    MESSAGES,
    SESSIONS,
    TOLD,
    Names,
    Row,
)
from bot.blocks.sessions.notes import UNREADABLE, note_text
from bot.blocks.sessions.thread import date_words
from bot.blocks.text import when
from bot.domain.concerns import About, Line
from bot.domain.rights.holdings import tables
from bot.domain.rights.mine import Fact, Facts, MyData, Part, Section, plain
from bot.domain.sessions.notes import KeptNote

TITLE = "Everything that Peerbot holds about you"
FILE_TITLE = "My data"
COMING = (
    "I am putting together everything that I hold about you. It comes as a file in your messages with "
    "me, in a moment. Only you can see it."
)
FOR_YOU = "Everything that I hold about you, as you asked. Only you can see it."
NOT_SENT = (
    "Slack did not confirm that it took the file with your data. If it is not here, please ask for it "
    f"again: `{ids.PEERBOT} my-data`."
)
FOOT = (
    "What Slack itself keeps: your messages, files and clicks. Copies of the database that whoever runs "
    "Peerbot may have made. What others did that is confidential to them.\n\n"
    f"To have your data deleted: {ids.PEERBOT} forget-me."
)
SEALED_LINE = "this does not open any more"
SEALED_CONCERN = "What was said is sealed. You can read it with /peerbot concerns."
ABOUT_PRACTICE = (
    "What was changed or looked at of your practices, as the audit log has it. Who did it is not here: "
    "an administrator can say."
)

NAMED_IN = {
    "audit": "What others did, in the audit log",
    "concern": "Concerns",
    "delivery": "Messages to others, or in channels",
    "workspace": "The group’s settings",
}

Said = Mapping[int, Sequence[Line]]
"""What was said about each concern, opened; none of it where there is nothing to open it with."""


# ---- putting it together


def sections_of(
    user: str,
    held: Mapping[str, Sequence[Row]],
    mentioned: Mapping[str, int],
    notes: Sequence[KeptNote],
    said: Said,
    of_practice: Sequence[Row],
    names: Names,
) -> tuple[Section, ...]:
    parts: dict[str, list[Part]] = {}
    for table in tables():
        rows = held.get(table, ())
        if table in ELSEWHERE or not rows:
            continue
        told = TOLD[table]
        mine = rows if table != "delivery" else [each for each in rows if each["spot"] == user]
        facts = tuple(told.facts(table, each, user, names) for each in mine)
        if facts:
            parts.setdefault(told.section, []).append(Part(told.title, facts, told.says))
    if notes:
        parts.setdefault(SESSIONS, []).append(_notes(notes))
    if held.get("concern"):
        parts.setdefault(CONCERNS, []).append(_concerns(user, held["concern"], said))
    if mentioned:
        parts.setdefault(MESSAGES, []).append(_mentioned(mentioned))
    deeds = [
        Part("In the audit log", tuple(_deed(each) for each in held.get("audit", ()))),
        Part("About your practices", tuple(_deed(each) for each in of_practice), ABOUT_PRACTICE),
    ]
    if found := [each for each in deeds if each.facts]:
        parts.setdefault(DEEDS, []).extend(found)
    return tuple(Section(title, tuple(those)) for title, those in parts.items())


def _notes(notes: Sequence[KeptNote]) -> Part:
    facts: list[Facts] = [
        {
            "Note": note_text(each.note) if each.note else UNREADABLE,
            "Last changed": each.updated_at,
            "Deleted": each.deleted_at or "when you delete it",
        }
        for each in notes
    ]
    return Part(
        "CPD notes", tuple(facts), "Sealed: only you can open them, and this file has them open."
    )


def _concerns(user: str, rows: Sequence[Row], said: Said) -> Part:
    facts = []
    for row in rows:
        fact: dict[str, Fact] = {
            "Concern": _about(About(row["about"]), row["title"]),
            "Your part": "you raised it" if row["raised_by"] == user else "it was raised with you",
            "Raised": row["raised_at"],
            "Settled": row["settled_at"],
        }
        for number, line in enumerate(said.get(row["id"], ()), start=1):
            who = "you" if line.author == user else "the other person"
            fact[f"{number}, {who}"] = line.words or SEALED_LINE
            fact[f"{number}, said"] = line.said_at
        facts.append({label: each for label, each in fact.items() if each is not None})
    return Part("Concerns", tuple(facts), "" if said else SEALED_CONCERN)


def _about(about: About, title: str) -> str:
    return f"About {about.words}: {title}" if title else f"About {about.words}"


def _mentioned(mentioned: Mapping[str, int]) -> Part:
    facts: tuple[Facts, ...] = tuple(
        {"Where": _where(table), "Number": each} for table, each in mentioned.items()
    )
    says = "Your name also stands in these. They are others’, or of the whole group."
    return Part("Where else your name stands", facts, says)


def _where(table: str) -> str:
    if table in NAMED_IN:
        return NAMED_IN[table]
    told = TOLD.get(table)
    return told.title if told else table.replace("_", " ").capitalize()


def _deed(row: Row) -> Facts:
    return {"Deed": deed_words(row["deed"], row["subject"]), "When": row["at"]}


# ---- the file


def to_text(data: MyData) -> str:
    """Headings and plain sentences, to be read on a phone."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: MyData) -> Iterator[str]:
    yield f"# {TITLE}"
    yield ""
    yield f"For you ({data.about}), in {data.body_name}. Made on {when(data.made_at, data.zone)}."
    if not data.sections:
        yield ""
        yield "Nothing. I do not know you yet."
    for each in data.sections:
        yield from ("", f"## {each.title}")
        for part in each.parts:
            yield from _part(part, data.zone)
    yield from ("", "## What is not here", "", FOOT)


def _part(part: Part, zone: str) -> Iterator[str]:
    yield from ("", f"### {part.title}")
    if part.says:
        yield from ("", part.says)
    yield ""
    for facts in part.facts:
        yield from _facts(facts, zone)


def _facts(facts: Facts, zone: str) -> Iterator[str]:
    first, *others = facts.items() or [("", "")]
    yield f"- {_first(*first, zone)}"
    for label, fact in others:
        yield f"  {label}: {said(fact, zone)}"


def _first(label: str, fact: Fact, zone: str) -> str:
    words = said(fact, zone)
    return f"{words[:1].upper()}{words[1:]}" if isinstance(fact, str) else f"{label}: {words}"


def said(fact: Fact, zone: str) -> str:
    match fact:
        case bool():
            return "yes" if fact else "no"
        case datetime():
            return when(fact, zone)
        case date():
            return date_words(fact)
    return str(fact).replace("\n", "\n  ")


def to_json(data: MyData) -> str:
    """The same for a machine: moments as ISO 8601, in UTC."""
    body = {
        "about": data.about,
        "group": data.body_name,
        "made_at": plain(data.made_at),
        "sections": [
            {
                "title": each.title,
                "parts": [
                    {
                        "title": part.title,
                        "note": part.says,
                        "records": [
                            {label: plain(fact) for label, fact in facts.items()}
                            for facts in part.facts
                        ],
                    }
                    for part in each.parts
                ],
            }
            for each in data.sections
        ],
        "not_here": FOOT,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


# ---- the form


def build_my_data_modal(contact: str) -> View:
    return modal(
        "",
        "My data",
        [
            section(
                "You can have everything that I hold about you as a file. It takes a few seconds, and "
                "comes to you alone, in your messages with me."
            ),
            actions(
                [
                    button(ids.MY_DATA_FILE, "Send me my data", style="primary"),
                    button(ids.MY_DATA_JSON, "As JSON, for a machine"),
                ]
            ),
            section(
                "You can also be forgotten. Before anything is deleted I show you what goes and what "
                "stays."
            ),
            actions(
                [
                    button(ids.FORGET_OPEN, "Be forgotten …"),
                    button(ids.PRIVACY_OPEN, "Privacy notice"),
                ]
            ),
            context(f"Questions about your data: {contact}."),
        ],
        close="Close",
    )


def build_coming_modal() -> View:
    return modal("", "My data", [section(COMING)], close="Close")
