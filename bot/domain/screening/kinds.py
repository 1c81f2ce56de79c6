"""The kinds of identifier that are looked for, and the words by which a writer hears of them."""

from enum import StrEnum


class Kind(StrEnum):
    NHS_NUMBER = "nhs_number"
    DATE_OF_BIRTH = "date_of_birth"
    NAME_WITH_AGE = "name_with_age"
    PATIENT_NAME = "patient_name"
    POSTCODE = "postcode"
    ADDRESS = "address"
    NI_NUMBER = "ni_number"
    PHONE = "phone"
    EMAIL = "email"
    HOSPITAL_NUMBER = "hospital_number"
    RECORD_NUMBER = "record_number"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Kind.NHS_NUMBER: "an NHS number",
    Kind.DATE_OF_BIRTH: "a date of birth",
    Kind.NAME_WITH_AGE: "a name with an age",
    Kind.PATIENT_NAME: "a patient's name",
    Kind.POSTCODE: "a full postcode",
    Kind.ADDRESS: "a home address",
    Kind.NI_NUMBER: "a National Insurance number",
    Kind.PHONE: "a phone number",
    Kind.EMAIL: "an e-mail address",
    Kind.HOSPITAL_NUMBER: "a hospital number",
    Kind.RECORD_NUMBER: "a patient's record number",
}
