"""What is said of sources of figures: what they are, what they brought, why they bring nothing."""

from bot.blocks.kit import section
from bot.blocks.text import day, escape, plural, when
from bot.domain.comparisons import ENGLAND
from bot.domain.delivery import Message
from bot.domain.sources import Source, SourceKind


def title(source: Source) -> str:
    """``Fingertips indicator 91547``."""
    match source.kind:
        case SourceKind.FINGERTIPS:
            return f"Fingertips indicator {source.key}"
        case SourceKind.ODS:
            return f"ODS register of {source.key}"
        case SourceKind.OPENPRESCRIBING:
            measure, organisation = source.parts
            whose = "England" if organisation == ENGLAND else f"practices of {organisation}"
            return f"OpenPrescribing measure {measure}, {whose}"


def say_source(source: Source, zone: str) -> str:
    """One line of the list."""
    if source.failed_since:
        return f"{source.id}: {say_trouble(source, zone)}"
    if source.checked_at is None:
        return f"{source.id}: {title(source)}. Not fetched yet: a running bot does so at once."
    looked = f"Looked at {when(source.checked_at, zone)}"
    if source.changed_at is None:
        return f"{source.id}: {title(source)}. {looked}; it has brought nothing new."
    return f"{source.id}: {title(source)}. {looked}; brought something new {day(source.changed_at, zone)}."


def say_register(source: Source, zone: str) -> str:
    """Which body's register is looked up every week, and how that went last."""
    if source.failed_since:
        return say_trouble(source, zone)
    if source.checked_at is None:
        return f"{title(source)}: I am asking for it."
    return f"{title(source)}: looked at {when(source.checked_at, zone)}, and every week."


def say_trouble(source: Source, zone: str) -> str:
    """Since when a source has brought nothing, how often it was tried, why, and what stays."""
    assert source.failed_since is not None
    return (
        f"{title(source)} has brought nothing since {when(source.failed_since, zone)} "
        f"({plural(source.failures, 'try', 'tries')}). {source.reason} {_stays(source, zone)}"
    )


def render_trouble(source: Source, zone: str) -> Message:
    """To whoever can do something about it, once, when it was tried several times."""
    assert source.failed_since is not None
    opening = (
        f"I have not been able to fetch anything new since {when(source.failed_since, zone)}: "
        f"{escape(title(source))}."
    )
    words = (
        f"{opening}\n"
        f"*Why:* {escape(source.reason or '')} I tried {plural(source.failures, 'time')}.\n"
        f"*What it means:* {_stays(source, zone)}{_only_older(source)}\n"
        f"*What you can do:* {_advice(source)} I go on trying every week, and say nothing more of it "
        "until it has worked again."
    )
    return Message(f"{opening} {source.reason} {_stays(source, zone)}", (section(words),))


def _stays(source: Source, zone: str) -> str:
    if source.changed_at is None:
        return "It has not brought anything yet, and nothing else was changed."
    return f"What it brought before stays as it is; it is from {day(source.changed_at, zone)}."


def _only_older(source: Source) -> str:
    if source.changed_at is None:
        return ""
    return " Nobody sees wrong figures because of it, only older ones."


def _advice(source: Source) -> str:
    number = source.id
    if source.kind is SourceKind.ODS:
        return (
            "whoever looks after Peerbot can try it now with "
            f"`peerbot source fetch {number}`, or stop it with `peerbot source remove {number}`."
        )
    return (
        "download the figures from the publisher’s website and send me the file in a direct message "
        "(or: `peerbot import FILE`). Whoever looks after Peerbot can try again now with "
        f"`peerbot source fetch {number}`, or stop it with `peerbot source remove {number}`."
    )
