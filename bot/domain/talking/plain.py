"""A message as plain text, and a text as the words in which it is looked for what is asked."""

import re
from html import unescape

LONGEST = 600  # characters; more is no request, but a story

_CODE = re.compile(r"```.*?(?:```|$)|`[^`]*`", re.DOTALL)
_LINK = re.compile(r"<(?:https?|mailto|tel):[^>|]*(?:\|(?P<text>[^>]*))?>")
_SPECIAL = re.compile(
    r"<!(?:channel|here|everyone)(?:\|[^>]*)?>|(?<!\w)@(?:channel|here|everyone)\b"
)
_EMOJI = re.compile(r":[a-z][a-z0-9_+-]*:(?::skin-tone-\d:)?")
_MENTION = re.compile(r"<[@#][A-Z0-9]+(?:\|[^>]*)?>")
_QUOTES = str.maketrans("’‘`´“”„«»–—‐‑\u00a0\u200b_*~", '\'\'\'\'"""""--' + "--" + "  " + "   ")

# fmt: off
_SHORT = {
    "tmrw": "tomorrow", "tmw": "tomorrow", "tomoz": "tomorrow", "2moro": "tomorrow",
    "2morrow": "tomorrow", "nxt": "next", "wk": "week", "wks": "weeks", "mth": "month",
    "mths": "months", "qtr": "quarter", "mtg": "meeting", "mtgs": "meetings", "sesh": "session",
    "sess": "session", "abt": "about", "pls": "please", "plz": "please", "plse": "please",
    "u": "you", "ur": "your", "thx": "thanks", "tks": "thanks", "w": "with", "w/": "with",
    "msg": "message", "msgs": "messages", "appt": "appointment", "bk": "back", "hols": "holiday",
    "thru": "through", "ppl": "people", "cos": "because", "b4": "before", "gr8": "great",
    "org": "organise", "approx": "about", "til": "until", "till": "until", "info": "information",
    "anon": "anonymous", "convo": "conversation", "prac": "practice", "pracs": "practices",
    "px": "prescribing", "r": "are", "y": "why", "hv": "have", "cd": "could", "shd": "should",
    "wld": "would",
}
_WHOLE = {
    "cannot": "can not", "cant": "can not", "can't": "can not", "wont": "will not", "won't": "will not",
    "shan't": "will not", "im": "i am", "ive": "i have", "ill": "i will", "id": "i would", "lets": "let us",
    "let's": "let us", "whats": "what is", "whos": "who is", "hows": "how is", "wheres": "where is",
    "whens": "when is", "thats": "that is", "theres": "there is", "wanna": "want to", "gonna": "going to",
    "gotta": "got to", "tweak": "change", "amend": "change", "adjust": "change", "modify": "change",
    "howz": "how is", "wots": "what is", "wot": "what", "wat": "what", "ya": "you",
    "folk": "people", "folks": "people", "bods": "people", "clinicians": "gps", "medics": "gps",
    "bung": "put", "chuck": "put", "whack": "put", "shove": "put", "slap": "put", "lob": "put",
    "ditch": "scrap", "axe": "scrap", "defo": "definitely", "poss": "possible", "prob": "probably",
    "probs": "probably", "reckon": "think", "reckons": "think", "stragglers": "non responders",
    "noone": "nobody", "no-one": "nobody", "owt": "anything", "summat": "something", "sched": "schedule",
    "hadnt": "had not", "hasn": "has not", "fares": "does", "faring": "doing",
    "dunno": "do not know", "whatve": "what have", "were": "were", "weve": "we have",
    "youve": "you have", "gimme": "give me", "lemme": "let me", "theyre": "they are", "ain't": "is not",
}
_NOT = frozenset((
    "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "could", "should",
    "would", "must", "need",
))
_ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'s": "is"}
_PAST = frozenset((
    "said", "been", "done", "got", "had", "seen", "taken", "made", "gone", "left", "put",
))
_DOING = {
    "putting": "put", "posting": "post", "sharing": "share", "showing": "show", "sending": "send",
    "arranging": "arrange", "organising": "organise", "setting": "set", "booking": "book",
    "planning": "plan", "running": "run", "starting": "start", "asking": "ask", "getting": "get",
    "finding": "find", "giving": "give", "taking": "take", "making": "make", "adding": "add",
    "deleting": "delete", "removing": "remove", "moving": "move", "changing": "change",
    "extending": "extend", "closing": "close", "reminding": "remind", "nudging": "nudge",
    "chasing": "chase", "exporting": "export", "recording": "record", "noting": "note",
    "matching": "match", "pairing": "pair", "stopping": "stop", "keeping": "keep",
    "telling": "tell", "letting": "let", "scheduling": "schedule", "cancelling": "cancel",
}
_ASKED = frozenset((
    "what", "who", "how", "where", "when", "that", "it", "there", "here", "he", "she", "everyone",
))
# fmt: on
_WORD = re.compile(r"_[a-z]+_|[a-z0-9&]+(?:['/-][a-z0-9]+)*")


