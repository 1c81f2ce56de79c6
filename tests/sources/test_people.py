"""Lists of practices and members as people save them: what is read, and which rows are refused."""

import pytest

from bot.domain.comparisons.traits import Traits
from bot.errors import InvalidInput
from bot.sources.files import Kind, detect
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


TRAITS = f"{PRACTICES},imd_score,over_65,rurality,pcn"


def test_what_peers_are_found_by_may_be_there_or_not() -> None:
    file = read(
        "Y90001,Ash,8200,3,30.5,17.5,Urban,u12345",
        "Y90002,Beech,6100,5,,0.4%,RURAL,Hill and Dale PCN",
        "Y90003,Cedar,,,,,,",
        heading=TRAITS,
    )
    assert file.traits == (
        Traits("Y90001", 8200, 30.5, 0.175, False, 3, "U12345"),
        Traits("Y90002", 6100, None, 0.004, True, 5, "Hill and Dale PCN"),
        Traits("Y90003"),
    )
    assert [each.name for each in file.practices] == ["Ash", "Beech", "Cedar"]


@pytest.mark.parametrize(
    ("heading", "line", "size"),
    [
        ("ods_code,name", "Y90001,Ash Surgery", None),
        ("name,ods_code,list_size", "Ash Surgery,Y90001,5000", 5000),
        ("ods_code,name,imd_decile", "Y90001,Ash Surgery,3", None),
    ],
)
def test_a_code_and_a_name_are_enough(heading: str, line: str, size: int | None) -> None:
    file = read(line, heading=heading)
    assert [(each.ods_code, each.name, each.list_size) for each in file.practices] == [
        ("Y90001", "Ash Surgery", size)
    ]
    assert detect(f"{heading}\n".encode()) is Kind.PRACTICES


def test_a_file_of_the_four_columns_says_size_and_decile() -> None:
    assert read(ASH).traits == (Traits("Y90001", 5000, imd_decile=3),)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Y90002,Beech,5000,1,x,,,", "imd_score must be a number"),
        ("Y90002,Beech,5000,1,101,,,", "imd_score must be a number"),
        ("Y90002,Beech,5000,1,-3,,,", "imd_score must be a number"),
        ("Y90002,Beech,5000,1,nan,,,", "imd_score must be a number"),
        ("Y90002,Beech,5000,1,,0.175,,", "over_65 must be per cent or empty"),
        ("Y90002,Beech,5000,1,,140,,", "over_65 must be per cent"),
        ("Y90002,Beech,5000,1,,,suburban,", "rurality must be urban, rural or empty"),
        (f"Y90002,Beech,5000,1,,,,{'x' * (NAME + 1)}", "pcn must be"),
    ],
)
def test_a_trait_that_makes_no_sense_is_refused_with_its_row(line: str, why: str) -> None:
    file = read(line, "Y90001,Ash,5000,3,,,,", heading=TRAITS)
    assert [each.ods_code for each in file.traits] == ["Y90001"]
    assert why in refused(file)[0][1]


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
