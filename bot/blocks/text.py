"""The one module that escapes, shortens and knows Slack's limits, and says times and counts in words."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

# slack.md 3.1, 3.2 and 3.4: characters, unless a count is named.
SECTION_TEXT = 3000
FIELD_TEXT = 2000
HEADER_TEXT = 150
BUTTON_TEXT = 75
OPTION_TEXT = 75
OPTION_VALUE = 150
PLACEHOLDER = 150
LABEL = 2000
MODAL_TITLE = 24
ALT_TEXT = 2000
CHART_WORDS = 50  # a chart's title and its axes
CHART_NAME = 20
CHART_POINTS = 20
CHART_LINES = 6
MESSAGE_TEXT = 4000
PRIVATE_METADATA = 3000  # what a form remembers by itself
OPTIONS_PER_MENU = 100
BLOCKS_PER_MESSAGE = 50
BLOCKS_PER_VIEW = 100


def escape(text: str) -> str:
    """Make what a person typed safe in mrkdwn: no mentions, no links, no markup of its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def truncate(text: str, limit: int) -> str:
    """At most ``limit`` characters, with an ellipsis where something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def preformatted(text: str, limit: int = SECTION_TEXT) -> list[str]:
    """The text as code blocks, each short enough for a section; parted between lines if need be."""
    fence, instead = "`" * 3, "'" * 3
    room = limit - 2 * len(fence) - 2
    parts = [""]
    for line in text.replace(fence, instead).splitlines(keepends=True):
        for piece in _pieces(line, room):
            if len(parts[-1]) + len(piece) > room:
                parts.append("")
            parts[-1] += piece
    return [f"{fence}\n{part.rstrip()}\n{fence}" for part in parts if part.strip()]


def packed(lines: Iterable[str], limit: int = SECTION_TEXT) -> list[str]:
    """The lines in as few texts as they fit into; a line that is too long by itself is shortened."""
    parts: list[str] = []
    for line in lines:
        short = truncate(line, limit)
        if parts and len(parts[-1]) + 1 + len(short) <= limit:
            parts[-1] += f"\n{short}"
        else:
            parts.append(short)
    return parts


def _pieces(line: str, room: int) -> list[str]:
    """Escaped, and none longer than that; no escape is cut in two."""
    pieces = [""]
    for each in map(escape, line):
        if len(pieces[-1]) + len(each) > room:
            pieces.append("")
        pieces[-1] += each
    return pieces


def plural(count: int, one: str, many: str | None = None) -> str:
    """``3 practices``, ``1 practice``; ``many`` for words that do not just take an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: list[str]) -> str:
    """``Ash, Beech and Cedar``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def either(words: list[str]) -> str:
    """``Ash, Beech or Cedar``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def with_article(words: str) -> str:
    """``a manager``, ``an administrator``."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def day(moment: datetime, zone: str) -> str:
    """``Tue 24 Nov``, with the year where it is not the moment's own year in doubt."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%b %Y}"


def date_words(date_: date) -> str:
    """``1 April 2027``."""
    return f"{date_.day} {date_:%B %Y}"


def clock_time(moment: datetime, zone: str) -> str:
    """``13:00`` on the wall clock of that zone."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def when(moment: datetime, zone: str) -> str:
    """``Tue 24 Nov 2026 at 13:00``: the wall clock of that zone, as people there say it."""
    return f"{day(moment, zone)} at {clock_time(moment, zone)}"


def in_100(share: float) -> str:
    """A proportion as people: ``35 of 100``."""
    return f"{round(share * 100)} of 100"
