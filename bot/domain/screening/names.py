"""Common names of people in England, and the ordinary words that stand where a name might."""

# MS and MR may be illnesses and scans, "miss" and "master" verbs: the capitals decide, or the age.
TITLE = r"(?-i:\b(?:[Mm]rs?|MRS|MR(?=\.?\s[A-Z]{2})|(?:Ms|Miss|Mx|Master|MISS)(?=\.?\s[A-Z]))\b\.?)"

_GIVEN = """
aaliyah aaron abbas abdul abdullah abdulla abigail abiola abraham ada adam adama adebayo adeel adele adil adrian
agnes ahmad ahmed aidan aileen aisha ajay akash alan alana alastair albert albie alec alejandro aleksandra alex
alexander alexandra alexis alfie alfred ali alice alicia alina alison alistair allan allison alma amal amanda amara
amelia amelie amina amir amira amit amjad amy ana anastasia andrea andreea andrew andrzej angela angus anika anil
anita anjali ann anna annabel anne annette annie anthony antoni antonio anwar anya archie arjun arlo arnold arthur
arun asha ashley ashok asif asma astrid aubrey audrey ava avril ayaan ayesha aziz barbara barry bartosz basil
beatrice becky bella ben benjamin bernadette bernard bert bertha beryl bessie beth bethany betty beverley bhavna
blessing bob bobby brenda brendan brian bridget bronwen bruce bryan bushra callum calum cameron camille carl carla carlos
carmel carol carole caroline carolyn catherine cathy cecil cecilia celia chantelle charlene charles charlie
charlotte chelsea cheryl chidi chloe chris christina christine christopher ciara claire clara clare clarence claudia
clifford clive colin colleen connor conor constance cora corey craig cynthia cyril daisy damian damien dan daniel
daniela danielle danny daphne darren dave david deborah debbie declan deepa deepak deirdre delia delroy denis denise
dennis derek derrick desmond devon diana diane dilip dinesh dominic dominika donald donna doreen doris dorothy
dorota douglas duncan dylan eamon eddie edgar edith edna eduardo edward edwin eileen elaine eleanor elena eli elias
elijah elisabeth eliza elizabeth ella ellen ellie elliot elliott eloise elsie emily emma emmanuel enid eric erica
erin ernest esme esmae estelle esther ethan ethel eugene eunice evan eve evelyn evie ewa ewan ezra faisal farah
farhan farida fatima fatimah fatma faye felicity felix fernando fiona florence frances francesca francis frank frankie
fred freda freddie frederick freya gabriel gabriela gareth garry gary gavin gemma geoff geoffrey george georgia
georgina gerald geraldine gerard gertrude ghulam gillian gina giovanni gladys glen glenda glenn gloria glynis gordon
graeme graham gregory greta gulshan gurpreet gwen gwendoline gwyneth habib hafsa hamza hannah haroon harold harriet
harris harry harvey haseena hassan hazel heather heidi helen helena henry herbert hilary hilda howard hugh hugo
humza hussain hussein ian ibrahim ida idris ifeoma igor ikram imogen imran ines inez inga ingrid ioana iqbal irena irene
iris isaac isabel isabella isabelle isaiah isha isla ismail ivan ivy jack jackie jackson jacob jacqueline jade jagdish jai
jake jakub jamal james jamie jan jane janet janice janine jared jasmin jasmine jason jasper javed jay jayden jean jeanette
jeff jeffrey jemima jennifer jenny jeremy jermaine jerome jerry jess jesse jessica jill jim jimmy jo joan joanna
joanne jocelyn jodie joe joel john johnny jonathan jordan jose josef joseph josephine josh joshua joyce juan juanita judith
judy julia julian julie juliet june junaid justin kabir kai kamal kamil karan karen karim karl karolina kasia kate
katarzyna katherine kathleen kathryn kathy katie katy kay kayleigh keeley keiran keith kelly ken kenneth kenny kerry
kevin khadija khadijah khalid kieran kim kiran kirsten kirsty krishna krystyna krzysztof kulwinder kumar kwame kyle
lara latoya laura lauren laurence lawrence leah lee leila leo leon leonard leroy lesley leslie lewis liam libby lilian
lillian lily linda lindsay lindsey lionel lisa liz lizzie logan lois lola lorna lorraine louis louisa louise lucas lucia lucy luis luke
luca luna lydia lyn lynda lynn lynne mabel maciej madeleine madison magdalena mahmood mahmoud maisie malcolm malgorzata malik
mandy manjit manuel marcel marcia marcus margaret margery maria mariam marian marie marilyn mario marion marjorie
marlene marta martha martin martyn marvin mary maryam mateusz matilda matthew maud maureen maurice mavis maya megan
mehmet mei melanie melissa mercy meryl mia michael michaela michal michelle miguel mike mildred millie milo mina minnie
miriam mo mohamed mohammad mohammed mohamud moira molly mona monica monika morag morgan moses muhammad muriel musa mustafa
myra nadia nadine nancy naomi narinder nasreen natalia natalie natasha nathan nathaniel naveed neha neil nell nellie
nesta ngozi niall niamh nicholas nick nicky nicola nicole nigel nikhil nina nita noah noel noor nora noreen norma norman
norris obinna oliver olivia olu oluwaseun omar oscar osman owen padma pamela parminder parveen pat patricia patrick
paul paula pauline pawel peggy percy perveen peter petra philip phillip phoebe phyllis pierre piotr poppy prakash pranav
precious priya queenie rabia rachel rafael raheem rahul raj raja rajesh ralph ramesh ramona ranjit rashid ravi
raymond reece reggie reginald rehana rebecca rhys riaz richard rita robbie robert roberta roberto robin rodney roger roland ron ronald ronnie
rory rosa rosalind roseanne rosemary rosie ross rowena roxanne roy ruby rukhsana rupert russell ruth ryan saba sabina
sabrina sadia sadie saeed safia saima sajid salim sally salma sam samantha samina samir samuel sandeep sandra sanjay
sara sarah sarita saskia scarlett scott sean sebastian selina selma serena seth shabana shabnam shah shahid shaista
shane shannon sharon shaun sheena sheila shelley shereen sheryl shirin shirley shona sian sidney sienna simon simone
siobhan sofia sonia sonya sophia sophie stacey stan stanislaw stanley stefan stella stephanie stephen steve steven
stewart stuart suleman sunil sunita suresh surinder susan susanna susie suzanne sybil sylvia sylwia tahira tamara tanya
tara tariq tasneem ted teresa terence terry tessa thelma theo theodora theodore theresa thomas tia tiffany tim timothy tina toby
tom tomasz tommy tony tracey tracy trevor tricia trudy tyler uma umar una ursula usha usman valerie vanessa vera verity
vernon veronica vicky victor victoria vijay vikram vimla vincent viola violet viren vivian vivien wahid walter wanda wayne
wendy wilf wilfred william willie winifred winston wojciech xavier yasir yasmin yasmine yolanda yousuf yusuf yvette yvonne
zachary zahra zainab zara zeeshan zena zoe zofia zubair zuzanna joanie edie jayne lynette lilly bilal hamid nadeem waqar finn zayn zain ayla arlo otis reuben ronan eoin aoife caitlin shauna kelvin lenny lottie nellie effie wilma
sumaira nusrat shazia fozia razia zahid shabir akhtar mushtaq harpreet jaspreet baljit sukhdev amrit simran
chinedu emeka adaeze folake tunde yemi femi kofi kwesi abena ama efua fatou mamadou abdi hodan asad sahra
li wei ming xiu ling huang tuan linh thuy anh minh hien
"""
# Names that are words, months or verbs as well: names only when the next word is a surname.
_GIVEN_WORDS = """
mark will may april june grace rose joy hope faith bill grant chase dawn summer holly pat sue art rob gene ray max dean
guy olive amber penny christian miles drew pearl rich nick hazel iris ivy daisy robin victoria florence jean jan kay kit lee
eve heather lily poppy ruby violet hunter mason reed brook brooke star sky jo mo basil chelsea devon frank jack jay summer
harris jordan kelly lewis madison morgan ross scott kim ali shah minnie mercy precious blessing logan luna ben viola li wei
ming ling anh lara mina una uma ama don rod cliff dale glen dot ruth harry tom sam bob nora mia mei tia ada ana eli musa raja hamid
"""
_ONLY_NAMES = ["ali", "ben", "harry", "tom", "sam", "bob", "ruth", "mia", "jack", "kelly", "lewis", "scott", "ross", "jordan", "frank", "jean", "lily", "ruby", "daisy", "ivy", "iris", "violet", "hazel", "poppy", "nora", "mo", "jo", "morgan", "logan", "ana", "ada", "eli", "musa", "hamid", "raja", "kim", "luna", "madison", "lara", "mina", "nick", "ray", "jan", "kay", "lee", "jay", "heather"]
_SURNAMES = """
smith jones taylor brown williams wilson johnson davies davis robinson wright thompson evans walker white roberts
hall jackson green wood harris clarke clark patel khan thomas lewis james phillips hughes edwards turner hill moore
ward cooper morris king watson harrison morgan baker ahmed martin mitchell lee parker allen bennett shaw cook simpson
richardson marshall collins carter singh begum hussain ali kaur anderson bailey ellis adams stevens murphy miller cox
kelly gray mills murray price foster griffiths stewart reid graham hunt palmer knight webb rogers stone fox barnes chapman
matthews lloyd butler russell barker fisher stevenson dixon harvey pearson gibson holmes fletcher jenkins howard andrews
elliott reynolds ford payne fowler hart perry burton hudson wells saunders powell sullivan ryan obrien o'brien oneill o'neill
o'connor oconnor o'leary walsh byrne doyle kennedy mccarthy macdonald mcdonald campbell robertson fraser hamilton wallace ross
gordon ferguson grant burns kerr sinclair hunter duncan crawford boyd craig douglas cunningham johnston mckenzie mackenzie
bibi akhtar mahmood malik iqbal shah sharma kumar gupta mehta desai joshi nair reddy rao chowdhury rahman islam miah uddin
mirza qureshi sheikh siddiqui chaudhry bhatti butt raja hassan hussein mohamed mohammed omar abdi osman ibrahim yusuf
okafor okoro adeyemi adebayo ogunleye mensah owusu boateng asante nwosu eze balogun kamara diallo sesay
nowak kowalski kowalska wisniewski wozniak kaminski lewandowski zielinski szymanski dabrowski mazur popescu ionescu popa
ivanov petrov novak horvat silva santos ferreira pereira garcia rodriguez martinez lopez gonzalez fernandez rossi russo
wong chan chen wang zhang liu yang huang nguyen tran pham le lam cheung
hargreaves ashworth entwistle sutcliffe bradshaw greenwood hartley holt barlow crompton whittaker metcalfe dawson booth
atkinson armstrong nicholson burgess lambert lawson barrett watts watkins bishop carr cole dean doherty duffy gallagher
goodwin gill gregory griffin hayes henderson higgins hopkins horton humphreys jarvis johnstone jordan kemp lawrence
leonard long lowe lynch mann marsh mason may mccann mcgrath morton moss nash newman newton nicholls norris norton osborne owen
parkin parry parsons peters poole porter potter pratt preston quinn ray read reeves rhodes rice richards riley rose rowe
sanders schofield scott sharp sharpe shepherd short simmons skinner slater sims spencer stephens stephenson summers sutton swift
tate thomson thornton todd tucker tyler vaughan wade warner warren waters weaver west weston wheeler whitehead wilkins
wilkinson willis winter woods wyatt yates young akintola chaudhary chowdhary janowski chukwu oyelaran levy cohen goldberg o'donnell odonnell o'hara ohara doe bloggs lal das dhillon sandhu gill bains virk sidhu grewal
"""
# Surnames that describe people and things as well: never names alone, whatever age stands beside them.
_SURNAME_WORDS = ["white", "brown", "green", "black", "gray", "grey", "wood", "hall", "hill", "king", "ward", "cook", "price", "hunt", "knight", "stone", "fox", "fisher", "holmes", "ford", "hart", "wells", "grant", "burns", "long", "short", "may", "mason", "moss", "newman", "rose", "sharp", "read", "rice", "potter", "porter", "young", "summers", "winter", "west", "waters", "swift", "parsons", "marsh", "mann", "lamb", "bishop", "booth", "butler", "baker", "carter", "cooper", "taylor", "miller", "mills", "turner", "parker", "palmer", "walker", "wright", "major", "care", "best", "savage", "gill", "le", "lam", "dean", "ray", "lee", "kelly", "jordan", "tate", "holt", "cole", "carr", "bradshaw", "preston", "sutton", "norton", "bolton", "weston", "leonard", "mean", "islam", "das", "lal", "popa", "butt"]

