"""What sentences speak of: the words for it, by notion. ``rules`` says what follows from which notions."""

# Marks that stand for what was read: _day_, _practice_ and so on; see ``when`` and ``names``.

THINGS = {
    "PULSE": """
        vote on; show of hands; feedback survey; anonymous question; voting
        pulse/pulses; survey/surveys; poll/polls; questionnaire/questionnaires; temperature check/checks
        temp check; straw poll; feedback form; opinion poll; ballot
    """,
    "SESSION": """
        call/zoom about/on/with/between; zoom call/meeting; teams call/meeting; video call; conference call; roundtable; round table; forum; seminar; lunch and learn; study group; journal club; drop in; drop ins; learning session; get everyone/people/us together; away day; learning lunch
        session/sessions; meeting/meetings; small group/groups; group on/about; meetup/meetups; meet up; mdt/mdts; get together; get togethers
        discussion/discussions; peer group/groups; catch up; catchup; huddle; workshop/workshops; gathering
        peer review/reviews; learning event/events; peer chat; trio on/about; pair on/about; virtual mdt
        chat about/on/with; peer learning; webinar; group discussion; locality event; peer visit/visits
        locality meet; a trio with; a pair with; learning set
    """,
    "TALK": """
        to/and/lets/us talk; in a room; sit down and/to/with; go through; talk ... through; thrash out; get our heads; mull over; look at together; pick ... brains
        discuss/discussing; talk about/through/over/with; chat about/through/with; compare notes; meet about/on/to/with
        talk ... about; get ... together; meet ... about/to; meet up; sit down with; go over; put our heads together
        speak about/with; swap ideas; share ideas; get together; conversation about; have a word about
        something on/about; debate; brainstorm; review together
    """,
    "MATCHING": """
        pairs/trios/groups please/for/this/next; next round; new round; another round; matching round; round of; who will we be with; random
        new pairings/round/pairs; pairings; random pairs; who should we; find us a buddy; buddies; matched up; put us with; shuffle; swap partners; team up; teaming; partnering; pair off; group the practices; groupings; coffee roulette; introduce us to; speed dating; dry run; mix practices; pairs for; trios for; pairing/pairs round; learning partner; another practice to; someone to pair; practices up; divide/split ... pairs/groups/trios/threes; make ... pairs/pairings/trios; link up
        match/matches/matching/rematch; pair up; pair/pairing/pairings us/practices/everyone/people/them/up/all/_practice_
        pair ... up/with; pairings; buddy; buddy up; twin us; partner us; partner up; groups of three/two/four/3/2/4
        into pairs/trios/groups/threes/twos; match ... with/up; put ... into/in pairs/trios/groups; mix ... up
        new pairs/groups/trios/partner; partner practice; find us a partner; link us up; link us with
        who are we paired/matched with; our pair; pair with another; be paired/matched; paired with; matched with
    """,
    "FIGURES": """
        picture/pictures; position; image; plot; bar chart; table
        figure/figures; number/numbers; data; rate/rates; stats; statistics; statistic; chart/charts; graph/graphs
        performance; result/results; uptake; coverage; score/scores; snippet/snippets; dots; trend/trends; value/values
        percentage/percent; prescribing; dashboard; benchmark/benchmarks/benchmarking; achievement; funnel plot; admissions
    """,
    "ACTION": """
        action/actions; to do list; todo list; todo/todos; to dos; action list; action log; action point/points
        action item/items; follow up/ups; follow-up/follow-ups; task/tasks; jobs; commitments; homework
    """,
    "BARRIER": """
        go to the icb/board/body/pcn/lmc/commissioners/trust; bouncing; keep/keeps ... rejecting/refusing/bouncing/returning/closing/cancelling; take ... up with the; hospital letters; raise with; raise ... with the; get the icb/board/body to; needs sorting by; in the system; system is broken; blocks; blocked; blocked by; stopped us; prevented us; not able to refer/access/get; unable to refer/access/get; impossible to get/refer
        can not get/refer/access/book/reach/discharge ... into/in/through/to/appointments/seen/anyone/anybody/patients/hold/access; holding ... up/back; long waits; no access to; waiting times; waits for; keeps/keep getting rejected/refused/bounced; hospital/trust/icb will not/keeps; nothing we can do; out of our hands; beyond us; above our; needs fixing by; commissioning gap; service gap; no service; gap in service; not commissioned; pathway is broken; closed their list; lack of; shortage of; no funding; underfunded; cannot refer; would not accept; not accepting referrals; reply from the board/icb/body; any reply from; answer from the board/icb/body; stopped by; prevents us; preventing us; problem with the; someone needs to; the real problem; the problem is
        barrier/barriers; obstacle/obstacles; blocker/blockers; blockage; roadblock; sticking point; bottleneck
        outside/beyond/not/out our/the/my practice/practices? control; out/outside of our/the/my practice/practices? control
        system problem/issue; stopping us; stops us; holding us back; in the way; in our way; blocking us
        can not fix/change/solve this/it? ourselves; needs to go to the board/icb/body/pcn/federation
        tell/escalate/flag/raise ... board/icb/body/commissioners/pcn/trust/federation
        board/icb/body/commissioners/federation answered/replied/responded/said/say/done
        escalate/escalated/escalating; not in our gift; who do i tell; only the icb/board/body
        waiting list; waiting lists; no capacity at
    """,
    "NOTE": """
        appraisal; my reflection/reflections; private reflection/reflections; reflection on; what i learned/learnt/wrote; learning points; learning record; reflect on; my credits; cpd hours; certificate; evidence for; jot ... private; write up; just for me; only for me; personal log; what i wrote
        cpd; cpd note/notes; learning note/notes/log; appraisal/appraisals note/notes/evidence/folder; reflection/reflections; reflective note/notes
        my/private/own/personal/session note/notes; cpd credits/hours/points/log/record; learning log; for my/the appraisal; my appraisal
        portfolio; revalidation; note/notes for myself; what have i learned/learnt; my learning; note/notes to self
        write a note; add a note; my notes
    """,
    "AUDIT": """
        has/have/did someone/somebody/anyone/anybody ... change/changed/export/exported/downloaded/deleted/edited/altered/access/accessed/look/looked; what was changed; what has changed in; list of changes; log please; the logs; usage log; recent changes
        who is/has/had been looking/viewing/changing/exporting/downloading/accessing/editing/in
        who has been/is/was looking/viewing/changing/exporting/downloading/accessing/editing; who looked; who has/had seen/accessed/opened/viewed; who saw; who made/did/took ... change/changes; changes made/to the; history of; track changes; logs; the log; record of who; who set up; who downloaded; who is exporting; audit please; what did ... change; who ran; who added/removed; when was ... changed; who last; access log; accountability
        audit log/logs/trail/history; the audit; who/whom changed/exported/downloaded/deleted/scheduled/altered/edited/looked/viewed/started/opened/cancelled/closed/set/accessed/touched/removed/added
        who has/had changed/exported/downloaded/deleted/scheduled/altered/edited/looked/viewed/started/opened/cancelled/closed/accessed/touched/removed/added
        log of who; log of changes; change log; activity log; history of changes; record of changes; who did what; what has been changed
        which changes; what changes were; who looked at; who has been looking; what changed in the settings
    """,
    "RETENTION": """
        how many years/months/days/weeks ... keep/kept/hold/held/store/stored/retain/retained; data life; lifespan; life span; how long does
        get/gets/got/be/is/are/been/do/does ... wiped/deleted/erased/removed/destroyed/purged; how far back; how old; how long before; how long until; kept for; keep data for; held for; do you ever delete; still have ... from last; when ... expire; expiry; archived; archive; time limit; keep everything; stored for
        retention; retention schedule/policy/period/periods
        how long ... keep/kept/store/stored/hold/held/retain/retained/stay/last/save/saved/there
        when ... delete/deleted/deletes/removed/wiped/erased/destroyed/purged
        what was/is/has been? deleted; what have you deleted; deleted when; proof of deletion; keep ... for how long
        do you keep ... forever/indefinitely; delete ... after how long; deletion log/job/record; get/gets deleted
    """,
    "PRIVACY": """
        sell/sold/selling our/my/the/to/data; share my/our data with; pass on/our/my; used for; commercial; train ai; training ai; ai; artificial intelligence; who is behind; big tech; outside the uk; in the uk
        legal basis; lawful basis; processing; legally; lawful; third party/parties; who do you share; share ... with anyone/nhs/else; hosted; servers; encrypted; encryption; who runs this; how private; is this private; private is; can i trust; data controller; information commissioner; confidentiality policy; what do you record/track/log; do you track; are you listening; who reads this; who can read; read my messages; read this; see my messages; read our/these/my chats/messages; is this chat; what do you store; cookies; data flows; safe to; is it safe; is it confidential; is this confidential; are you recording; do you record
        privacy; privacy notice/policy/statement; gdpr; data protection; what happens to my/our/the data/answers/information
        is my/our data safe/secure/private; how/where is/are my/our/the data used/stored/kept/protected; dpia; dtac; ico; caldicott; data controller
        information governance; ig; who has access to my data; what do you do with my/our data/information/answers; how do you use my/our data
        data sharing agreement; who owns the data; is it/this secure; how secure; dpo; terms of use; where is ... stored; who sees my data
        data processing
    """,
    "MY_DATA": """
        copy of ... data/information/records you; all the data/info/information you hold; data you hold/have/keep; what personal; export my; download my; what is held; what have you stored; what you hold/have/know; anything ... about me; records about me; records on me; dsar; access request; what information do; my personal information/data; show me what you; see what you; what has been recorded about
        what do you/it/peerbot know/hold/have/keep/store/got about/on me; what ... hold/held/have/keep/kept/know/stored/got about/on me
        everything ... about/on/of me; my data; all my data; copy of my data/information/record/records; data about/on me; information about/on me; info about/on me
        subject access; sar; subject access request; my information; my info; data you hold; data held; my record; my file; personal data; what you know about me
        what have you got on me; what is kept about me; send/give/show/download/get/export me? all? my data; data on me
    """,
    "FORGET": """
        remove/delete/erase/wipe my details/data/record/records/account/everything; delete everything; erase everything; wipe everything; wipe me; remove everything; delete all; i want out; leave peerbot; stop using peerbot; opt out of peerbot/everything; get rid of my; get me off; take my details; unsubscribe me from everything; i want to leave; remove me; deregister; have my data deleted/removed/erased
        forget me/about; forget everything/all ... me; delete/erase/remove/wipe/scrub/destroy/clear me; take me off
        delete/erase/remove/wipe/scrub/destroy/clear ... my/about/on data/info/information/account/profile/records/details/me/everything
        delete/erase/remove/wipe my data/info/information/account/profile/records/details; right to be forgotten; right to erasure
        be forgotten; remove me from peerbot/this/here/everything/slack/the/you; close my account; i am leaving ... delete; want out of peerbot; unregister
    """,
    "CONCERN": """
        uneasy; unease; troubled; dislike; angry/annoyed/cross/outraged/disappointed about/with/by/at/that; being used; not think ... fair/right/appropriate/ok; hate how/that/the/this; do not want to be ranked; not a fan; overstepping; against my wishes; not what we signed; not what i signed; mishandled; wrong to use/share/show; out of order; safeguard; not consent; did not consent/agree
        feels like; back door; bully/bullying/bullied; blamed; punitive; against the rules; breach; breached trust; trust issue; not in the spirit; stop using; should not have been; should not be shared/shown/used; who do i talk/speak to about; want to talk to someone; confidential word; have a problem with; have an issue with; got an issue; got a problem; do not think it is/was? right/fair/ok; do not agree with; feels wrong; feel wrong; policing; spying; surveillance; named and shamed; shamed; naming and shaming; make a complaint; worried about; kicking off; formal complaint; unhappy with; not fair; unethical; escalate a concern; misuse
        concern/concerns about/with; a/my/raise/raising/any/open concern/concerns; have concerns; i am concerned/worried about; complain/complaint/complaints/complaining; object/objection/objections to?
        not happy/comfortable; unhappy; uncomfortable; not ok; unfair/unfairly; unacceptable; upset about/by/with; grievance; raise something/an ... issue; whistleblow; whistleblowing
        speak up; not right ... used/shared/shown; disagree with ... using/how/use; league table; league tables; do not like how/the; worry about ... used; misused; used against us; feel ... bullied/pressured/blamed
        talk to the lmc; lmc; want to object; i object; freedom to speak; not appropriate; inappropriate; performance managed; performance management;  worried that
    """,
    "SNOOZE": """
        quiet please; stop/quit pinging/messaging/nudging/bothering/pestering/contacting/poking/emailing me; no/not/fewer/less/stop ... messages/notifications/prompts/nudges/reminders/pings until/for/please/this/now/_until_/from/while; i am off from/now/until/for/_until_; off from; on mat/pat/maternity/paternity/parental/compassionate/carers/jury leave/service; on sick; signed off; am on leave; off work; not in until; not back until/before/_until_; hold off; hold everything; pause everything; pause for; take a break; have a break; silent; back in the; back from leave; i am back; am back; away next; away from; out of the country; abroad; on a course; sabbatical; do not want messages/notifications/prompts; turn off/down messages/notifications/prompts/reminders; switch off; less often; so many messages/notifications/prompts; enough messages; spam; spamming; overload
        snooze/snoozed/snoozing; mute/muted; unmute; unsnooze; leave me alone; leave me be; silence; shush; quieten; be quiet; go quiet; give me a break; back off; do not disturb; bother me less
        not/stop/no/pause/hold/fewer/less/quit more? ... messages/notifications/prompts/reminders/nudges/pings/dms
        not/stop/quit ... message/messaging/bother/bothering/contact/contacting/nudge/nudging/ping/pinging/pester/pestering/disturb/dm/nag/nagging me/us
        no more messages/notifications/prompts/nudges; too many messages/notifications/prompts/nudges/reminders/pings
        on/annual/maternity/paternity/sick/study/sabbatical leave; on holiday; on my holidays; i am away/off/out; am away until/for/from/_until_/_day_; away until/till/_until_; off until/till/_until_; off sick; out of office; ooo
        i am back on/_day_/_until_/in; back on/in _until_/_day_; back _until_; quiet until/till/_until_; not available until/till/_until_; do not contact/message/bother/disturb/ping/nudge/remind me; stop contacting/messaging/bothering/pinging/nudging me
        will be away; be off until/till/_until_; pause until/till/_until_; pause ... messages/notifications; going away; hold my messages; on sabbatical; off for _until_; away for _until_; until i am back; be back on; peace and quiet
        stop the messages; shut up
    """,
    "DAYS_OFF": """
        only do/here/there/in/available _weekdays_/_day_; only do _weekdays_; i do _weekdays_; i am in on? _weekdays_/_day_ and/to; do not message/contact me on _weekdays_/_often_; not on _weekdays_/_often_; _weekdays_ are my; _weekdays_ is my; job share; sessions a week; days a week; half day/days; i have _weekdays_; my non clinical; not available on? _weekdays_/_often_; never in on; off _weekdays_; work on _weekdays_; mondays to; i am only; no messages on _weekdays_/_often_; not working _weekdays_; days i work; working pattern; work pattern
        not work/working on? _day_/_weekdays_; never work/in/working on? _day_/_weekdays_; day off; days off; non working day/days; nonworking day/days; part time; work part time
        only work/in/working on? _day_/_weekdays_/mornings/three/two/four; off on/every? _weekdays_/_often_; i work on? _weekdays_; i work _day_ to/and; not in on _weekdays_/_day_/_often_; not in _weekdays_; do not do _weekdays_; do not work
        my working days/week/pattern; change my days; my days are; working days; i am not in on _weekdays_; not in the/at? practice/surgery on? _weekdays_; always off on? _weekdays_/_day_; have _weekdays_ off; _weekdays_ off; my day off is; less than full time; work ... days a week
    """,
    "HOME": """
        want from me; expected of me; need from me; need me to; do you need me; my tasks; my dashboard; what is on my; my home; show home; what is for me; what is due; update me; status for me; where am i up to; am i up to date; up to date
        anything i need/have/must/should; anything ... deal/do/answer/attention/pending; what needs my; needs my attention; my to dos; what is pending; pending; where do i start; show me everything; everything for me; my stuff; start page; front page; start screen; what should i look; first screen; summary for me; any updates; updates for me; anything for me; what have i missed; missed anything; what is going on; go home; the home; do i have/need ... anything/to do/answer; have i got anything; am i behind; anything waiting; anything due
        home tab/screen/page; open/show/go/take me? to? the? home; my home; dashboard; my page; my overview; home page; waiting for me; anything/what for me; what do i need/have to do/answer; what have i got to do/on
        what needs doing; what is new; anything new; what did i miss; what is outstanding for me; catch me up; my inbox; home please; peerbot home; main menu; anything i need to do; anything i should; what should i do; anything outstanding; my summary
    """,
    "HELP": """
        how to; what next; now what; what happens now; huh; i am new; what is this thing; how this works; how it works; who made you; info please; user manual; what do i need to know; what are you able; teach me how to use; show me the ropes; what is peerbot for; basics
        what do i type/do/say/click/press; bit lost; i am lost; no idea; do not understand/get; not sure how/what; new here; new to; remind me how; walk me through; talk me through; tips for using; options; what are my options; menu; what else do; what should i type; examples; example; faqs; i need help; any help; could you help; can you help
        help; help me; how do/does/can/would/should i/you/it/this/one/we use/work/start/get/do/set/see/make/run/create/find/answer/book/change; how does ... work; what can you/peerbot/this/it/i do/ask/say/type; what do you do; what are you for; who are you; what are you; what is this; what is peerbot
        what commands; which commands; commands; list of commands; instructions; guide; manual; how to use; get started; getting started; user guide; tutorial; what else can; explain how; explain what; i am stuck; im lost; confused; what am i supposed; tell me about yourself; show me what; faq; support; how does it work; how does this work; what is the difference; what does ... do/mean
    """,
    "SETTING": """
        quiet hours on/off/to/from; add ... practices/practice/surgery/surgeries; new surgeries; add the ... practices/surgeries; change/set/alter/edit ... hours/threshold/timezone/channel/budget/rules/limit; number of messages per; how many messages per; monthly limit; set the; configure; initial setup; getting peerbot started; workspace settings; group settings; admin page; rename the/our group/network/pcn; change our name; name is now; ods code/codes; import; load the practices; upload the; csv of practices; who gets concerns; data contact; switch on; enable; disable; turn on; protected time; body name; pcn name; we have merged; merged with; practice has closed; practice closing; close/closed practice; setup checklist; steps left; not finished setting
        setting/settings; configure/configuration/configuring/config; set/setting up peerbot; set/setting up the? bot; setup; set up the group/workspace/network/pcn/federation/body; set this/you up; set up slack; quiet hours; protected learning time; plt; time zone; timezone; thresholds; threshold; checklist
        ground rules; add/remove/import/load/upload a/the/another/new/our? practice/practices/surgery to/from?; add/import/upload practices; name of the group/body/network; prompt budget; message budget; working hours; preferences; who is the data controller; finish setting up; left to set up; onboarding; install/installation/installing
        group's name; change ... name of the; add/remove a practice; practice list; list of practices; new practice joined; quiet time; set up everything; get peerbot going; admin settings; minimum number; small number threshold; default channel; change the channel; which channels
    """,
    "MESSAGES": """
        not/never get/got/receive/received/see/seen the/their/his/her/an/my/any? message/messages/invitation/invite/invites/invitations/reminder/reminders; messages fail/failed/stuck/bounced/held; message/messages/invitation/invitations/invite/invites/reminder/reminders ... stuck/fail/failed/failing/undelivered/delivered/bounced/lost/arrive/arrived/received/unsent/out; never got/received/arrived/came; did not arrive/get/come; delivery; failed to send; could not be sent; not sent; go out; gone out; went out; undelivered; still sending; waiting to go; held up
        message/messages/invitation/invitations/invite/invites/reminder/reminders/dm/dms ... stuck/fail/failed/failing/undelivered/delivered/bounced/lost/arrive/arrived/received/unsent
        stuck/failed/undelivered/unsent/lost/undeliverable messages/message/invitations/invitation/reminders; not delivered; undelivered; not get/receive/got the/their/his/her/an/my/any? message/messages/invitation/invite/reminder/reminders/email/poll
        did ... get/receive/go ... message/messages/invitation/invitations/invite/invites/reminder/out; was ... sent out; have ... gone out; delivery report/status/problems/failures; message status/log/queue; messages waiting to be sent; outgoing messages; sent messages; messages on their way; resend; messages that did not
        has everyone got/received/had; message queue; messages went out; problems with messages
    """,
    "ROLE": """
        role/roles; lead/leads; clinical lead/leads; manager/managers; administrator/administrators; admin/admins; chair; admin rights; permission/permissions; rights; access rights; allowed to
    """,
    "PRACTICES": "practice/practices; surgery/surgeries; gps; member/members; colleagues; partners; everyone; everybody; people",
}

