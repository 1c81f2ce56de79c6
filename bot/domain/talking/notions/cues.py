"""Single words that speak for a thing, and how much: for sentences that no phrase fits, in whatever order.

``word:2`` counts two, a word without a number one, ``word*`` every word that begins so. Marks such as
``_day_`` count too.
"""

# ruff: noqa: E501
# Tables are easier to read in one line.

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.domain.talking.model import Intent

Spoken = Mapping[Intent, tuple[float, int]]
ENOUGH = 3.0
"""So much speaks for a thing that is taken as meant, by two words or more,"""
AHEAD = 1.0
"""and so much more than for any other."""

CUES: Mapping[Intent, str] = {
    Intent.PULSE_NEW: "vote:2 poll:2 survey:2 pulse:2 questionnaire:2 ask opinion*:2 think feel view*:2 members partners:0.5 everyone everybody anonymous know:0.5 new start send run quick happy:0.5 launch:2 ballot:2 canvass:2",
    Intent.PULSE_LIST: "answered:1.5 replied responded:2 poll survey pulse open close:1.5 closes:1.5 closing:1.5 extend:2.5 chase:2 remind:1.5 reminder deadline:1.5 longer:1.5 cancel:0.5 running:1.5 nudge:2 finish",
    Intent.PULSE_SUMMARY: "results:2 result agreed:1.5 agree:1.5 percentage leaders:2 members:1.5 positive:2 gap:2 scores:2 said summary outcome:1.5 feel felt:1.5 ownership:1.5 listened:2 pulse survey poll findings:2 showed last:0.5 think happier:2",
    Intent.PULSE_EXPORT: "spreadsheet:2 excel:2 csv:2 pdf:2 file:1.5 download:2 export:2 results survey:1.5 pulse:1.5 poll:1.5 governing:1.5 board answers paper:1.5 papers:1.5",
    Intent.PULSE_QUESTIONS: "question:1.5 questions:2 wording:2 reword:3 write own:1.5 edit change:0.5 add survey pulse poll",
    Intent.COMPARE: "_indicator_:2 figures numbers percentage:2 rate:2 rates:2 trend:2 average:2 compared:2 compare:2 higher:2 lower:2 prescrib* more:0.5 than:0.5 most:0.5 graph doing:0.5 our we:0.5 how:0.5 performance:2 uptake:2 above below",
    Intent.INDICATORS: "indicators:3 measures:2 areas:2 topics:2 conditions:2 compared compare figures data available what:0.5 which have:0.5 clinical metrics:3 list cover:1.5",
    Intent.POST: "channel _channel_:1.5 post*:2.5 publish*:3 sight:1.5 everyone share:1.5 put show:0.5 chart:1.5 graph:1.5 _indicator_:1.5 dots:1.5 comparison group:0.5 circulate:2 see:0.5",
    Intent.PEERS: "similar:2 peers:2 compared against comparator*:3 benchmarked:2 like:0.5 ours us:0.5 practices picked:1.5 chosen:1.5 fair who:0.5 which:0.5 alike:2",
    Intent.SHARING: "name:2 named:2 visible:2 label*:2 unlabelled:3 see our:0.5 hide:2 private dot:1.5 line which:0.5 identif*:1.5 consent:3 others practices:0.5 surgeries:0.5 anonymous ours secret know:0.5",
    Intent.CHALLENGES: "query queries:2 challenge* replied reply answered response data:0.5 team:0.5 corrected:1.5 queried:2",
    Intent.CHALLENGE: "wrong:2 right error:2 incorrect:3 mistake:2 query:1.5 dispute:3 think:0.5 not:0.5 _indicator_:1.5 figure figures number numbers data inaccurate:3 correct believe true",
    Intent.MONTHLY: "month:1.5 monthly:2 automatic*:2 regular* _often_:1.5 _indicator_:1.5 figures chart:1.5 channel _channel_",
    Intent.SCHEDULE: "session:1.5 meeting:1.5 slot discuss:1.5 talk meet:1.5 regular group:0.5 trio:1.5 mdt:2 _day_ _clock_ _often_ _practice_ _person_ about:0.5 re arrange:2 book:1.5 set:0.5 lunchtime cases catch organise:2 together workshop:2",
    Intent.MATCH: "pairs:3 paired:1.5 trios:2 match*:2 pairing*:3 buddy:3 partner:1.5 threes:3 groups round:0.5 mix:0.5",
    Intent.TIMES: "dates:2 times:2 free:1.5 available:1.5 availability:3 suits:2 suit:2 doodle:3 when:0.5 which:0.5 day everyone time:0.5 can:0.5 find options:1.5 convenient:3",
    Intent.SESSIONS: "_day_ expected:2 later earlier:1.5 attend*:2 invited:2 invite:0.5 fine works time:0.5 link:2 venue:3 room coming:2 session meeting come:1.5 diary:2 calendar:2 there:0.5 join:2 am:0.5 cancel move:1.5 postpone:3 moved:1.5",
    Intent.ACTIONS: "action*:2 tick:2 finished done:1.5 overdue:3 outstanding:1.5 promised:2 owe:2 task*:2 completed:1.5 agreed still:0.5 due",
    Intent.RECORD_ACTION: "minute:1.5 record:1.5 note log:0.5 action:1.5 will agreed:2 owner:2 _until_ _person_ _practice_ add decided:2 task:1.5 pilot by:0.5",
    Intent.BARRIERS: "capacity:2 barrier*:3 commission*:1.5 nothing waiting:1.5 hospital:1.5 trust icb:1.5 refus* unable no:0.5 access funding:2 community obstacle*:3 blocked:2 service control:2 shortage:2 list:0.5 nowhere:1.5 appointments",
    Intent.LEARN: "learn:2.5 teach:2.5 tips:2.5 better improve:2 share how:0.5 others advice:2 ideas:2 struggling:2.5 expertise:2 good:0.5 showcase:2",
    Intent.APART: "apart:3 avoid:2 mix:2 not:0.5 _practice_ _person_ together with:0.5 us:0.5 separate:3 conflict:2 never paired matched",
    Intent.NOTES: "reflection*:3 cpd:3 learning notes:1.5 appraisal:3 note credits:3 learned:2 learnt:2 my:0.5 revalidation:3",
    Intent.RULES: "rules:3 stays:1.5 said:0.5 confidential ground:1.5 behave:3 room:1.5 etiquette:3 manners:3",
    Intent.SESSION_SUMMARY: "sessions:2 many how:0.5 quarter report:1.5 held:2 attended:1.5 turned impact:3 difference:2 evaluation:3 meetings attendance:2 year:0.5 came",
    Intent.SESSION_EXPORT: "sessions:1.5 actions:1.5 barriers:1.5 spreadsheet:2 table:1.5 tables:2 export:2 csv:2 excel:2 download:2 meetings file",
    Intent.HELP: "help:3 guide:2 how use work*:0.5 understand:2 lost:2 explain:2 instructions:3 stuck:2 start:0.5 do:0.5 confus*:3",
    Intent.ANONYMITY: "anonym*:3 trace*:3 know me:0.5 answer*:1.5 said vote* identif*:1.5 see who:0.5 boss:2 manager confidential:2 answered",
    Intent.MESSAGES: "message* invite*:1.5 invitation*:1.5 arriv*:2 deliver*:3 sent got:0.5 never receiv*:2 failed:2 failing:2 stuck:2 missing:1.5 bounc*:3 reach*:1.5",
    Intent.SETUP: "setting*:3 setup:3 renamed:3 name pcn network hours:1.5 change practice:0.5 practices:0.5 add protected:2 configur*:3 set:0.5 timezone:3 threshold:3 ods:3 upload:2 merged:2",
    Intent.ROLES: "lead:2 leads:1.5 manager:1.5 admin*:2 role*:3 rights:2 permission*:3 allowed:2 _person_ make:0.5 promote:2 access appoint*:3",
    Intent.PRACTICE: "_practice_:1.5 work:2 surgery:1.5 i:0.5 am:0.5 moved:2 joined left:1.5 locum:3 based:2 salaried:3 partner my:0.5 practice now:0.5 employed:3 retired:1.5",
    Intent.PEOPLE: "who anybody:1.5 anyone:1.5 members:2 people from at:0.5 _practice_:1.5 joined:1.5 signed:1.5 up:0.5 everyone list here have:0.5 we:0.5 registered:2 gps:1.5 doctors:1.5 colleagues:1.5 works:1.5 nobody:1.5",
    Intent.MY_DATA: "data:1.5 information:1.5 about:0.5 me hold:1.5 copy:2 records:1.5 stored:1.5 everything collect*:2 know personal:2 held:1.5 file",
    Intent.FORGET_ME: "delete:2.5 remove:2 erase:3 wipe:3 forget:3 me my:0.5 unregister:3 leave leaving account:2 permanently:2 details",
    Intent.PRIVACY: "privacy:3 gdpr:3 data secure:2 safe:1.5 host*:3 company:1.5 stored:1.5 legal:2 protect*:1.5 owns:2 where:0.5 server*:3 encrypt*:3 trust:0.5 who:0.5 third:1.5",
    Intent.CONCERN: "concern*:3 complain*:3 unfair:3 object:3 objection:3 unhappy:3 wrong worry:2 worried:2 worded:2 lmc:3 not:0.5 way poll:0.5 figures:0.5 uncomfortable:3 misuse*:3 bullied:3 ashamed:2 naming:2 upset:2.5",
    Intent.AUDIT: "audit:2 log:2 export* who changed:2 looked:2 exported:2 opened closed history:2 trail:3 viewed:2 accessed:2.5 deleted settings",
    Intent.RETENTION: "long keep:1.5 kept:1.5 purg*:3 delete* months years old:1.5 when:0.5 answers:0.5 wiped:1.5 retention:3 stay expire*:3 forever:3",
    Intent.SNOOZE: "quiet:2.5 messages:1.5 stop much sending bother:2 _until_:1.5 week:0.5 rest:0.5 away:1.5 leave:1.5 off:0.5 mute:3 pause:2 too:0.5 many:0.5 holiday:2 me:0.5 disturb:3 peace:2 pester*:3",
    Intent.DAYS_OFF: "_weekdays_:2 day:0.5 days working work off:1.5 part:0.5 time:0.5 only:1.5 not:0.5 in:0.5 usually non shift:0.5",
    Intent.HOME: "home:3 me my:0.5 waiting:1.5 plate:2 stuff:2 dashboard:3 new:0.5 show:0.5 need:0.5 today:0.5 attention:2.5 pending:2.5 todo:1.5 overview:2",
}  # fmt: skip
STEM = 4  # letters, by which words that begin so are found


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, dict[Intent, float]], dict[str, list[tuple[str, Intent, float]]]]:
    words: dict[str, dict[Intent, float]] = {}
    stems: dict[str, list[tuple[str, Intent, float]]] = {}
    for intent, table in CUES.items():
        for each in table.split():
            word, _, number = each.partition(":")
            weight = float(number or 1)
            if word.endswith("*"):
                stems.setdefault(word[:STEM], []).append((word[:-1], intent, weight))
            else:
                words.setdefault(word, {})[intent] = weight
    return words, stems


def spoken_for(said: Iterable[str]) -> Spoken:
    """How much speaks for each thing, and how many words do."""
    words, stems = _weights()
    found: dict[Intent, tuple[float, int]] = {}
    for word in dict.fromkeys(said):
        for_it = dict(words.get(word, {}))
        for stem, intent, weight in stems.get(word[:STEM], ()):
            if word.startswith(stem):
                for_it.setdefault(intent, weight)
        for intent, weight in for_it.items():
            score, number = found.get(intent, (0.0, 0))
            found[intent] = (score + weight, number + 1)
    return found


def meant_by(spoken: Spoken) -> Intent | None:
    """The one thing for which enough speaks, and clearly more than for any other."""
    ranked = sorted(spoken.items(), key=lambda each: -each[1][0])
    if not ranked:
        return None
    (intent, (score, number)), *others = ranked
    second = others[0][1][0] if others else 0.0
    return intent if score >= ENOUGH and number >= 2 and score - second >= AHEAD else None