def tidy(said: str, users: frozenset[str] = frozenset()) -> str:
    """Without what is Slack's: code, links, emoji, marks; mentions stay, but for that of the bot."""
    text = _small_dots(unescape(said[: LONGEST * 8]))
    text = _CODE.sub(" ", text)
    text = _LINK.sub(lambda match: match["text"] or " ", text)
    text = _EMOJI.sub(" ", _SPECIAL.sub(" everyone ", text))
    parts, last = [], 0
    for match in _MENTION.finditer(text):
        parts += [text[last : match.start()].translate(_QUOTES), match.group()]
        last = match.end()
    text = " ".join("".join([*parts, text[last:].translate(_QUOTES)]).split())
    first = re.match(
        r"(?:(?:hi|hello|hey|dear)[ ,]+)?<@(?P<user>[A-Z0-9]+)(?:\|[^>]*)?>[ ,:;]*",
        text,
        re.IGNORECASE,
    )
    if first and first["user"] not in users:
        text = text[first.end() :]
    return re.sub(r"(?i)^(?:@?peer ?bot)\b[ ,:;]*", "", text)


def _small_dots(text: str) -> str:
    """Letters of the same length in small, so that places agree."""
    return "".join(each if len(each.lower()) == 1 else " " for each in text)


def written_out(text: str) -> str:
    """Short forms of a telephone as words."""
    return re.sub(
        r"[A-Za-z0-9/]+", lambda match: _SHORT.get(match.group().lower(), match.group()), text
    )


def words_of(text: str) -> list[str]:
    """In small letters, contractions taken apart; marks such as ``_day_`` stay."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found += _apart(word)
    for place, word in enumerate(found[1:], 1):
        # “Would you mind putting it up”, “how about arranging one”
        if word.endswith("ing") and found[place - 1] in ("mind", "about", "consider"):
            found[place] = _DOING.get(word, word)
    for place, word in enumerate(found[1:-1], 1):
        # “Who's said yes?”
        if word == "is" and found[place - 1] == "who" and _is_past(found[place + 1]):
            found[place] = "has"
    return found


def _is_past(word: str) -> bool:
    return word in _PAST or (word.endswith("ed") and len(word) > 4)


def _apart(word: str) -> list[str]:
    if whole := _WHOLE.get(word):
        return whole.split()
    if word.endswith("n't") and word[:-3] in _NOT:
        return [word[:-3], "not"]
    if word.endswith("nt") and word[:-2] in _NOT:
        return [word[:-2], "not"]
    for ending, full in _ENDINGS.items():
        if word.endswith(ending):
            start = word.removesuffix(ending)
            # “Thursday's session”: somebody's, not “is”.
            return [start, full] if ending != "'s" or start in _ASKED else [start]
    if "-" in word and not word.startswith("_"):
        return (
            [word]
            if word in ("follow-up", "follow-ups")
            else [each for each in word.split("-") if each]
        )
    return [each for each in word.split("/") if each]
