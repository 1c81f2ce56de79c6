"""What indicators are called, what they ask and who answers for them, as a lead has it."""

from bot.blocks import ids
from bot.domain.deeds import Deed, may
from bot.domain.indicators import Indicator
from bot.domain.indicators.wording import (
    LONGEST_ALIASES,
    LONGEST_NAME,
    LONGEST_QUESTION,
    Edits,
    blaming_word,
)
from bot.errors import InvalidInput, NotFound
from bot.services.comparisons.base import UseCases
from bot.services.screening import refuse_identifiers

DEED = Deed.NAME_INDICATORS


class Editing(UseCases):
    async def listed(self, user: str) -> tuple[list[Indicator], bool]:
        """Those that there are figures for, by name, and whether this person may edit them."""
        async with self.context.database.reading() as session:
            member = await self.people(session).member(user)
            every = await self.kept_indicators(session).with_figures()
            return every, member is not None and may(member, DEED)

    async def to_edit(self, user: str, key: str) -> Indicator:
        """Raises NotAllowed to those who are neither lead nor manager, and NotFound."""
        async with self.context.database.reading() as session:
            await self.check_may_post(session, user, DEED)
            found = await self.kept_indicators(session).get(key)
        if found is None:
            raise NotFound("This indicator is no longer kept. Please close this and begin again.")
        return found[1]

    async def save(self, user: str, key: str, edits: Edits) -> None:
        """Keep a lead's words for an indicator; later imports leave them alone.

        Raises InvalidInput under the field that is wrong.
        """
        check(edits)
        async with self.context.database.transaction() as session:
            await self.check_may_post(session, user, DEED)
            store = self.kept_indicators(session)
            if await store.is_named(edits.name, other_than=key):
                raise InvalidInput(
                    "Another indicator is called that already. Please choose a different name.",
                    ids.INDICATOR_NAME,
                )
            await store.edit(key, edits)
            await self.note(session, user, "edited an indicator", key)


def check(edits: Edits) -> None:
    """Raises InvalidInput under the field that is wrong."""
    fields = (
        (ids.INDICATOR_NAME, edits.name, LONGEST_NAME),
        (ids.INDICATOR_QUESTION, edits.question, LONGEST_QUESTION),
        (ids.INDICATOR_ALIASES, edits.aliases, LONGEST_ALIASES),
    )
    for field, text, longest in fields:
        refuse_identifiers(text, field)
        if len(text) > longest:
            raise InvalidInput(f"Please use at most {longest} characters.", field)
    for field, text, _ in fields[:2]:
        if not text:
            raise InvalidInput("Please write something here.", field)
        word = blaming_word(text)
        if word:
            raise InvalidInput(
                f"Please leave out “{word}”: it reads as a reproach. Say what is counted instead.",
                field,
            )
    if not edits.question.endswith("?"):
        raise InvalidInput("Please write it as a question, with a question mark.", fields[1][0])
