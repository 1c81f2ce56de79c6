"""Names with an age beside them, and names of whom a text calls the patient."""

import re
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.screening.ages import Age, Sure, ages_in
from bot.domain.screening.names import (
    ACRONYMS,
    GIVEN,
    GIVEN_ALONE,
    SURNAMES,
    SURNAMES_ALONE,
    describes,
    is_ordinary,
    is_shaped_as_surname,
)


class Name(IntEnum):
    """How sure it is that words are somebody's name, from least to most."""

    NONE = 0
    INITIALS = 1  # JS
    UNKNOWN = 2  # a capitalised word that may be anything
    SINGLE = 3  # Mary, or Hargreaves
    UNKNOWN_PAIR = 4  # two capitalised words
    BABY = 5  # Baby Ahmed
    FULL = 6  # Mary Jones, J Smith, SMITH Mary
    TITLED = 7  # Mrs Jones, mr p


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    before: str  # what stands between the word before and this one
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.word.lower().rstrip(".")

    @property
    def is_capitalised(self) -> bool:
        return self.word[0].isupper()

    @property
    def is_initial(self) -> bool:
        return (
            len(self.word.rstrip(".")) == 1
            or re.fullmatch(r"(?:[A-Za-z]\.){1,3}[A-Za-z]?\.?", self.word) is not None
        )

    @property
    def is_nameish(self) -> bool:
        return not is_ordinary(self.word)


_WORD = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]?(?![^\W\d_'])|[^\W\d_]+(?:['\-][^\W\d_]+)*\.?")
_END_OF_SENTENCE = re.compile(r"[!?;\n]|(?<=[^\W\d_]{4})\.(?:\s|$)|(?<=[\d)])\.\s")
_BESIDE = re.compile(r"[\s,(:/\-&♂♀']{0,5}")
_WITHIN_NAME = re.compile(r"\s{1,2}|")
_YOUNG = re.compile(r"\b(?:master|miss)\s[^\d]{1,30}$", re.IGNORECASE)
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "master", "mister", "messrs"}
_PROFESSIONALS = {
    "dr",
    "doctor",
    "prof",
    "professor",
    "st",
    "saint",
    "sister",
    "nurse",
    "@",
    "cllr",
    "rev",
}
_FILLERS = set(
    ["is", "was", "who", "who's", "whos", "a", "an", "aged", "age", "now", "just", "nearly", "about", "turned", "turns", "turning", "pt", "patient", "lady", "gentleman", "gent", "woman", "man", "male", "female", "girl", "boy", "m", "f", "both", "today", "yesterday", "again", "old", "this", "morning", "afternoon", "am", "pm", "last", "week", "here", "the", "she's", "he's", "being", "currently", "approx", "born", "dob", "and", "recently", "year", "my", "son", "daughter", "baby", "only", "in", "clinic", "called"]
)
_FILLERS_AFTER = set(
    ["lady", "gentleman", "gent", "woman", "man", "boy", "girl", "male", "female", "called", "named", "name", "is", "pt", "patient", "again", "old", "the", "my", "our", "named", "who", "m", "f", "year", "years", "yr", "by", "of", "resident", "chap", "lad", "guy", "bloke", "baby", "child", "infant", "toddler"]
)
_PARTICLES = {
    "van",
    "de",
    "der",
    "den",
    "al",
    "el",
    "bin",
    "ibn",
    "von",
    "da",
    "di",
    "la",
    "le",
    "abu",
    "ben",
    "mac",
    "mc",
    "st",
}
# What is counted after a name: "Mr Smith 3 actions", "Elm Lane 30 per 1000", "Mrs Lee 2pm".
_COUNTED = set(
    ["actions", "action", "am", "pm", "minutes", "mins", "min", "minute", "hours", "hrs", "hour", "hr", "secs", "patients", "pts", "practices", "items", "item", "notes", "slides", "slide", "sets", "set", "slots", "slot", "sessions", "session", "weeks", "week", "wks", "days", "day", "months", "month", "points", "point", "gps", "people", "votes", "vote", "copies", "questions", "question", "cases", "case", "referrals", "referral", "courses", "course", "of", "per", "percent", "percentage", "pc", "out", "appointments", "appts", "apps", "calls", "emails", "letters", "forms", "staff", "members", "beds", "places", "spaces", "seats", "tickets", "reviews", "audits", "searches", "reports", "pages", "jobs", "tasks", "things", "surgeries", "clinics", "visits", "scripts", "prescriptions", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "k", "quid", "pounds", "pence", "grand", "times", "x", "nurses", "partners", "receptionists", "doctors", "registrars", "students", "trainees", "invites", "replies", "responses", "answers", "options", "units", "ml", "mg", "mcg", "kg", "cm", "g", "miles", "metres", "percentile", "centile", "mmol", "noon", "midday", "o'clock", "onwards", "more", "fewer", "less", "high", "low", "year", "years", "yr", "yrs"]
)
# What tells a case from a count, after a number that may be anything: "mary 82 fell again".
_CLINICAL = set(
    ["copd", "dm", "dm2", "t2dm", "t1dm", "htn", "af", "ckd", "ihd", "uti", "utis", "lrti", "cough", "chest", "pain", "fell", "falls", "fall", "fallen", "lives", "living", "alone", "housebound", "frail", "dementia", "confused", "unwell", "again", "on", "off", "with", "without", "who", "has", "had", "needs", "wants", "keeps", "coming", "came", "seen", "saw", "from", "stopped", "started", "admitted", "discharged", "collapsed", "died", "dying", "palliative", "ca", "cancer", "asthma", "asthmatic", "diabetic", "hypertensive", "pregnant", "depressed", "anxious", "smoker", "smokes", "ex", "bless", "she", "he", "her", "his", "not", "no", "poor", "recurrent", "new", "known", "previous", "phx", "pmh", "c/o", "sob", "breathless", "tired", "dizzy", "rash", "eczema", "wheeze", "wheezy", "croup", "cough", "reflux", "bronchiolitis", "jaundice", "colic", "feeding", "wt", "weight", "fever", "vomiting", "diarrhoea", "constipated", "bleeding", "headache", "back", "knee", "hip", "leg", "foot", "stroke", "tia", "mi", "angina", "dvt", "pe", "fit", "fits", "seizure", "epilepsy", "gout", "ra", "oa", "copd", "exac", "exacerbation", "?"]
)
_PATIENT = re.compile(r"\b(?:pt|patient|client|resident|lady|gentleman|mum|dad|mother|father|husband|wife|son|daughter|nan|gran|grandad|grandma"
                      r"|brother|sister|aunt|uncle|baby|child|boy|girl|toddler|kid|little|old)\b(?!s)", re.IGNORECASE)  # fmt: skip
