"""The story's pulses: of four questions, of one tap, and one in which a group is too small to be shown."""

import asyncio
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.people import GPS, LEAD, LEADERS, MANAGER, Someone
from bot.demo.story.cast import ALL, NORTH_CHANNEL, Cast, expect

YES, STRONG, NEITHER, NO, NEVER, DONT_KNOW = (
    "Agree",
    "Strongly agree",
    "Neither agree nor disagree",
    "Disagree",
    "Strongly disagree",
    "Don’t know",
)
# One row a person: owned, decisions, influence, relations.
LEADERS_SAY = (
    (STRONG, YES, STRONG, YES),
    (YES, YES, STRONG, YES),
    (YES, STRONG, YES, STRONG),
    (YES, YES, YES, YES),
    (NEITHER, NO, NEITHER, NEITHER),
    (NO, NEITHER, NO, NEITHER),
)
MEMBERS_SAY = (
    (YES, NO, YES, YES),
    (STRONG, YES, YES, YES),
    (YES, YES, NEITHER, STRONG),
    (NEITHER, NO, NO, YES),
    (NEITHER, NEITHER, YES, NEITHER),
    (NO, NO, NEITHER, YES),
    (NO, NEVER, NO, NEITHER),
    (NO, NO, NO, NO),
    (NO, NEITHER, NEITHER, YES),
    (NEVER, NEVER, NO, NO),
    (NO, NO, DONT_KNOW, NEITHER),
    (NEVER, NEVER, NEVER, NO),
)
SECOND_THOUGHTS = (NEITHER, NO, YES, YES)
CLOSING = time(17, 0)
REPLY = (
    "You said that decisions do not reflect your views. From January each locality sees the agenda two "
    "weeks before the board does, and we say afterwards what became of what you wrote."
)


