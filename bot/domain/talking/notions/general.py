"""Words of every subject: wanting, asking, refusing; and what is none of our business."""

GENERAL = {
    "MAKE": """
        fire; circulate; put out; roll out; get going; trigger; draft; compose; repeat; rerun
        set up; set ... up; setup; schedule/schedules/scheduling/scheduled; plan/planning
        organise/organize/organising/organizing; arrange/arranging; book/booking; hold/holding
        run/running; start/starting; launch/launching; create/creating; fix up; fix; make; kick off
        put on; put together; put in; have/having; want/wants; need/needs; like; love; new; another
        do/doing; add; get; begin; host/hosting; prepare; open a; convene; call a; lets/let us
        pencil in; sort out; sort; send/sending; propose; diarise; put ... in the diary; could do with
        send out; issue; initiate; offer; facilitate; do a; go for; fancy
    """,
    "SET_UP": """
        set up; set ... up; schedule/schedules/scheduling/scheduled; plan/planning; organise/organize
        arrange/arranging; book; hold; run; launch; create; start; kick off; host; put together; new
        another; convene; sort out; diarise; pencil in; put on; call a; set one up; put in
        put a/an/another ... in; get a/an/another ... in/going/arranged/organised; do a/another
        stick a ... in; we should do; could we do; can we do; shall we do
    """,
    "SEE": """
        show/shows; see; view; list/lists; what is/are/were; which; get/give me/us/the; tell me; pull up
        look at; where is/are; find; display; let me see; can i have; open; bring up; check; any; read
        when is/are; how many; do we/i have; is there; are there; whats; what; download; need to see
        status; want to see; remind me; have we; has the; have you
    """,
    "LIST_ASK": """
        which; list; what are; what is on/open/running/planned/live; show ... all; are there/any
        is there; any; open; current; running; active; live; status; how are; still; do we have
        what pulses/surveys/polls; any pulses/surveys/polls; pulses/surveys/polls open/running/planned
        see the pulses/surveys/polls; my pulses/surveys/polls; all pulses/surveys/polls; scheduled
    """,
    "EXPORT": """
        export/exports/exporting; csv; excel; xlsx; spreadsheet/spreadsheets; workbook
        download/downloads/downloading; as a file; as file; board paper/papers/report; governing body
        paper for the board; pdf; word document; tables; table of; raw data; dump; extract; in a file
        powerpoint; slides; as a doc; word doc; as a word; into a spreadsheet; in excel; to excel
        file of; csv of; printout; print out; something i can print; in a form
        in word; to word; into word; as word/pdf/doc/document/xlsx/csv; in pdf; printable; word version
        pdf version; as an attachment; in a document; to a file; table of
    """,
    "WE": "we; us; our; my; i; me; mine; ours",
    "OUR": "our; my; mine; ours",
    "ASKS": """
        can/could/shall/should/may/might/would; let us; lets; please; want/wants/like/love/need/needs
        how about; what about; we must; time to; fancy; i think we; get; we ought
    """,
    "NOT_MAKE": """
        not be needing/wanting/having/doing/holding; not needing/wanting; not require/requiring
        no pulse/survey/poll/session/meeting/sessions/meetings ... please/needed/this/required/necessary
        no pulse/survey/poll needed; not bother setting/with; not after all; hold off on/setting
        rather not have; do without; no longer need; changed my mind; scrap that idea
        not/never want/need/set/schedule/arrange/organise/book/start/plan/run/launch/hold any? a? ...
        not/never send/create/open/have/make/do/match/post/record/pair/add any? a? ...; no need to/for
        not to set/schedule/start; not set/schedule/start; not going to; instead of; rather than
        not yet; do not bother; please do not; no thanks; no thank; do not set/start/send/schedule/post
        without a; cancel that; forget it; never mind; nevermind; no session; no meeting; did not want
        not worry/bother about; never mind about; ignore that/my/the last
    """,
    "OUTSIDE": """
        how do/should/would/to i? treat/diagnose/investigate/manage a/an/this/the; treat a/an/this
        weather; in pregnancy; mum needs/wants; dad needs/wants; differential; antidote; red flags
        mental capacity act; death certificate; fit notes? for; housing letter; travel vaccine
        insurance form; holiday request; payroll
        who is on call/duty; on call tonight/today/tomorrow/this; taxi/uber; chest pain; duty doctor
        bonjour; hola; best/right/correct/safest/first antibiotic/statin/drug/dose
        best/right/correct/safest/first treatment/medication/inhaler/painkiller
        what is the best/right/correct; first line; should i prescribe/give/start/stop/refer
        can i give/prescribe; safe in/to take/with; alternatives to; alternative to; contraindicated
        patient wants/needs/asking/asked/says/said/with/who/on; raining; broken; my car; my boiler
        holiday cover; boiler; who won; premier league; tennis; cricket; news; time is it; what day is
        date is it; how old are; are you human; are you real; do you like; sing; favourite; fax; scan
        x-ray; xray; ultrasound for; blood test for; mrs; ecg; referral for; sicknote; med3; med 3
        smear for; jab for; vaccination for; cost of; buy; order some; book me; hotel; flight; bus
        lost my; forgot my password; log in; login; reset; locked out; computer; phone is; sandwich
        sandwiches; lunch order/please; biscuits; cake; coffee; flu symptoms; bp is; her bp; his bp
        temperature of; she is; he is; wound; stitches; pregnant; child with; baby with; year old
        prescribe me/him/her/some/something/this; prescribe a/the patient
        prescription/prescriptions for/refill/please/request; refill; repeat prescription
        dose/dosage/dosing of/for/in; blood results/test/tests; test results
        results for mr/mrs/ms/miss/patient/a
        mr/mrs/ms/miss ... results/result/bloods/blood/ecg/scan/letter/appointment
        patient in/has/with/needs/called/is/came/wants; this patient; my patient; a patient; the patient
        his/her/their blood/bloods/potassium/results/ecg/scan/medication
        my mum/dad/mother/father/wife/husband/son/daughter/child; appointment for; book an appointment
        sick note; fit note for; side effects; interaction between; guideline/guidelines for
        nice guidance; diagnose/diagnosis of this; treat/treatment for; symptoms; weather; football
        joke/jokes; lunch order; pizza; traffic; recipe; taxi; train/trains; parking; last night
        the news; stock; bitcoin; capital of; translate; poem; rash; referral letter; ring the patient
        on call rota; rota; printer; wifi; password; emis; systmone; payslip; pay rise; salary; toilet
        coffee machine; write an? email/letter/essay/code; potassium; what is the meaning
        cover my/our/a/the/his/her surgery/clinic/shift/list/session/duty
        book mr/mrs/ms/miss/dr? him/her/them/patient in; book ... in for a/an
        check/bp check for/on mr/mrs/ms/miss; mr/mrs/ms/miss
        phones/phone/lines/lift/server are/is/keep/keeps/has/have gone? down/out/offline/crashed/broken/slow
        internet/system/systems are/is/keep/keeps/has/have gone? down/out/offline/crashed/broken/slow
        computer/computers/line are/is/keep/keeps/has/have gone? down/out/offline/crashed/broken/slow
        dog; cat; mince pies; pulse ox/oximeter/oximetry; boots; conference; pharmacy open; locum agency
        off sick today; mot; dentist
        off for/to lunch/coffee/tea/bed/gym; at lunch; popping out; needs ... reviewing/reviewed; rugby
        says hi
    """,
    "CONTROL": "control",
    "STORY": """
        i/we had/ran/went/saw/gave/forgot/lost my/out/to/a/an/some/the? smear/inhaler/jab/result/results
        i/we took/bought/felt my/out/to/a/an/some/the? smear/inhaler/jab/result/results
        i/we spent/missed/just/got my/out/to/a/an/some/the? smear/inhaler/jab/result/results
        i/we ran/run/running out of; we have run out; i had my/a; i have had a/my; i went; i saw; i was
        we saw; i just had/got; had mine; i am having my; was fine; my own
        i/we met/saw/heard/read/thought/told/spoke/enjoyed/visited/bumped/watched
        last week/night/year/weekend; yesterday; i remember; she/he declined/refused/had/has/was/said
        was fine
        i/we have had/been/seen/got a/an/my/to; i have just
        just had; i had a; we had a; is called; are called; had a lovely/good/great/bad
        we have ... new patients/diabetics/_indicator_; thank you for
        just finished/started/come/back/done/seen/left; is/are/was/were lovely/brilliant/awful/late
        running late; practice nurse/cat/dog; we/they discussed/talked/covered; thanks for
        my/our/the session/meeting/clinic/surgery/poll/survey ran/overran/went/was over/late/well/badly
        so i am late
        i/we enjoyed/loved/liked/hated; has the flu; has covid
    """,
    "VITALS": """
        pulse ox/oximeter/oximeters/oximetry/rate/rhythm/of/irregular/regular
        his/her/patient/patient's/their/resting/weak/radial pulse
        pulse was/is ... 40/50/60/70/80/90/100/110/120/bpm/irregular/regular/weak/at
        finger on the; bpm; check/checked/take/took/feel/felt his/her/their/the patient pulse
        my/our/his/her ... kids/cat/dog/son/daughter/mum/dad/wife/husband/children/school; kids have
        off for/to lunch/coffee/tea/bed/gym
        data allowance/plan/roaming; call/ring/phone/see/book my/the/a/this/his/her patient
        at/down/to the pub/gym/shops/match; watch/watched/watching the match/game/football/rugby/news
    """,
    "FOR_MEETING": """
        to/for/at/before/in the/our/my/a/this/next/tomorrow's? ... meeting/meetings/board/session/appraisal
    """,
    "NO_HELP": """
        will/would/nothing/not/did/does/might/could/to ... help; helped; helps; helping
    """,
}
