"""What a file is is seen from its content; what cannot be read is refused in one sentence."""

from pathlib import Path

import pytest

from bot.errors import InvalidInput
from bot.sources.files import Kind, detect, opened

DATA = Path(__file__).parents[1] / "data"
HEADING = b"measure,org_type,org_id,org_name,date,numerator,denominator,calc_value,percentile\n"


def test_an_openprescribing_file_is_known_whatever_its_name(tmp_path: Path) -> None:
    misnamed = tmp_path / "holiday.pdf"
    misnamed.write_bytes((DATA / "openprescribing_small.csv").read_bytes())
    with opened(misnamed) as found:
        assert found.kind is Kind.OPENPRESCRIBING
        assert found.text.readline().startswith("measure,org_type")


@pytest.mark.parametrize(
    "head",
    [
        HEADING,
        b"\xef\xbb\xbf" + HEADING,
        HEADING.replace(b"\n", b"\r\n"),
        HEADING.replace(b",", b" , ").upper(),
        b'"' + HEADING.strip().replace(b",", b'","') + b'"\n',
        HEADING.replace(b"percentile", b"percentile,cost_savings"),
    ],
    ids=["plain", "bom", "crlf", "spaces and capitals", "quoted", "a column more"],
)
def test_the_heading_is_read_with_tolerance(head: bytes) -> None:
    assert detect(head) is Kind.OPENPRESCRIBING


def test_the_two_lists_of_people_are_known() -> None:
    assert detect(b"ods_code,name,list_size,imd_decile\n") is Kind.PRACTICES
    assert detect(b"slack_user,practice,role,formal_role\n") is Kind.MEMBERS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fingertips_small.csv", Kind.FINGERTIPS),
        ("openprescribing_small.csv", Kind.OPENPRESCRIBING),
        ("openprescribing_measures_small.json", Kind.MEASURES),
        ("qof_achievement_small_2324.csv", Kind.ACHIEVEMENT),
        ("qof_prevalence_small_2324.csv", Kind.PREVALENCE),
        ("tidy_small.csv", Kind.TIDY),
    ],
)
def test_every_kind_is_known_by_its_content(name: str, kind: Kind) -> None:
    head = (DATA / name).read_bytes()
    assert detect(head) is kind
    assert detect(b"\xef\xbb\xbf" + head) is kind


def test_plain_lists_are_known_by_their_names() -> None:
    assert detect(b'[{"row_id": "P84004", "date": "2018-10-01", "total_list_size": 9}]') is (
        Kind.LIST_SIZES
    )
    assert detect(b'[\n{"items": 4, "row_id": "P84004", "date": "2018-10-01"}]') is Kind.SPENDING


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n  \n", "empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        ("measure,org_type".encode("utf-16"), "UTF-16"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "not a text file"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'{"measures": []}', "not know"),
        (b"[1, 2, 3]", "not know"),
        (b"Indicator ID,Indicator Name,Area Code,Value\n91547,Smoking,P84004,21.7\n", "not know"),
        (b"measure,org_type,org_id\n", "not know"),
        (b"one line of words\n", "not know"),
        (HEADING.replace(b",", b";"), "not separated by commas"),
        (b"ods_code\tname\tlist_size\timd_decile\n", "not separated by commas"),
        (b'"' * 200_000, "not know"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as refused:
        detect(content)
    assert str(refused.value).endswith((".", ")."))


@pytest.mark.parametrize(
    "column",
    [
        "NHS Number",
        "nhs_no",
        "NHSNumber",
        "Patient NHS no.",
        "DOB",
        "patient_dob",
        "Date of birth",
        "Surname",
        "First name",
        "forename",
        "patient",
        "Patient ID",
        "Hospital number",
        "MRN",
        "EMIS number",
    ],
)
def test_a_column_about_single_patients_refuses_the_file(column: str) -> None:
    heading = HEADING.strip() + b"," + column.encode() + b"\n"
    with pytest.raises(InvalidInput, match="no patient data and has kept nothing"):
        detect(heading)


@pytest.mark.parametrize("name", ["nhs_number", "DOB", "Patient ID"])
def test_a_name_about_single_patients_in_json_refuses_the_file(name: str) -> None:
    row = f'[{{"row_id": "P84004", "date": "2018-10-01", "total_list_size": 9, "{name}": 1}}]'
    with pytest.raises(InvalidInput, match="no patient data and has kept nothing"):
        detect(row.encode())


@pytest.mark.parametrize("name", ["qof_achievement_small_2324.csv", "tidy_small.csv"])
def test_so_it_does_in_a_file_of_any_kind(name: str) -> None:
    heading, *rows = (DATA / name).read_text().splitlines()
    with pytest.raises(InvalidInput, match="no patient data"):
        detect("\n".join([f"{heading},Surname", *rows]).encode())


@pytest.mark.parametrize(
    "column", ["PATIENT_LIST_TYPE", "number_of_patients", "registered_patient_count", "org_name"]
)
def test_a_column_about_whole_lists_does_not(column: str) -> None:
    assert detect(HEADING.strip() + b"," + column.encode() + b"\n") is Kind.OPENPRESCRIBING


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="folder"), opened(tmp_path):
        pass
    with pytest.raises(InvalidInput, match="no file"), opened(tmp_path / "absent.csv"):
        pass


def test_the_hash_is_of_the_content_and_the_text_from_the_start() -> None:
    content = (DATA / "openprescribing_small.csv").read_bytes()
    with opened(content) as one, opened(DATA / "openprescribing_small.csv") as other:
        assert one.sha256 == other.sha256
        assert one.text.read() == other.text.read() == content.decode()
