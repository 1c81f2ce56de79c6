"""How many practices a format is for, and the guests that a virtual MDT has."""

import re

from bot.domain.sessions.model import Format, Guest, GuestKind

SMALL_MOST = 8  # practices in a small group: with more, nobody has time to speak
SIZES = {Format.PAIR: (2, 2), Format.TRIO: (3, 3), Format.SMALL_GROUP: (1, SMALL_MOST)}
GUESTS_MOST = 20
_SEPARATOR = re.compile(r"\s*[,;\t]\s*|\s+[-–—]\s+")
_KINDS = (
    (r"patient|carer|public|voice", GuestKind.PATIENT),
    (r"neighbour|neighbor|icb|sub-icb|ccg|pcn|federation|lmc|body|board", GuestKind.NEIGHBOUR),
    (r"specialist|consultant|hospital|secondary care|trust", GuestKind.SPECIALIST),
)


class GuestNotRead(ValueError):
    """A line that names no guest; ``line`` is what it says."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def format_for(practices: int, known: int) -> Format:
    """Where nobody chose one. A pair or a trio, which others cannot join, is only ever chosen."""
    return Format.LOCALITY if practices == known > 1 else Format.SMALL_GROUP


def fits(format: Format, practices: int) -> bool:
    """Whether it is for so many practices."""
    least, most = SIZES.get(format, (1, None))
    return least <= practices and (most is None or practices <= most)


def read_guests(text: str) -> tuple[Guest, ...]:
    """One guest a line: the name, a comma, and who they are. Raises GuestNotRead."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(_guest(line) for line in lines if line)


def _guest(line: str) -> Guest:
    name, *rest = _SEPARATOR.split(line, maxsplit=1)
    said = rest[0].lower() if rest else ""
    kind = next((kind for words, kind in _KINDS if re.search(rf"\b(?:{words})", said)), None)
    if not name or kind is None:
        raise GuestNotRead(line)
    return Guest(name, kind)
