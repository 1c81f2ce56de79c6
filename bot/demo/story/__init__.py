"""The story that ``peerbot demo --play`` acts: through the same HTTP as clicks in the browser."""

from bot.demo.story.newcomer import Newcomer
from bot.demo.story.pulses import Pulses
from bot.demo.story.sessions import Sessions

__all__ = ["Story"]


class Story(Pulses, Sessions, Newcomer):
    """Acts on a stage and tells what happens; stops at the first thing that is not as it should be."""

    async def act(self) -> int:
        """The exit status: 0 when all was well, 1 with a word on what was not."""
        try:
            await self.the_pulse()
            await self.the_second_pulse()
            await self.the_temperature()
            await self.the_comparison()
            await self.the_session()
            await self.the_newcomer()
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