# What is done, asked or said of them.
DEEDS = {
    "MAKE": """
        set up; set ... up; setup; schedule/schedules/scheduling/scheduled; plan/planning; organise/organize/organising/organizing; arrange/arranging; book/booking; hold/holding; run/running; start/starting; launch/launching
        create/creating; fix up; fix; make; kick off; put on; put together; put in; have/having; want/wants; need/needs; like; love; new; another; do/doing; add; get; begin; host/hosting; prepare; open a; convene; call a; lets/let us; pencil in; sort out; sort; send/sending; propose; diarise; put ... in the diary; could do with; send out; issue; initiate; offer; facilitate; do a; go for; fancy
    """,
    "SET_UP": """
        set up; set ... up; schedule/schedules/scheduling/scheduled; plan/planning; organise/organize; arrange/arranging; book; hold; run; launch; create; start; kick off; host; put together; new; another; convene; sort out; diarise; pencil in; put on; call a; set one up; put in
        put a/an/another ... in; get a/an/another ... in/going/arranged/organised; do a/another; stick a ... in; we should do; could we do; can we do; shall we do
    """,
    "ASK_ALL": """
        ask ... if/whether/about; ask each/every/both; feedback/views/opinions/thoughts from/of all/the/our/everyone/everybody/members/gps/practices/people/colleagues; want/need/like/get/gather/collect/seek ... feedback/views/opinion/opinions/thoughts/reactions; what do people think of/about; consult; consultation with; consulting; hear what/how ... think/feel; put a question to; put it to the; sounding
        ask/asking/canvass/survey/poll/polling/quiz/sound/question all/everyone/everybody/members/people/practices/gps/colleagues/partners/staff/them/the/our/my/leads/_practice_/_channel_/round/out/how
        ask/canvass/survey/poll ... members/gps/practices/everyone/everybody/people/colleagues/partners/group/network/pcn/_channel_/locality/federation
        find out what/how/whether/if ... think/thinks/feel/feels/want/wants; get ... views/opinion/opinions/feedback; gauge; take the temperature; get feedback from; sound ... out; see what ... think/thinks/feel/feels/want; see how ... feel; collect views; how do members/people/practices/gps feel about; anonymous question
        want to know what/how/whether/if ... think/feel
    """,
    "SEE": """
        show/shows; see; view; list/lists; what is/are/were; which; get/give me/us/the; tell me; pull up; look at; where is/are; find; display; let me see; can i have; open; bring up; check; any; read; when is/are; how many; do we/i have; is there; are there; whats; what; download; need to see; status; want to see; remind me; have we; has the; have you
    """,
    "LIST_ASK": """
        which; list; what are; what is on/open/running/planned/live; show ... all; are there/any; is there; any; open; current; running; active; live; status; how are; still; do we have
        what pulses/surveys/polls; any pulses/surveys/polls; pulses/surveys/polls open/running/planned; see the pulses/surveys/polls; my pulses/surveys/polls; all pulses/surveys/polls; scheduled
    """,
    "RESULTS": """
        result/results; summary/summaries; summarise/summarize; outcome/outcomes; finding/findings; how did ... go/do; what did ... say/says/think/show/tell/find; conclusion/conclusions; report; what came of; feedback from; how did; what was the answer; come out; came out; came back; come back; answers; responses; what have people/members said; scores; agreement; trend; how was; what do the; what does the; gap between; main points; headline/headlines; overview of; what was said; did ... agree; breakdown; how are the
    """,
    "FEELINGS": """
        views/opinion/opinions/feelings/mood/scores ... changed/shifted/improved/better/worse/up/down; changed since; improved since; better than last; worse than last; what people/members/everyone think/thought/feel/felt; what did people/members/everyone/they think; did people/members/everyone/they think/feel/like; how did people/members feel
        leaders/leads and/versus/vs the? members/gps; members and/versus/vs the? leaders/leads; do/did/are people/members/gps/practices/we/they more/less/still/really? feel/feels/think/own/agree/listened/engaged/happy; people ... happier; mood in the; has morale; feel differently/more/less/better/worse; agree that; sense of ownership; felt ownership; how many agree/agreed
        do/did/are ... members/gps/people/practices/everyone/colleagues ... feel/feels/think/own/owns/happy/agree/listened; how do ... feel ... now; how happy are; how engaged are; feel ... own/ownership/listened; are we ... listened; leader ... gap; leaders ... members
    """,
    "EXPORT": """
        export/exports/exporting; csv; excel; xlsx; spreadsheet/spreadsheets; workbook; download/downloads/downloading; as a file; as file; board paper/papers/report; governing body; paper for the board; pdf; word document; tables; table of; raw data; dump; extract; in a file; powerpoint; slides; as a doc; word doc; as a word; into a spreadsheet; in excel; to excel; file of; csv of; printout; print out; something i can print; in a form
    """,
    "OPEN_PULSE": "still running/open/going/live; open/running/live/active/current; is the ... open/closed/running/over/finished; has the ... closed/finished/ended/started; when does ... close/end/finish; when is ... closing/due; how long ... open",
    "ANSWERED": """
        people who have not; those who have not; response/responses rate; uptake of the survey; how many have we; who is left/outstanding; how many are outstanding
        who/whom answered/replied/responded/voted/filled/completed/done; who has/have/did not? answered/answer/replied/reply/responded/respond/voted/vote/filled/completed/done/taken
        how many ... answered/replied/responded/voted/answers/replies/responses/completed/filled; response rate; responses so far; answered so far; turnout; how many answers/replies/responses; not answered/replied/responded/voted/completed/filled; have not ... answered/replied/responded/voted/completed/done/filled; yet to answer/reply/respond
        has everyone/everybody/anyone answered/replied/responded/voted/done/filled/completed; number of responses; has everyone ... answered/voted/done/filled; how is ... going; any responses; non responders; nonresponders; laggards
    """,
    "TEND": """
        give ... another/more/extra/longer; another/extra/more day/days/week/weeks/time/couple/few; keep ... going/open; shut ... early/down/off; wind up; bring ... to a close; stop the; end the; close the; close our; delay closing; later; push ... back; remind; chaser; prompt; follow up with; ping those/people/the/everyone; poke
        remind/reminding/reminded; nudge/nudging; chase/chasing; extend/extending; prolong; close/closing ... early/now/today; close/end/stop/finish/cancel/pause/delete/withdraw/shut/kill/scrap/abandon the/this/that/my/our; keep ... open ... longer; give ... more time; longer; early; call off; cancel/cancelling; reopen; pull the; send ... reminder; reminder to; change the closing; move the closing; more time
    """,
    "OWN_QUESTIONS": """
        wording; reword; rephrase; change/edit/alter what we/it ask/asks; our own wording; other questions; different set of; swap ... question/questions; questions we/you/it ask/asks; write my own; write our own
        own/new/different/custom/our/my/more/these/following/pulse/survey/poll question/questions; write/change/edit/add/word/reword/design/make/create/pick ... question/questions; question set/sets; question bank; questions for/in/of the/a/our/my pulse/survey/poll; write ... survey/poll/pulse; own survey/pulse/poll; what questions; which questions; questions do/does/are
    """,
    "WE": "we; us; our; my; i; me; mine; ours",
    "OUR": "our; my; mine; ours",
    "COMPARE": """
        a lot of; lots of; loads of; loads
        is/are _practice_/we/us/our ... high/low/above/below on/for/in; anything on; whereabouts are/do we; fare; are we ok/okay/alright/fine/good/bad; any good at; do we do well/badly; a lot of; lots of; how is _indicator_; how are _indicator_; how is the; how are things; how are our; in the middle; middle of the pack; near the top; compared; do better; doing well; doing badly; prescribe/prescribing/refer/referring/use/using too/more/less/fewer; how did we do; where are we; on par; par; peers; rest of the; against the
        compare/compares/compared/comparing/comparison/comparisons; how are we doing/getting; how do/does/is/are/did we/i/our/my/ours/us ... do/doing/fare/look/looking/rank/perform/performing/shape/measure/compare/score/sit/stand; how is our; how are our; how is my; stack up; measure up; shape up; match up against; where do/are we/i stand/sit/come/rank/at?; where are we with/on/for; where do we
        benchmark/benchmarks/benchmarking/benchmarked; versus; vs; against others/everyone/everybody/england/average/peers/other/the/national/local; relative to; than others/average/the/most/other/everyone/our/peers; above/below/over/under average/the; outlier/outliers; better than; worse than; are we high/low/good/bad/over/under/an/doing/ok/okay/any/prescribing/referring/sending; too many; too much; too high; too low; high for; low for; am i high/low; position on; rank/ranking/ranked
        more ... than; less ... than; fewer ... than; average for; against the rest; in line with; how good/bad are; how well do/are; how much ... do we; how many ... do/are/did/have we; how do we; how do i; what is our/my; what are our/my; whats our/my; what about; how about; hows our; normal for; compared to/with; how high/low; how often do we; how far; our position; typical
    """,
    "INDICATOR_WORD": """
        indicator/indicators; measure/measures; metric/metrics; kpi/kpis; topics; dataset/datasets; data sets
        measured
    """,
    "HAVE_DATA": """
        is/are there ... data/figures/numbers/stats on/for/about; do you have ... data/figures/numbers/stats/anything/indicators on/for/about; have you got ... data/figures/numbers/stats/anything on/for/about; got any/anything data/on; what do you have; what topics/areas/conditions do; what information; hold data on; show ... everything you; what can you show; what is there
        what/which figures/data/numbers/statistics/stats do/have/are/can you/there/we/i; what can i/we/you compare/look; what can be compared; what ... compare us on; what figures; which figures; what data; which data; what numbers; list ... figures; what sort of data/figures; what kind of data/figures; what is measured; what do you measure; what is available; what else can ... compare; rename; change ... name ... indicator
    """,
    "POSTING": """
        show the/our/everyone/others? locality/group/channel/practices/others/network/team/pcn/rest; show everyone/everybody/others/people
        want/let/like ... everyone/group/others/practices/them/channel/gps/people ... see/have; bring up; get ... out to; push; flag; show everyone/the/people/practices; tell the channel; throw; make ... available
        post/posting/posts/repost; share/sharing; put; send/sending; show ... to/in/with; publish; circulate; stick; pop; paste; display; drop; broadcast; bring ... to; present; distribute; send round; send around
    """,
    "TO_ALL": """
        show the/our locality/group/channel/practices/others/network/team/pcn; show everyone/everybody/others; for discussion
        to/with/in/into/on/for everyone/everybody/all/group/channel/locality/network/team; to the group/channel/team/locality/others/practices; in the channel/group; with the group/channel/team/network/others/rest/locality; _channel_; a channel; round the practices; to all; channel
        group/everyone/others/practices/members/gps ... to? see; to see; with everyone/all; in there; in here; here; this channel; for discussion; for all
    """,
    "EVERY_MONTH": "monthly; every month; each month; _often_; automatically; regularly; regular; once a month; every time new; by itself; on a schedule; recurring",
    "STOP": "stop; cancel; turn off; switch off; end; no more; unsubscribe; halt; quit",
    "PEERS": """
        why ... compared/benchmarked with/against/to; change/choose/pick/alter/edit ... compared/benchmarked/comparators/peers; practices ... compared/benchmarked/against; who ... benchmarked/against; compared/benchmarked with/against practices/inner/rural/city/which/whom; what ... peer group; who is in our peer; fair comparison; are ... really/actually? comparable; like for like; list size similar; choose other practices
        our peers; my peers; peers; peer practices; peer set; who/which/whom ... compared with/to/against; compared with/to whom/who/which; practices/practice more? like ours/us/mine; practices like us; similar practices/to; comparator/comparators; comparable practices; who are we up against; which practices are we; who am i compared; other/different comparators/peers; how ... chosen/picked/selected; same size; same deprivation; compare us/me with/to/against practices/similar/other/different/smaller/bigger/rural/urban/_practice_; who do you compare; comparison group; statistical neighbours; change the practices we; against similar; who are these; nearest neighbours; what practices
    """,
    "OTHERS_SEE": """
        which dot; know which; can ... identify us/our; who can see ours/our/us/my; surgeries know/see; do people see; is our name; are we named; are we anonymous; how anonymous are our/we; is our practice named/shown/visible/identified; are our figures public/private/visible; can the icb see; who gets to see our; published by name
        others/other/anyone/everyone/everybody/practices/people/they/who/group/icb/manager/managers/pcn/body/whole/else ... see/sees/know/knows/view/recognise/identify ... our/my/us/ours/we/which/me/mine; see our/my/ours figures/name/data/numbers/results/practice/dot
        who can see; can others; visible; which dot; see us; know it is us; who sees; show our name; shown to others; our name on; identify us; identifiable; do others know; see ours
    """,
    "SHARE_OURS": """
        take/remove our/my name off/from; our/my name off/from; name off; shown/seen by name; fine for our name; name ... shown/seen; our name to; un name; come down; step down a; own eyes; only us; only we ... see; keep our; keep ours; what we share; how we share; our sharing; anonymise us; anonymise our; dots without; unlabel; show our dot; let others see our; let ... see our; allow ... see our; see us by name
        share/sharing/hide/hiding/reveal/unshare/conceal/publish our/my/ours name/data/figures/numbers/results/dot; share/sharing/hide/hiding/reveal/unshare/conceal ... our/my/ours name/data/figures/numbers/results/dot; show/name our/my name/practice to/with/by; show our name; make ... our/us/ours/my ... anonymous/private/visible/public/named/hidden; keep ... our/ours/my ... private/secret/anonymous/to ourselves/hidden; anonymous; unlabelled; unnamed; named; be named; by name; own eyes only; private; sharing; consent; stop sharing; go public; opt out; opt in; happy to be named; our name; withdraw consent; label/labelled
    """,
    "SHARING_WORD": """
        sharing setting/settings/level/options/status; sharing; consent; our consent; data sharing for; consent ladder; what do we share; what are we sharing; how much do we share; stop sharing; happy to be named; happy for ... name/named/see/show; our name
        name off/from the charts/chart; take our name; name ... shown; our name to; anonymise us; how visible; own eyes only; unlabelled; let others see ours/our/us; allow others/practices to see our
    """,
    "CHALLENGED": """
        questioned our; anyone questioned/challenged/queried; been questioned/challenged/queried; challenges to; open challenges/queries; outstanding challenges/queries; replies to ... challenge/challenges; my challenge/challenges/query; what happened to my challenge/query; data queries; figure queries; has ... challenge been; answered my challenge/query; queries raised; raised about figures
        challenge/challenges/challenged; queried; questioned; queries/query about/on/from; disputed; disputes; numbers being questioned; questions about ... figures/numbers/data; who has challenged; corrections; figure/figures/number/numbers ... questioned/queried/challenged
    """,
    "WRONG": """
        nonsense; not recognise/recognize; not believe; not accept; can not be; is off; way off; too high to; too low to; not what we/our; suspicious; recount; check the ... figure/number/data; not match; does not match; differs from; different from our; our own figures/numbers/data; bonkers; ridiculous; strange; weird; seems wrong/off/high/low/odd; fishy; skewed; unreliable; inflated; counted twice; coding error; coded wrong; old data; not up to date
        wrong; incorrect; inaccurate; not right/correct/accurate/true/believe/recognise/add/ours/trust; not look/seem/be/sound ... right/correct/ours/accurate/plausible; mistake; error; errors; dispute/disputing; challenge/challenging; question our/my/the/that/this; query our/my/the/that/this; can not be right/true/correct; out of date; do not believe/recognise/trust/agree; looks/look/seems/seem odd/off/wrong/weird/funny/high/strange/dodgy/suspicious; rubbish; misleading; contest; doubt; doubts; dodgy; does not add up; miscounted; not ours; nonsense; makes no sense; disagree with
    """,
    "FIND_TIME": """
        which/who/how of us/you/them ... free/available; are free on/at/_day_; possible dates/times; some dates/times; dates and times; when/what ... convenient; send ... dates/times/options; compare diaries; a time when; vote on a time/date; poll ... on/for dates/times
        fix/set/book/arrange a/some/another time/date/slot; time/times/date/dates/slots/days that/which; most people can; people can make; dates work; times work; availability of; offer people; give people ... times/dates/slots/options; options for; which of these; see who is free; can do the same
        find/finding/suggest/offer/propose/agree/choose/pick/identify/sort/look/need/want/get/work ... time/times/date/dates/slot/slots/day/when; time/times/date/dates/slot/slots/day ... suit/suits/works/work/everyone/everybody/all/most/convenient/possible
        when can/could/is/are/would/might everyone/everybody/people/we/all/most/they/practices/us/the ... free/available/meet/do/make/come/get/manage; when is everyone/everybody; when are people/we/they/most/practices free/available; availability; doodle; when would suit; when suits; best time; good time; poll/vote ... times/dates/time/date/when; times for the; time poll; date poll; everyone can make; mutually convenient; who is free; when people are; dates for; offer ... times; check diaries; are people free; is everyone free; what time works; which day works; what works for; see when
    """,
    "WHEN_WHERE": """
        date/time/place/venue/location/link/agenda/details of/for the/our/my/next/tomorrow's/_day_; what is the date/time/link/agenda; who is/are facilitating/running/hosting; is _person_ coming/going/attending; is _practice_ coming/going
        when the/our/my/that ... session/meeting/mdt/discussion; when my/our; remind me when/where/what; who has said/accepted/replied/declined/confirmed; who said yes/no; who can/can not make; has anyone accepted; where the; what the ... time/link; how many ... coming; is anyone coming; how many people are; am i down; what time
        when is/are/was/s; where is/are; what time is/are/does/do; which session/sessions/meeting/meetings; what sessions/meetings/session/meeting; who is coming/going/attending/in; who else is coming/going; who has/have accepted/declined/said; list; show; see; coming up; upcoming; next session/meeting/mdt; any sessions/meetings; do we/i have; is there; are there; my sessions/session/meetings/meeting; am i in/coming/going/invited/booked; has the ... been; is ... still on; is ... cancelled/happening; next one; what is on; planned; future; who is facilitating/running/leading; the link; joining link; what have i got; details of; calendar; in my diary; what is happening; find the
    """,
    "COMING_UP": """
        have i got on; have we got on; what am i doing; got coming; what have i got; when does; when we meet; when are the; on my calendar; my calendar; what is happening
        coming up; what is on this/next; when are we meeting/next; when do we meet/next; when is the next; who is coming; upcoming; next meeting; my next; meeting next; what sessions; what meetings; who is coming; next one; what is in the diary; what is planned; when are we next
    """,
    "CHANGE": """
        call _day_/it/that/this/the/off off?; call ... off; knock ... on the head; put off; new date/time for; different date/time/day for
        cancel/cancelling/cancelled; call off; calling off; called off; move/moving/moved; postpone/postponing/postponed; reschedule/rescheduling/rescheduled; rearrange/rearranging/rearranged; bring forward; put back; push back; push ... back; delay; scrap; change/changing the/our/this/that/my/time/date/when; change ... time/date/day/facilitator; delete the/this/that; swap; shift; drop the; pull the; end the series; not go ahead; abandon; bin; edit the
    """,
    "RSVP_NO": """
        cancel/withdraw/release my place/attendance/slot/spot/booking; take me off; pull me out; i am on call/duty/holiday/leave on? _day_; i have got to miss/cancel; got to miss; i have to be elsewhere; another meeting; not for me
        will miss; sorry for/about; send my apologies; apologies; apols; wont manage; not attend/attending; not around; away on/that/then/_day_; not free; stuck in/with; have clinic; have surgery; got surgery; no longer able/come/make; not make; skip; sit ... out; duty doctor; can not any; need to drop; have to drop; please excuse; excuse me; cry off; no go; let ... down; not possible; someone else will; in my place; instead of me; send a deputy; have to bail; bail; ducking out; cant manage
        can not/no make/come/attend/join/manage; can not do it/that/this/then/_day_/the/_clock_; can not be there; can not do _day_; unable to make/come/attend/join; not able to make/come/attend/join/be/do; will not be able/there/coming/attending/make/come/attend/join/manage; will not make/come/attend/be; am not coming/attending/free/available/able/going; have to miss/cancel/pull/drop; will miss; going to miss; need to miss; apologies for; my/send apologies; pull/drop/bow out; not going to make/be/come; count me out; decline/declining; something has come up; double booked; sorry ... miss; not make it; gonna miss; can not any more; take me off ... session/meeting; withdraw from; clash/clashes; i am busy/away/on call on? _day_/then; not coming; am out for; will be away for
    """,
    "RSVP_YES": """
        yep/yes/yeah/sure/ok/okay/definitely/absolutely can/will/i/_day_/count/that/put; can do _day_/then/that/it/the; _day_ works/suits/is fine/good/ok; works for me; suits me; fine for me; sounds good; i am happy to come; i will be; i am free on/that/then; confirm/confirming my/i/attendance; will attend; coming along; i would love to come; i am free; let them know i; i am up for; pencil me in
        will be there/coming/joining/attending; i am/will coming/come/attend/attending/in/join/there/going; count me in; can make/do/attend/come; i can make/do/come/attend/be; accept/accepting; yes ... come/there/coming/attend/make/please/can; happy to come/attend; see you on/there/at; sign me up; put me down; rsvp yes; will make it; be there; would be delighted/happy to come/attend; coming on/to; will join; able to make/come/attend now; can now make/come; i am free on/_day_; joining on
    """,
    "RSVP_MAYBE": """
        put me down as a? maybe/possible/tentative; as a maybe; a maybe; could possibly; fifty fifty; 50; unsure; touch and go; provisional; provisionally; hope to; hoping to; likely to; unlikely; will try; if i can; if i get; depending
        might be/come/make/join/manage/not; may be able/late/not; maybe/possibly/perhaps/hopefully/probably; not sure if/i/about/whether; tentative/tentatively; if need be; try to/and make/come/be/get; depends; will let you know; not certain
    """,
    "RSVP": "rsvp; reply to the invitation/invite; answer/accept/decline the/my/an invitation/invite; change my answer/reply/rsvp; respond to ... invitation/invite",
    "PROMISED": """
        supposed to be; meant to be; what do we/i need to do after/from; what do we/i have to do after/from; anything overdue; got anything overdue; how are we doing with/on what we; did _person_/_practice_/anyone do what; have we done what; what is left to do; what was agreed; who is doing what; who was going to; what were the; still got to; still need to; on my list; deadline/deadlines
        promised/promise ... do/to/did/we/i/practice/us/last; did i/we promise/agree/commit/sign/say; what ... i/we/us/practice/said ... promise/promised/agree/agreed/committed/supposed; what ... i/we/us/practice/said ... meant/would/do ... do/after/last/to; said i/we would do; agreed to do; agreed last; outstanding; overdue; still to do; open actions; owe; signed up to; due from; on my plate; what do i owe; what have i agreed; what did we agree; what did everyone agree; follow up from; supposed to be doing; meant to be doing
    """,
    "DONE": "done; complete/completed; finished; tick off; ticked; mark ... as; mark my/our/the/that; dropped; drop; update my/our/the; change; close my/our/the/an/off; did it; have done",
    "RECORD": """
        action me/us/_person_/everyone/all to/on; action for; action on _person_/me/us; put ... down as; make a note; remember that; note down; stick ... on; give _person_ the; put ... on the; we need an; set an; start an
        record/recording; log; add/adding; note/noting that?; new; create; put down/in/me; write down; capture; minute; set; make; assign/assigning; give; jot; enter; save; add ... to
    """,
    "AGREED": """
        practice/practices/everyone/all/lead/leads/gps/each/surgery/_practice_/_person_/i/we to/will/should ... by _until_; decision/decisions from/today/made/agreed; outcome from/of; next step/steps; need to remember to; i need to ... by _until_; i have to ... by _until_; _person_ said he/she/they would/will; i am going to; we are going to; commit/committing us/me/our to
        we/i/they/_person_ agreed/decided/resolved/committed to/that/on; we/i will ... by _until_/_day_; i/we have agreed/promised/committed/decided/undertaken to; i have promised; agreed action; agreed that; agreed to; we said we would; i said i would; _person_ to/will; is going to/will ... by _until_
    """,
    "LEARN": """
        how do others; how other/others practices/surgeries? ...; how other practices; what other practices; interested in hearing; keen on; would value; ideas for/on/about; advice on; any tips; learn; teach; get ideas; other practices do; who does ... well; looking to learn; want to get better; would help to hear; pick up; see how; is anyone good; anyone doing; does anyone have; has anyone cracked; want to improve; wanting to improve; what works; best practice; good at it
        like/love/want/wanting/keen/hope/hoping/need/wish/interested/could/can/looking to? learn/hear/know/find/understand/see/pick in/out/about/how/more/from/others/up; like to learn; learn/learning about/from/how/more; to learn; teach us/me; can/could/would anyone/someone/somebody help/teach/show/share; get better at; improve at/our/on; want help with; need help with; struggling with; we struggle with; tips on/for/from; interested in how/learning/hearing; curious about; wants to learn; want to know how; learn; would like ... to learn; looking for ideas; who is good at; who can teach; who could help us; see how others do; hear from practices
    """,
    "CAN_SHARE": """
        if anyone/anybody/others/people/somebody want/wants/would/is/are; if it helps; we run a; we use a; good system; good process; useful to others; good practice to share; something to share; share good; we are really/very/quite? good at; our practice is good at
        glad to/people; show people; pleased to; got a ... system/process/way/method/template; we have got a; cracking; working really well; works well for us; worked for us; something that works; can offer; offer a; could run a; got good at; expertise in; expert in/at; strength/strengths; proud of; success with; we are known for; happy for others; can talk about how; can demonstrate; our approach to; we would be happy; mentor
        can/could/happy/willing/able/like/love/offer to? share/teach/show/help how/what/our/others/anyone/with/about/other/practices/people; good/great/strong/brilliant/excellent at; we do well at/on/with/in; do/doing well at/on/with/in; happy/willing/glad to help/share/teach/show/host; share how; share our experience/learning/approach/protocol/template/system; share what; offer to help; teach others; have cracked; have a good/great/system/way/protocol/process; show others; experience with/of/in ... share; have something to share; we could teach; help others
    """,
    "OTHERS_WISH": "what would practices/others/people ... learn; who wants to learn; what do practices/others/people want; what can others share; who can share; learning wishes; what ... want to learn; wish list; learning needs; learning offers; what we would like to learn",
    "NOT_MATCH": """
        not ... grouped; keep us/me/them separate; not want ... with _practice_; best/better/rather keep/kept us/apart/separate; history between; do not put us/me; never put us; anyone except; anybody but; not with them; object to being paired/matched; exclude us from; do not want to be with; no pairing with; avoid matching/pairing; avoid being; prefer to avoid; steer clear; conflict with _practice_; conflict between; not meet with; separate from _practice_; want to avoid; not in a? group/pair/trio with; would rather not be with; kept separate; different group/groups from/to; same group as; keep _practice_; we and _practice_
        not/never/rather/avoid/without/no/stop/prefer/refuse/nobody/anyone ... pair/paired/pairing/match/matched/matching/put/group/grouped/with us? ... with/_practice_/together/us/them/again; keep ... apart/separate/away; apart from _practice_/them/each; conflict of interest; exclude; avoid _practice_; not ... same group; not with _practice_; anyone but; fell out; fallen out; bad history; do not get on with; can not work with; separate us; be apart; keep away from; not be matched; not be paired; rather not; not to be ... with; kept apart; other than _practice_
    """,
    "COUNT": """
        how active; summarise the; making a difference; what has come; pulled together; round up; roundup; year so far; how many people came; who came; turn out; take up; involvement; participation; stats on; numbers on; figures on/for; data on; headline; value of; worth; progress
        how many; number of; count; summary; summarise; report/reports on?; statistics; stats; achieved/achieve; impact; what came of; come of; came of; what difference; attendance; reach/reached; overview; how often; held; evaluation; outcome/outcomes; track record; total; effect; making a difference; results of; did we run/hold; have we held/had/run; worth it; making any difference; difference; how active
    """,
    "WHO_SAID": """
        who answered/scored/put/replied/was/is ... no/yes/what/low/against/negative/negatively/critical/lowest/badly; who voted no/yes/against/for/what/which; who complained/thinks/wrote/gave; who gave; who said; who voted no/yes/against/for; who disagreed; who wrote; who commented; what did/has/does dr/doctor/_person_/mr/mrs/each/_practice_ ... answer/answered/say/said/vote/voted/put/reply/replied/think/score/write; how did/has/does dr/doctor/_person_/_practice_ ... answer/answered/vote/voted/reply/score/respond; what did anyone/someone/individual ... say/answer; who was it that; which gp/gps/practice/practices/person/member ... said/say/answered/voted/disagreed/wrote; did dr/doctor/_person_/_practice_ ... vote/answer/reply/respond/agree/disagree/say/fill; has dr/doctor/_person_/_practice_ ... voted/answered/replied/responded/filled/done; names of who/people/those/the; show ... names; individual answers/responses; see individual; dr ... answer/answers/answered/vote/voted; _person_ ... answer/answers/answered/vote/voted; person's answer; who is unhappy; who are the ones; answers by name/person; each person's
    """,
    "ANONYM": """
        linked/tied/attached/connected/associated to/with/back; my name; with my name; see it was me; know it is me; who wrote; know who; my boss; track me; does it show my; do you log who; hidden from; truly anonymous; really anonymous; under my name
        anonymous/anonymously/anonymised/anonymity/anonymized; confidential/confidentiality; traced/traceable/trace; identify/identified/identifiable; linked to me; know it was me/i; know what i/we; see/sees/know/knows/find/finds/tell/tells/read/reads out? what/how i/we said/say/answer/answered/vote/voted/put/wrote/write/reply/replied/chose/think/thought; see/sees/read/reads my/our/individual/people's answer/answers/vote/votes/response/responses/reply; my answer/answers ... private/secret/safe/seen/shown/known/visible; can you see who; come back to me; know who said/answered/voted/i; who said what; who answered what; work out who; secret; who sees/see my answers/answer; who reads the answers; names attached; attached to my
    """,
    "PULSE_ANSWER": "answer/answers; vote/votes; response/responses; said; voted; reply; say",
    "WORK_AT": """
        started/working/based/salaried/locuming/here at/with/for _practice_; used to be/work at? _practice_; locum across/at/in/for/between; i cover; i split my; split between _practice_; both _practice_; joined the team at; i am now at; i am now a? ... at _practice_; work between; i work across; i represent _practice_; representing _practice_; i am the ... at _practice_; for _practice_ now; i have joined; i have left; i have started; retired from; my employer; days at _practice_; update where i; change where i; where i work; where am i; surgery is wrong; practice is wrong; wrong surgery; you have got me at; you have me at; not my practice/surgery; partner at; move me to; moved me; put me at; put me under; belong to _practice_; i am from
        i/i am/we now? work/works/working/based/employed/locum/locuming/practise/moved/transferred/transferring/started/starting/joined/joining/registered/salaried/partner at/to/for/in/with/from _practice_; am/work/working/works/moved/moving/joined/joining/started/based/transferred/partner/salaried/gp/locum now? at/to/for/in/with/from? the? _practice_; i am/work/working now? from/at/with _practice_
        i am with/at/from/in _practice_; my practice/surgery is/has/was/should/changed/changes; change/set/update/correct my/the practice/surgery/workplace/i; where do i work; which/what practice/surgery am/do/is/have i/my/me; wrong practice; new practice; left _practice_; leaving _practice_; i am a locum; i locum; i also work; work in two/several/three practices; two practices; at _practice_ now; changed practice/practices/surgery; changed jobs; i have moved; moved practice/practices/surgery; not at _practice_ any; no longer at/work; new job at; i work for; put me down at/as; my surgery; from _practice_ here; started at _practice_; retire/retired/retiring from; dr at _practice_; gp at _practice_
    """,
    "MY_PLACE": """
        change my practice/surgery; my practice/surgery is; where do i work; which/what practice am/do i; wrong practice; i am a locum; moved practice/practices/surgery; change/changed/update/set/correct my? practice/practices/surgery; i have moved; have me down at/as; put me down at; new surgery
        update where i; change where i; where i work; surgery is wrong; practice is wrong; wrong surgery/practice; you have got me at; you have me at; not my practice/surgery; move me to; put me at/under; i am a ... locum; locum across/at/in/for/between; my new practice/surgery; i have left my; left my practice/surgery; what practice ... me; which practice ... me; i work at/for two/three/several/both; i locum; change ... i work; no longer work/at; which practice/surgery do you
    """,
    "WHO_PEOPLE": """
        which gps/people/members/doctors/colleagues; who ... down for; gps/doctors/members/people at/for/in/from _practice_; who do you have; member/members of; how many of us; who is missing; missing practices; members list; list the; who are all; who is new; new members; not got a practice; does _person_ work; where does _person_ work; which practice is _person_; what practice is _person_; is _person_ a member; is _person_ in; _person_ works at; _person_ is at; _person_ has left/moved/joined/retired/gone; remove _person_; add _person_; add _person_ to; new gp; new partner; new joiner; new starter; joined us; has joined; staff list; contact list; contacts
        who is/are/else ... in/here/members/member/part/at/from/works/on; who works at/in/for; who else; list/show/see/find/give ... members/people/membership/colleagues/gps/users/staff; member list/directory; directory; membership; members; everyone in; people in; how many members/people/gps/users; who do we have; who has/have no/not practice/said/joined/left; without a practice; who has joined/left; who joined; who left; people without; list of members/people/gps/names; unassigned; who are the gps/members/people; confirm where; waiting to be confirmed; names of all; contact at; who is at/from _practice_; who do you have at; who belongs; people list; manage people; add/remove a? person/people/member/members/user/someone/colleague
    """,
    "GIVE_ROLE": """
        let/allow/enable/permit _person_/him/her/them; can _person_ start/set/post/run/see/export/make/have/be; give _person_; who is the/our manager/lead/administrator/admin/chair/facilitator; whos in charge; _person_ as lead/manager/admin/administrator; should _person_ be
        should be/become a/an/the? clinical? lead/manager/administrator/admin; to be a/an/the? clinical? lead/manager/administrator/admin; as a/an/the? clinical? lead/manager/administrator/admin; is/are no longer a/an/the? clinical? lead/manager/administrator/admin; am i a/an/the? clinical? lead/manager/administrator/admin; i am a/an/the? new? clinical? lead/manager/administrator/admin; who can approve/change/start/set/do/give; do i have permission/rights/access; give ... access/permission/permissions; who has access/permission/rights; have the right; our new lead/manager/administrator/admin/chair; promote; demote; who leads; who manages; who administers; what are the roles; hand over; stand down; handing over; replace me as; take over as/from; clinical director; access level; what can leads/managers/administrators do; as lead; formal role; board member
        make/appoint/promote/set/give/add/assign/remove/take/revoke/strip/demote/change/grant/let/name/nominate/turn _person_/me/him/her/them/dr/role/roles/someone/somebody/a/the/as/away/x ... lead/leads/manager/administrator/admin/role/roles/rights/permissions/chair; make/appoint/promote/give/remove/change ... lead/manager/administrator/admin/role/roles; who is/are/has/holds/have ... lead/leads/manager/managers/administrator/administrators/admin/admins/role/roles/charge/chair; who runs; what/which role/roles; am i/_person_ a/an/the? clinical? lead/manager/administrator/admin; is _person_ a/an/the? clinical? lead/manager/administrator/admin; my role/roles; list ... roles/leads/managers/admins/administrators; roles; who is allowed; who can start/set/post/export/see/run/make/change; is now a/the/our lead/manager/chair; should be a lead/manager/admin/administrator; no longer a/the/our lead/manager/admin; need admin; admin rights; who is in charge; step/stepping/stepped down as; taking over as; why can i not; why am i not allowed
    """,
    "NOT_MAKE": """
        no pulse/survey/poll/session/meeting/sessions/meetings ... please/needed/this/required/necessary; no pulse/survey/poll needed; not bother setting/with; not after all; hold off on/setting; rather not have; do without; no longer need; changed my mind; scrap that idea
        not/never want/need/set/schedule/arrange/organise/book/start/plan/run/launch/hold/send/create/open/have/make/do/match/post/record/pair/add any? a? ...; no need to/for; not to set/schedule/start; not set/schedule/start; not going to; instead of; rather than; not yet; do not bother; please do not; no thanks; no thank; do not set/start/send/schedule/post; without a; cancel that; forget it; never mind; nevermind; no session; no meeting; did not want
    """,
    "OUTSIDE": """
        who is on call/duty; on call tonight/today/tomorrow/this; taxi/uber; chest pain; duty doctor; bonjour; hola
        best/right/correct/safest/first antibiotic/statin/drug/dose/treatment/medication/inhaler/painkiller; what is the best/right/correct; first line; should i prescribe/give/start/stop/refer; can i give/prescribe; safe in/to take/with; alternatives to; alternative to; contraindicated; patient wants/needs/asking/asked/says/said/with/who/on; raining; broken; my car; my boiler; holiday cover; boiler; who won; premier league; tennis; cricket; news; time is it; what day is; date is it; how old are; are you human; are you real; do you like; sing; favourite; fax; scan; x-ray; xray; ultrasound for; blood test for; mrs; ecg; referral for; sicknote; med3; med 3; smear for; jab for; vaccination for; cost of; buy; order some; book me; hotel; flight; bus; lost my; forgot my password; log in; login; reset; locked out; computer; phone is; sandwich; sandwiches; lunch order/please; biscuits; cake; coffee; flu symptoms; bp is; her bp; his bp; temperature of; she is; he is; wound; stitches; pregnant; child with; baby with; year old
        prescribe me/him/her/some/something/this; prescribe a/the patient; prescription/prescriptions for/refill/please/request; refill; repeat prescription; dose/dosage/dosing of/for/in; blood results/test/tests; test results; results for mr/mrs/ms/miss/patient/a; mr/mrs/ms/miss ... results/result/bloods/blood/ecg/scan/letter/appointment; patient in/has/with/needs/called/is/came/wants; this patient; my patient; a patient; the patient; his/her/their blood/bloods/potassium/results/ecg/scan/medication; my mum/dad/mother/father/wife/husband/son/daughter/child; appointment for; book an appointment; sick note; fit note for; side effects; interaction between; guideline/guidelines for; nice guidance; diagnose/diagnosis of this; treat/treatment for; symptoms; weather; football; joke/jokes; lunch order; pizza; traffic; recipe; taxi; train/trains; parking; last night; the news; stock; bitcoin; capital of; translate; poem; chest pain; rash; referral letter; ring the patient; on call rota; rota; printer; wifi; password; computer; emis; systmone; payslip; pay rise; salary; toilet; coffee machine; write an? email/letter/essay/code; potassium; what is the meaning
    """,
}