_TWO_LETTERS = set(
    ["am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "if", "in", "is", "it", "me", "my", "no", "of", "oh", "ok", "on", "or", "so", "to", "up", "us", "we", "ye", "pt", "yo", "ur", "hv", "gp", "dr", "st"]
)
_HOSPITALS = {("john", "radcliffe"), ("queen", "elizabeth"), ("queen", "alexandra"), ("royal", "victoria"), ("james", "cook"),
              ("james", "paget"), ("james", "lind"), ("charing", "cross"), ("lloyd", "george"), ("king", "edward"), ("princess", "alexandra"),
              ("florence", "nightingale"), ("prince", "charles"), ("queen", "mary"), ("king", "george")}  # fmt: skip


def has_name_with_age(text: str) -> bool:
    return any(_named_before(text, age) or _named_after(text, age) for age in ages_in(text)) or any(
        _is_aged_later(text, match) for match in _SHE_IS.finditer(text)
    )


# ---- a name, then an age


def _named_before(text: str, age: Age) -> bool:
    tokens = _tokens(text, age.start)
    if not tokens or not _BESIDE.fullmatch(text[tokens[-1].end : age.start]):
        return False
    beside = text[tokens[-1].end : age.start]
    skipped = 0
    while tokens and skipped < 5 and tokens[-1].lower in _FILLERS and not tokens[-1].word.isupper():
        tokens.pop()
        skipped += 1
    while tokens and len(tokens) > 1 and tokens[-1].lower in {"m", "f"}:
        tokens.pop()
    if not tokens:
        return False
    name = _name_at_the_end(tokens)
    if name is Name.NONE:
        return False
    about = _PATIENT.search(text[max(0, tokens[0].start - 30) : age.start]) is not None
    return _fits(name, age, beside, text[max(0, age.start - 40) : age.start], about=about)


def _fits(name: Name, age: Age, beside: str, before: str, *, about: bool) -> bool:
    """Whether such a name and such an age, side by side, are somebody; ``about``: a patient is spoken of."""
    if age.sure is Sure.STRONG:
        return True
    if age.sure is Sure.CHILD:
        return name is Name.BABY or (
            name in (Name.SINGLE, Name.FULL)
            and (about or age.shut or age.next in _CLINICAL or age.next in {"boy", "girl"})
            and beside.strip() in {"", ",", "("}
            and (about or age.next in _CLINICAL or "(" in beside)
        )
    if age.sure is Sure.YEARS:
        if name is Name.UNKNOWN_PAIR:
            return about or age.shut or age.next in _CLINICAL
        return name >= Name.BABY or (name is Name.SINGLE and (about or age.next in _CLINICAL))
    return _fits_loosely(name, age, beside, before, about=about)


def _fits_loosely(name: Name, age: Age, beside: str, before: str, *, about: bool) -> bool:
    """The same for a number that nothing but its place makes an age."""
    if (age.next in _COUNTED and not age.shut) or ":" in beside:
        return False
    enclosed = age.shut and ("(" in beside or "," in beside)
    clinical = age.next in _CLINICAL
    if name in (Name.TITLED, Name.FULL, Name.BABY):
        if name is Name.FULL and not (age.is_grown_up or about):
            return False
        if name is Name.TITLED and not age.is_grown_up:
            return age.shut and (about or "(" in beside or _YOUNG.search(before) is not None)
        return True
    if name is Name.SINGLE:
        return about or (age.is_grown_up and (enclosed or clinical))
    if name is Name.UNKNOWN_PAIR:
        return (
            about
            or (age.years >= 60 and age.shut)
            or (
                age.is_grown_up
                and (
                    clinical
                    and age.next
                    not in {"on", "from", "with", "has", "had", "not", "no", "new", "off"}
                )
            )
        )
    return name is Name.INITIALS and age.is_grown_up and (about or (enclosed and "(" in beside))


def _tokens(text: str, end: int, reach: int = 90) -> list[Token]:
    """The words before ``end``, as far as its sentence goes back."""
    start = max(0, end - reach)
    while start and text[start - 1].isalpha() and start > end - reach - 30:
        start -= 1
    for match in _END_OF_SENTENCE.finditer(text, start, end):
        if match.end() < end:
            start = match.end()
    return _as_tokens(text, start, end)


def _as_tokens(text: str, start: int, end: int) -> list[Token]:
    found, last = [], start
    for match in _WORD.finditer(text, start, end):
        found.append(Token(match[0], text[last : match.start()], match.start(), match.end()))
        last = match.end()
    return found


def _name_at_the_end(tokens: list[Token]) -> Name:
    """The surest name that ends with the last of these words."""
    last = tokens[-1]
    if title := _title(tokens):
        return title
    if len(tokens) > 1:
        pair = _pair(tokens[-2], last, tokens[-3] if len(tokens) > 2 else None)
        if pair is not Name.NONE:
            return pair
    return _single(last, tokens[-2] if len(tokens) > 1 else None)


def _title(tokens: list[Token]) -> Name:
    """Mrs Jones, Mr J. Patel, mr & mrs lewis, Mrs van der Berg, Baby Ahmed: the title up to four words back."""
    for back in range(2, min(6, len(tokens) + 1)):
        first, rest = tokens[-back], tokens[-back + 1 :]
        if any(each.before.strip(" .") for each in rest) and not _is_list(rest):
            return Name.NONE
        if first.lower in _TITLES and _is_title(first, rest[0]):
            named = [each for each in rest if each.lower not in _PARTICLES]
            return (
                Name.TITLED
                if named and all(_may_follow(each, rest[0]) for each in named)
                else Name.NONE
            )
        if first.lower == "baby" and rest[-1].is_nameish and back <= 3:
            return Name.BABY
    return Name.NONE


def _is_list(rest: list[Token]) -> bool:
    return all(each.before.strip(" .,'") == "" for each in rest) and len(rest) <= 2


def _is_title(title: Token, following: Token) -> bool:
    """MS may be an illness, "miss" and "master" verbs: then the capitals decide, or a known name."""
    if title.lower in {"mr", "mrs"}:
        return title.word != "MR" or following.word.isupper()
    known = following.lower in SURNAMES or following.lower in GIVEN
    return (title.word[0].isupper() and title.word != "MS" and following.is_capitalised) or known


def _may_follow(token: Token, first: Token) -> bool:
    return token.is_nameish or (
        token is first and (token.is_capitalised or token.lower in SURNAMES)
    )


def _pair(one: Token, two: Token, before: Token | None) -> Name:
    """Two words as a name: given name and surname, or the other way about, or initial and surname."""
    between = two.before.strip(" ")
    if between not in {"", ",", "."} or (
        before is not None and before.lower in _PROFESSIONALS and before.word != "@"
    ):
        return Name.NONE
    if one.lower in _PROFESSIONALS or (one.lower, two.lower) in _HOSPITALS:
        return Name.NONE
    both = one.is_nameish and two.is_nameish
    if between == ",":
        reverse = one.lower in SURNAMES or one.word.isupper()
        return (
            Name.FULL
            if reverse and one.is_nameish and (two.lower in GIVEN or two.is_initial)
            else Name.NONE
        )
    if one.lower in GIVEN and _is_surname(two, one):
        return Name.FULL
    if two.lower in GIVEN and one.lower in SURNAMES:
        return Name.FULL
    if (
        one.is_initial
        and one.is_capitalised
        and two.is_capitalised
        and (two.lower in SURNAMES or (both and len(two.word) > 3))
    ):
        return Name.FULL
    if (
        two.is_initial
        and two.is_capitalised
        and (one.lower in SURNAMES_ALONE or one.lower in GIVEN_ALONE)
    ):
        return Name.FULL
    return Name.UNKNOWN_PAIR if both and _may_be_a_pair(one, two) else Name.NONE


def _may_be_a_pair(one: Token, two: Token) -> bool:
    """Two words that no list has, of which the capitals, or one that is known, make a name."""
    if any(
        len(each.word) < 3 or describes(each.word) or each.lower in _CLINICAL | _COUNTED | _FILLERS
        for each in (one, two)
    ):
        return False
    if one.is_capitalised and two.is_capitalised:
        return (one.word.isupper() == two.word.isupper()) and not {one.lower, two.lower} <= ACRONYMS
    return one.lower in GIVEN_ALONE or (two.lower in SURNAMES_ALONE and not one.is_capitalised)


def _is_surname(token: Token, given: Token) -> bool:
    if token.lower in SURNAMES:
        return (
            given.lower in GIVEN_ALONE
            or (given.is_capitalised and token.is_capitalised)
            or token.lower in SURNAMES_ALONE
        )
    if token.is_initial:
        return given.lower in GIVEN_ALONE
    return (
        token.is_capitalised
        and given.is_capitalised
        and token.is_nameish
        and not describes(token.word)
    )


def _single(token: Token, before: Token | None) -> Name:
    """One word that is a name by itself, or may be one."""
    word = token.word.rstrip(".")
    if before is not None and (before.lower in _PROFESSIONALS or before.word == "@"):
        return Name.NONE
    if re.fullmatch(r"[A-Z]{2,3}|(?:[A-Z]\.){2,3}[A-Z]?", token.word):
        return Name.NONE if word.lower() in ACRONYMS else Name.INITIALS
    if (
        before is not None
        and before.lower in {"pt", "patient"}
        and re.fullmatch(r"[a-z]{2,3}", word)
    ):
        return Name.NONE if word in ACRONYMS or is_ordinary(word) else Name.INITIALS
    if token.lower in GIVEN_ALONE or (
        token.lower in SURNAMES_ALONE
        and (token.is_capitalised or before is None or before.lower in {"pt", "patient"})
    ):
        return Name.SINGLE
    if token.lower in SURNAMES and token.lower in SURNAMES_ALONE:
        return Name.SINGLE
    begins = before is None or token.before.strip(" ,(") != ""
    if before is None and re.fullmatch(r"[a-z]{2}", word):
        return Name.NONE if word in ACRONYMS or word in _TWO_LETTERS else Name.INITIALS
    if token.is_capitalised and not word.isupper() and len(word) > 3 and not describes(word):
        return Name.UNKNOWN if not begins or is_shaped_as_surname(word) else Name.NONE
    return Name.NONE


# ---- an age, then a name

_HANDED_ON = re.compile(
    r"\b(?:by|with|to|from|via|per|thanks|dr|spoke|asked|says|said|for|tell|ask|prof)\b",
    re.IGNORECASE,
)


def _named_after(text: str, age: Age) -> bool:
    if age.sure not in (Sure.STRONG, Sure.CHILD) and age.sure is not Sure.YEARS:
        return False
    tokens = _as_tokens(text, age.end, _end_of_sentence(text, age.end))
    beside = tokens[0].before if tokens else ""
    if not tokens or not re.fullmatch(r"[\s,:\-)]{0,3}", beside):
        return False
    direct = "," not in beside and ":" not in beside
    skipped = 0
    while (
        tokens
        and skipped < 4
        and tokens[0].lower in _FILLERS_AFTER
        and not tokens[0].before.strip(" ,-:)")
    ):
        tokens.pop(0)
        skipped += 1
    name = _name_at_the_start(tokens)
    if age.sure is not Sure.STRONG:
        return name is Name.BABY or (name is Name.TITLED and age.sure is Sure.YEARS)
    if name in (Name.TITLED, Name.FULL, Name.BABY):
        return True
    if (
        direct
        and name is Name.SINGLE
        and (not skipped or text[age.end :][:40].lower().count(" called ") or len(tokens) > 0)
    ):
        return True
    return _named_at_the_end(text, age)


def _named_at_the_end(text: str, age: Age) -> bool:
    """The 71 year old I rang about, Mary Jones."""
    rest = text[age.end : _end_of_sentence(text, age.end)]
    said, comma, name = rest.rpartition(", ")
    if not comma or len(said) > 40 or "," in said or _HANDED_ON.search(said):
        return False
    tokens = _as_tokens(name, 0, len(name))
    return len(tokens) == 2 and _name_at_the_start(tokens) in (Name.FULL, Name.TITLED)


def _end_of_sentence(text: str, start: int, reach: int = 70) -> int:
    end = min(len(text), start + reach)
    match = _END_OF_SENTENCE.search(text, start, end)
    return match.start() if match else end


def _name_at_the_start(tokens: list[Token]) -> Name:
    if len(tokens) > 1 and not tokens[1].before.strip(" ."):
        first, second = tokens[0], tokens[1]
        if first.lower in _TITLES and _is_title(first, second) and _may_follow(second, second):
            return Name.TITLED
        if first.lower == "baby" and second.is_nameish:
            return Name.BABY
        pair = _pair(first, second, None)
        if pair is Name.FULL or (pair is Name.UNKNOWN_PAIR and second.lower in SURNAMES_ALONE):
            return Name.FULL
    if not tokens or tokens[0].lower in _PROFESSIONALS:
        return Name.NONE
    single = _single(tokens[0], None)
    known = single is Name.SINGLE and (tokens[0].is_capitalised or tokens[0].lower in GIVEN_ALONE)
    return Name.SINGLE if known else Name.NONE


# ---- Mrs Smith came with her knee, she is 67

_SHE_IS = re.compile(
    r"\b(?:she|he|they|is|who)(?:'s|s|\sis|\swas|\sare)?\s(?:now\s|only\s|nearly\s)?(?P<age>1[01]\d|[1-9]\d)\b(?!\s?[%/:\-+.]\s?\d|\s?%)",
    re.IGNORECASE,
)


def _is_aged_later(text: str, match: re.Match[str]) -> bool:
    following = re.match(r"\s?([a-z]+)", text[match.end() : match.end() + 15], re.IGNORECASE)
    if following and following[1].lower() in _COUNTED - {"year", "years", "yr", "yrs"}:
        return False
    tokens = _as_tokens(text, max(0, match.start() - 80), match.start())
    return any(
        (
            one.lower in _TITLES
            and _is_title(one, two)
            and _may_follow(two, two)
            and not two.before.strip(" .")
        )
        or (
            two.before == " "
            and _pair(one, two, None) is Name.FULL
            and one.lower in GIVEN_ALONE
            and two.lower in SURNAMES
        )
        for one, two in zip(tokens, tokens[1:], strict=False)
    )


# ---- a patient's name without an age

_OF_A_PATIENT = re.compile(
    r"\b(?:pt|patient)\b(?:'s)?(?:\s(?:is|was|called|named|name|name\sis))?[\s:,\-(]{1,3}(?=[a-z])",
    re.IGNORECASE,
)


def has_patient_name(text: str) -> bool:
    """Whom a text calls the patient, by title or by given name and surname."""
    return any(
        _name_at_the_start(_as_tokens(text, match.end(), min(len(text), match.end() + 40)))
        in (Name.TITLED, Name.FULL)
        for match in _OF_A_PATIENT.finditer(text)
    )
