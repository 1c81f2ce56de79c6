"""The story of somebody new: where she works, what waits for her, and what she asks in her own words."""

from bot.demo.people import GPS, NEWCOMER
from bot.demo.story.cast import ALL, Cast, expect

COLLEAGUE = GPS[9]  # of Brook Street Practice


class Newcomer(Cast):
    async def the_newcomer(self) -> None:
        self.tell.scene("4. Somebody new says where she works, and asks in her own words")
        new, colleague = self.hands(NEWCOMER), self.hands(COLLEAGUE)
        self.tell.does(NEWCOMER.name, "types /peerbot practice, then “Brook Street” in the form.")
        await new.command(ALL, "/peerbot practice")
        await new.choose("Your practice", "Brook Street Practice")
        await new.choose("Do you hold a formal role", "No")
        await new.submit()
        self.tell.sees(NEWCOMER.name, (await new.modal()).text)
        await new.close()
        await self._shown(COLLEAGUE, "Is that right?", "Peerbot")
        self.tell.does(COLLEAGUE.name, "presses “Yes”.")
        await colleague.press("Yes", channel="Peerbot", message_containing="Is that right?")
        await self._shown(NEWCOMER, "From now on /compare shows you its figures", "Peerbot")
        await self._she_asks()
        await self._her_home()

    async def _she_asks(self) -> None:
        new = self.hands(NEWCOMER)
        said = "how do we compare on antibotics?"
        self.tell.does(NEWCOMER.name, f"writes to Peerbot: {said}")
        await new.say("Peerbot", said)
        await self._shown(NEWCOMER, "I understood this", "Peerbot")
        self.tell.does(NEWCOMER.name, "presses “Show me”.")
        await new.press("Show me", channel="Peerbot", message_containing="I understood this")
        seen = await self._shown(NEWCOMER, "Only you can see this", "Peerbot")
        expect("Brook Street Practice" in seen, "the answer was not about her practice")

    async def _her_home(self) -> None:
        new = self.hands(NEWCOMER)
        self.tell.does(NEWCOMER.name, "opens the Home tab.")
        await new.open_home()
        self.tell.sees(NEWCOMER.name, await new.home())
