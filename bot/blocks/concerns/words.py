"""Words about a concern that forms, messages and lists share."""

from datetime import datetime, timedelta

from bot.blocks import ids
from bot.blocks.kit import Element, button, confirm
from bot.blocks.text import escape, truncate
from bot.domain.concerns import About, Concern, Readers

TITLE = 80
RAISE = "Raise a concern"
COMMAND = f"{ids.PEERBOT} concern"
HINT = f"Something not right? `{COMMAND}`"
SEALED = (
    "It is kept encrypted: only whoever holds both Peerbot’s database and its secret key could "
    "read it. Slack carries it, as it carries all that is typed here."
)
NO_PATIENTS = "No patient details, please."


def raise_button(about: About | None = None, words: str = RAISE) -> Element:
    return button(ids.CONCERN_OPEN, words, about or "", label=f"{words}, privately, to one person")


def read_button(concern: Concern, words: str = "Read it", *, style: str | None = None) -> Element:
    label = f"{words}: the concern {about_words(concern)}"
    return button(ids.CONCERN_READ, words, str(concern.id), style=style, label=label)


def settle_button(concern: Concern) -> Element:
    sure = confirm(
        "Is it settled?",
        "The other person is told. Whoever raised it can open it again for 30 days.",
        "It is settled",
        "Not yet",
    )
    label = f"It is settled: the concern {about_words(concern)}"
    return button(ids.CONCERN_SETTLE, "It is settled", str(concern.id), confirm=sure, label=label)


def reopen_button(concern: Concern) -> Element:
    label = f"Open it again: the concern {about_words(concern)}"
    return button(ids.CONCERN_REOPEN, "Open it again", str(concern.id), label=label)


def about_words(concern: Concern) -> str:
    return f"about {concern.about.words}"


def subject(concern: Concern) -> str:
    """``About a pulse: Pulse 3``."""
    title = f": {escape(truncate(concern.title, TITLE))}" if concern.title else ""
    return f"About {concern.about.words}{title}"


def named_words(readers: Readers) -> str:
    """``Dr Jo Marsh, the LMC's representative (@Jo)``."""
    if not readers.named_as:
        return f"<@{readers.named}>"
    return f"*{escape(readers.named_as)}* (<@{readers.named}>)"


def since(moment: datetime, now: datetime) -> str:
    """``today``, ``3 days ago``."""
    passed = now - moment
    if passed < timedelta(days=1):
        return "today"
    return "yesterday" if passed.days == 1 else f"{passed.days} days ago"


def kept_words(days: int) -> str:
    return f"It is deleted {days} days after it is settled."
