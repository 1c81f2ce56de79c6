"""What a group arranges besides its name and hours: one form for each, none of which undoes another's."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.blocks import ids
from bot.blocks.text import listed, plural
from bot.domain.arrangements import Arrangements, Part
from bot.domain.deeds import Deed
from bot.domain.people import Workspace
from bot.domain.pulse import FLOOR, OFFERED_K
from bot.domain.screening import Kind, kinds_found
from bot.domain.sessions.plan import GROUND_RULES
from bot.domain.setting_up import Step
from bot.errors import InvalidInput, PeerbotError
from bot.services.body import CHANGED_MEANWHILE
from bot.services.concerns.passing_on import PassingOn
from bot.services.people import permitted
from bot.services.screening import IdentifiersFound, refuse_identifiers, sentence_about
from bot.services.use_cases import WorkspaceUseCases
from storage.people import workspace_of

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds: Slack waits three for what becomes of a form
MOST_RULES, LONGEST_RULE = 8, 150
REACHED_BY = frozenset({Kind.EMAIL, Kind.PHONE})  # of somebody whom everybody may ask
UNANSWERED = "Slack did not say in time whether I can post there. Please press Save again."
BOTH = "Take out what is chosen above, or untick this: it is either set or not needed."

How = Callable[[Arrangements], Arrangements]
"""What becomes of what is arranged, as it is at that moment."""


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood in a part when its form was opened, by its mark ("": not known), and where to say so."""

    part: Part
    mark: str
    block_id: str


