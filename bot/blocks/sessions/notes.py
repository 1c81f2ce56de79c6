"""A person's own CPD note: the form, the note to read and copy, the file, and the list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks import ids
from bot.blocks.kit import (
    View,
    actions,
    button,
    checkboxes,
    confirm,
    context,
    datepicker,
    divider,
    header,
    input_,
    modal,
    option,
    plain_text_input,
    section,
    select,
)
from bot.blocks.sessions.thread import date_words
from bot.blocks.text import day, escape, plural, preformatted, truncate
from bot.domain.delivery import Block, Message
from bot.domain.sessions.notes import (
    CHANGE_MAX,
    IMPACT_MAX,
    LEARNED_MAX,
    QUARTERS_MAX,
    TITLE_MAX,
    Domain,
    KeptNote,
    Note,
    credit_words,
)

LISTED = 20
TYPE = "Peer group discussion"
KEEP = "keep"
PRIVATE = "Only you can open this note: no lead, no manager, and it is in no export."
SEALED = "It is kept encrypted: only whoever holds both Peerbot’s database and its secret key could read it."
DISCLOSABLE = (
    "Reflections can be disclosable, to a court for example: please write no patient details."
)


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What the form begins with; one of the two ids says which note it is."""

    note: Note
    kept: bool
    deleted_on: date  # unless it is kept
    session_id: int | None = None
    note_id: int | None = None

    @property
    def metadata(self) -> str:
        return f"{self.session_id or ''}:{self.note_id or ''}"


def parse_metadata(text: str) -> tuple[int | None, int | None]:
    session_id, note_id = text.split(":")
    return int(session_id) if session_id else None, int(note_id) if note_id else None


# ---- writing it


def build_note_modal(form: NoteForm) -> View:
    note = form.note
    hours = [option(_hours(each), str(each)) for each in range(1, QUARTERS_MAX + 1)]
    return modal(
        ids.NOTE,
        "My CPD note",
        [
            section(f"{PRIVATE} {SEALED}\n{DISCLOSABLE}"),
            input_(
                ids.NOTE_TITLE,
                "Title",
                plain_text_input(
                    ids.NOTE_TITLE, truncate(note.title, TITLE_MAX) or None, max_length=TITLE_MAX
                ),
                hint=f"Type: {TYPE.lower()}",
            ),
            input_(ids.NOTE_DATE, "Date", datepicker(ids.NOTE_DATE, note.day.isoformat())),
            input_(
                ids.NOTE_HOURS,
                "Hours",
                select(ids.NOTE_HOURS, hours, str(note.quarters)),
                hint="One hour is one credit, with a note of what you learned.",
            ),
            input_(
                ids.NOTE_LEARNED,
                "What I learned",
                _text(ids.NOTE_LEARNED, note.learned, LEARNED_MAX),
            ),
            input_(
                ids.NOTE_CHANGE,
                "What I will change, or have changed",
                _text(ids.NOTE_CHANGE, note.change, CHANGE_MAX),
                optional=True,
            ),
            input_(
                ids.NOTE_IMPACT,
                "Impact",
                _text(ids.NOTE_IMPACT, note.impact, IMPACT_MAX),
                optional=True,
            ),
            input_(
                ids.NOTE_DOMAINS,
                "Domains of Good Medical Practice",
                checkboxes(
                    ids.NOTE_DOMAINS, [option(each.words, each) for each in Domain], note.domains
                ),
                optional=True,
            ),
            input_(
                ids.NOTE_KEEP,
                "How long",
                checkboxes(
                    ids.NOTE_KEEP,
                    [option("Keep it until I delete it", KEEP)],
                    [KEEP] if form.kept else [],
                ),
                hint=f"Otherwise it is deleted on {date_words(form.deleted_on)}.",
                optional=True,
            ),
        ],
        submit="Save",
        private_metadata=form.metadata,
    )


def _text(block_id: str, chosen: str, most: int) -> Block:
    return plain_text_input(block_id, chosen or None, multiline=True, max_length=most)


def _hours(quarters: int) -> str:
    return f"{credit_words(quarters)} {'hour' if quarters == 4 else 'hours'}"


# ---- reading it


