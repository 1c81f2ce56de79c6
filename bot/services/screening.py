"""Keeps patient identifiers out: whatever anybody types passes here before anything else happens.

Forms and commands are looked at as they come in (``Screening``, called by the dispatcher), so that no
box can be forgotten; services that keep text look once more (``refuse_identifiers``).
"""

import logging
from collections.abc import Collection, Mapping
from contextvars import ContextVar

from bot.domain.screening import Kind, kinds_found
from bot.errors import InvalidInput
from bot.services.context import Context
from storage.organisations import OrganisationStore

log = logging.getLogger(__name__)

# The workspace's own public postcodes, for what is looked at within the same request.
_known: ContextVar[Collection[str]] = ContextVar("known_postcodes", default=())


class IdentifiersFound(InvalidInput):
    """Something typed could identify a patient: ``fields`` has a sentence for each box of a form."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        block_id, sentence = next(iter(fields.items()))
        super().__init__(sentence, block_id or None)
        self.fields = dict(fields)


def screened(text: str | None) -> str | None:
    """The sentence for whoever wrote this, naming kinds and never the match; None if it may be kept."""
    kinds = kinds_found(text, _known.get()) if text else ()
    if not kinds:
        return None
    log.info("screened kinds=%s", ",".join(kinds))
    return sentence_about(kinds)


def sentence_about(kinds: Collection[Kind]) -> str:
    found = " and ".join(each.words for each in kinds)
    return (
        f"This looks as if it has {found} in it. Please take it out: nothing that could "
        "identify a person belongs here. Nothing was saved."
    )


def refuse_identifiers(text: str | None, block_id: str) -> None:
    """Raise InvalidInput under that box, naming the kind, if a patient could be recognised."""
    sentence = screened(text)
    if sentence is not None:
        raise IdentifiersFound({block_id: sentence})


class Screening:
    """What comes in, looked at with what is public in this workspace."""

    def __init__(self, context: Context) -> None:
        self.context = context

    async def refuse(self, typed: Mapping[str, str]) -> None:
        """Raise IdentifiersFound with a sentence for each of these boxes that has to be changed."""
        found = await self.found(typed)
        if found:
            raise IdentifiersFound(found)

    async def found(self, typed: Mapping[str, str]) -> dict[str, str]:
        """The sentence for each of these texts that could identify a patient, by its name."""
        kinds = {name: kinds_found(text) for name, text in typed.items()}
        if any(Kind.POSTCODE in each for each in kinds.values()):
            _known.set(await self._public_postcodes())
        # Only what looked suspect without the public postcodes can be so with them.
        sentences = {name: screened(typed[name]) for name, each in kinds.items() if each}
        return {name: sentence for name, sentence in sentences.items() if sentence is not None}

    async def kinds(self, text: str) -> tuple[Kind, ...]:
        """Which kinds of identifiers a text has in it; of these only the kinds are in the log."""
        kinds = kinds_found(text)
        if Kind.POSTCODE in kinds:
            _known.set(await self._public_postcodes())
            kinds = kinds_found(text, _known.get())
        if kinds:
            log.info("screened kinds=%s", ",".join(kinds))
        return tuple(kinds)

    async def _public_postcodes(self) -> Collection[str]:
        """Those of the register: practices' and bodies' addresses are published."""
        async with self.context.database.reading() as session:
            return await OrganisationStore(session, self.context.workspace.id).postcodes()
