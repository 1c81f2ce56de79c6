"""How to reach a person: phone numbers and e-mail addresses. A service's own pass."""

import re

from bot.domain.screening.around import is_a_services
from bot.domain.screening.vocabulary import words_of

# Geographic (01, 02) and personal or mobile (07): services (03, 08) and 111 belong to nobody.
_PHONE = re.compile(
    r"(?<![\d+])(?<!\d[.,])(?:(?:\+|00)44[ .\-]?(?:\(0\)[ .\-]?)?|\(?0)"
    r"([127]\d{1,4}\)?(?:[ .\-/]{0,2}\d){5,8})(?!\d)(?!\.\d)"
)
# Spreadsheets eat the nought.
_WITHOUT_NOUGHT = re.compile(
    r"\b(?:tel|phone|telephone|mob|mobile|cell)\b[\s:.#\-]{0,3}(?:no|number)?[\s:.#\-]{0,3}"
    r"([127]\d{3}[ \-]?\d{3}[ \-]?\d{3})(?!\d)",
    re.IGNORECASE,
)


def has_phone(text: str) -> bool:
    """Nine or ten digits after the nought or the country code, as Ofcom's plan has them."""
    return any(
        _whole(match[1]) and not is_a_services(text, *match.span(), mobile=match[1][0] == "7")
        for pattern in (_PHONE, _WITHOUT_NOUGHT)
        for match in pattern.finditer(text)
    )


def _whole(number: str) -> bool:
    return len(re.sub(r"\D", "", number)) in (9, 10)


# Bounded, and only where a word begins: a long run of letters is then read once.
_EMAIL = re.compile(
    r"(?<![\w.+\-'])(?:mailto:)?([\w.+\-']{1,64})(?:\s?@\s?|\s?[(\[]at[)\]]\s?)((?:[\w\-]{1,63}\.){1,6}[a-z]{2,12})\b",
    re.IGNORECASE,
)
_ANYBODYS = re.compile(
    r"^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld"
    r"|sky|talktalk|virginmedia|ntlworld|proton(?:mail)?|gmx|mail|tiscali|blueyonder|o2|orange)\.",
    re.IGNORECASE,
)
_ROLES = words_of(
    """
    accounts admin administration administrator advice appointments audit booking bookings ccg
    clinic clinical comms communications complaints contact crisis data dietetics districtnurses
    dn duty education england enquiries enquiry events federation feedback finance generic
    governance healthvisitors hello help helpdesk hospital hr hub icb ig inbox info it lab
    library lmc locality mail mailbox manager managers medicines meds midwives network news
    newsletter no-reply noreply office oncall ooh pals path pathology payroll pcn pharmacy
    physio post practice prescribing prescriptions primarycare quality radiology reception
    receptionist referral referrals reply research results rota safeguarding scripts secretaries
    secretary servicedesk shared spa support surgery team teams training ward
    """
)
_ROLE_INSIDE = re.compile(
    r"surgery|practice|referral|enquir|reception|admin|team|pharmac|prescri|medic(?:al|ines)|health|clinic"
    r"|secretar|manager|booking|safeguard|federation|locality|primarycare|[a-hj-np-y]\d{5}"
)


def has_email(text: str) -> bool:
    return any(
        _ANYBODYS.match(match[2]) or not _is_a_role(match[1].lower())
        for match in _EMAIL.finditer(text)
    )


def _is_a_role(mailbox: str) -> bool:
    """Whether a mailbox is shared, as practice.manager@ and referrals@ are, and nobody's own."""
    return not _ROLES.isdisjoint(re.split(r"[._+\-\d]+", mailbox)) or bool(
        _ROLE_INSIDE.search(mailbox)
    )