CHAT = {
    "THANKS": """
        thank you; thanks; thx; ta; cheers; many thanks; much appreciated; brilliant; great; perfect; lovely; that is great; that is all; awesome; super; ace; nice one; good bot; well done; ok; okay; cool; got it; fab; fabulous; excellent; amazing; wonderful; appreciated; no worries; will do; sounds good; fine; understood; good stuff; helpful; star; legend; bye; goodbye; see you; smashing; fantastic
    """,
    "HELLO": "hello; hi; hiya; hey; morning; good morning; good afternoon; good evening; afternoon; evening; hello there; hi there; howdy; alright; how are you; are you there; anyone there; you there; greetings; test; testing; yo",
}

# What only a rule or two need.
SPECIAL = {
    "PULSE_NEW": """
        open/run/do/send ... quick/short/anonymous survey/poll/pulse; survey/poll/pulse of the/all/our; quick question to/for; get a pulse/survey/poll; can we have a pulse/survey/poll; pulse/survey/poll to/for _channel_/everyone/all/the; want/need/like ... pulse/survey/poll
        start/starting/run/running/launch/launching/send/sending/create/creating/do/doing/new/conduct/kick/issue/put/hold/begin/plan/schedule/repeat ... pulse/pulses/survey/surveys/poll/polls/questionnaire/temperature/ballot
        set up ... pulse/survey/poll/questionnaire/temperature; open a/another/the/our ... pulse/survey/poll; another pulse/survey/poll; new/quick pulse/survey/poll/temperature; pulse/survey/poll time; ask ... pulse/survey questions; pulse/survey/poll the members/practices/group/gps/everyone
    """,
    "PEERS_ASK": "who/which/why/change/choose/pick/chosen/picked/different/other; how ... chosen; how are",
    "CLOSING": "closing date/time; close date; closing on; deadline for ... pulse/survey/poll; end date of",
    "LET_ROLE": "let/allow/enable/permit _person_ ... start/set/post/run/see/export/make/send/create/manage",
    "CHART_WORD": "chart/charts/graph/graphs/dot/dots/figure/figures/snippet/snippets",
    "CHANGE_HARD": "cancel/cancelling/postpone/postponing/reschedule/rescheduling/rearrange/rearranging; call off; call ... off; put off; bring forward",
    "REMIND": """
        remind/nudge/chase/reminding/chasing/nudging everyone/everybody/people/them/the/all/members/those/gps/practices/anyone/_person_/non/up/whoever/colleagues/who; send ... reminder/reminders; another reminder; chase up; reminder to/for; chaser
        prompt/ping/poke/hassle the/those/everyone/people/whoever/anyone; get the rest; people who have not; those who have not; non responders; nonresponders
    """,
    "RESULTS_ONLY": """
        the results; results; show ... results; the findings; what did people/members/everyone/practices/gps/they say/think/feel; how did people/members answer/respond; outcome of the; what do members/people/gps think/feel; results please; what have people/members said; last results; latest results
        is agreement; agreement going/up/down; since last time/round; compared with/to last time/round; going up or down; what came out; what came back; leaders/leads and members; members and leaders/leads; what they said; what everyone said/thought; say in the last; headline/headlines
    """,
    "BOARD_PAPER": "board paper/papers/report; governing body; for the board; paper for; report for the board",
    "COMPARE_WORD": "compare; comparison/comparisons; benchmark/benchmarking; how do/are we compare/doing; how are we doing; where do we stand/sit/rank",
    "COMPARE_OURS": """
        is _practice_ high/low/above/below/doing; how is _practice_ doing/performing/getting; how does _practice_ compare/do/perform
        how do/does/are/is we/i/our/my/us/mine compare/comparing/doing/do/look/looking/rank/fare/stack/measure/sit/stand; compare us/our/my/me/ours; where do/are we/i stand/sit/rank/on/for/with; how we compare; how i compare; are we high/low/an; how is our/my; how are our; how does our/my; do we prescribe/refer/send/have/use; how many ... do we; compared with/to others/other/the/average/england/everyone; versus; vs
        our ... versus/vs/against/compared; against others/everyone/england/average; what is our/my
    """,
    "POST_WORD": "post/posting/posts/publish/publishing/circulate/circulating/repost/broadcast/display; put ... on/in/up/into; send round; send ... chart/graph/figures/snippet ... to/round; send round",
    "NAME_WORD": "name/named/names/anonymous/anonymised/unlabelled/unnamed/labelled/identity/identifiable",
    "OUR_FIGURES": "our/my/ours figures/data/numbers/dot/results/figure/number/chart/values; our name; our ... figures/figure/numbers/data/chart; us anonymous; be named",
    "SHARE_FIGURES": "share/sharing/hide/show ... figures/data/numbers/name/results/figure/chart/graph/snippet/stats",
    "CHALLENGE_FIGURE": "challenge/dispute/query/contest/question/querying/challenging/disputing/questioning our/my/the/this/that/a/an/one figure/figures/number/numbers/data/rate/_indicator_/result/value; challenge/dispute/query/contest our/my/the/this/that ... figure/figures/number/numbers/data/rate; challenge/dispute/query this/that/it; want to challenge/query/dispute; like to challenge/query/dispute; how do i challenge/query/dispute; challenge a figure/number; query a figure/number",
    "ASKS": "can/could/shall/should/may/might/would; let us; lets; please; want/wants/like/love/need/needs; how about; what about; we must; time to; fancy; i think we; get; we ought",
    "SESSION_ASK": """
        date/time/place/venue/location/link/agenda of/for; is _person_/_practice_; what is the date/time/link/agenda; what is; am i
        thanks for; when is/are/was/were/did; where is/are/was/were; which session/sessions/meeting/meetings/mdt; who is coming/going/attending/in/running/facilitating/at; who else; what time is/are/was/does; do we have; do i have; have we got; have we had/held; have i got; has the/our/there; is the/our/there/this/that; are the/there; was/were the/there; did the/we/i; list/show/see; my sessions/meetings/session; how many; what happened; how did; what sessions/meetings; upcoming; coming up; details; am i in/coming/invited; in my diary; good session; great session; useful session; next session/meeting is/will; when will; where will; what did; which practices came; what came of; what have; what do/does/did; summary of; achieved
        remind me when/where; when the/our/my; still happening/on; who has said; who can make; who said; is anyone; is _day_; am i down; how many people/practices are; what is; has anyone; any session/sessions/meeting/meetings; clash/clashes
    """,
    "NOT_CHANGE": "not cancel/move/postpone/change/reschedule/delay",
    "SET_UP_ONE": """
        set up ... session/meeting/discussion/mdt/group/chat/trio/pair/workshop; schedule/arrange/organise/organize/book/plan/create/hold/run a/an/another/our ... session/meeting/discussion/mdt/group/chat/trio/pair/workshop; schedule/arrange/organise/book/plan ... session/meeting/discussion/mdt/trio/workshop; set ... up a; new session/meeting; schedule/arrange/organise/book one; schedule/arrange/book peer/virtual/locality
        put/stick/get a/an/another session/meeting/discussion ... in/arranged/organised/booked; get together about; could/can/shall/should we do/have a/an/another ... session/meeting/discussion
    """,
    "HELP_HOW": "how do/can/would/should/could i/you/one; how does ... work; how do/does ... work; how to; help with/on/about/for/using; help me with/use/set/understand; explain; how do we use/set/start/make/create/get/book/run/post/answer/change/sign/find/add; what does ... do; help pulse/peer/compare/session/sessions/matching; pulse/peer/compare help; show/tell me how to; guide to; what is a/an/the pulse/peer/snippet/compare/session; instructions for",
    "CONTROL": "control",
    "RSVP_VERB": "make/come/attend/join; be there; it; able",
    "DONE_MARK": "mark/tick ... done/complete/completed/off/as",
    "RECORD_ONE": "record/log/add/create/new/capture an/a/the/this/our? action/actions/task/todo",
    "MESSAGE_WORD": "message/messages/invitations/reminders",
    "AUDIT_WORD": "audit",
    "ANONYM_ANSWER": "what i/we said/say/answer/answered/put/voted/wrote; my/our/their/people's answer/answers/vote/votes/response/responses; who said/answered/voted",
}
TABLES = {**THINGS, **DEEDS, **SPECIAL}
