"""Makes text plain before anything is looked for in it: how it was typed must not matter."""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc`´"), "'")
_BOLD = dict.fromkeys(map(ord, "*~"), " ")
_ORDINARY = {**_DASHES, **_QUOTES, **_BOLD}
_NO_SIGN = {"Cf", "Mn", "Me"}  # zero-width characters, direction marks, keycaps around digits

# <@U0123456789>, <#C0123456789|falls> and <!date^1764161234^...>: Slack's own numbers are nobody's.
_SLACK_CODE = re.compile(r"<[@#!][^<>]{0,200}>")
_LINK = re.compile(
    r"(?:https?://|www\.|\b(?:[\w-]{1,60}\.){1,6}[a-z]{2,6}/)[^\s<>|]+", re.IGNORECASE
)
# "+442034815237,,9990001234#" in an invitation to Zoom: one tap, and the telephone joins.
_ONE_TAP = re.compile(r"\+?\d{10,13},,[\d*#,]{6,40}")
# The numbers in links are meetings, charts and documents, unless the link itself says otherwise.
_ABOUT_A_PATIENT = re.compile(r"nhs_?(?:no|num(?:ber)?)?=|patient|\bpt=|mrn|\bdob\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Full-width digits, odd spaces, invisible characters, dashes and bold type made ordinary."""
    if not text.isascii():
        text = "".join(map(_ordinary, unicodedata.normalize("NFKC", text)))
    text = _SLACK_CODE.sub(" ", text.translate(_ORDINARY))
    if "/" not in text and "www." not in text:
        return _ONE_TAP.sub(" ", text)
    return _LINK.sub(_link, _ONE_TAP.sub(" ", text))


def _ordinary(character: str) -> str:
    """Digits of any script as 0 to 9, and nothing in place of what cannot be seen."""
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "" if category in _NO_SIGN else character


def _link(match: re.Match[str]) -> str:
    return match[0] if _ABOUT_A_PATIENT.search(match[0]) else " "
