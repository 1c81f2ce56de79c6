"""Mends slips in the words that say what is asked; names and measures have their own readers."""

import re
from functools import lru_cache

from bot.domain.screening.names import GIVEN, SURNAMES
from bot.domain.talking.notions import CHAT, TABLES
from bot.domain.talking.phrases import words_of
from bot.domain.schedule.vocabulary import MONTHS, WEEKDAYS

SHORTEST = 5  # letters: of shorter words a slip makes another word
LONG = 8  # letters, in which there may be two

# fmt: off
_CALENDAR = (
    *(each.lower() for each in (*MONTHS, *WEEKDAYS)), "tomorrow", "today", "tonight", "fortnight", "quarter",
    "quarterly", "monthly", "weekly", "fortnightly", "lunchtime", "afternoon", "morning", "evening", "christmas",
    "easter", "every", "first", "second", "third", "month", "weeks", "minutes", "until", "before", "after",
    "midday", "between", "with", "holiday", "year", "locality",
)
# Words of their own, though they look like one of ours.
_OTHERS = frozenset((
    "words", "years", "pears", "fears", "bears", "gears", "tears", "wears", "pulled", "pulls", "polls", "pools",
    "calls", "called", "balls", "falls", "walls", "wards", "boards", "those", "these", "there", "where", "their",
    "here", "hear", "heart", "stroke", "smoke", "smoking", "sound", "round", "found", "bound", "mound", "ground",
    "plain", "plane", "train", "brain", "grain", "drain", "chain", "pain", "least", "leads", "leaks", "beads",
    "reads", "heads", "needs", "feeds", "seeds", "deeds", "weeds", "sheet", "sheets", "short", "shorts", "sport",
    "stark", "start", "stars", "store", "score", "scores", "sores", "shores", "chores", "cores", "cover", "covers",
    "lower", "power", "tower", "flower", "later", "water", "waters", "matter", "batter", "letter", "letters",
    "better", "butter", "bitter", "after", "often", "offers", "other", "mother", "brother", "rather", "father",
    "feather", "weather", "gather", "whether", "either", "neither", "mental", "dental", "rental", "metal",
    "medal", "medical", "section", "sections", "action", "faction", "fraction", "lesion", "lesions", "version",
    "versions", "mission", "missions", "passion", "pension", "tension", "mention", "permission", "person",
    "persons", "reason", "reasons", "season", "lesson", "lessons", "treats", "treat", "heard", "hearing", "clear",
    "smear", "smears", "spear", "swear", "share", "shared", "shares", "spare", "scare", "stare", "square", "state",
    "states", "stats", "skate", "plate", "slate", "crate", "grate", "grade", "trade", "shade", "blade", "spade",
    "price", "prices", "prize", "pride", "bride", "prime", "crime", "grime", "group", "groups", "groin", "grown",
    "growth", "grows", "brown", "crown", "drown", "frown", "shown", "known", "flown", "blown", "thrown", "throw",
    "trials", "trial", "trail", "trails", "tried", "dried", "cried", "fried", "trick", "brick", "track", "crack",
    "chest", "chase", "phase", "phrase", "cheese", "choose", "chosen", "close", "closed", "cloth", "clots", "slots",
    "plots", "plot", "spots", "shots", "shot", "spot", "stop", "stops", "steps", "step", "strep", "street", "dream",
    "cream", "creams", "steam", "stream", "teams", "team", "beams", "seams", "seems", "terms", "germs", "forms",
    "worms", "works", "worse", "worst", "nurse", "nurses", "horse", "house", "mouse", "loose", "goose", "noise",
    "voice", "choice", "choices", "chance", "change", "range", "orange", "strange", "charge", "large", "barge",
    "merge", "merger", "verge", "serve", "nerve", "curve", "curves", "carve", "carer", "carers", "career", "cancer",
    "dancer", "answer", "order", "orders", "border", "folder", "older", "elder", "elderly", "early", "yearly",
    "nearly", "clearly", "dearly", "daily", "family", "readily", "steady", "already", "ready", "study", "studies",
    "student", "students", "parent", "parents", "patent", "patient", "patients", "patience", "potent", "intent",
    "event", "events", "invent", "prevent", "present", "presents", "percent", "recent", "decent", "descent",
    "accent", "accept", "except", "expect", "expert", "experts", "export", "report", "support", "sport", "airport",
    "import", "important", "cohort", "effort", "comfort", "discharge", "discharged", "charges", "advice", "advise",
    "device", "devices", "service", "services", "surface", "practise", "vaccine", "vaccines", "medicine",
    "medicines", "machine", "routine", "routes", "route", "tests", "tasks", "taste", "waste", "paste", "haste",
    "chart", "charts", "charm", "chasm", "spasm", "lists", "fists", "mists", "waits", "traits", "limits", "visits",
    "units", "habits", "stable", "table", "tables", "cable", "fable", "liable", "viable", "quiet", "quite", "quits",
    "quick", "quiz", "sepsis", "severe", "several", "general", "federal", "funeral", "mineral", "lateral", "literal",
    "manage", "managed", "manager", "manages", "damage", "triage", "college", "village", "passage", "massage",
    "message", "usage", "wages", "pages", "paged", "stage", "staged", "image", "images", "remote", "remove",
    "removed", "remind", "behind", "refund", "refer", "refers", "prefer", "preferred", "referred", "offered",
    "suffered", "buffer", "suffer", "differ", "renew", "review", "reviews", "renal", "rented", "relate", "related",
    "elated", "rotated", "repeat", "repeats", "defeat", "retire", "entire", "inspire", "require", "acquire",
    "inhaler", "inhalers", "frailty", "falling", "feeling", "failing", "filling", "finding", "funding", "binding",
    "standing", "sanding", "landing", "handing", "sending", "spending", "pending", "bending", "lending", "ending",
    "mending", "tending", "trending", "sleeping", "keeping", "weeping", "meeting", "greeting", "feeding", "bleeding",
    "breeding", "reading", "leading", "heading", "loading", "boarding", "hearts", "parts", "carts", "darts",
    "forget", "target", "targets", "budget", "gadget", "widget", "closer", "loser", "lasts", "casts", "costs",
    "posts", "hosts", "ghosts", "coast", "toast", "roast", "boast", "yeast", "beast", "breast", "breath",
    "bread", "tread", "thread", "spread", "dread", "cleft", "swift", "shift", "shifts", "drift", "gifts", "lifts",
    "thanks", "thank", "think", "thing", "things", "thick", "thigh", "tight", "right", "night", "light", "sight",
    "fight", "might", "eight", "weight", "height", "freight", "minor", "major", "mayor", "manor", "miner",
    "sharp", "shape", "shapes", "grape", "grapes", "drape", "scrape", "escape", "locum", "local", "vocal", "focal",
    "loyal", "royal", "total", "modal", "model", "models", "motel", "hotel", "novel", "level", "levels", "lever",
    "fever", "never", "sever", "clever", "lives", "drives", "dives", "fives", "gives", "given", "driven", "woven",
    "proven", "prove", "proved", "approve", "improve", "improved", "movie", "moves", "movement", "doves", "loves",
    "gloves", "leaves", "leave", "heave", "weave", "sleeve", "believe", "relieve", "relief", "belief", "brief",
    "chief", "thief", "grief", "field", "yield", "shield", "build", "built", "guild", "guide", "guides", "guile",
    "while", "white", "write", "writes", "wrote", "write", "spite", "spike", "strike", "bike", "likes", "liked",
    "takes", "makes", "cakes", "lakes", "rakes", "wakes", "bakes", "shake", "stake", "snake", "flake", "brake",
    "break", "breaks", "speak", "steak", "bleak", "freak", "weak", "week", "hours", "ours", "yours", "fours",
    "tours", "colours", "labour", "favour", "harbour", "honour", "sugar", "sugars", "cougar", "vulgar",
    "diabetes", "diabetic", "asthma", "referral", "referrals", "antibiotic", "antibiotics", "statin", "statins",
    "opioid", "opioids", "prescribe", "prescribing", "prescription", "prescriptions", "consultation",
    "consultations", "continuity", "community", "immunity", "safety", "safer", "cider", "wider", "rider", "under",
    "asked", "asking", "basked", "tasked", "masked", "walked", "talked", "worked", "looked", "booked", "cooked",
    "bloods", "blood", "flood", "wounds", "wound", "hound", "wood", "woods", "woman", "women", "human", "humans",
    "demands", "demand", "remand", "command", "brand", "grand", "stand", "hands", "bands", "lands", "sands", "wands",
    "points", "joints", "joint", "prints", "paints", "saints", "faint", "taint", "saint", "giant", "plant", "grant",
    "chant", "slant", "pleas", "pleased", "please", "release", "disease", "diseases", "crease", "grease", "cease",
    "lease", "phone", "phones", "alone", "stone", "bones", "zones", "tones", "honey", "money", "monkey", "turkey",
    "journey", "survey", "convey", "obey", "happy", "nappy", "floppy", "sloppy", "puppy", "copy", "types", "typed",
    "tired", "hired", "fired", "wired", "wiped", "piped", "riped", "ripped", "skipped", "tipped", "shipped",
    "helps", "helped", "yelped", "welcome", "become", "income", "outcome", "someone", "anyone", "nobody", "anybody",
    "somebody", "sometime", "sometimes", "someday", "always", "anyway", "runway", "leeway", "today", "birthday",
    "sending", "senior", "junior", "minutes", "minute", "seconds", "record", "records", "recorded", "reward",
    "forward", "toward", "awards", "award", "inward", "onward", "coward", "steward", "aware", "await", "again",
    "against", "gains", "rains", "pains", "veins", "reins", "coins", "loins", "joins", "groins", "slips", "clips",
    "flips", "grips", "trips", "drips", "strips", "chips", "ships", "whips", "hospice", "hospital", "hospitals",
    "access", "success", "excess", "process", "princess", "profess", "confess", "assess", "possess", "across",
    "unless", "bless", "dress", "press", "stress", "distress", "mattress", "actress", "waitress", "fitness",
    "illness", "wellness", "business", "witness", "sadness", "madness", "badness", "nation", "station", "ration",
    "rational", "national", "notional", "relation", "location", "vacation", "vocation", "rotation", "notation",
    "citation", "duration", "creation", "operation", "cooperation", "corporation", "preparation", "separation",
    "moderate", "moderation", "medication", "medications", "dedication", "education", "indication", "indications",
    "application", "applications", "complication", "complications", "implications", "allocation", "attention",
    "retention", "detention", "intention", "invention", "prevention", "convention", "intervention", "contention",
    "transition", "transaction", "condition", "conditions", "addition", "edition", "audition", "position",
    "positions", "opposition", "composition", "deposition", "nutrition", "attrition", "petition", "competition",
    "repetition", "commission", "commissions", "commissioning", "admission", "admissions", "omission", "emission",
    "remission", "submission", "transmission", "discussed", "concussion", "percussion", "succession", "recession",
    "depression", "expression", "impression", "progression", "regression", "aggression", "compression", "obsession",
    "possession", "profession", "confession", "immersion", "inversion", "conversion", "diversion", "excursion",
    "planned", "planet", "planes", "plants", "scanned", "banned", "canned", "tanned", "manned", "spanned",
))
# fmt: on


