"""The story's comparison, and the peer session that comes of it."""

from datetime import datetime, time, timedelta
from importlib.resources import as_file, files
from zoneinfo import ZoneInfo

from bot.demo.people import GPS, LEAD, NEWCOMER, Someone
from bot.demo.story.cast import ALL, Cast, expect
from bot.domain.times import weekday_after


class Sessions(Cast):
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
