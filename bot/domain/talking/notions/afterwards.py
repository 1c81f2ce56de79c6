"""Words about what comes of sessions: actions, barriers, learning and notes."""

AFTERWARDS = {
    "ACTION": """
        which/what of my actions; action plan; our plan; plan from; deliverables; pledges; pledge
        action/actions; to do list; todo list; todo/todos; to dos; action list; action log
        action point/points; action item/items; follow up/ups; follow-up/follow-ups; task/tasks; jobs
        commitments; homework
    """,
    "PROMISED": """
        pledged; signed up for to; still open; what was decided; what have we committed
        what are we supposed; what are my; where are we with our; progress on
        what is our practice doing; what is due
        supposed to be; meant to be; what do we/i need to do after/from
        what do we/i have to do after/from; anything overdue; got anything overdue
        how are we doing with/on what we; did _person_/_practice_/anyone do what; have we done what
        what is left to do; what was agreed; who is doing what; who was going to; still got to
        still need to; on my list; deadline/deadlines
        promised/promise ... do/to/did/we/i/practice/us/last; did i/we promise/agree/commit/sign/say
        what ... i/we/us/practice/said ... promise/promised/agree/agreed/committed/supposed
        what ... i/we/us/practice/said ... meant/would/do ... do/after/last/to; said i/we would do
        agreed to do; agreed last; outstanding; overdue; still to do; open actions; owe; signed up to
        due from; on my plate; what do i owe; what have i agreed; what did we agree
        what did everyone agree; follow up from; supposed to be doing; meant to be doing
        committed to; signed up to
    """,
    "DONE": """
        done; complete/completed; finished; tick off; ticked; mark ... as; mark my/our/the/that; dropped
        drop; update my/our/the; change; close my/our/the/an/off; did it; have done
    """,
    "DONE_MARK": "mark/tick ... done/complete/completed/off/as",
    "RECORD": """
        action me/us/_person_/everyone/all to/on; action for; action on _person_/me/us; put ... down as
        make a note; remember that; note down; stick ... on; give _person_ the; put ... on the
        we need an; set an; start an; record/recording; log; add/adding; note/noting that?; new; create
        put down/in/me; write down; capture; minute; set; make; assign/assigning; give; jot; enter; save
        add ... to
    """,
    "RECORD_ONE": "record/log/add/create/new/capture an/a/the/this/our? action/actions/task/todo",
    "AGREED": """
        i/we/they have? agreed/decided/promised/committed/undertaken to/that/on
        everyone/everybody agreed/decided; we all agreed; agreement that/to; it was agreed
        was agreed that/to; we are all going to; i volunteered to; i offered to; we need to remember
        practice/practices/everyone/all/lead/leads/gps to/will/should ... by _until_
        each/surgery/_practice_/_person_/i/we to/will/should ... by _until_
        decision/decisions from/today/made/agreed; outcome from/of; next step/steps; need to remember to
        i need to ... by _until_; i have to ... by _until_; _person_ said he/she/they would/will
        i am going to; we are going to; commit/committing us/me/our to
        we/i/they/_person_ agreed/decided/resolved/committed to/that/on; we/i will ... by _until_/_day_
        i/we have agreed/promised/committed/decided/undertaken to; i have promised; agreed action
        agreed that; agreed to; we said we would; i said i would; _person_ to/will
        is going to/will ... by _until_
        i/we/they/everyone/practice agreed/decided/resolved _person_/_practice_/we/i/everyone
        i/we/they/everyone/practice agreed/decided/resolved each/all/practices/he/she/they
        agreed _person_/_practice_ would/will/to/should; said _person_/_practice_ would/will
        _person_/_practice_ would ... by/before
    """,
    "BARRIER": """
        can not do anything/much/more; nothing ... can do; who can fix/sort/change; not up to us
        not our decision; go to the icb/board/body/pcn/lmc/commissioners/trust; bouncing
        keep/keeps ... rejecting/refusing/bouncing/returning/closing/cancelling; take ... up with the
        hospital letters; raise with; raise ... with the; get the icb/board/body to; needs sorting by
        in the system; system is broken; blocks; blocked; blocked by; stopped us; prevented us
        not able to refer/access/get; unable to refer/access/get; impossible to get/refer
        can not get/refer/access/book/reach/discharge ... into/in/through/to/appointments/seen
        can not get/refer/access/book/reach/discharge ... anyone/anybody/patients/hold/access
        holding ... up/back; long waits; no access to; waiting times; waits for
        keeps/keep getting rejected/refused/bounced; hospital/trust/icb will not/keeps
        nothing we can do; out of our hands; beyond us; above our; needs fixing by; commissioning gap
        service gap; no service; gap in service; not commissioned; pathway is broken; closed their list
        lack of; shortage of; no funding; underfunded; cannot refer; would not accept
        not accepting referrals; reply from the board/icb/body; any reply from
        answer from the board/icb/body; stopped by; prevents us; preventing us; problem with the
        someone needs to; the real problem; the problem is; barrier/barriers; obstacle/obstacles
        blocker/blockers; blockage; roadblock; sticking point; bottleneck
        outside/beyond/not/out our/the/my practice/practices? control
        out/outside of our/the/my practice/practices? control; system problem/issue; stopping us
        stops us; holding us back; in the way; in our way; blocking us
        can not fix/change/solve this/it? ourselves; needs to go to the board/icb/body/pcn/federation
        tell/escalate/flag/raise ... board/icb/body/commissioners/pcn/trust/federation
        board/icb/body/commissioners/federation answered/replied/responded/said/say/done
        escalate/escalated/escalating; not in our gift; who do i tell; only the icb/board/body
        waiting list; waiting lists; no capacity at
        on record that; can not/will not take/accept/see/do/cover our/any/the
        refuses/refusing to take/accept/see; community/district nursing/nurses can/will not
        hold/holds/holding us up/back; slowing us down; tying our hands; hands are tied
        no ... capacity/service/appointments/slots anywhere/locally/at/in/for/left
        no ... access/availability/funding/staff anywhere/locally/at/in/for/left
        can/could/will/should/would the board/icb/body/pcn/network ... do/help/sort/fix/act/chase
        nobody/nowhere/noone to refer; can not fix/change/sort/do it/this/anything
        stopping patients/people/us; ambulance/hospital/outpatient waits
        icb/board/hospital needs/need/ought/must/should/has to? fix/sort/change/solve
        trust/system/commissioners needs/need/ought/must/should/has to? fix/sort/change/solve
        icb/board/hospital needs/need/ought/must/should/has to? act/mend/improve/do
        trust/system/commissioners needs/need/ought/must/should/has to? act/mend/improve/do
    """,
    "LEARN": """
        tips from; would welcome; welcome tips/ideas/advice; pick the brains; see what others do
        hear how; how are others; how have others; anyone else; what are others doing; want ideas
        need ideas; inspiration; shadow; visit a practice; learn off; observe
        how do others; how other/others practices/surgeries? ...; how other practices
        what other practices; interested in hearing; keen on; would value; ideas for/on/about; advice on
        any tips; learn; teach; get ideas; other practices do; who does ... well; looking to learn
        want to get better; would help to hear; pick up
        see how others/other/they/_practice_/people/everyone; is anyone good; anyone doing
        does anyone have; has anyone cracked; want to improve; wanting to improve; what works
        best practice; good at it
        like/love/want/wanting to? learn/hear/know/find/understand/see/pick in/out/about/how
        keen/hope/hoping to? learn/hear/know/find/understand/see/pick in/out/about/how
        like/love/want/wanting to? learn/hear/know/find/understand/see/pick more/from/others/up
        keen/hope/hoping to? learn/hear/know/find/understand/see/pick more/from/others/up
        need/wish/interested/could/can/looking to? learn/hear/know/find in/out/about/how
        need/wish/interested/could/can/looking to? understand/see/pick in/out/about/how
        need/wish/interested/could/can/looking to? learn/hear/know/find more/from/others/up
        need/wish/interested/could/can/looking to? understand/see/pick more/from/others/up
        like to learn; learn/learning about/from/how/more; to learn; teach us/me
        can/could/would anyone/someone/somebody help/teach/show/share; get better at; improve at/our/on
        want help with; need help with; struggling with; we struggle with; tips on/for/from
        interested in how/learning/hearing; curious about; wants to learn; want to know how
        would like ... to learn; looking for ideas; who is good at; who can teach; who could help us
        see how others do; hear from practices
    """,
    "CAN_SHARE": """
        teach others/people/practices; volunteer to; we can offer; i can offer; i can teach/share/show
        we can teach/share/show; i could/would teach/share/show; we could/would teach/share/show
        got something to share; lessons to share; would be happy to share
        if anyone/anybody/others/people/somebody want/wants/would/is/are; if it helps; we run a
        we use a; good system; good process; useful to others; good practice to share
        something to share; share good; we are really/very/quite? good at; our practice is good at
        glad to/people; show people; pleased to; got a ... system/process/way/method/template
        we have got a; cracking; working really well; works well for us; worked for us
        something that works; can offer; offer a; could run a; got good at; expertise in; expert in/at
        strength/strengths; proud of; success with; we are known for; happy for others
        can talk about how; can demonstrate; our approach to; we would be happy; mentor
        can/could/happy/willing to? share/teach/show/help how/what/our/others/anyone
        able/like/love/offer to? share/teach/show/help how/what/our/others/anyone
        can/could/happy/willing to? share/teach/show/help with/about/other/practices/people
        able/like/love/offer to? share/teach/show/help with/about/other/practices/people
        good/great/strong/brilliant/excellent at; we do well at/on/with/in; do/doing well at/on/with/in
        happy/willing/glad to help/share/teach/show/host; share how
        share our experience/learning/approach/protocol/template/system; share what; offer to help
        teach others; have cracked; have a good/great/system/way/protocol/process; show others
        experience with/of/in ... share; have something to share; we could teach; help others
    """,
    "OTHERS_WISH": """
        what would practices/others/people ... learn; who wants to learn
        what do practices/others/people want; what can others share; who can share; learning wishes
        what ... want to learn; wish list; learning needs; learning offers; what we would like to learn
    """,
    "NOTE": """
        log some/my cpd/learning; record my/some learning/cpd; my learning points; what did i learn
        reflective; appraisal
        appraisal; my reflection/reflections; private reflection/reflections; reflection on
        what i learned/learnt/wrote; learning points; learning record; reflect on; my credits; cpd hours
        certificate; evidence for; jot ... private; write up; just for me; only for me; personal log
        what i wrote; cpd; cpd note/notes; learning note/notes/log
        appraisal/appraisals note/notes/evidence/folder; reflection/reflections; reflective note/notes
        my/private/own/personal/session note/notes; cpd credits/hours/points/log/record; learning log
        for my/the appraisal; my appraisal; portfolio; revalidation; note/notes for myself
        what have i learned/learnt; my learning; note/notes to self; write a note; add a note; my notes
    """,
    "DONE_CLAIM": """
        is/are/now/was complete/completed/finished/done; all done; has/have been done/completed/finished
        have/has done/finished/completed the/my/our/that
    """,
}
