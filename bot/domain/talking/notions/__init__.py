"""What sentences speak of: the words for it, by notion; ``rules`` says what follows from which notions.

How the tables are written is said in ``phrases``. Marks such as ``_day_`` and ``_practice_`` stand
for what was read before (see ``when`` and ``names``).
"""

from bot.domain.talking.notions.afterwards import AFTERWARDS
from bot.domain.talking.notions.chat import CHAT
from bot.domain.talking.notions.figures import FIGURES
from bot.domain.talking.notions.general import GENERAL
from bot.domain.talking.notions.people import PEOPLE
from bot.domain.talking.notions.pulses import PULSES
from bot.domain.talking.notions.rights import RIGHTS
from bot.domain.talking.notions.sessions import SESSIONS

__all__ = ["CHAT", "TABLES"]

TABLES: dict[str, str] = {
    **PULSES,
    **FIGURES,
    **SESSIONS,
    **AFTERWARDS,
    **PEOPLE,
    **RIGHTS,
    **GENERAL,
}
