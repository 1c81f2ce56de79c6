"""Words about people, their roles and where they work, and about quiet."""

PEOPLE = {
    "ROLE": """
        role/roles; lead/leads; clinical lead/leads; manager/managers; administrator/administrators
        admin/admins; chair; admin rights; permission/permissions; rights; access rights; allowed to
    """,
    "GIVE_ROLE": """
        is/becomes/are our/the/a/an/now new? clinical? lead/leads/manager/administrator/admin
        has/have taken over as; has stepped down as/from; new? clinical? lead is _person_
        remove/replace _person_ as/from; _person_ should/will/to be/have/become
        need/wants/want ... lead/manager/admin role/rights; swap the lead; new lead is; who leads
        who's lead; grant; revoke; stop _person_ being
        let/allow/enable/permit _person_/him/her
        can _person_ start/set/post/run/see/export/make/have/be; give _person_
        who is the/our manager/lead/administrator/admin/chair/facilitator; whos in charge
        _person_ as lead/manager/admin/administrator; should _person_ be
        should be/become a/an/the? clinical? lead/manager/administrator/admin
        to be a/an/the? clinical? lead/manager/administrator/admin
        as a/an/the? clinical? lead/manager/administrator/admin
        is/are no longer a/an/the? clinical? lead/manager/administrator/admin
        am i a/an/the? clinical? lead/manager/administrator/admin
        i am a/an/the? new? clinical? lead/manager/administrator/admin
        who can approve/change/start/set/do/give; do i have permission/rights/access
        give ... access/permission/permissions; who has access/permission/rights; have the right
        our new lead/manager/administrator/admin/chair; promote; demote; who leads; who manages
        who administers; what are the roles; hand over; stand down; handing over; replace me as
        take over as/from; clinical director; access level; what can leads/managers/administrators do
        as lead; formal role; board member
        make/appoint/promote/set/give _person_/me/him/her ... lead/leads/manager/administrator/admin
        make/appoint/promote/set/give them/dr/role/roles ... lead/leads/manager/administrator/admin
        add/assign/remove/take _person_/me/him/her ... lead/leads/manager/administrator/admin
        add/assign/remove/take them/dr/role/roles ... lead/leads/manager/administrator/admin
        make/appoint/promote/set/give _person_/me/him/her ... role/roles/rights/permissions/chair
        make/appoint/promote/set/give them/dr/role/roles ... role/roles/rights/permissions/chair
        add/assign/remove/take _person_/me/him/her ... role/roles/rights/permissions/chair
        add/assign/remove/take them/dr/role/roles ... role/roles/rights/permissions/chair
        make/appoint/promote/set/give someone/somebody/a/the ... lead/leads/manager/administrator/admin
        make/appoint/promote/set/give as/away/x ... lead/leads/manager/administrator/admin
        add/assign/remove/take someone/somebody/a/the ... lead/leads/manager/administrator/admin
        add/assign/remove/take as/away/x ... lead/leads/manager/administrator/admin
        make/appoint/promote/set/give someone/somebody/a/the ... role/roles/rights/permissions/chair
        make/appoint/promote/set/give as/away/x ... role/roles/rights/permissions/chair
        add/assign/remove/take someone/somebody/a/the/as/away/x ... role/roles/rights/permissions/chair
        revoke/strip/demote/change/grant _person_/me/him/her ... lead/leads/manager/administrator/admin
        revoke/strip/demote/change/grant them/dr/role/roles ... lead/leads/manager/administrator/admin
        let/name/nominate/turn _person_/me/him/her ... lead/leads/manager/administrator/admin
        let/name/nominate/turn them/dr/role/roles ... lead/leads/manager/administrator/admin
        revoke/strip/demote/change/grant _person_/me/him/her ... role/roles/rights/permissions/chair
        revoke/strip/demote/change/grant them/dr/role/roles ... role/roles/rights/permissions/chair
        let/name/nominate/turn _person_/me/him/her ... role/roles/rights/permissions/chair
        let/name/nominate/turn them/dr/role/roles ... role/roles/rights/permissions/chair
        revoke/strip/demote someone/somebody/a/the ... lead/leads/manager/administrator/admin
        change/grant someone/somebody/a/the ... lead/leads/manager/administrator/admin
        revoke/strip/demote/change/grant as/away/x ... lead/leads/manager/administrator/admin
        let/name/nominate/turn someone/somebody/a/the ... lead/leads/manager/administrator/admin
        let/name/nominate/turn as/away/x ... lead/leads/manager/administrator/admin
        revoke/strip/demote/change/grant someone/somebody/a/the ... role/roles/rights/permissions/chair
        revoke/strip/demote/change/grant as/away/x ... role/roles/rights/permissions/chair
        let/name/nominate/turn someone/somebody/a/the/as/away/x ... role/roles/rights/permissions/chair
        make/appoint/promote/give/remove/change ... lead/manager/administrator/admin/role/roles
        who is/are/has/holds/have ... lead/leads/manager/managers/administrator/administrators
        who is/are/has/holds/have ... admin/admins/role/roles/charge/chair; who runs
        what/which role/roles; am i/_person_ a/an/the? clinical? lead/manager/administrator/admin
        is _person_ a/an/the? clinical? lead/manager/administrator/admin; my role/roles
        list ... roles/leads/managers/admins/administrators; roles; who is allowed
        who can start/set/post/export/see/run/make/change; is now a/the/our lead/manager/chair
        should be a lead/manager/admin/administrator; no longer a/the/our lead/manager/admin; need admin
        admin rights; who is in charge; step/stepping/stepped down as; taking over as; why can i not
        why am i not allowed
        link/connect/tie/sync/map/use ... group to/for/with/as ... role/roles/lead/leads
        link/connect/tie ... group to/for/with/as ... manager/managers/admin/admins/administrators
        sync/map/use ... group to/for/with/as ... manager/managers/admin/admins/administrators
        slack/user group/groups for/to the? leads/lead/managers/manager/admins/role/roles
        can/could/may/should i/_person_/she/he/they have/get/be ... rights/role
        can/could/may/should i/_person_/she/he/they have/get/be ... access/permissions/permission
        want/need ... rights/role/permissions; stop being lead/manager/admin/administrator
        who looks after; who runs/manages this; take/strip away
    """,
    "LET_ROLE": """
        let/allow/enable/permit _person_ ... start/set/post/run/see/export/make/send/create/manage
        who can/may/could export/start/post/launch/change/approve/schedule/delete/edit/close
        who is allowed/able to
        _person_ should/must/needs be/to? able/allowed to
    """,
    "PRACTICES": """
        practice/practices; surgery/surgeries; gps; member/members; colleagues; partners; everyone
        everybody; people
    """,
    "WHO_PEOPLE": """
        everyone/everybody/people/gps/doctors/colleagues/staff at/in/from _practice_; at _practice_ who
        contacts at _practice_; anyone at/from/in _practice_; who represents; reps; representatives
        rep for; who do i know; who have we got; which member; look up; whereabouts does _person_
        which surgery is _person_
        which gps/people/members/doctors/colleagues; who ... down for
        gps/doctors/members/people at/for/in/from _practice_; who do you have; member/members of
        how many of us; who is missing; missing practices; members list; list the; who are all
        who is new; new members; not got a practice; does _person_ work; where does _person_ work
        which practice is _person_; what practice is _person_; is _person_ a member; is _person_ in
        _person_ works at; _person_ is at; _person_ has left/moved/joined/retired/gone; remove _person_
        add _person_; add _person_ to; new gp; new partner; new joiner; new starter; joined us
        has joined; staff list; contact list; contacts
        who is/are/else ... in/here/members/member/part/at/from/works/on; who works at/in/for; who else
        list/show/see/find/give ... members/people/membership/colleagues/gps/users/staff
        member list/directory; directory; membership; members; everyone in; people in
        how many members/people/gps/users; who do we have; who has/have no/not practice/said/joined/left
        without a practice; who has joined/left; who joined; who left; people without
        list of members/people/gps/names; unassigned; who are the gps/members/people; confirm where
        waiting to be confirmed; names of all; contact at; who is at/from _practice_; who do you have at
        who belongs; people list; manage people
        add/remove a? person/people/member/members/user/someone/colleague
        confirm/approve/verify/vouch/accept/admit for? _person_
        confirm/approve the? new? members/people/joiners/starters/requests; waiting/wants/wanting to join
        is/does/has _person_ still/now/at/in/from/left/moved/working
        practices/surgeries/practice ... nobody/noone/anyone signed/joined/registered/up/yet/on?
        practices/surgeries/practice ... anybody/members/people signed/joined/registered/up/yet/on?
        nobody/noone/anyone/anybody from _practice_
        practices/surgeries ... not/without ... joined/member/members/anyone/signed; where does/is _person_
        add dr/doctor/_person_/someone to; she/he/they is/are new/starting/joining/based at/from
        new at _practice_; people/anyone/who new/joined; who has/is joined/new/left/starting
        not said/told/recorded/given where/which; not ... where they work
    """,
    "WORK_AT": """
        started/working/based/salaried/locuming/here at/with/for _practice_
        used to be/work at? _practice_; locum across/at/in/for/between; i cover; i split my
        split between _practice_; both _practice_; joined the team at; i am now at
        i am now a? ... at _practice_; work between; i work across; i represent _practice_
        representing _practice_; i am the ... at _practice_; for _practice_ now; i have joined
        i have left; i have started; retired from; my employer; days at _practice_; update where i
        change where i; where i work; where am i; surgery is wrong; practice is wrong; wrong surgery
        you have got me at; you have me at; not my practice/surgery; partner at; move me to; moved me
        put me at; put me under; belong to _practice_; i am from
        i/i am/we now? work/works/working/based/employed at/to/for/in/with/from _practice_
        i/i am/we now? locum/locuming/practise/moved at/to/for/in/with/from _practice_
        i/i am/we now? transferred/transferring/started/starting/joined at/to/for _practice_
        i/i am/we now? transferred/transferring/started/starting/joined in/with/from _practice_
        i/i am/we now? joining/registered/salaried/partner at/to/for/in/with/from _practice_
        am/work/working/works/moved/moving/joined/joining now? at/to/for/in/with/from? the? _practice_
        started/based/transferred/partner/salaried/gp/locum now? at/to/for/in/with/from? the? _practice_
        i am/work/working now? from/at/with _practice_; i am with/at/from/in _practice_
        my practice/surgery is/has/was/should/changed/changes
        change/set/update/correct my/the practice/surgery/workplace/i; where do i work
        which/what practice/surgery am/do/is/have i/my/me; wrong practice; new practice; left _practice_
        leaving _practice_; i am a locum; i locum; i also work; work in two/several/three practices
        two practices; at _practice_ now; changed practice/practices/surgery; changed jobs; i have moved
        moved practice/practices/surgery; not at _practice_ any; no longer at/work; new job at
        i work for; put me down at/as; my surgery; from _practice_ here; started at _practice_
        retire/retired/retiring from; dr at _practice_; gp at _practice_
        do/doing/work/working ... days/clinics/shifts/surgeries at/in/for _practice_
        now/covering/cover/covers/helping at/for/in _practice_; new job; i am covering
        start/starting at _practice_
    """,
    "MY_PLACE": """
        change my practice/surgery; my practice/surgery is; where do i work; which/what practice am/do i
        wrong practice; i am a locum; moved practice/practices/surgery
        change/changed/update/set/correct my? practice/practices/surgery; i have moved
        have me down at/as; put me down at; new surgery; update where i; change where i; where i work
        surgery is wrong; practice is wrong; wrong surgery/practice; you have got me at; you have me at
        not my practice/surgery; move me to; put me at/under; i am a ... locum
        locum across/at/in/for/between; my new practice/surgery; i have left my
        left my practice/surgery; what practice ... me; which practice ... me
        i work at/for two/three/several/both; i locum; change ... i work; no longer work/at
        which practice/surgery do you
    """,
    "SNOOZE": """
        stop everything; stop all; no contact; not now; do not write; dnd; leave us alone; annual leave
        on hols; half term; back _day_; away all; away this; off this/next/all week; not here
        not in this/next week; am off; be off; i will be off; be away; will be out; taking leave
        taking time off; time off; chill; relax
        quiet please
        stop/quit pinging/messaging/nudging/bothering/pestering/contacting/poking/emailing me
        no/not/fewer/less/stop ... messages/notifications/prompts until/for/please/this
        no/not/fewer/less/stop ... nudges/reminders/pings until/for/please/this
        no/not/fewer/less/stop ... messages/notifications/prompts now/_until_/from/while
        no/not/fewer/less/stop ... nudges/reminders/pings now/_until_/from/while
        i am off from/now/until/for/_until_; off from
        on mat/pat/maternity/paternity/parental/compassionate/carers/jury leave/service; on sick
        signed off; am on leave; off work; not in until; not back until/before/_until_; hold off
        hold everything; pause everything; pause for; take a break; have a break; silent; back in the
        back from leave; i am back; am back; away next; away from; out of the country; abroad
        on a course; sabbatical; do not want messages/notifications/prompts
        turn off/down messages/notifications/prompts/reminders; switch off; less often
        so many messages/notifications/prompts; enough messages; spam; spamming; overload
        snooze/snoozed/snoozing; mute/muted; unmute; unsnooze; leave me alone; leave me be; silence
        shush; quieten; be quiet; go quiet; give me a break; back off; do not disturb; bother me less
        not/stop/no/pause more? ... messages/notifications/prompts/reminders/nudges/pings/dms
        hold/fewer/less/quit more? ... messages/notifications/prompts/reminders/nudges/pings/dms
        not/stop/quit ... message/messaging/bother/bothering/contact/contacting/nudge/nudging me/us
        not/stop/quit ... ping/pinging/pester/pestering/disturb/dm/nag/nagging me/us
        no more messages/notifications/prompts/nudges
        too many messages/notifications/prompts/nudges/reminders/pings
        on/annual/maternity/paternity/sick/study/sabbatical leave; on holiday; on my holidays
        i am away/off/out; am away until/for/from/_until_/_day_; away until/till/_until_
        off until/till/_until_; off sick; out of office; ooo; i am back on/_day_/_until_/in
        back on/in _until_/_day_; back _until_; quiet until/till/_until_
        not available until/till/_until_; do not contact/message/bother/disturb/ping/nudge/remind me
        stop contacting/messaging/bothering/pinging/nudging me; will be away; be off until/till/_until_
        pause until/till/_until_; pause ... messages/notifications; going away; hold my messages
        on sabbatical; off for _until_; away for _until_; until i am back; be back on; peace and quiet
        stop the messages; shut up
        can/may/could start/resume/begin? message/messaging/nudge/contact/ping/remind/messages me? again/now
        resume/restart/unpause messages/notifications/prompts/reminders/the?
        ok to message/contact me; messages back on; turn ... back on; start messaging me
        pipe down; give it a rest; zip it; leave off; lay off; ease off; knock it off; stand down until
        quiet time for me; less noise; hush
        leave me in peace; go away until; not until i am back; nothing until; no contact until
        radio silence; hold fire
        sending/messaging/bothering/contacting me/us too much/many/often; too much/many/often from you
        you message/send/write too much/many/often; quiet for
        less/fewer/enough of the? nudging/messages/nudges/pinging/pings/messaging/reminders
        come back to me on/in/after _day_/_until_
        try me again; ask me again/later; get back to me on/in
    """,
    "NOT_SNOOZE": "not/never snooze/mute",
    "DAYS_OFF": """
        only do/here/there/in/available _weekdays_/_day_; only do _weekdays_; i do _weekdays_
        i am in on? _weekdays_/_day_ and/to; do not message/contact me on _weekdays_/_often_
        not on _weekdays_/_often_; _weekdays_ are my; _weekdays_ is my; job share; sessions a week
        days a week; half day/days; i have _weekdays_; my non clinical
        not available on? _weekdays_/_often_; never in on; off _weekdays_; work on _weekdays_
        mondays to; i am only; no messages on _weekdays_/_often_; not working _weekdays_; days i work
        working pattern; work pattern; not work/working on? _day_/_weekdays_
        never work/in/working on? _day_/_weekdays_; day off; days off; non working day/days
        nonworking day/days; part time; work part time
        only work/in/working on? _day_/_weekdays_/mornings/three/two/four
        off on/every? _weekdays_/_often_; i work on? _weekdays_; i work _day_ to/and
        not in on _weekdays_/_day_/_often_; not in _weekdays_; do not do _weekdays_; i do not work
        my working days/week/pattern; change my days; my days are; working days
        i am not in on _weekdays_; not in the/at? practice/surgery on? _weekdays_
        always off on? _weekdays_/_day_; have _weekdays_ off; _weekdays_ off; my day off is
        less than full time; work ... days a week
        work/working/i am full time; full time now/again/from; now full time; work every day; in every day
        work all week; all five days; work five days
        work/working/am/gone/going full time
        _weekdays_ i/are/is am/not/off/my/out not/in/off/working?
        _weekdays_ and/or/& _weekdays_ i/are/off/not/out; _weekdays_ not/off/out
        do/work/in/working/available _day_/_weekdays_ ... only; i do/work/am _day_ _day_; _day_ _day_ _day_
        only in _day_/_weekdays_
        i do/work _day_/_weekdays_ and/to/through/until/& _day_/_weekdays_
        _day_/_weekdays_ and/to/through _day_/_weekdays_ only; on _weekdays_ i; my _weekdays_ off
        never available/in/here/free/around on? a? _day_/_weekdays_; not _day_ or/and/nor _day_
    """,
    "HOME_WORD": """
        home
    """,
    "HOME": """
        what do i need; what needs doing; need to answer; to answer; open items; waiting on me
        waiting on my; anything new for me; at a glance; show me where; overview
        want from me; expected of me; need from me; need me to; do you need me; my tasks; my dashboard
        what is on my; my home; show home; what is for me; what is due; update me; status for me
        where am i up to; am i up to date; up to date; anything i need/have/must/should
        anything ... deal/do/answer/attention/pending; what needs my; needs my attention; my to dos
        what is pending; pending; where do i start; show me everything; everything for me; my stuff
        start page; front page; start screen; what should i look; first screen; summary for me
        any updates; updates for me; anything for me; what have i missed; missed anything
        what is going on; go home; the home; do i have/need ... anything/to do/answer
        have i got anything; am i behind; anything waiting; anything due; home tab/screen/page
        open/show/go/take me? to? the? home; dashboard; my page; my overview; home page; waiting for me
        anything/what for me; what do i need/have to do/answer; what have i got to do/on
        what needs doing; what is new; anything new; what did i miss; what is outstanding for me
        catch me up; my inbox; home please; peerbot home; main menu; anything i need to do
        anything i should; what should i do; anything outstanding; my summary
        do you need anything; need/needs/want anything from/of me/us; anything i owe; anything you need
        is it my turn; what next for me
        what should i be doing; what now for me; what should i do next; what am i missing
        what have i got to do; what do i have to do
    """,
    "MESSAGES": """
        not get/got her/his/my/our/their/the/an invite/invitation/invites/message/email
        get her/his/my/our/their invite/invitation; nobody got; no one got; some people did not
        wrong person; did it send; did it go; did that send; bounce
        not/never get/got/receive the/their/his/her? message/messages/invitation/invite
        not/never received/see/seen the/their/his/her? message/messages/invitation/invite
        not/never get/got/receive/received/see/seen an/my/any? message/messages/invitation/invite
        not/never get/got/receive the/their/his/her? invites/invitations/reminder/reminders
        not/never received/see/seen the/their/his/her? invites/invitations/reminder/reminders
        not/never get/got/receive/received/see/seen an/my/any? invites/invitations/reminder/reminders
        messages fail/failed/stuck/bounced/held
        message/messages/invitation/invitations ... stuck/fail/failed/failing
        message/messages/invitation/invitations ... undelivered/delivered/bounced
        invite/invites/reminder/reminders ... stuck/fail/failed/failing/undelivered/delivered/bounced
        message/messages/invitation/invitations ... lost/arrive/arrived/received/unsent/out
        invite/invites/reminder/reminders ... lost/arrive/arrived/received/unsent/out
        never got/received/arrived/came; did not arrive/get/come; delivery; failed to send
        could not be sent; not sent; go out; gone out; went out; undelivered; still sending
        waiting to go; held up; message/messages/invitation/invitations/invite ... stuck/fail/failed
        message/messages/invitation/invitations/invite ... failing/undelivered/delivered
        invites/reminder/reminders/dm/dms ... stuck/fail/failed/failing/undelivered/delivered
        message/messages/invitation/invitations/invite ... bounced/lost/arrive/arrived/received/unsent
        invites/reminder/reminders/dm/dms ... bounced/lost/arrive/arrived/received/unsent
        stuck/failed/undelivered messages/message/invitations/invitation/reminders
        unsent/lost/undeliverable messages/message/invitations/invitation/reminders; not delivered
        not get/receive/got the/their/his/her/an/my/any? message/messages/invitation/invite
        not get/receive/got the/their/his/her/an/my/any? reminder/reminders/email/poll
        did ... get/receive/go ... message/messages/invitation/invitations/invite/invites/reminder/out
        was ... sent out; have ... gone out; delivery report/status/problems/failures
        message status/log/queue; messages waiting to be sent; outgoing messages; sent messages
        messages on their way; resend; messages that did not; has everyone got/received/had
        message queue; messages went out; problems with messages
        invite/invites/invitation/invitations never/not turned/arrived/came/appeared/reached/showed/shown
        reminder/message/messages/email never/not turned/arrived/came/appeared/reached/showed/shown
        never/not/nothing turned up; nothing arrived/came
        not had the/my/an/any invite/invitation/message/reminder
        reminders/reminder/messages/invites/invitations ... through; not getting/reaching
        invitations/messages/invites/reminders ... been/being sent/delivered
        all the invitations/messages/invites ... sent/out
    """,
    "MESSAGE_WORD": "message/messages/invitations/reminders",
    "WORK_SESSIONS": """
        i/am do/doing/work/working ... sessions at/in/for/between/across _practice_
        doing/do/work/working sessions/clinics/shifts at/in/for/between _practice_
    """,
    "LOCUM": """
        locum here; as a locum; am a locum; just a locum; locum not; locum with no; we are locums
        no fixed practice/surgery; not attached to; no one practice/surgery; bank gp; sessional gp
        portfolio gp; freelance
    """,
}
