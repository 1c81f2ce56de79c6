"""What identifies a patient is found, what is ordinary talk between practices is let through."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.screening import Kind, kinds_found

# Identifiers are invented: NHS numbers from the ranges for tests, numbers and addresses kept for fiction.
IDENTIFYING = {
    Kind.NHS_NUMBER: [
        "Discuss 943 476 5919 please",
        "nhs no: 9434765919",
        "NHS number 943-476-5919",
        "Look up 943.476.5919.",
        "９４３４７６５９１９",
        "943\u00a0476\u00a05919",
        "94347\u200b65919",
        "NHS 94 34 76 59 19",
        "(9990000018)",
    ],
    Kind.DATE_OF_BIRTH: [
        "The patient DOB 12/03/1952",
        "dob: 12.3.52",
        "DOB12031952",
        "d.o.b. 12-03-1952",
        "born 12 March 1952",
        "born on the 12th of March 1952",
        "date of birth is 1952-03-12",
        "12/03/1952 (DOB)",
        "Mr Smith 12/03/1952",
    ],
    Kind.NAME_WITH_AGE: [
        "Mrs Jones, 67F",
        "Mr Smith 72",
        "Mr J Smith (72)",
        "mrs jones aged 67",
        "MR SMITH 72",
        "Ms Khan, 45",
        "Miss O'Brien, 34",
        "Mr Smith 72 yrs",
        "Mrs Ahmed who is 81 years old",
        "John Smith, 45 year old man",
        "JOHN SMITH 67M",
        "Jones 67F",
        "Mary, 82yo",
        "pt JB 67F",
        "67 year old Mr Smith",
    ],
    Kind.POSTCODE: ["lives at LS1 4AP", "ls14ap", "SW1A 1AA", "EC1A1BB", "M14  6YL"],
    Kind.NI_NUMBER: ["QQ 12 34 56 C", "AB123456C", "ab-12-34-56-c"],
    Kind.PHONE: [
        "call 07700 900123",
        "+44 7700 900123",
        "+44 (0)7700 900 123",
        "(0113) 496 0000",
        "020 7946 0018",
        "0207-946-0018",
        "ring 01632 960123.",
    ],
    Kind.EMAIL: ["jane.doe@nhs.net", "write to o'neill+gp@example.org."],
}

ORDINARY = [
    "",
    "Why do we prescribe more antibiotics per 1,000 patients than our neighbours?",
    "P84004 Five Oaks, 7168 patients; B86001 and Y00001",
    "£1,234,567.89 saved; 10.50 12.25 14 and 11.75",
    "0.0640560635286531 and 3106.65350703308",
    "Call NHS 111 or 0300 123 1020, or 0800 111 999, or 999",
    "Meeting 12/03/2026 at 13:00",
    "2025-11-12 10:30",
    "Ask Dr Patel (lead) by 12 March 2026",
    "Dr Jones, 20 minutes",
    "Cervical Screening Women aged 25 to 49",
    "Smoking prevalence in adults (15+)",
    "Children aged 5",
    "A 67 year old man with COPD",
    "People aged 65+, and the over 65s",
    "MS patients, 40",
    "MR scans, 20.",
    "Please do not miss session 2.",
    "vitamin B12 2nd dose",
    "HbA1c 58 mmol/mol, BP 140/90 under 80 years",
    "Practices in LS1",
    "https://us02web.zoom.us/j/9434765919?pwd=abc",
    "Zoom meeting ID: 943 476 5919",
    "NHS number 943 476 5918 has the wrong check digit",
    "invoice 5012345678",
    "12345678901234567890",
    "1700000000",
    "Room 12, Level 3, Ward 12F",
    "Spend 12M",
    "Mr Smith 3 actions at 13:00",
    "Mrs Patel, practice manager, 20 years as chair",
    "3 fewer items a month would reach the peer median",
    "Born of two practices",
    "SNOMED 195967001",
    "First 20 minutes, then 3 practices",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in IDENTIFYING.items() for text in texts]
)
def test_an_identifier_is_found_and_named_by_kind(kind: Kind, text: str) -> None:
    assert kind in kinds_found(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_talk_is_let_through(text: str) -> None:
    assert kinds_found(text) == ()


def test_several_kinds_are_all_named_once_and_in_order() -> None:
    text = "Mrs Jones, 67F, LS1 4AP, 943 476 5919, 9434765919"
    assert kinds_found(text) == (Kind.NHS_NUMBER, Kind.NAME_WITH_AGE, Kind.POSTCODE)


def test_a_known_postcode_is_public() -> None:
    assert kinds_found("Meet at LS1 4AP", ["ls14ap"]) == ()
    assert kinds_found("Meet at LS1 4AQ", ["ls14ap"]) == (Kind.POSTCODE,)


def check_digit(nine: str) -> int:
    """Modulus 11, written out here once more so that the test does not lean on the library."""
    weighted = sum(
        int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)
    )
    return (11 - weighted % 11) % 11


nine_digits = st.from_regex(r"[4679][0-9]{8}", fullmatch=True)
gaps = st.sampled_from(["", " ", "-", ".", "\u00a0", " - "[:2]])
around = st.sampled_from(["{}", "see {} please", "({})", "ref:{}.", "a {}, b"])


@given(nine_digits, gaps, around)
def test_a_number_is_an_nhs_number_exactly_if_its_check_digit_fits(
    nine: str, gap: str, sentence: str
) -> None:
    for last in range(10):
        number = nine + str(last)
        written = sentence.format(gap.join((number[:3], number[3:6], number[6:])))
        assert (Kind.NHS_NUMBER in kinds_found(written)) == (last == check_digit(nine))


@given(st.text(max_size=300))
def test_any_text_can_be_screened(text: str) -> None:
    assert set(kinds_found(text)) <= set(Kind)


@given(st.sampled_from("ABCDEFGHJKLMNPVWY"), st.integers(0, 99999), st.integers(0, 999999))
def test_ods_codes_and_prices_are_no_identifiers(letter: str, code: int, pence: int) -> None:
    text = f"{letter}{code:05} spent £{pence / 100:,.2f} on 12 items"
    assert kinds_found(text) == ()


def gap_between(characters: str) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(characters), max_size=2)


INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\u202c"
DIGITS = ("0123456789", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "٠١٢٣٤٥٦٧٨٩")


@given(nine_digits, gap_between(" .-\u00a0\u2009\u2011"), st.data())
def test_neither_invisible_characters_nor_other_digits_hide_a_number(
    nine: str, gap: str, data: st.DataObject
) -> None:
    last = check_digit(nine)
    if last > 9:
        return
    number = f"{nine}{last}"
    written = gap.join((number[:3], number[3:6], number[6:]))
    written = written.translate(str.maketrans(DIGITS[0], data.draw(st.sampled_from(DIGITS))))
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(written)))
        hidden = data.draw(st.sampled_from(INVISIBLE))
        written = written[:place] + hidden + written[place:]
    assert Kind.NHS_NUMBER in kinds_found(f"pls see {written} today")


@given(nine_digits, st.sampled_from(["nhs", "NHS no", "nhs number is", "NHS No.:", "nhsno"]))
def test_with_its_label_a_number_counts_however_it_is_split(nine: str, label: str) -> None:
    last = check_digit(nine)
    if last < 10:
        number = f"{nine}{last}"
        for split in range(1, 10):
            assert Kind.NHS_NUMBER in kinds_found(f"{label} {number[:split]} {number[split:]}")


SPOKEN = ["Zoom meeting ID: {}", "snomed code {}", "invoice {} unpaid", "https://zoom.us/j/{}"]


@given(nine_digits, st.sampled_from(SPOKEN))
def test_a_number_that_is_called_something_else_passes(nine: str, sentence: str) -> None:
    last = check_digit(nine)
    if last < 10:
        assert kinds_found(sentence.format(f"{nine}{last}")) == ()


SURNAMES = ["Smith", "Patel", "Okafor", "O'Brien", "Nowak", "Begum", "Hargreaves", "Xyzzy"]
SHAPES = [
    "{} {}, {}F",
    "{} {} {}f",
    "{} {} aged {}",
    "{} {} ({})",
    "{} {}, {} yo",
    "{} {} is {} y/o",
]


@given(
    st.sampled_from(["Mr", "Mrs", "mr", "mrs", "Mr.", "Ms", "Miss"]),
    st.sampled_from(SURNAMES),
    st.integers(18, 109),
    st.sampled_from(SHAPES),
)
def test_a_title_a_name_and_an_age_are_somebody(
    title: str, surname: str, age: int, shape: str
) -> None:
    assert Kind.NAME_WITH_AGE in kinds_found(shape.format(title, surname, age))


TALK = [
    "we",
    "our",
    "practice",
    "patients",
    "frail",
    "copd",
    "falls",
    "review",
    "winter",
    "please",
    "thanks",
    "the",
    "with",
    "of",
    "on",
]


@given(st.lists(st.sampled_from(TALK), max_size=30).map(" ".join))
def test_words_without_digits_titles_or_at_signs_pass(text: str) -> None:
    assert kinds_found(text) == ()


@given(st.lists(st.sampled_from([*TALK, "67F", "82yo", "a 45 year old man,", "65+"]), max_size=20))
def test_ages_without_a_name_pass(words: list[str]) -> None:
    assert kinds_found(" ".join(words)) == ()


PIECES = [
    *(
        "1",
        "1 ",
        "12 ",
        "67 yo ",
        "999 ",
        "a.",
        "Mr Aa ",
        "mr a-",
        "12/03/",
        "dob ",
        "07700 ",
        "a@",
    ),
    *("a.b@c.", "nhs no ", "pt ", "born ", "flat 3 ", "www.a.", "code 9990000018, ", "Mary Jones "),
    *(
        "12 high ",
        "LS1 ",
        "she is 67 ",
        "\u200b",
        "'",
        "aged ",
        "mrn ",
        "<@",
        "EMIS no 1 ",
        "-",
        " ",
    ),
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """Eight times the text takes about eight times as long; with the square it would be sixty-four."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        return min(_taken(text) for _ in range(3))

    assert seconds(16_000) < 30 * seconds(2_000) + 0.005


def _taken(text: str) -> float:
    begun = time.process_time()
    kinds_found(text)
    return time.process_time() - begun


@pytest.mark.parametrize("part", ["1", "1 ", "a.", "Mr Aa ", "mr a-", "12/03/", "dob ", "07700 "])
def test_long_odd_text_is_screened_at_once(part: str) -> None:
    """Nothing in here may take time that grows with the square of the text: this would hang."""
    assert isinstance(kinds_found(part * 3000), tuple)