class Arranging(WorkspaceUseCases):
    async def now_set(self, user: str) -> Workspace:
        """As it is set now, for a form. Raises NotAllowed."""
        async with self.context.database.reading() as session:
            await permitted(self.people(session), user, Deed.SET_UP)
            return await workspace_of(session, self.workspace_id)

    # ---- one for each form

    async def set_channels(
        self, user: str, channels: Sequence[str], *, without: bool, stood: str = ""
    ) -> None:
        """The first is what forms propose. Raises InvalidInput where the bot cannot post."""
        _either(bool(channels), without)
        await self.now_set(user)  # who may not is told before Slack is asked
        await self._check_can_post(channels)
        await self._change(
            user,
            "set the group's channels",
            lambda known: _needed(
                replace(known, channels=tuple(channels)), Step.CHANNELS, without=without
            ),
            lambda _, new: ", ".join(new.channels) or _needed_words(without),
            Stood(Part.CHANNELS, stood, ids.CHANNELS),
        )

    async def set_threshold(self, user: str, k: int) -> None:
        if k not in OFFERED_K:
            raise InvalidInput("Please choose one of these numbers.", ids.THRESHOLD)
        await self._change(
            user,
            "set the fewest people per figure",
            lambda known: _settled(
                replace(known, threshold=None if k == FLOOR else k), Step.THRESHOLD
            ),
            lambda old, new: f"{old.threshold or FLOOR} to {new.threshold or FLOOR}",
        )

    async def set_concerns(
        self, user: str, who: str, as_whom: str, *, without: bool, stood: str = ""
    ) -> None:
        """Raises InvalidInput for an app, a guest, or somebody who is not there any more."""
        _either(bool(who), without)
        if not who and not without:
            raise InvalidInput(
                "Please choose somebody, or tick below that it is not needed.", ids.CONCERNS_TO
            )
        refuse_identifiers(as_whom, ids.CONCERNS_AS)
        await self.now_set(user)
        await self._check_person(who)
        await self._change(
            user,
            "said who hears concerns",
            lambda known: _needed(
                replace(known, concerns_to=who, concerns_as=_line(as_whom) if who else ""),
                Step.CONCERNS,
                without=without,
            ),
            lambda old, new: f"{old.concerns_to or 'nobody'} to {new.concerns_to or 'nobody'}",
            Stood(Part.CONCERNS, stood, ids.CONCERNS_TO),
        )

    async def set_data(self, user: str, controller: str, contact: str, *, stood: str = "") -> None:
        """The contact may have a mailbox or a number: it is there for everybody to use."""
        controller, contact = _line(controller), _line(contact)
        if not controller:
            raise InvalidInput("Please say which organisation it is.", ids.DATA_CONTROLLER)
        if not contact:
            raise InvalidInput("Please say where questions can go.", ids.DATA_CONTACT)
        refuse_identifiers(controller, ids.DATA_CONTROLLER)
        others = [each for each in kinds_found(contact) if each not in REACHED_BY]
        if others:
            raise IdentifiersFound({ids.DATA_CONTACT: sentence_about(others)})
        await self._change(
            user,
            "said who answers for the data",
            lambda known: replace(known, controller=controller, data_contact=contact),
            _which_changed,
            Stood(Part.DATA, stood, ids.DATA_CONTROLLER),
        )

    async def set_ground_rules(self, user: str, text: str, *, stood: str = "") -> None:
        """One a line; none, or the usual ones, are the usual ones."""
        refuse_identifiers(text, ids.GROUND_RULES)
        rules = tuple(filter(None, (_line(each) for each in text.splitlines())))
        if len(rules) > MOST_RULES:
            raise InvalidInput(
                f"That is {len(rules)} rules: {MOST_RULES} are the most that people take in.",
                ids.GROUND_RULES,
            )
        if any(len(each) > LONGEST_RULE for each in rules):
            raise InvalidInput(
                f"A rule has {LONGEST_RULE} characters at most: put each on a line of its own.",
                ids.GROUND_RULES,
            )
        own = () if rules == GROUND_RULES else rules
        await self._change(
            user,
            "set the ground rules",
            lambda known: replace(known, ground_rules=own),
            lambda _, new: (
                plural(len(new.ground_rules), "rule") if new.ground_rules else "the usual ones"
            ),
            Stood(Part.RULES, stood, ids.GROUND_RULES),
        )

    async def set_figures(self, user: str, *, without: bool) -> None:
        """Whether the group does without figures for now."""
        await self._change(
            user,
            "said whether figures are needed",
            lambda known: _needed(known, Step.FIGURES, without=without),
            lambda _old, _new: "not needed" if without else "needed",
        )

    # ---- helpers

    async def _change(
        self,
        user: str,
        deed: str,
        how: How,
        said: Callable[[Arrangements, Arrangements], str],
        stood: Stood | None = None,
    ) -> None:
        """Of two who change at once, neither undoes what the other has set, in this form or another."""
        async with self.context.database.transaction() as session:
            people = self.people(session)
            await permitted(people, user, Deed.SET_UP)
            before = (await people.for_change()).arrangements
            after = how(before)
            if after == before:
                return
            if stood and stood.mark and stood.mark != before.mark(stood.part):
                raise InvalidInput(CHANGED_MEANWHILE, stood.block_id)
            await people.arrange(after)
            if after.concerns_to != before.concerns_to:
                # What was said to the one in confidence does not go to the other by itself.
                await PassingOn(self.context).named_another(session, before.concerns_to)
            await self.note(session, user, deed, said(before, after))

    async def _check_can_post(self, channels: Sequence[str]) -> None:
        slack = self.context.slack
        try:
            async with asyncio.timeout(PATIENCE):
                answers = await asyncio.gather(
                    *map(slack.check_can_post, channels), return_exceptions=True
                )
                refused = {
                    channel: answer
                    for channel, answer in zip(channels, answers, strict=True)
                    if isinstance(answer, BaseException)
                }
                names = await asyncio.gather(*map(slack.name_of, refused))
        except TimeoutError:
            raise InvalidInput(UNANSWERED, ids.CHANNELS) from None
        if not refused:
            return
        for each in refused.values():
            if not isinstance(each, PeerbotError):
                log.warning("channel_not_checked error=%s", type(each).__name__)
                raise InvalidInput(UNANSWERED, ids.CHANNELS) from each
        sentences = [
            f"{f'#{name}' if name else 'A private channel'}: {answer}".replace("`", "")
            for name, answer in zip(names, refused.values(), strict=True)
        ]
        raise InvalidInput(f"{' '.join(sentences)} Then press Save again.", ids.CHANNELS)

    async def _check_person(self, who: str) -> None:
        """Where Slack does not say who that is, they are taken at their choice."""
        profile = await self.context.slack.profile(who) if who else None
        if profile is not None and not profile.can_be_member:
            raise InvalidInput(
                "Please choose a colleague with an account of their own here: an app, a guest or an "
                "account that is switched off cannot answer.",
                ids.CONCERNS_TO,
            )


def _either(is_set: bool, without: bool) -> None:
    if is_set and without:
        raise InvalidInput(BOTH, ids.NOT_NEEDED)


def _needed(known: Arrangements, step: Step, *, without: bool) -> Arrangements:
    others = tuple(each for each in known.not_needed if each != step)
    return replace(known, not_needed=(*others, step.value) if without else others)


def _needed_words(without: bool) -> str:
    return "not needed" if without else "none yet"


def _settled(known: Arrangements, step: Step) -> Arrangements:
    return replace(known, settled=tuple(dict.fromkeys((*known.settled, step.value))))


def _which_changed(old: Arrangements, new: Arrangements) -> str:
    changes = {
        "controller": old.controller != new.controller,
        "contact": old.data_contact != new.data_contact,
    }
    return listed([name for name, changed in changes.items() if changed])


def _line(text: str) -> str:
    return " ".join(text.split())
