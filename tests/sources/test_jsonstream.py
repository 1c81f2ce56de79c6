"""JSON piece by piece: the same as all at once, wherever the pieces end, and no more held than one."""

import io
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidInput
from bot.sources.jsonstream import JsonStream

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def elements_of(text: str, chunk: int = 7) -> list[Any]:
    stream = JsonStream(io.StringIO(text), chunk)
    return [stream.value() for _ in stream.elements()]


@given(st.lists(values, max_size=8), st.integers(1, 40), st.booleans())
def test_an_array_is_read_as_json_reads_it(whole: list[Any], chunk: int, indented: bool) -> None:
    text = json.dumps(whole, indent=1 if indented else None)
    assert elements_of(text, chunk) == whole


@given(st.dictionaries(st.text(max_size=6), values, max_size=6), st.integers(1, 40))
def test_an_object_is_gone_through_name_by_name(whole: dict[str, Any], chunk: int) -> None:
    stream = JsonStream(io.StringIO(json.dumps(whole)), chunk)
    assert {name: stream.value() for name in stream.members()} == whole


def test_a_number_at_the_end_of_a_piece_goes_on_in_the_next() -> None:
    assert elements_of("[1234, 5678.25, -1e-3]", 3) == [1234, 5678.25, -1e-3]


def test_tokens_that_are_no_json_are_taken_as_some_servers_write_them() -> None:
    nan, infinite, negative = elements_of("[NaN, Infinity, -Infinity]", 2)
    assert math.isnan(nan)
    assert (infinite, negative) == (math.inf, -math.inf)


@given(st.lists(values, min_size=1, max_size=5), st.data())
def test_what_breaks_off_is_said(whole: list[Any], data: st.DataObject) -> None:
    text = json.dumps(whole)
    part = text[: data.draw(st.integers(0, len(text) - 1))]
    with pytest.raises(InvalidInput, match="breaks off or is not as it should be"):
        elements_of(part)


@pytest.mark.parametrize("text", ["[1 2]", "[1,]", "{", "[}", "nonsense", "[[" * 100_000])
def test_what_is_no_json_is_said_with_its_place(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"at character [\d,]+"):
        elements_of(text)


def test_no_more_is_held_than_an_element_and_a_piece() -> None:
    class Endless(io.StringIO):
        """Very many elements, of which nobody keeps any."""

        left = 100_000
        longest = 0
        begun = False

        def read(self, size: int | None = -1) -> str:
            assert size is not None
            self.longest = max(self.longest, size)
            if not self.begun:
                self.begun = True
                return "["
            if not self.left:
                return ""
            self.left -= min(self.left, 1000)
            return '{"a":1},' * 1000 if self.left else '{"a":1}]'

    text = Endless()
    stream = JsonStream(text, 8000)
    assert sum(1 for _ in stream.elements() if stream.value()) > 90_000
    assert text.longest <= 16_000
