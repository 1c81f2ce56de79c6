"""Who acts the story: hands and eyes for everybody, the clock, the command line, and the transcript."""

import asyncio
import os
import sys
from datetime import datetime, timedelta

import httpx

from bot.demo.people import Someone
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.playground.person import Person

PATIENCE = 15.0  # seconds: the bot may be busy, and a message a second goes to each channel
ALL = "#all-practices"
NORTH_CHANNEL = "#north-locality"


class Cast:
    """Acts on a stage and tells what happens."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.tell = Transcript(lambda line: print(line, flush=True))
        self._people: dict[str, Person] = {}
        self._browser = httpx.AsyncClient(timeout=30)

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