class Pulses(Cast):
    # ---- 1. a pulse

    async def the_pulse(self) -> None:
        self.tell.scene("1. A manager asks whether members own the group")
        closes = await self._open_pulse(ALL)
        await self._shown(MANAGER, "0 of 22 have answered", ALL)

        await self._answer_all(LEADERS, LEADERS_SAY)
        await self._answer_all(GPS[:12], MEMBERS_SAY)
        await self._shown(GPS[0], "18 of 22 have answered", ALL, brief=True)

        changes = GPS[0]
        self.tell.does(changes.name, "thinks again, opens the form and finds their own answers.")
        await self._answer(changes, SECOND_THOUGHTS)

        hasty = GPS[12]
        self.tell.does(hasty.name, "clicks “Send” twice, fast.")
        await self._fill_in(hasty, MEMBERS_SAY[5])
        person = self.hands(hasty)
        outcomes = await asyncio.gather(person.submit(), person.submit(), return_exceptions=True)
        expect(any(each is None for each in outcomes), f"neither click was taken: {outcomes}")
        await self._shown(hasty, "recorded")
        await person.close()
        await self._shown(hasty, "19 of 22 have answered", ALL, brief=True)

        self.tell.does(MANAGER.name, "would like to peek, with /pulse summary and /pulse export.")
        for command in ("/pulse summary", "/pulse export"):
            await self.hands(MANAGER).command(ALL, command)
            sealed = await self.hands(MANAGER).sees("is sealed until it closes")
        self.tell.sees(MANAGER.name, sealed)
        self.tell.does(MANAGER.name, "presses “Answer” too, but managers are not asked.")
        await self.hands(MANAGER).press("Answer", channel=ALL)
        await self._shown(MANAGER, "it does not ask those who manage it")

        await self._until(closes, "The closing time comes. Nobody does anything.")
        await self._shown(GPS[3], "This pulse has closed: 19 of 22 answered", ALL)
        self.tell.does(MANAGER.name, "types /pulse summary")
        await self.hands(MANAGER).command(ALL, "/pulse summary")
        summary = await self._shown(MANAGER, "Pulse 1: what people make of")
        expect("95% interval" in summary, "the summary has no intervals")
        expect("Gap: leaders are" in summary, "the summary does not show the gap")
        await self.hands(GPS[0]).does_not_see("95% interval")

        proof = await self._command("proof", "1")
        expect("pulse_ballot" in proof, "the proof does not speak of the ballots")
        expect("U1" not in proof.replace(MANAGER.id, ""), "the proof names somebody who was asked")
        await self._pass_it_on()

    async def _pass_it_on(self) -> None:
        """What a manager does with a result: takes it to the board, posts it, and replies to it."""
        manager = self.hands(MANAGER)
        self.tell.does(MANAGER.name, "asks for the board paper, then posts the results.")
        await manager.press("Board paper", channel=ALL)
        await self._shown(MANAGER, "Only what may be shown is in it", "Peerbot", brief=True)
        await manager.press("Post to the channel", channel=ALL)
        await self._shown(GPS[4], "Pulse 1: what people make of", ALL, brief=True)
        picture = await self.hands(GPS[4]).picture(ALL, "Pulse 1: what people make of")
        expect(picture.startswith(b"\x89PNG"), "the results have no picture")
        self.tell.does(MANAGER.name, "is asked for a reply, and writes it.")
        await manager.press("You said, we did …", channel="Peerbot")
        await manager.fill("You said, we did", REPLY)
        await manager.submit()
        await manager.close()
        await self._shown(GPS[4], "You said, we did", ALL, brief=True)

    # ---- one question, one tap, by itself

    async def the_temperature(self) -> None:
        self.tell.scene("One question, answered with one tap")
        manager = self.hands(MANAGER)
        self.tell.does(MANAGER.name, f"types /pulse new in {NORTH_CHANNEL}, chooses another set")
        await manager.command(NORTH_CHANNEL, "/pulse new")
        await manager.choose("Questions", "Temperature check, one tap")
        await manager.submit()
        await manager.submit()
        await manager.sees("Your pulse is on its way")
        await manager.close()
        self.tell.does(GPS[0].name, "taps 7, and then 8.")
        for tapped in ("7", "8"):
            await self.hands(GPS[0]).press(tapped, channel=NORTH_CHANNEL)
        await self._shown(GPS[0], "your answer is recorded", NORTH_CHANNEL, brief=True)
        await self._shown(GPS[1], "1 of 10 has answered", NORTH_CHANNEL, brief=True)
        self.tell.does(MANAGER.name, "thinks better of it: /pulse list, and “Cancel”.")
        await manager.command(NORTH_CHANNEL, "/pulse list")
        await manager.press("Cancel", channel=NORTH_CHANNEL)
        await self._shown(
            GPS[0], "Everything that was answered has been deleted", NORTH_CHANNEL, brief=True
        )

    async def _open_pulse(self, channel: str) -> datetime:
        """Opens one until tomorrow at 17:00; gives that moment."""
        self.tell.does(MANAGER.name, f"types /pulse new in {channel}")
        person = self.hands(MANAGER)
        await person.command(channel, "/pulse new")
        form = await person.modal()
        self.tell.sees(MANAGER.name, form.text)
        day = (self.stage.clock.now() + timedelta(days=1)).date()
        await person.choose("Channel", channel)
        await person.fill("Closes on", day)
        await person.fill("At", CLOSING)
        self.tell.does(MANAGER.name, f"keeps the questions, picks {channel} and tomorrow at 17:00.")
        await person.submit()
        preview = await self._shown(MANAGER, "This is what they will see")
        expect("people are asked" in preview, "the preview does not say how many are asked")
        self.tell.does(MANAGER.name, "reads the preview and presses “Open now”.")
        await person.submit()
        await self._shown(MANAGER, "Your pulse is on its way")
        await person.close()
        return datetime.combine(
            day, CLOSING, ZoneInfo(self.stage.peerbot.services.workspace.time_zone)
        )

    async def _answer_all(
        self, people: tuple[Someone, ...], answers: tuple[tuple[str, ...], ...]
    ) -> None:
        self.tell.says(f"{len(people)} people press “Answer”, one after the other.")
        for who, choices in zip(people, answers, strict=True):
            await self._answer(who, choices, show=who is people[0] and who is LEAD)

    async def _answer(
        self, who: Someone, choices: tuple[str, ...], *, channel: str = ALL, show: bool = False
    ) -> None:
        await self._fill_in(who, choices, channel=channel, show=show)
        await self.hands(who).submit()
        receipt = await self.hands(who).sees("recorded")
        if show:
            self.tell.sees(who.name, receipt)
        await self.hands(who).close()

    async def _fill_in(
        self, who: Someone, choices: tuple[str, ...], *, channel: str = ALL, show: bool = False
    ) -> None:
        person = self.hands(who)
        await person.press("Answer", channel=channel)
        form = await person.modal()
        if show:
            self.tell.sees(who.name, form.text)
        expect(len(form.fields) == len(choices), f"the form has {len(form.fields)} questions")
        for label, choice in zip(form.fields, choices, strict=True):
            await person.choose(label, choice)

    # ---- and one with three leaders

    async def the_second_pulse(self) -> None:
        self.tell.scene("In the north there are only three leaders")
        closes = await self._open_pulse(NORTH_CHANNEL)
        self.tell.says("Three leaders and six members answer.")
        said = (*LEADERS_SAY[:3], *MEMBERS_SAY[:6])
        for who, choices in zip((*LEADERS[:3], *GPS[:6]), said, strict=True):
            await self._answer(who, choices, channel=NORTH_CHANNEL)
        await self._until(closes, "The next day it closes by itself.")
        await self.hands(MANAGER).sees("has closed: 9 of 10 answered", channel=NORTH_CHANNEL)
        self.tell.does(MANAGER.name, "types /pulse summary")
        await self.hands(MANAGER).command(NORTH_CHANNEL, "/pulse summary")
        summary = await self._shown(MANAGER, "not shown apart")
        expect("fewer than 5 answers" in summary, "it is not said why the gap is hidden")
