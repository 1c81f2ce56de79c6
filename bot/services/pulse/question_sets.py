"""The question sets that there are: those that come with Peerbot, and people's own."""

from collections.abc import Sequence

from bot.blocks import ids
from bot.domain.deeds import Deed
from bot.domain.questions import BUILT_IN, QuestionSet, built_in
from bot.domain.questions.own import BadDraft, Draft, read_drafts
from bot.errors import InvalidInput, NotFound
from bot.services.people import PeopleService
from bot.services.pulse.base import UseCases
from bot.services.screening import refuse_identifiers
from storage.pulse import QuestionSetStore

DEED = Deed.WRITE_QUESTIONS


class QuestionSets(UseCases):
    async def all(self) -> list[QuestionSet]:
        """Those that come with Peerbot, then people's own."""
        async with self.context.database.reading() as session:
            return [*BUILT_IN, *await QuestionSetStore(session, self.workspace_id).all()]

    async def find(self, set_id: str) -> QuestionSet:
        """Raises NotFound."""
        found = built_in(set_id)
        if found is None:
            async with self.context.database.reading() as session:
                found = await QuestionSetStore(session, self.workspace_id).find(set_id)
        if found is None:
            raise NotFound(
                "These questions are no longer there. Please close this form and begin again."
            )
        return found

    async def save(self, user: str, title: str, drafts: Sequence[Draft]) -> QuestionSet:
        """Keep somebody's own set, in the place of one of the same title. Raises a sentence."""
        await PeopleService(self.context).require(user, DEED)
        refuse_identifiers(title, ids.QUESTIONS_TITLE)
        for place, draft in enumerate(drafts):
            refuse_identifiers(draft.text, f"{ids.QUESTIONS_TEXT}{place}")
            refuse_identifiers(draft.choices, f"{ids.QUESTIONS_CHOICES}{place}")
        try:
            questions = read_drafts(drafts)
        except BadDraft as error:
            field = ids.QUESTIONS_CHOICES if error.in_choices else ids.QUESTIONS_TEXT
            raise InvalidInput(str(error), f"{field}{error.place}") from None
        if any(each.title.casefold() == title.casefold() for each in BUILT_IN):
            raise InvalidInput("This title is taken. Please choose another.", ids.QUESTIONS_TITLE)
        async with self.context.database.transaction() as session:
            store = QuestionSetStore(session, self.workspace_id)
            saved = await store.save(title, questions, user, self.now())
            await self.note(session, user, "wrote questions for a pulse", saved.id)
        return saved
