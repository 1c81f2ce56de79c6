"""Prints a story as it happens: who does what, and what they then see."""

import textwrap
from collections.abc import Callable

WIDTH = 96


class Transcript:
    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def scene(self, title: str) -> None:
        self._write(f"\n{title}\n{'=' * len(title)}")

    def does(self, who: str, what: str) -> None:
        self._wrapped(f"{who} {what}")

    def sees(self, who: str, text: str) -> None:
        self._write(f"{who} sees:")
        for line in text.strip().splitlines():
            wrapped = textwrap.wrap(line, WIDTH - 4) or [""]
            for part in wrapped:
                self._write(f"    {part}".rstrip())

    def says(self, words: str) -> None:
        self._wrapped(words)

    def prints(self, command: str, output: str) -> None:
        self._write(f"$ {command}")
        for line in output.rstrip().splitlines():
            self._write(f"    {line}")

    def _wrapped(self, words: str) -> None:
        self._write(textwrap.fill(words, WIDTH, subsequent_indent="  "))