_ORDINARY = """
a an the i in at for of to all any and or over under from by with his her our we my your their its it is was are were be been
this that these those has have had not no yes please pls thanks who which what when where why how if but so as on off up down out
after before since until about nearly almost only just than then also more most less fewer some each every per via re vs
women woman men man girls girl boys boy people person persons adults adult children child kids kid infant infants toddler
babies patients patient pts pt everyone females male males female older younger elderly lady ladies gent gentleman gents
screening smoking prevalence coverage uptake care health practice practices surgery surgeries centre center network clinic
clinics group groups session sessions meeting meetings topic review reviews audit pressure target treatment indicator
ward room floor level unit suite bay block flat building bed spend cost costs budget total savings page slide item line table step
ages age aged asthma diabetes hypertension frailty falls fall dementia copd vaccine vaccination vaccines stroke cancer sepsis
bmi ckd af qof pcn icb gp gps nhs bp hba1c ldl statins statin antibiotics dose each case cases count score scores stage grade type
january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct
nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun today tomorrow yesterday
rate rates number numbers percentage quarter month week year day days weeks months years hour hours minutes mins min
see saw seen ask tell call ring rang email book add new old fit well unwell frail lovely nice sweet poor fat thin obese
overweight housebound bedbound diabetic hypertensive asthmatic epileptic pregnant typical average median mean another next last
first second third same similar single married widowed retired ex active current previous recent known previously otherwise
caucasian asian african caribbean european chinese indian pakistani bangladeshi polish romanian irish british english welsh
scottish somali nigerian ethnic white black mixed south east west north smoker drinker vegan vegetarian homeless refugee
immunosuppressed anaemic anxious depressed suicidal confused demented delirious autistic disabled blind deaf independent mobile
immobile complex difficult tricky interesting routine urgent acute chronic stable unstable high low normal abnormal
index query possible probable likely example hypothetical imaginary fictional anonymous anonymised eg ie etc nb fyi
re-audit home nursing residential carehome community hospital inpatient outpatient attendee attender
mr mrs ms miss master dr doctor prof professor sister nurse hca anp pharmacist receptionist manager partner locum registrar
road street lane avenue close park house court drive grove lodge grange hill view green way square place terrace gardens
medical group partnership partners federation alliance trust infirmary college library oak oaks elm bank
does do did can could would should will may might must let lets get got give gave take took go goes went come came
think thinks say says said know knew want wants need needs make made present presents discuss chair attend join lead
admitted discharged referred seen presented reviewed started stopped symptomatic asymptomatic post pre non
parkinson's parkinsons crohn's crohns addison's addisons barrett's barretts alzheimer's alzheimers raynaud's sjogren's
parkinson crohn addison barrett alzheimer wells apgar barthel gleason bishop glasgow edinburgh epworth waterlow rockwood
braden framingham qrisk charlson karnofsky bristol lund ishihara snellen
mdt mtg tbc asap both also hi hello morning evening afternoon afternoon action actions vote votes
"""
# Two or three capitals beside an age are initials, unless they are one of these.
_ACRONYMS = """
af ca mi ra ms pe gp dm tb uc cf ed ct mr us bp hr rr gi pr pv pid dvt tia uti lrti urti copd acs ihd ckd cvd cva
pvd pad ibs ibd gord hiv hcv hbv hrt ocp cocp pop iud ius sle pmr gca oa op ot pt dn hv ca nh rh ld lb bph luts
psa htn hf ccf lvf hcm aki esrf t1 t2 tdm mh ptsd ocd adhd asd bpd ad vd mci cfs ms mnd sob cp sa od dnr dnacpr
nhs icb pcn icu itu hdu ae fit fy st ct bm hb wc fh ph sh pmh fu rv dx rx tx hx ix bmi hba nb eg ie vs am pm uk uk
q qof cqc nice lmc bma rcgp gmc bnf eps scr emis mdt ppg dna fbc lft tft crp esr egfr acr inr npt eol ptl a&e ok re
nw ne sw se sy wf wm bf bm ef am ww rta nof hb ivf ecg echo pcos stis sti bv gu ent opd loc loa mus fnd pots gad mg ug ml kg cm mm
tkr thr cll aml mm nhl hcc rcc dcis hpv bcc scc abx sx tds bd om on prn adl poc dols lpa iapt cmht camhs ltc smi
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_ALONE = _words(_GIVEN_WORDS) - set(_ONLY_NAMES)
GIVEN = _words(_GIVEN) | _words(_GIVEN_WORDS)
GIVEN_ALONE = GIVEN - _NOT_ALONE
SURNAMES = _words(_SURNAMES)
SURNAMES_ALONE = SURNAMES - set(_SURNAME_WORDS)
ACRONYMS = _words(_ACRONYMS)
ORDINARY = _words(_ORDINARY)
_ENDINGS_OF_DESCRIPTIONS = (
    "ed", "ing", "al", "ic", "ive", "ous", "ful", "less", "able", "ible", "ly", "tion", "ment", "ness", "itis",
    "aemia", "emia", "osis", "opathy", "ism", "ist", "ant", "ent", "ary", "ache", "algia", "rrhoea", "oma", "cy",
    "statin", "cillin", "pril", "sartan", "xaban", "olol", "prazole", "formin", "gliptin", "flozin", "mab", "mycin", "pause",
    "dipine", "tide", "parin", "solone", "profen", "oxin", "pam", "etine", "tyline", "ology", "icide", "idol", "zole",
)  # fmt: skip


def is_given(word: str) -> bool:
    return word.lower() in GIVEN


def is_ordinary(word: str) -> bool:
    """Whether this is a word of ordinary talk and no name."""
    return word.lower().rstrip(".") in ORDINARY


def is_shaped_as_surname(word: str) -> bool:
    """Whether it ends or begins as surnames do; at the start of a sentence a capital says nothing."""
    lower = word.lower()
    return lower.endswith(_ENDINGS_OF_SURNAMES) or lower.startswith(("mc", "mac", "o'", "fitz"))


_ENDINGS_OF_SURNAMES = (
    "son", "ski", "ska", "czyk", "wicz", "wska", "ton", "ley", "field", "worth", "shaw", "burn", "combe", "inder", "deep",
    "preet", "oglu", "vic", "escu", "enko", "ova", "sen", "stein", "berg", "ez", "opoulos", "yan", "idis", "bury", "ham",
    "wood", "ward", "well", "bottom", "thwaite", "dale", "gate", "land", "ridge", "brook", "stock", "by", "kins",
)  # fmt: skip


def describes(word: str) -> bool:
    """Whether it looks like a description or an illness, as many words before an age do."""
    lower = word.lower()
    return lower in ORDINARY or lower in ACRONYMS or lower.endswith(_ENDINGS_OF_DESCRIPTIONS)
