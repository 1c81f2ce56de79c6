"""Lists of practices and members as people save them: what is read, and which rows are refused."""

import pytest

from bot.errors import InvalidInput
from bot.sources.people import NAME, PeopleFile, read_people

PRACTICES = "ods_code,name,list_size,imd_decile"
ASH = "Y90001,Ash Surgery,5000,3"


def read(*lines: str, heading: str = PRACTICES, end: str = "\n") -> PeopleFile:
    return read_people(end.join([heading, *lines]) + end, "list.csv")


def refused(file: PeopleFile) -> list[tuple[int, str]]:
    return [(each.row, each.reason) for each in file.refused]


@pytest.mark.parametrize(
    "heading",
    [
        "ODS Code,Name,List size,IMD decile",
        " ods-code , name , list_size , imd_decile ",
        "\ufeffods_code,name,list_size,imd_decile",
        '"ods_code","name","list_size","imd_decile"',
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_headings_and_line_ends_are_read_with_tolerance(heading: str, end: str) -> None:
    (practice,) = read(ASH, heading=heading, end=end).practices
    assert (practice.ods_code, practice.name, practice.list_size) == ("Y90001", "Ash Surgery", 5000)


def test_rows_are_numbered_as_a_spreadsheet_does_with_blank_ones() -> None:
    ((row, _),) = refused(read("", ASH, " , ,,", "bad,Beech,1,1"))
    assert row == 5


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Y90002,Beech,99999999999999999999,1", "list_size must be a whole number"),
        ("Y90002,Beech,-4,1", "list_size must be a whole number"),
        ("Y90002,Beech,5000,11", "imd_decile must be from 1"),
        ("Y90002,,5000,1", "no name"),
        (f"Y90002,{'x' * (NAME + 1)},1,1", "longer than"),
        ("Y90002,a\x00b,1,1", "not on one line"),
        (f"Y90002,{'x' * 200_000},1,1", "cannot be read"),
        ("Y90002", "fewer columns"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_and_the_next_is_taken(line: str, why: str) -> None:
    file = read(line, ASH)
    assert [each.name for each in file.practices] == ["Ash Surgery"]
    ((row, reason),) = refused(file)
    assert row == 2
    assert why in reason


def test_a_quotation_mark_that_is_missing_takes_no_rows_with_it_unsaid() -> None:
    file = read('Y90002,"Beech,1,1', ASH)
    assert file.practices == ()
    assert "is a quotation mark missing" in refused(file)[0][1]


def test_what_is_there_twice_is_taken_once_and_said() -> None:
    file = read(ASH, "Y90001,Older Ash Surgery,1,1")
    assert [each.name for each in file.practices] == ["Ash Surgery"]
    assert refused(file) == [(3, "Y90001 is in row 2 already, which was taken")]


def test_a_member_who_is_there_twice_keeps_the_first_roles() -> None:
    heading = "slack_user,practice,role,formal_role"
    file = read("U102,Y90001,gp+lead,yes", "u102,Y90001,gp,no", heading=heading)
    ((_, member),) = file.members
    assert member.formal_role is True
    assert refused(file) == [(3, "U102 is in row 2 already, which was taken")]


def test_other_columns_are_no_list_of_people() -> None:
    with pytest.raises(InvalidInput, match="neither a practices file"):
        read("1,2", heading="a,b")
