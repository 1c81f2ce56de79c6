"""Words that stand where a name or an age might, and tell what the others are."""

_ORDINARY = """
vitamin strep influenza flu plan option schedule factor appendix annex part band tier class category
cohort arm hep covid plasma protein complement blood gp-led site phase module chapter version
a an the i in at for of to all any and or over under from by with his her our we my your their
its it is was are were be been this that these those has have had not no yes please pls thanks
who which what when where why how if but so as on off up down out after before since until about
nearly almost only just than then also more most less fewer some each every per via re vs women
woman men man girls girl boys boy people person persons adults adult children child kids kid
infant infants toddler babies patients patient pts pt everyone females male males female older
younger elderly lady ladies gent gentleman gents screening smoking prevalence coverage uptake
care health practice practices surgery surgeries centre center network clinic clinics group
groups session sessions meeting meetings topic review reviews audit pressure target treatment
indicator ward room floor level unit suite bay block flat building bed spend cost costs budget
total savings page slide item line table step ages age aged asthma diabetes hypertension frailty
falls fall dementia copd vaccine vaccination vaccines stroke cancer sepsis bmi ckd af qof pcn
icb gp gps nhs bp hba1c ldl statins statin antibiotics dose case cases count score scores stage
grade type january february march april may june july august september october november december
jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday
saturday sunday mon tue tues wed thu thurs fri sat sun today tomorrow yesterday rate rates
number numbers percentage quarter month week year day days weeks months years hour hours minutes
mins min see saw seen ask tell call ring rang email book add new old fit well unwell frail
lovely nice sweet poor fat thin obese overweight housebound bedbound diabetic hypertensive
asthmatic epileptic pregnant typical average median mean another next last first second third
same similar single married widowed retired ex active current previous recent known previously
otherwise caucasian asian african caribbean european chinese indian pakistani bangladeshi polish
romanian irish british english welsh scottish somali nigerian ethnic white black mixed south
east west north smoker drinker vegan vegetarian homeless refugee immunosuppressed anaemic
anxious depressed suicidal confused demented delirious autistic disabled blind deaf independent
mobile immobile complex difficult tricky interesting routine urgent acute chronic stable
unstable high low normal abnormal index query possible probable likely example hypothetical
imaginary fictional anonymous anonymised eg ie etc nb fyi re-audit home nursing residential
carehome community hospital inpatient outpatient attendee attender mr mrs ms miss master dr
doctor prof professor sister nurse hca anp pharmacist receptionist manager partner locum
registrar road street lane avenue close park house court drive grove lodge grange hill view
green way square place terrace gardens medical partnership partners federation alliance trust
infirmary college library oak oaks elm bank does do did can could would should will might must
let lets get got give gave take took go goes went come came think thinks say says said know knew
want wants need needs make made present presents discuss chair attend join lead admitted
discharged referred presented reviewed started stopped symptomatic asymptomatic post pre non
parkinson's parkinsons crohn's crohns addison's addisons barrett's barretts alzheimer's
alzheimers raynaud's sjogren's parkinson crohn addison barrett alzheimer wells apgar barthel
gleason bishop glasgow edinburgh epworth waterlow rockwood braden framingham qrisk charlson
karnofsky bristol lund ishihara snellen mdt mtg tbc asap both hi hello morning evening afternoon
action actions vote votes
"""
# Two or three capitals beside an age are initials, unless they are one of these.
_ACRONYMS = """
af ca mi ra ms pe gp dm tb uc cf ed ct mr us bp hr rr gi pr pv pid dvt tia uti lrti urti copd
acs ihd ckd cvd cva pvd pad ibs ibd gord hiv hcv hbv hrt ocp cocp pop iud ius sle pmr gca oa op
ot pt dn hv nh rh ld lb bph luts psa htn hf ccf lvf hcm aki esrf t1 t2 tdm mh ptsd ocd adhd asd
bpd ad vd mci cfs mnd sob cp sa od dnr dnacpr nhs icb pcn icu itu hdu ae fit fy st bm hb wc fh
ph sh pmh fu rv dx rx tx hx ix bmi hba nb eg ie vs am pm uk q qof cqc nice lmc bma rcgp gmc bnf
eps scr emis mdt ppg dna fbc lft tft crp esr egfr acr inr npt eol ptl a&e ok re nw ne sw se sy
wf wm bf ef ww rta nof ivf ecg echo pcos stis sti bv gu ent opd loc loa mus fnd pots gad mg ug
ml kg cm mm tkr thr cll aml nhl hcc rcc dcis hpv bcc scc abx sx tds bd om on prn adl poc dols
lpa iapt cmht camhs ltc smi
"""
_TWO_LETTERS = """
am an as at be by do dr go gp he hi hv if in is it me my no of oh ok on or pt so st to up ur us
we ye yo
"""
# Between a name and an age, and between an age and a name.
_FILLERS = """
a about afternoon again age aged am an and approx baby being born both boy called clinic
currently daughter dob f female gent gentleman girl he's here in is just lady last m male man
morning my nearly now old only patient pm pt recently she's son the this today turned turning
turns was week who who's whos woman year yesterday
"""
_FILLERS_AFTER = """
again baby bloke boy by called chap child f female gent gentleman girl guy infant is lad lady m
male man my name named of old our patient pt resident the toddler who woman year years yr
"""
# What is counted after a name: "Mr Smith 3 actions", "Elm Lane 30 per 1000", "Mrs Lee 2pm".
_COUNTED = """
action actions am answers appointments apps appts apr april audits aug august beds calls case
cases centile clinics cm copies course courses day days dec december doctors emails feb february
fewer forms g gps grand high hour hours hr hrs invites item items jan january jobs jul july jun
june k kg less letters low mar march may mcg members metres mg midday miles min mins minute
minutes ml mmol month months more noon notes nov november nurses o'clock oct october of onwards
options out pages partners patients pc pence people per percent percentage percentile places pm
point points pounds practices prescriptions pts question questions quid receptionists referral
referrals registrars replies reports responses reviews scripts searches seats secs sep sept
september session sessions set sets slide slides slot slots spaces staff students surgeries
tasks things tickets times trainees units visits vote votes week weeks wks x year years yr yrs
"""
# What tells a case from a count, after a number that may be anything: "mary 82 fell again".
_CLINICAL = """
? admitted af again alone angina anxious asthma asthmatic back bleeding bless breathless
bronchiolitis c/o ca came cancer chest ckd colic collapsed coming confused constipated copd
cough croup dementia depressed diabetic diarrhoea died discharged dizzy dm dm2 dvt dying eczema
epilepsy ex exac exacerbation fall fallen falls feeding fell fever fit fits foot frail from gout
had has he headache her hip his housebound htn hypertensive ihd jaundice keeps knee known leg
lives living lrti mi needs new no not oa off on pain palliative pe phx pmh poor pregnant
previous ra rash recurrent reflux saw seen seizure she smoker smokes sob started stopped stroke
t1dm t2dm tia tired unwell uti utis vomiting wants weight wheeze wheezy who with without wt
"""


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORDINARY = words_of(_ORDINARY)
ACRONYMS = words_of(_ACRONYMS)
TWO_LETTERS = words_of(_TWO_LETTERS)
FILLERS = words_of(_FILLERS)
FILLERS_AFTER = words_of(_FILLERS_AFTER)
COUNTED = words_of(_COUNTED)
CLINICAL = words_of(_CLINICAL)
TITLES = words_of("mr mrs ms miss mx master mister messrs")
PROFESSIONALS = words_of("dr doctor prof professor st saint sister nurse cllr rev")
PARTICLES = words_of("van de der den al el bin ibn von da di la le abu ben mac mc st")
PLACES_CALLED_SO = frozenset(
    {
        ("john", "radcliffe"), ("queen", "elizabeth"), ("queen", "alexandra"), ("queen", "mary"),
        ("royal", "victoria"), ("james", "cook"), ("james", "paget"), ("james", "lind"),
        ("charing", "cross"), ("lloyd", "george"), ("king", "edward"), ("king", "george"),
        ("princess", "alexandra"), ("florence", "nightingale"), ("prince", "charles"),
    }
)  # fmt: skip
_ENDINGS_OF_DESCRIPTIONS = tuple(
    words_of("""
ed ing al ic ive ous ful less able ible ly tion ment ness itis aemia emia osis opathy ism ist
ant ent ary ache algia rrhoea oma cy statin cillin pril sartan xaban olol prazole formin gliptin
flozin mab mycin pause dipine tide parin solone profen oxin pam etine tyline ology icide idol
zole
""")
)


def is_ordinary(word: str) -> bool:
    """Whether this is a word of ordinary talk and no name."""
    return word.lower().rstrip(".") in ORDINARY


def describes(word: str) -> bool:
    """Whether it looks like a description or an illness, as many words before an age do."""
    lower = word.lower()
    return lower in ORDINARY or lower in ACRONYMS or lower.endswith(_ENDINGS_OF_DESCRIPTIONS)
