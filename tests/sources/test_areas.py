"""Whose figure a row is: practices, England, and the bodies that practices belong to."""

import pytest

from bot.domain.comparisons import ENGLAND
from bot.sources.areas import AreaKind, area_code, fingertips_kind, openprescribing_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("GPs", AreaKind.PRACTICE),
        ("GP", AreaKind.PRACTICE),
        ("PCNs (v. 27/10/23)", AreaKind.PCN),
        ("ICB sub-locations", AreaKind.SUB_ICB),
        ("CCGs (from Apr 2021)", AreaKind.SUB_ICB),
        ("ICBs", AreaKind.ICB),
        ("STPs (from Apr 2020)", AreaKind.ICB),
        ("England", AreaKind.ENGLAND),
        ("Districts & UAs (from Apr 2023)", None),
        ("NHS regions (since ICB setup)", None),
        ("Acute Trusts", None),
        ("GPSX", None),
        ("", None),
    ],
)
def test_fingertips_area_types(text: str, kind: AreaKind | None) -> None:
    assert fingertips_kind(text) is kind


def test_openprescribing_organisation_types() -> None:
    assert openprescribing_kind("practice") is AreaKind.PRACTICE
    assert openprescribing_kind("CCG") is AreaKind.SUB_ICB
    assert openprescribing_kind("regional_team") is None


@pytest.mark.parametrize(
    ("kind", "code", "name", "kept"),
    [
        (AreaKind.PRACTICE, "P84004", "Five Oaks", "P84004"),
        (AreaKind.PRACTICE, " p84004 ", "", "P84004"),
        (AreaKind.PRACTICE, "U49529", "", None),
        (AreaKind.PRACTICE, "14L", "", None),
        (AreaKind.PCN, "U49529", "Clayton Beswick & Openshaw PCN", "U49529"),
        (AreaKind.PCN, "P84004", "", None),
        (AreaKind.SUB_ICB, "nE38000217", "Greater Manchester ICB - 14L ", "14L"),
        (AreaKind.SUB_ICB, "E38000217", "NHS Manchester CCG", "E38000217"),
        (AreaKind.SUB_ICB, "nE38000006", "", "E38000006"),
        (AreaKind.SUB_ICB, "14L", "NHS MANCHESTER", "14L"),
        (AreaKind.SUB_ICB, "E06000001", "Hartlepool", None),
        (AreaKind.ICB, "nE54000057", "NHS Greater Manchester - QOP", "QOP"),
        (AreaKind.ICB, "QOP", "", "QOP"),
        (AreaKind.ICB, "Z9B2Z", "", "Z9B2Z"),
        (AreaKind.ICB, "14L", "", None),
        (AreaKind.ENGLAND, "E92000001", "England", ENGLAND),
    ],
)
def test_a_body_has_the_same_code_from_every_source(
    kind: AreaKind, code: str, name: str, kept: str | None
) -> None:
    assert area_code(kind, code, name) == kept
