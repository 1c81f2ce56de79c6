"""Patients are kept out: NHS numbers in several rows of one column refuse the whole file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nhs_number.constants import REGION_SYNTHETIC
from nhs_number.generate import generate

from bot.errors import InvalidInput
from bot.sources.patients import SEVERAL, Guard

# Synthetic numbers, which are never given to anybody.
NUMBERS = generate(for_region=REGION_SYNTHETIC, quantity=SEVERAL)


def spaced(number: str, sign: str) -> str:
    return sign.join((number[:3], number[3:6], number[6:]))


@pytest.mark.parametrize("write", [str, lambda n: spaced(n, " "), lambda n: spaced(n, "-")])
def test_nhs_numbers_in_several_rows_refuse_the_file(write: object) -> None:
    assert callable(write)
    guard = Guard()
    for number in NUMBERS[:-1]:
        guard.look(["P84004", write(number), "7"])
    with pytest.raises(InvalidInput, match=r"NHS numbers.*kept nothing"):
        guard.look(["P84004", write(NUMBERS[-1]), "7"])


def test_they_are_found_in_objects_as_text_and_as_numbers() -> None:
    guard = Guard()
    guard.look_into({"row_id": NUMBERS[0]})
    guard.look_into({"row_id": int(NUMBERS[1])})
    with pytest.raises(InvalidInput, match="NHS numbers"):
        guard.look_into({"row_id": NUMBERS[2], "is_percentage": True, "value": 1.5})


def test_a_number_that_passes_now_and_then_does_not() -> None:
    guard = Guard()
    for number in NUMBERS[: SEVERAL - 1]:
        guard.look([number, ""])
    guard.look(["", NUMBERS[-1]])  # another column


@given(st.lists(st.floats(0, 1e9).map(lambda each: f"{each:.8f}"), max_size=60))
def test_figures_are_no_nhs_numbers(cells: list[str]) -> None:
    guard = Guard()
    for cell in [*cells, "2022/23", "20220000", "2026-07-01", "Not compared", "nE38000217"]:
        guard.look([cell])
