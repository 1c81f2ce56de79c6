"""Reads JSON piece by piece: an array of any length, one element in memory at a time.

Takes the tokens NaN and Infinity, which some servers write though JSON has none.
"""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from bot.errors import InvalidInput

CHUNK = 256 * 1024  # characters read at a time
LARGEST = 16 * 1024 * 1024  # characters of one element: more is no row of figures
TAIL = 4  # characters that tell whether a number goes on

_SPACE = " \t\r\n"


class JsonStream:
    """Whoever reads says what comes next, and goes through all of it in order.

    Raises InvalidInput where something else comes, or the text breaks off.
    """

    def __init__(self, text: TextIO, chunk: int = CHUNK) -> None:
        self._text = text
        self._chunk = chunk
        self._decode = json.JSONDecoder().raw_decode
        self._held = ""
        self._at = 0
        self._before = 0  # characters that are behind what is held
        self._ended = False

    def next_is(self, sign: str) -> bool:
        return self._peek() == sign

    def members(self) -> Iterator[str]:
        """The names in an object. The value of each must be gone through before the next."""
        self._take("{")
        if self._skip("}"):
            return
        while True:
            name = self.value()
            if not isinstance(name, str):
                raise self._broken()
            self._take(":")
            yield name
            if self._skip("}"):
                return
            self._take(",")

    def elements(self) -> Iterator[None]:
        """Once for each element of an array, which must be gone through before the next."""
        self._take("[")
        if self._skip("]"):
            return
        while True:
            yield None
            if self._skip("]"):
                return
            self._take(",")

    def value(self) -> Any:
        """The next value as a whole."""
        self._peek()
        while True:
            try:
                value, end = self._decode(self._held, self._at)
            except (ValueError, RecursionError):
                pass  # most likely it is not all there yet
            else:
                # A number near the end of what is held may go on: 12 and then 3, .5 or e-7.
                if self._ended or len(self._held) - end >= TAIL:
                    self._at = end
                    return value
            if self._ended or len(self._held) - self._at > LARGEST:
                raise self._broken()
            self._read_on()

    def _peek(self) -> str:
        while True:
            while self._at < len(self._held) and self._held[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if self._ended:
                raise self._broken()
            self._read_on()

    def _skip(self, sign: str) -> bool:
        there = self._peek() == sign
        self._at += there
        return there

    def _take(self, sign: str) -> None:
        if not self._skip(sign):
            raise self._broken()

    def _read_on(self) -> None:
        more = self._text.read(max(self._chunk, len(self._held) - self._at))
        self._ended = not more
        self._before += self._at
        self._held = self._held[self._at :] + more
        self._at = 0

    def _broken(self) -> InvalidInput:
        where = self._before + self._at + 1
        return InvalidInput(
            f"This JSON breaks off or is not as it should be, at character {where:,}. "
            "Download it again; nothing of it was kept."
        )
