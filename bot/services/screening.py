"""Keeps patient identifiers out: every free-text box passes here before anything else happens."""

import logging

from bot.domain.screening import kinds_found
from bot.errors import InvalidInput

log = logging.getLogger(__name__)


def refuse_identifiers(text: str | None, block_id: str) -> None:
    """Raise InvalidInput, naming the kind and never the match, if a patient could be recognised."""
    kinds = kinds_found(text) if text else ()
    if kinds:
        log.info("screened kinds=%s", ",".join(kinds))
        found = " and ".join(each.words for each in kinds)
        raise InvalidInput(
            f"This looks as if it has {found} in it. Please take it out: nothing that could "
            "identify a person belongs here. Nothing was saved.",
            block_id,
        )
