"""Accounting for rows: all are counted, some are named; and the words for each reason."""

from bot.domain.comparisons import LISTED, Merged, Reason, Refusal, Tally


def test_every_row_is_counted_and_only_some_are_listed() -> None:
    tally = Tally()
    for row in range(2, 30):
        tally.refuse(Refusal(row, Reason.NEGATIVE))
    tally.refuse(Refusal(30, Reason.BAD_CODE))
    assert tally.refused == {Reason.NEGATIVE: 28, Reason.BAD_CODE: 1}
    assert [each.row for each in tally.listed] == [2, 3, 4, 5, 6, 7, 8, 9, 30]


def test_many_at_once_fill_up_what_is_listed() -> None:
    tally = Tally()
    for row in range(2, 5):
        tally.refuse(Refusal(row, Reason.REPEATED))
    tally.refuse_more(Reason.REPEATED, 500, list(range(50, 58)))
    assert tally.refused == {Reason.REPEATED: 503}
    assert [each.row for each in tally.listed] == [2, 3, 4, 50, 51, 52, 53, 54]
    assert len(tally.listed) == LISTED


def test_what_became_of_figures_adds_up() -> None:
    assert Merged(1, 2, 3) + Merged(10, 20, 30) == Merged(11, 22, 33)


def test_each_reason_is_a_part_of_a_sentence() -> None:
    for reason in Reason:
        assert reason.sentence[0].islower()
        assert not reason.sentence.endswith(".")