@lru_cache(maxsize=1)
def _lexicon() -> tuple[str, ...]:
    words = {*words_of(TABLES), *words_of(CHAT), *_CALENDAR}
    return tuple(sorted(each for each in words if len(each) >= SHORTEST))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    words = {*words_of(TABLES), *words_of(CHAT), *_CALENDAR}
    return frozenset({*words, *(f"{each}s" for each in words), *_OTHERS, *GIVEN, *SURNAMES})


def is_known(word: str) -> bool:
    """Whether it is a word that chat reads, or a word of its own."""
    return word in _known()


def corrected(text: str, names: frozenset[str]) -> str:
    """The text with slips mended in words that are neither known nor one of ``names``."""
    return re.sub(
        r"(?<![\w<@#'-])[A-Za-z]{5,20}(?![\w'-]*>)", lambda match: _mended(match.group(), names), text
    )


def _mended(word: str, names: frozenset[str]) -> str:
    small = word.lower()
    if small in names or word.isupper():
        return word
    found = _nearest(small)
    if found is None:
        return word
    return found.capitalize() if word[0].isupper() else found


@lru_cache(maxsize=4096)
def _nearest(word: str) -> str | None:
    if word in _known():
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 2 if len(word) >= LONG else 1
    found = process.extract(word, _lexicon(), scorer=OSA.distance, score_cutoff=slips, limit=4)
    good = [each for each in found if each[0][0] == word[0] and not _only_longer(word, each[0])]
    return good[0][0] if good else None


def _only_longer(word: str, known: str) -> bool:
    """“Dates” is no slip for “date”: another ending makes another form of the word."""
    return word.startswith(known) and word[len(known) :] in ("s", "d", "r", "y", "ly", "er", "ed", "es", "al")
