"""The audit log for people: each entry as a sentence, a page of them with filters, and all as a table."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    context,
    modal,
    option,
    section,
    select,
    users_select,
)
from bot.blocks.pulse.export import defused
from bot.blocks.text import clock_time, day, escape, packed, truncate
from bot.domain.delivery import Block
from bot.domain.rights.log import Entry, Filter, Page

ALL = "all"  # the value of a menu's first choice
HEADS = ("when", "who", "what", "about", "sentence")
TITLE = "Audit log"
_KEY = re.compile(r"^([a-z]+(?:[-._][a-z]+)*):(\d+)(?::(.*))?$")
_PERSON = re.compile(r"(?<![A-Za-z0-9])([UW](?=[A-Z]*[0-9])[A-Z0-9]{2,})(?![A-Za-z0-9])")
_OPEN_ENDED = (" at", " by", " of", " to", " with", " from", " is", " for")
_FORMATS = ("html", "xlsx", "csv", "json", "text")


# ---- sentences


def sentence(entry: Entry) -> str:
    """``@Ann opened a pulse (number 12)``."""
    return f"{actor_words(entry.actor)} {deed_words(entry.deed, entry.subject)}"


def actor_words(actor: str) -> str:
    if _PERSON.fullmatch(actor):
        return f"<@{actor}>"
    return f"The {actor}" if actor == "command line" else escape(actor[:1].upper() + actor[1:])


def deed_words(deed: str, subject: str) -> str:
    about = subject_words(subject)
    if not about:
        return escape(deed)
    return f"{escape(deed)} {about}" if deed.endswith(_OPEN_ENDED) else f"{escape(deed)} ({about})"


def subject_words(subject: str) -> str:
    """A key of ours in words; anything else as it is, with people as mentions."""
    if subject.isdecimal():
        return f"number {subject}"
    found = _KEY.match(subject)
    if found is None:
        return _PERSON.sub(r"<@\1>", escape(subject))
    formats = [each for each in (found[3] or "").split(":") if each in _FORMATS]
    return ", ".join([f"number {found[2]}", *(f"as {each}" for each in formats)])


# ---- the form


def build_audit_modal(page: Page, zone: str, said: str = "") -> View:
    blocks = [section(said)] if said else []
    blocks += [*_filters(page), *_entries(page, zone), *_turning(page)]
    blocks.append(context("That you looked here is in the log as well."))
    return modal(ids.AUDIT, TITLE, blocks, close="Close", private_metadata=page.wanted.to_text())


def _filters(page: Page) -> Iterator[Block]:
    wanted = page.wanted
    deeds = [option("Everything", ALL), *(option(each, each) for each in page.deeds)]
    months = [option("All months", ALL), *(option(month_words(each), each) for each in page.months)]
    yield actions(
        [
            users_select(ids.AUDIT_PERSON, wanted.person or None),
            select(ids.AUDIT_DEED, deeds, wanted.deed or ALL, placeholder="What"),
            select(ids.AUDIT_MONTH, months, wanted.month or ALL, placeholder="When"),
        ],
        # Another id whenever something else is chosen, or Slack would go on showing the old choice.
        block_id=truncate(f"audit {wanted.to_text()}", 255),
    )


def _entries(page: Page, zone: str) -> Iterator[Block]:
    if not page.entries:
        yield section("Nothing in the log fits this.")
    for the_day, those in groupby(page.entries, key=lambda each: day(each.at, zone)):
        lines = [f"{clock_time(each.at, zone)}  {sentence(each)}" for each in those]
        for part in packed([f"*{the_day}*", *lines]):
            yield section(part)


def narrowed(wanted: Filter, action: Mapping[str, Any]) -> Filter:
    """What is wanted after one of the menus was used."""
    chosen = action.get("selected_user") or (action.get("selected_option") or {}).get("value") or ""
    chosen = "" if chosen == ALL else chosen
    field = {ids.AUDIT_PERSON: "person", ids.AUDIT_DEED: "deed", ids.AUDIT_MONTH: "month"}
    return replace(wanted, **{field[action["action_id"]]: chosen})


def _turning(page: Page) -> Iterator[Block]:
    buttons: list[Element] = []
    if page.number:
        buttons.append(button(f"{ids.AUDIT_PAGE}newer", "Newer", str(page.number - 1)))
    if page.more:
        buttons.append(button(f"{ids.AUDIT_PAGE}older", "Older", str(page.number + 1)))
    if page.wanted != Filter():
        buttons.append(button(f"{ids.AUDIT_PAGE}{ALL}", "Show everything", "0"))
    if page.entries:
        buttons.append(button(ids.AUDIT_FILE, "Send me these as a table"))
    if buttons:
        yield actions(buttons)


def month_words(month: str) -> str:
    """``November 2026``."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


# ---- the table


def to_csv(entries: Iterable[Entry], zone: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS)
    for each in entries:
        row = (
            f"{day(each.at, zone)} {clock_time(each.at, zone)}",
            each.actor,
            each.deed,
            each.subject,
            sentence(each),
        )
        writer.writerow(defused(cell) for cell in row)
    return text.getvalue()


def file_words(wanted: Filter) -> str:
    parts = [
        f"by <@{wanted.person}>" if wanted.person else "",
        f"“{wanted.deed}”" if wanted.deed else "",
        month_words(wanted.month) if wanted.month else "",
    ]
    which = ", ".join(filter(None, parts))
    return f"The audit log as a table (CSV){': ' if which else ''}{which}."


FILE_COMING = "The table is on its way: you find it in your messages with me."
NOT_SENT = (
    "Slack did not confirm that it took the table of the audit log. If it is not here, please ask for "
    f"it again: `{ids.PEERBOT} audit`."
)
