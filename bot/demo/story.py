"""The story that ``peerbot demo --play`` acts: through the same HTTP as clicks in the browser."""

import asyncio
import os
import sys
from datetime import datetime, time, timedelta
from importlib.resources import as_file, files
from zoneinfo import ZoneInfo

import httpx

from bot.demo.people import GPS, LEAD, LEADERS, MANAGER, NEWCOMER, Someone
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.domain.times import weekday_after
from bot.playground.person import Person

PATIENCE = 15.0  # seconds: the bot may be busy, and a message a second goes to each channel
ALL = "#all-practices"
NORTH_CHANNEL = "#north-locality"

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


class Story:
    """Acts on a stage and tells what happens; stops at the first thing that is not as it should be."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.tell = Transcript(lambda line: print(line, flush=True))
        self._people: dict[str, Person] = {}
        self._browser = httpx.AsyncClient(timeout=30)

    async def act(self) -> int:
        """The exit status: 0 when all was well, 1 with a word on what was not."""
        try:
            await self.the_pulse()
            await self.the_second_pulse()
            await self.the_temperature()
            await self.the_comparison()
            await self.the_session()
        except (AssertionError, TimeoutError) as error:
            self.tell.scene("Not as it should be")
            self.tell.says(str(error) or "something that should have come did not come")
            return 1
        finally:
            await self._browser.aclose()
        self.tell.scene("The end")
        self.tell.says(
            "Everything was as it should be. (People, practices and figures are invented.)"
        )
        return 0

    # ---- the cast

    def hands(self, who: Someone) -> Person:
        """That person's eyes and hands at the local Slack."""
        if who.id not in self._people:
            self._people[who.id] = Person(
                self.stage.address, who.name, client=self._browser, patience=PATIENCE
            )
        return self._people[who.id]

    async def _later(self, words: str, by: timedelta) -> None:
        self.tell.says(f"… {words}")
        self.stage.clock.advance(by)

    async def _shown(
        self, who: Someone, text: str, channel: str | None = None, *, brief: bool = False
    ) -> str:
        """Wait until they see it, and print the whole of it (``brief``: the lines that say it)."""
        seen = await self.hands(who).sees(text, channel=channel)
        lines = [line for line in seen.splitlines() if text in line or not brief]
        self.tell.sees(who.name, "\n".join(lines))
        return seen

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

    # ---- 2. a comparison

    async def the_comparison(self) -> None:
        self.tell.scene("2. A clinical lead shares a fair comparison")
        with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
            report = await self._command("import", str(path), shown=f"import {path.name}")
        expect("refused" in report.lower(), "the import does not say what it refused")
        self.tell.does(LEAD.name, f"types /compare post antibiotics in {ALL}")
        lead = self.hands(LEAD)
        await lead.command(ALL, "/compare post antibiotics")
        self.tell.sees(LEAD.name, (await lead.modal()).text)
        await lead.submit()
        snippet = await self._shown(GPS[4], "[Show my practice]", ALL)
        expect("Y900" not in snippet, "the snippet names a practice")
        picture = await self.hands(GPS[4]).picture(ALL, "[Show my practice]")
        expect(picture.startswith(b"\x89PNG"), "the snippet has no picture")

        self.tell.does(GPS[4].name, "presses “Show my practice”.")
        await self.hands(GPS[4]).press("Show my practice", channel=ALL)
        own = await self._shown(GPS[4], "Kingfisher Practice")
        expect("95%" in own, "one's own value has no interval")
        await self.hands(GPS[5]).does_not_see("Kingfisher Practice")
        self.tell.does(NEWCOMER.name, "presses it too, and has no practice on record.")
        await self.hands(NEWCOMER).press("Show my practice", channel=ALL)
        await self._shown(NEWCOMER, "I do not know yet which practice you work in")

    # ---- 3. a peer session

    async def the_session(self) -> None:
        self.tell.scene("3. From the comparison to a peer session")
        lead, yes, no = self.hands(LEAD), GPS[0], GPS[1]
        self.tell.does(LEAD.name, "presses “Discuss this” under the comparison.")
        await lead.press("Discuss this", channel=ALL)
        form = await lead.modal()
        self.tell.sees(LEAD.name, form.text)
        day = (self.stage.clock.now() + timedelta(days=3)).date()
        await lead.choose(
            "Practices",
            "Alder Lane Surgery",
            "Greenside Health Centre",
            "Hawthorn House Practice",
            "Ivy Bank Surgery",
        )
        await lead.fill("Date", day)
        self.tell.does(LEAD.name, f"chooses four practices and {day:%A} at 13:00.")
        await lead.submit()
        self.tell.sees(LEAD.name, (await lead.modal()).text)
        self.tell.does(LEAD.name, "looks at the preview and presses “Send invitations”.")
        await lead.submit()

        await self._shown(yes, "Can you come?", "Peerbot")
        for who, label in ((yes, "Yes"), (no, "No")):
            self.tell.does(who.name, f"presses “{label}”.")
            await self.hands(who).press(label, channel="Peerbot", message_containing="invites you")
        await self._shown(yes, "You said yes", "Peerbot")
        await self.hands(no).sees("You said no", channel="Peerbot")

        zone = ZoneInfo(self.stage.peerbot.services.workspace.time_zone)
        starts = datetime.combine(day, time(13, 0), zone)
        await self._until(starts - timedelta(days=1), "A day before it starts.")
        await self._shown(yes, "Tomorrow at 13:00", "Peerbot")
        await self._until(starts - timedelta(minutes=14), "A quarter of an hour before it starts.")
        await self._shown(yes, "minutes: peer session", "Peerbot")
        await self.hands(no).does_not_see("minutes: peer session")
        await self._until(starts, "It is one o'clock.")
        await self._shown(yes, "Ground rules", ALL)
        await self._in_thread(yes, "The median is", thread="Ground rules")

        self.tell.does(yes.name, "presses “Next”, and again when the part is over.")
        for part in ("Now, 2 of 8: The data", "Now, 3 of 8: One practice's story"):
            await self.hands(yes).press("Next", channel=ALL)
            await self.hands(yes).sees(part, channel=ALL)
        self.tell.does(yes.name, "gives a reason: case mix, with two words.")
        await self.hands(yes).press("A reason", channel=ALL)
        await self.hands(yes).choose("It is mostly", "Case mix")
        await self.hands(yes).fill("In a few words", "two care homes")
        await self.hands(yes).submit()
        await self._shown(LEAD, "Reasons so far: case mix 1", ALL)
        expect(yes.name not in await self._points(LEAD), "a reason names who gave it")
        self.tell.does(yes.name, "asks something without a name.")
        await self.hands(yes).press("Ask the facilitator (no name)", channel=ALL)
        await self.hands(yes).fill("Your question or point", "Are these figures complete?")
        await self.hands(yes).submit()
        asked = await self._shown(LEAD, "Are these figures complete?", "Peerbot")
        expect(yes.name not in asked, "the question names who asked it")

        self.tell.does(LEAD.name, "presses “Record an action” in the thread.")
        await lead.press("Record an action", channel=ALL)
        await lead.fill("What will be done?", "Look at ten delayed prescriptions each, and compare")
        await lead.choose("Who will do it?", yes.name)
        await lead.fill("By when?", day + timedelta(days=21))
        await lead.submit()
        await self._shown(yes, "Look at ten delayed prescriptions", ALL)
        self.tell.does(LEAD.name, "types /peer actions")
        await lead.command(ALL, "/peer actions")
        await self._shown(LEAD, "Other actions")
        await self._after_the_session()
        await self._the_matching()

    async def _after_the_session(self) -> None:
        lead, gp = self.hands(LEAD), self.hands(GPS[0])
        await self._later("A quarter of an hour after its end it is over.", timedelta(hours=1))
        await gp.sees("This session is over", channel=ALL)
        await self._in_thread(GPS[0], "Did you meet?", thread="This session is over")
        self.tell.does(GPS[0].name, "presses “Yes, we met”.")
        await gp.press("Yes, we met", channel=ALL)
        await gp.close()
        self.tell.does(LEAD.name, "ticks who was there.")
        await lead.press("Who was there?", channel=ALL)
        await lead.choose("Who was there?", LEAD.name, GPS[0].name)
        await lead.submit()
        await self._in_thread(LEAD, "2 people", thread="This session is over")
        self.tell.does(GPS[0].name, "presses “My CPD note” and writes what they learned.")
        await gp.press("My CPD note", channel=ALL)
        await gp.fill("What I learned", "Delayed prescriptions are handed out in two ways here")
        await gp.submit()
        self.tell.sees(GPS[0].name, (await gp.modal()).text)
        await gp.close()

    async def _the_matching(self) -> None:
        lead = self.hands(LEAD)
        self.tell.does(LEAD.name, "types /peer match: pairs of practices, about falls.")
        await lead.command(ALL, "/peer match")
        await lead.fill("Topic", "Falls in care homes")
        await lead.submit()
        await lead.close()
        groups = await self._shown(LEAD, "Groups that I propose", "Peerbot")
        expect("Nothing has been sent yet" in groups, "the dry run does not say that it is one")
        self.tell.does(LEAD.name, "presses “Send”.")
        await lead.press("Send", channel="Peerbot")
        await lead.sees("7 sessions on Falls in care homes set up", channel="Peerbot")
        day = weekday_after(self.stage.clock.now().date(), 1)
        morning = datetime.combine(
            day, time(10), ZoneInfo(self.stage.peerbot.services.workspace.time_zone)
        )
        await self._until(morning, "Invitations go out on the next working morning.")
        invitation = await self._shown(GPS[2], "Falls in care homes", "Peerbot")
        expect("Why you:" in invitation, "the invitation does not say why these practices meet")

    async def _points(self, who: Someone) -> str:
        """The lines of the board that show what was said."""
        board = await self.hands(who).sees("Reasons so far", channel=ALL)
        return board.split("Reasons so far")[1].split("Next:")[0]

    async def _until(self, moment: datetime, words: str) -> None:
        await self._later(words, moment - self.stage.clock.now())

    async def _in_thread(self, who: Someone, text: str, *, thread: str) -> None:
        """Wait until a reply in that thread says so."""
        async with asyncio.timeout(PATIENCE):
            while not any(  # noqa: ASYNC110
                text in each for each in await self.hands(who).see(ALL, thread=thread)
            ):
                await asyncio.sleep(0.1)

    # ---- the command line, as a person would use it beside the running bot

    async def _command(self, *words: str, shown: str | None = None) -> str:
        settings = self.stage.peerbot.settings
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *words,
            env=os.environ
            | {
                "DATABASE_URL": settings.database_url,
                "PEERBOT_SECRET_KEY": settings.secret_key,
            },
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        text = output.decode()
        self.tell.prints(f"peerbot {shown or ' '.join(words)}", text)
        expect(process.returncode == 0, f"peerbot {words[0]} stopped with {process.returncode}")
        return text


def expect(well: bool, otherwise: str) -> None:
    """Raises AssertionError, which ends the story, in words."""
    if not well:
        raise AssertionError(otherwise)
