"""Finds what could identify a patient in free text, and says only of what kind it is: never the match.

Precision matters as much as recall: ODS codes, prices, dates of meetings, the numbers, addresses and
mailboxes of services, ages without a name and meeting numbers are part of ordinary talk and pass.
"""

from collections.abc import Callable, Collection

from bot.domain.screening.contact import has_email, has_phone
from bot.domain.screening.dates import has_date_of_birth
from bot.domain.screening.kinds import Kind
from bot.domain.screening.numbers import (
    has_hospital_number,
    has_nhs_number,
    has_ni_number,
    has_record_number,
)
from bot.domain.screening.people import has_name_with_age, has_patient_name
from bot.domain.screening.places import has_address, has_postcode, squeezed
from bot.domain.screening.plain import plain

__all__ = ["Kind", "kinds_found"]


def kinds_found(text: str, known_postcodes: Collection[str] = ()) -> tuple[Kind, ...]:
    """The kinds of identifier in the text, in the order of ``Kind``; empty when there is none.

    ``known_postcodes`` are public ones, such as the practices' own, which are let through.
    """
    made_plain = plain(text)
    found = {kind for kind, finds in _DETECTORS.items() if finds(made_plain)}
    if has_postcode(made_plain, {squeezed(each) for each in known_postcodes}):
        found.add(Kind.POSTCODE)
    if Kind.NAME_WITH_AGE in found:
        found.discard(Kind.PATIENT_NAME)
    return tuple(kind for kind in Kind if kind in found)


_DETECTORS: dict[Kind, Callable[[str], bool]] = {
    Kind.NHS_NUMBER: has_nhs_number,
    Kind.DATE_OF_BIRTH: has_date_of_birth,
    Kind.NAME_WITH_AGE: has_name_with_age,
    Kind.PATIENT_NAME: has_patient_name,
    Kind.ADDRESS: has_address,
    Kind.NI_NUMBER: has_ni_number,
    Kind.PHONE: has_phone,
    Kind.EMAIL: has_email,
    Kind.HOSPITAL_NUMBER: has_hospital_number,
    Kind.RECORD_NUMBER: has_record_number,
}
