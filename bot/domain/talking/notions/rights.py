"""Words about rights and about looking after Peerbot itself."""

RIGHTS = {
    "MY_DATA": """
        copy of ... data/information/records you; all the data/info/information you hold
        data you hold/have/keep; what personal; export my; download my; what is held
        what have you stored; what you hold/have/know; anything ... about me; records about me
        records on me; dsar; access request; what information do; my personal information/data
        show me what you; see what you; what has been recorded about
        what do you/it/peerbot know/hold/have/keep/store/got about/on me
        what ... hold/held/have/keep/kept/know/stored/got about/on me; everything ... about/on/of me
        my data; all my data; copy of my data/information/record/records; data about/on me
        information about/on me; info about/on me; subject access; sar; subject access request
        my information; my info; data you hold; data held; my record; my file; personal data
        what you know about me; what have you got on me; what is kept about me
        send/give/show/download/get/export me? all? my data; data on me
        on file for/about/on me; stored/recorded/kept/saved about/on/for me; got on me
        details you have for/on/of me
        records/data/information/details/everything/documents relating/related/concerning/pertaining to? me
        copy of ... about/on/to me; my personal info/information/data/details
    """,
    "FORGET": """
        remove/delete/erase/wipe my details/data/record/records/account/everything; delete everything
        erase everything; wipe everything; wipe me; remove everything; delete all; i want out
        leave peerbot; stop using peerbot; opt out of peerbot/everything; get rid of my; get me off
        take my details; unsubscribe me from everything; i want to leave; remove me; deregister
        have my data deleted/removed/erased; forget me/about; forget everything/all ... me
        delete/erase/remove/wipe/scrub/destroy/clear me; take me off
        delete/erase/remove/wipe ... my/about/on data/info/information/account/profile
        scrub/destroy/clear ... my/about/on data/info/information/account/profile
        delete/erase/remove/wipe/scrub/destroy/clear ... my/about/on records/details/me/everything
        delete/erase/remove/wipe my data/info/information/account/profile/records/details
        right to be forgotten; right to erasure; be forgotten
        remove me from peerbot/this/here/everything/slack/the/you; close my account
        i am leaving ... delete; want out of peerbot; unregister
        my/me/about/all ... data/info/information/details removed/deleted/erased/wiped/gone/scrubbed
        my/me/about/all ... record/records/account/everything removed/deleted/erased/wiped/gone/scrubbed
        get/want/need/have everything/data/information/details/account ... removed/deleted/erased/wiped
        get rid of ... me/my/mine; get rid of everything/all/whatever/what ... me/my
        bin/clear/remove/delete/erase/wipe everything/all/whatever/what ... me/my
        take me/us off your/the/this/all/every system/systems/list/lists/records/database/books
        remove myself; delete myself; scrub me
        not want to be on/in here/this/it/peerbot any/anymore?; can/could i/we be removed/deleted/taken
        take me out; unenrol; delist me; stop being part; want no part; want nothing to do with
        remove my name and
    """,
    "NOT_FORGET": "not/never forget/delete/erase/remove/wipe",
    "PRIVACY": """
        handle/handling/process/treat/treating my/our/the/personal data/information/answers
        how do you protect/secure
        sell/sold/selling our/my/the/to/data; share my/our data with; pass on/our/my; used for
        commercial; train ai; training ai; ai; artificial intelligence; who is behind; big tech
        outside the uk; in the uk; legal basis; lawful basis; processing; legally; lawful
        third party/parties; who do you share; share ... with anyone/nhs/else; hosted; servers
        encrypted; encryption; who runs this; how private; is this private; private is; can i trust
        data controller; information commissioner; confidentiality policy; what do you record/track/log
        do you track; are you listening; who reads this; who can read; read my messages; read this
        see my messages; read our/these/my chats/messages; is this chat; cookies
        data flows; safe to; is it safe; is it confidential; is this confidential; are you recording
        do you record; privacy; privacy notice/policy/statement; gdpr; data protection
        what happens to my/our/the data/answers/information; is my/our data safe/secure/private
        how/where is/are my/our/the data used/stored/kept/protected; dpia; dtac; ico; caldicott
        information governance; ig; who has access to my data
        what do you do with my/our data/information/answers; how do you use my/our data
        data sharing agreement; who owns the data; is it/this secure; how secure; dpo; terms of use
        where is ... stored; who sees my data; data processing
        do/does/will you/it ... keep/record/store what/everything/all? i/we? type/say/write/tell
        do/does/will peerbot/this ... keep/record/store what/everything/all? i/we? type/say/write/tell
        do/does/will you/it/peerbot/this ... log/save what/everything/all? i/we? type/say/write/tell
        do/does/will you/it/peerbot/this ... remember/read what/everything/all? i/we? type/say/write/tell
        do/does/will you/it/peerbot/this ... keep/record/store what/everything/all? i/we? ask/typed
        do/does/will you/it/peerbot/this ... keep/record/store what/everything/all? i/we? said/message
        do/does/will you/it/peerbot/this ... log/save what/everything/all? i/we? ask/typed/said/message
        do/does/will you/it/peerbot/this ... remember/read what/everything/all? i/we? ask/typed/said/message
        who owns the/this/my/our/these/your
        where does/do/is/are ... data/it/information/answers/this ... go/goes/end/held/sit/kept/stored/live
        who can get at; who gets to see what; legal to; allowed to hold
        kept/held/stored/keep/keeping/hold ... safe/secure/securely/safely/private
        data protection officer
        my/our data/answers/information ... shared/sold/passed/given to/with/on; is my data; are my data
    """,
    "RETENTION": """
        how many years/months/days/weeks ... keep/kept/hold/held/store/stored/retain/retained; data life
        lifespan; life span; how long does
        get/gets/got/be/is/are/been/do/does ... wiped/deleted/erased/removed/destroyed/purged
        how far back; how old; how long before; how long until; kept for; keep data for; held for
        do you ever delete; still have ... from last; when ... expire; expiry; archived; archive
        time limit; keep everything; stored for; retention; retention schedule/policy/period/periods
        how long ... keep/kept/store/stored/hold/held/retain/retained/stay/last/save/saved/there
        when ... delete/deleted/deletes/removed/wiped/erased/destroyed/purged
        what was/is/has been? deleted; what have you deleted; deleted when; proof of deletion
        keep ... for how long; do you keep ... forever/indefinitely; delete ... after how long
        deletion log/job/record; get/gets deleted
        keep/hold/store/retain/save/delete ... for/after ... years/months; keep/hold/store/retain ... longer
        how long ... around/hang
        delete/wipe/purge/remove ... after ... years/year/months/weeks/days
        when do/does/will/is/are ... got/get/gets/be rid/binned/cleared/shredded/scrapped/purged
        when ... go/goes away; got rid of; how long will/do/does/are/is
        do/does/will/would you/it/they/peerbot get/bin/shred/delete/wipe/erase/clear/dispose rid? ... after
        after a while/year/time; disposed of; destroyed after; how far back does/do
    """,
    "AUDIT": """
        has/have/did someone/somebody/anyone/anybody ... change/changed/export
        has/have/did someone/somebody/anyone/anybody ... exported/downloaded/deleted
        has/have/did someone/somebody/anyone/anybody ... edited/altered/access/accessed/look/looked
        what was changed; what has changed in; list of changes; log please; the logs; usage log
        recent changes
        who is/has/had been looking/viewing/changing/exporting/downloading/accessing/editing/in
        who has been/is/was looking/viewing/changing/exporting/downloading/accessing/editing; who looked
        who has/had seen/accessed/opened/viewed; who saw; who made/did/took ... change/changes
        changes made/to the; history of; track changes; logs; the log; record of who; who set up
        who downloaded; who is exporting; audit please; what did ... change; who ran; who added/removed
        when was ... changed; who last; access log; accountability; audit log/logs/trail/history
        see/show/open/read the audit
        who/whom changed/exported/downloaded/deleted/scheduled/altered/edited/looked/viewed
        who/whom started/opened/cancelled/closed/set/accessed/touched/removed/added
        who has/had changed/exported/downloaded/deleted/scheduled/altered/edited/looked/viewed
        who has/had started/opened/cancelled/closed/accessed/touched/removed/added; log of who
        log of changes; change log; activity log; history of changes; record of changes; who did what
        what has been changed; which changes; what changes were; who looked at; who has been looking
        what changed in the settings
        tampered/fiddled/messed/meddled/interfered with; every/all/list/of exports/export; every export
        exports in/from/since/made; who exports
    """,
    "AUDIT_WORD": "audit",
    "CONCERN": """
        uneasy; unease; troubled; dislike
        angry/annoyed/cross/outraged/disappointed about/with/by/at/that; being used
        not think ... fair/right/appropriate/ok; hate how/that/the/this; do not want to be ranked
        not a fan; overstepping; against my wishes; not what we signed; not what i signed; mishandled
        wrong to use/share/show; out of order; safeguard; not consent; did not consent/agree; feels like
        back door; bully/bullying/bullied; blamed; punitive; against the rules; breach; breached trust
        trust issue; not in the spirit; stop using; should not have been
        should not be shared/shown/used; want to talk to someone
        confidential word; have a problem with; have an issue with; got an issue; got a problem
        do not think it is/was? right/fair/ok; do not agree with; feels wrong; feel wrong; policing
        spying; surveillance; named and shamed; shamed; naming and shaming; make a complaint
        worried about; kicking off; formal complaint; unhappy with; not fair; unethical
        escalate a concern; misuse; concern/concerns about/with
        a/my/raise/raising/any/open concern/concerns; have concerns; i am concerned/worried about
        complain/complaint/complaints/complaining; object/objection/objections to?
        not happy/comfortable; unhappy; uncomfortable; not ok; unfair/unfairly; unacceptable
        upset about/by/with; grievance; raise something/an ... issue; whistleblow; whistleblowing
        speak up; not right ... used/shared/shown; disagree with ... using/how/use; league table
        league tables; do not like how/the; worry about ... used; misused; used against us
        feel ... bullied/pressured/blamed; talk to the lmc; lmc; want to object; i object
        freedom to speak; not appropriate; inappropriate; performance managed; performance management
        worried that
        want/need/like ... raised/heard/addressed with; raised with someone/somebody
        take/taken ... up with someone/somebody/you
        was/is/are/were loaded/biased/leading/slanted/manipulative
        feels/felt ... wrong/unfair/punitive/threatening/loaded; leave/left a bad taste
        do not think ... should be/have; raise ... with someone/somebody/the lmc/rep/representative
        in confidence; confidentially with; a word with the lmc/rep
        i/we/they do not like it/this/that/being/how/what
        being ranked/judged/watched/targeted/shamed/blamed/singled/policed/monitored/penalised; picked on
        singled out; feel/feels/felt ... ranked/judged/watched/targeted/shamed/blamed/policed
        made to feel; feel/feels/felt small/stupid/ashamed/got/pressured/uneasy; objections
        who handles/deals concerns/objections/complaints
    """,
    "SETTING": """
        quiet hours on/off/to/from; add ... practices/practice/surgery/surgeries; new surgeries
        add the ... practices/surgeries
        change/set/alter/edit ... hours/threshold/timezone/channel/budget/rules/limit
        number of messages per; how many messages per; monthly limit; set the; configure; initial setup
        getting peerbot started; workspace settings; group settings; admin page
        rename the/our group/network/pcn; change our name; name is now; ods code/codes; import
        load the practices; upload the; csv of practices; who gets concerns; data contact; switch on
        enable; disable; turn on; protected time; body name; pcn name; we have merged; merged with
        practice has closed; practice closing; close/closed practice; setup checklist; steps left
        not finished setting; setting/settings; configure/configuration/configuring/config
        set/setting up peerbot; set/setting up the? bot; setup
        set up the group/workspace/network/pcn/federation/body; set this/you up; set up slack
        quiet hours; protected learning time; plt; time zone; timezone; thresholds; threshold; checklist
        change/edit/set/write/own ... ground rules
        add/remove/import/load/upload a/the/another/new/our? practice/practices/surgery to/from?
        add/import/upload practices; name of the group/body/network; prompt budget; message budget
        working hours; preferences; who is the data controller; finish setting up; left to set up
        onboarding; install/installation/installing; group's name; change ... name of the
        add/remove a practice; practice list; list of practices; new practice joined; quiet time
        set up everything; get peerbot going; admin settings; minimum number; small number threshold
        default channel; change the channel; which channels
        steps remain/remaining/left/outstanding; go/going live; left to do before
        new practice in/joining/to add; practice ... joined/joining the/our network/pcn/group
        turn/switch on/off ... for the/our/all group/network/everyone/practices
        weekend/evening/night messages; is peerbot ready; ready to launch; not set up yet; still to set up
        send times
        else/still/left/remaining/more ... to set up; what else is there to set
    """,
    "CHANGE_SETTING": """
        change/set/update/edit/alter ... controller/threshold/hours/timezone/settings/rules/limit
        change/update/edit our/the group/network/pcn/body name
        change/update/edit/correct/amend our/the? ... name to/of the; called ... now not
        change the/our organisation/body/group/network/federation
        change/update/edit/correct/amend our/the? ... name to/of
        change/move/set ... protected/quiet/working/plt ... time/hours/to
    """,
    "HELP": """
        how to; what next; now what; what happens now; huh; i am new; what is this thing; how this works
        how it works; who made you; info please; user manual; what do i need to know; what are you able
        teach me how to use; show me the ropes; what is peerbot for; basics
        what do i type/do/say/click/press; bit lost; i am lost; no idea; do not understand/get
        not sure how/what; new here; new to; remind me how; walk me through; talk me through
        tips for using; options; what are my options; menu; what else do; what should i type; examples
        example; faqs; i need help; any help; could you help; can you help; help; help me
        how do/does/can/would/should i/you/it/this/one/we use/work/start/get/do/set/see
        how do/does/can/would/should i/you/it/this/one/we make/run/create/find/answer/book/change
        how does ... work; what can you/peerbot/this/it/i do/ask/say/type; what do you do
        what are you for; who are you; what are you; what is this; what is peerbot; what commands
        which commands; commands; list of commands; instructions; guide; manual; how to use; get started
        getting started; user guide; tutorial; what else can; explain how; explain what; i am stuck
        im lost; confused; what am i supposed; tell me about yourself; show me what; faq; support
        how does it work; how does this work; what is the difference; what does it/this/that/peerbot do/mean
        what does ... button/command/tab do/mean
        give me a hand; a hand; who are you; how do they work; how does/do it/this/that/they work
    """,
    "HELP_HOW": """
        how do/can/would/should/could i/you/one; how does ... work; how do/does ... work; how to
        help with/on/about/for/using; help me with/use/set/understand; explain
        how do we use/set/start/make/create/get/book/run/post/answer/change/sign/find/add
        what does ... do; help pulse/peer/compare/session/sessions/matching; pulse/peer/compare help
        show/tell me how to; guide to; what is a/an/the pulse/peer/snippet/compare/session
        instructions for
        what can/could i/we ask/say/type/write/tell/do; what should i ask/say/type
    """,
    "WHAT_SAY": """
        what can/could/should i/we ask/say/type/write/tell; what can you do; what do you do
        what can/could peerbot do; what are you able
    """,
    "COPY": """
        copy of; provide; supply; send me; give me; let me have; show me; download; export
        want/need/like to see; under gdpr; entitled to; request for; request a/my/all
    """,
    "CONTACT": """
        who do i talk/speak/write/turn/go to about; who can i talk/speak/write/turn/go to
    """,
}