def build_shown_modal(kept: KeptNote, zone: str, said: str = "") -> View:
    """The note as text to copy, and what can be done with it."""
    if kept.note is None:
        return modal(
            "",
            "My CPD note",
            [section(UNREADABLE), actions([_delete_button(kept)])],
            close="Close",
        )
    blocks = [section(said)] if said else []
    blocks += [section("*Text to copy*")]
    blocks += [section(part) for part in preformatted(note_text(kept.note))]
    blocks += [
        actions(
            [
                button(ids.NOTE_FILE, "Send me the file", str(kept.id), style="primary"),
                button(ids.NOTE_EDIT, "Change it", str(kept.id)),
                _delete_button(kept),
            ]
        ),
        context(f"{PRIVATE} {until_words(kept, zone)}", DISCLOSABLE),
    ]
    return modal("", "My CPD note", blocks, close="Close")


UNREADABLE = (
    "This note cannot be opened: the key it was sealed with is no longer there. Ask whoever looks after "
    "Peerbot to put the old key back beside the new one."
)


def until_words(kept: KeptNote, zone: str) -> str:
    if kept.deleted_at is None:
        return "It is kept until you delete it."
    return f"It is deleted on {day(kept.deleted_at, zone)}, unless you keep it."


def _delete_button(kept: KeptNote) -> Block:
    return button(
        ids.NOTE_DELETE,
        "Delete it",
        str(kept.id),
        style="danger",
        confirm=confirm(
            "Delete this note?",
            "It cannot be brought back. A file that you were sent stays in your messages.",
            "Delete it",
            "Keep it",
        ),
    )


def build_said_modal(words: str) -> View:
    """In the place of a note, what became of it."""
    return modal("", "My CPD note", [section(words)], close="Close")


DELETED = "Your note is deleted."
SAVED = "Saved."
FILE_COMING = "The file is on its way: you find it in your messages with me."


def _fields(note: Note) -> Iterator[tuple[str, str]]:
    yield "Date", date_words(note.day)
    yield "Type", TYPE
    yield "Hours (credits)", credit_words(note.quarters)
    if note.domains:
        yield "GMC domains", "; ".join(each.words for each in note.domains)


def _answers(note: Note) -> Iterator[tuple[str, str]]:
    yield "What I learned", note.learned
    if note.change:
        yield "What I will change, or have changed", note.change
    if note.impact:
        yield "Impact", note.impact


def note_text(note: Note) -> str:
    """Plain text, as appraisal websites take it."""
    lines = [note.title, *(f"{label}: {words}" for label, words in _fields(note))]
    for label, words in _answers(note):
        lines += ["", label, words]
    return "\n".join(lines)


def note_markdown(note: Note) -> str:
    lines = [f"# {note.title}", ""]
    lines += [f"- **{label}:** {words}" for label, words in _fields(note)]
    for label, words in _answers(note):
        lines += ["", f"## {label}", "", words]
    return "\n".join(lines) + "\n"


def file_name(note: Note) -> str:
    return f"cpd-note-{note.day.isoformat()}.md"


# ---- the list


def render_notes(notes: Sequence[KeptNote], zone: str) -> Message:
    if not notes:
        words = "You have no CPD notes here. After a peer session, press *My CPD note* under its summary."
        return Message(words, (section(words),))
    blocks: list[Block] = [header("Your CPD notes")]
    for kept in notes[:LISTED]:
        blocks += [section(_line(kept, zone), accessory=_open_button(kept)), divider()]
    blocks.pop()
    if len(notes) > LISTED:
        blocks.append(context(f"And {len(notes) - LISTED} older ones: delete some to see them."))
    blocks.append(context(PRIVATE))
    return Message(f"You have {plural(len(notes), 'CPD note')}.", tuple(blocks))


def _line(kept: KeptNote, zone: str) -> str:
    if kept.note is None:
        return f"A note of {day(kept.updated_at, zone)} that cannot be opened"
    note = kept.note
    return (
        f"*{escape(note.title)}*\n{date_words(note.day)}, {_hours(note.quarters)}. "
        f"{until_words(kept, zone)}"
    )


def _open_button(kept: KeptNote) -> Block:
    about = kept.note.title if kept.note else "a note that cannot be opened"
    return button(ids.NOTE_OPEN, "Open", str(kept.id), label=f"Open: {about}")
