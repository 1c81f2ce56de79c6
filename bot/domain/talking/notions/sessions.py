"""Words about peer sessions: setting them up, going to them, and being matched for them."""

SESSIONS = {
    "SESSION": """
        call/zoom about/on/with/between; zoom call/meeting; teams call/meeting; video call
        conference call; roundtable; round table; forum; seminar; lunch and learn; study group
        journal club; drop in; drop ins; learning session; get everyone/people/us together; away day
        learning lunch; session/sessions; meeting/meetings; small group/groups; group on/about
        meetup/meetups; meet up; mdt/mdts; get together; get togethers; discussion/discussions
        peer group/groups; catch up; catchup; huddle; workshop/workshops; gathering; peer review/reviews
        learning event/events; peer chat; trio on/about; pair on/about; virtual mdt; chat about/on/with
        peer learning; webinar; group discussion; locality event; peer visit/visits; locality meet
        a trio with; a pair with; learning set
        trio/trios/pair with/of/for; small group/groups; peer trio/pair
    """,
    "TALK": """
        getting/bring/bringing ... together; sit ... down; meet as; meet over; have a natter
        bounce ideas; bash through
        to/and/lets/us talk; in a room; sit down and/to/with; go through; talk ... through; thrash out
        get our heads; mull over; look at together; pick ... brains; discuss/discussing
        talk about/through/over/with; chat about/through/with; compare notes; meet about/on/to/with
        talk ... about; get ... together; meet ... about/to; meet up; sit down with; go over
        put our heads together; speak about/with; swap ideas; share ideas; get together
        conversation about; have a word about; something on/about; debate; brainstorm; review together
    """,
    "SET_UP_ONE": """
        set up ... session/meeting/discussion/mdt/group/chat/trio/pair/workshop
        schedule/arrange/organise a/an/another/our ... session/meeting/discussion/mdt/group
        organize/book a/an/another/our ... session/meeting/discussion/mdt/group
        schedule/arrange/organise/organize/book a/an/another/our ... chat/trio/pair/workshop
        plan/create/hold/run a/an/another/our ... session/meeting/discussion/mdt/group
        plan/create/hold/run a/an/another/our ... chat/trio/pair/workshop
        schedule/arrange/organise/book/plan ... session/meeting/discussion/mdt/trio/workshop
        set ... up a; new session/meeting; schedule/arrange/organise/book one
        schedule/arrange/book peer/virtual/locality
        put/stick/get a/an/another session/meeting/discussion ... in/arranged/organised/booked
        get together about
        could/can/shall/should we do/have a/an/another ... session/meeting/discussion
    """,
    "FIND_TIME": """
        which/who/how of us/you/them ... free/available; are free on/at/_day_; possible dates/times
        some dates/times; dates and times; when/what ... convenient; send ... dates/times/options
        compare diaries; a time when; vote on a time/date; poll ... on/for dates/times
        fix/set/book/arrange a/some/another time/date/slot; time/times/date/dates/slots/days that/which
        most people can; people can make; dates work; times work; availability of; offer people
        give people ... times/dates/slots/options; options for; which of these; see who is free
        can do the same; find/finding/suggest/offer ... time/times/date/dates/slot/slots/day/when
        propose/agree/choose/pick ... time/times/date/dates/slot/slots/day/when
        identify/sort/look/need/want/get/work ... time/times/date/dates/slot/slots/day/when
        time/times/date/dates/slot/slots/day ... suit/suits/works/work/everyone
        time/times/date/dates/slot/slots/day ... everybody/all/most/convenient/possible
        when can/could/is/are/would/might everyone/everybody/people/we/all ... free/available/meet/do
        when can/could/is/are/would/might everyone/everybody/people/we/all ... make/come/get/manage
        when can/could/is/are/would/might most/they/practices/us/the ... free/available/meet/do
        when can/could/is/are/would/might most/they/practices/us/the ... make/come/get/manage
        when is everyone/everybody; when are people/we/they/most/practices free/available; availability
        doodle; when would suit; when suits; best time; good time
        poll/vote ... times/dates/time/date/when; times for the; time poll; date poll; everyone can make
        mutually convenient; who is free; when people are; dates for; offer ... times; check diaries
        are people free; is everyone free; what time works; which day works; what works for; see when
        when is/are/would/might ... good/best/convenient/suitable/ok/okay/easiest for/to/with
        what/which ... good/best/convenient/easiest/suits/suit/works/work for/with people/everyone/all/most
        what/which ... good/best/convenient/easiest for/with us/them/_person_/_practice_
        what/which ... suits/suit/works/work for/with us/them/_person_/_practice_
        when is good; when works; when would work; when would be good; pin down a; get a time/date
        what/which slots/slot/times/dates/days/day/time/date ... work/works/suit/suits/ok/good/free
        when can/could/might/would/is/are _person_/_practice_ do/make/meet/come/free/available
        which/what of _day_; which day/date/time/one; find/need ... _length_ ... works/suits/work/suit
        find ... works/suits for; _day_ ... or _day_ ... suits/suit/best/better/works; options of _day_
        who can do
        look at/check/compare/sort diaries/calendars; look at diaries
        what/which evening/morning/afternoon/lunchtime/lunch ... best/suits/good/works
        what/which _clock_/_day_ ... best/suits/good/works
        when are/is _person_/_practice_ ... free/available/around; when are/is ... both free/available
    """,
    "WHEN_WHERE": """
        date/time/place/venue/location/link/agenda/details of/for the/our/my/next/tomorrow's/_day_
        what is the date/time/link/agenda; who is/are facilitating/running/hosting
        is _person_ coming/going/attending; is _practice_ coming/going
        when the/our/my/that ... session/meeting/mdt/discussion; when my/our; remind me when/where/what
        who has said/accepted/replied/declined/confirmed; who said yes/no; who can/can not make
        has anyone accepted; where the; what the ... time/link; how many ... coming; is anyone coming
        how many people are; am i down; what time; when is/are/was/s; where is/are
        what time is/are/does/do; which session/sessions/meeting/meetings
        what sessions/meetings/session/meeting; who is coming/going/attending/in
        who else is coming/going; who has/have accepted/declined/said; list; show; see; coming up
        upcoming; next session/meeting/mdt; any sessions/meetings; do we/i have; is there; are there
        my sessions/session/meetings/meeting; am i in/coming/going/invited/booked; has the ... been
        is ... still on; is ... cancelled/happening; next one; what is on; planned; future
        who is facilitating/running/leading; the link; joining link; what have i got; details of
        calendar; in my diary; what is happening; find the
    """,
    "SESSION_ASK": """
        date/time/place/venue/location/link/agenda of/for; is _person_/_practice_
        what is the date/time/link/agenda; what is; am i; thanks for; when is/are/was/were/did
        where is/are/was/were; which session/sessions/meeting/meetings/mdt
        who is coming/going/attending/in/running/facilitating/at; who else; what time is/are/was/does
        do we have; do i have; have we got; have we had/held; have i got; has the/our/there
        is the/our/there/this/that; are the/there; was/were the/there; did the/we/i; list/show/see
        my sessions/meetings/session; how many; what happened; how did; what sessions/meetings; upcoming
        coming up; details; am i in/coming/invited; in my diary; good session; great session
        useful session; next session/meeting is/will; when will; where will; what did
        which practices came; what came of; what have; what do/does/did; summary of; achieved
        remind me when/where; when the/our/my; still happening/on; who has said; who can make; who said
        is anyone; is _day_; am i down; how many people/practices are; has anyone
        any session/sessions/meeting/meetings; clash/clashes
    """,
    "COMING_UP": """
        what is on _day_/_until_; what is happening _day_; anything on _day_; what have we got _day_/on
        got on _day_
        have i got on; have we got on; what am i doing; got coming; what have i got; when does
        when we meet; when are the; on my calendar; my calendar; what is happening; coming up
        what is on this/next; when are we meeting/next; when do we meet/next; when is the next
        who is coming; upcoming; next meeting; my next; meeting next; what sessions; what meetings
        next one; what is in the diary; what is planned; when are we next
        anything/what/something/owt/much ... in/on my/the/our diary/calendar; diary for
        diary this/next/_day_
        what is in my; got/have ... on this/next week/month; what is next for me
        who has/have? said/accepted/replied/confirmed/declined/signed yes/no/maybe/up? for/to/on
        who is in for
        the link; joining link; dial in; teams/zoom/meeting/joining link/details/invite; what/which room
        where do we/i go/meet; link for today/tomorrow/_day_
        am i/we expected/needed/due/wanted ... _day_/week/today/at/in/anywhere; what time is it/the/my
        what time _day_
        is/are the/our/that/my ... still happening/on/going; thing still; still happening/going ahead
    """,
    "CHANGE": """
        call _day_/it/that/this/the/off off?; call ... off; knock ... on the head; put off
        new date/time for; different date/time/day for; cancel/cancelling/cancelled; call off
        calling off; called off; move/moving/moved; postpone/postponing/postponed
        reschedule/rescheduling/rescheduled; rearrange/rearranging/rearranged; bring forward; put back
        push back; push ... back; delay; scrap; change/changing the/our/this/that/my/time/date/when
        change ... time/date/day/facilitator; delete the/this/that; swap; shift; drop the; pull the
        end the series; not go ahead; abandon; bin; edit the
        be/make/have ... later/earlier on? _day_; hour/minutes later/earlier; later on _day_
        earlier on _day_
        make _day_/the/our/tomorrow ... earlier/later/longer/shorter
    """,
    "CHANGE_HARD": """
        cancel/cancelling/postpone/postponing/reschedule/rescheduling/rearrange/rearranging; call off
        call ... off; put off; bring forward
    """,
    "NOT_CHANGE": "not cancel/move/postpone/change/reschedule/delay",
    "RSVP": """
        rsvp; reply to the invitation/invite; answer/accept/decline the/my/an invitation/invite
        change my answer/reply/rsvp; respond to ... invitation/invite
    """,
    "RSVP_NO": """
        cancel/withdraw/release my place/attendance/slot/spot/booking; take me off; pull me out
        i am on call/duty/holiday/leave on? _day_; i have got to miss/cancel; got to miss
        i have to be elsewhere; another meeting; not for me; will miss; sorry for/about
        send my apologies; apologies; apols; wont manage; not attend/attending; not around
        away on/that/then/_day_; not free; stuck in/with; have clinic; have surgery; got surgery
        no longer able/come/make; not make; skip; sit ... out; duty doctor; can not any; need to drop
        have to drop; please excuse; excuse me; cry off; no go; let ... down; not possible
        someone else will; in my place; instead of me; send a deputy; have to bail; bail; ducking out
        cant manage; can not/no make/come/attend/join/manage
        can not do it/that/this/then/_day_/the/_clock_; can not be there; can not do _day_
        unable to make/come/attend/join; not able to make/come/attend/join/be/do
        will not be able/there/coming/attending/make/come/attend/join/manage
        will not make/come/attend
        will not be there/coming/attending/able/in/available/around/joining/free
        am not coming/attending/free/available/able/going
        have to miss/cancel/pull/drop; going to miss; need to miss; apologies for; my/send apologies
        pull/drop/bow out; not going to make/be/come; count me out; decline/declining
        something has come up; double booked; sorry ... miss; not make it; gonna miss; can not any more
        take me off ... session/meeting; withdraw from; clash/clashes
        i am busy/away/on call on? _day_/then; not coming; am out for; will be away for
        _day_ no/not/is/does good/longer/out/bad/not/impossible for/works/work/any/now; _day_ is out/off/no
        _day_ no good; _day_ does not work/suit
        no/nope to/for _day_/that/the
    """,
    "RSVP_YES": """
        yep/yes/yeah/sure/ok/okay/definitely/absolutely can/will/i/_day_/count/that/put
        can do _day_/then/that/it/the; _day_ works/suits/is fine/good/ok; works for me; suits me
        fine for me; sounds good; i am happy to come; i will be; i am free on/that/then
        confirm/confirming my/i/attendance; will attend; coming along; i would love to come; i am free
        let them know i; i am up for; pencil me in; will be there/coming/joining/attending
        i am/will coming/come/attend/attending/in/join/there/going; count me in; can make/do/attend/come
        i can make/do/come/attend/be; i accept; accepting; accept the/this/my/that/it
        yes ... come/there/coming/attend/make/please/can
        happy to come/attend; see you on/there/at; sign me up; put me down; rsvp yes; will make it
        be there; would be delighted/happy to come/attend; coming on/to; will join
        able to make/come/attend now; can now make/come; i am free on/_day_; joining on
        fine/good/ok/okay/happy with/for/on _day_; _day_ is/looks/sounds good/fine/ok/okay/great
        can manage _day_
        shall attend/come/be/join; i shall be/attend; going to be there/attend; will be able to
        yes/yep/ok/yeah to/for _day_/that/it/the
    """,
    "RSVP_MAYBE": """
        put me down as a? maybe/possible/tentative; as a maybe; a maybe; could possibly; fifty fifty; 50
        unsure; touch and go; provisional; provisionally; hope to; hoping to; likely to; unlikely
        will try; if i can; if i get; depending; might be/come/make/join/manage/not
        may be able/late/not; maybe/possibly/perhaps/hopefully/probably; not sure if/i/about/whether
        tentative/tentatively; if need be; try to/and make/come/be/get; depends; will let you know
        not certain
        can not promise/commit/guarantee/confirm/say
    """,
    "RSVP_VERB": "make/come/attend/join; be there; it; able",
    "MATCHING": """
        pairs/trios/groups please/for/this/next; next round; new round; another round; matching round
        round of; who will we be with; random; new pairings/round/pairs; pairings; random pairs
        who should we; find us a buddy; buddies; matched up; put us with; shuffle; swap partners
        team up; teaming; partnering; pair off; group the practices; groupings; coffee roulette
        introduce us to; speed dating; dry run; mix practices; pairs for; trios for; pairing/pairs round
        learning partner; another practice to; someone to pair; practices up
        divide/split ... pairs/groups/trios/threes; make ... pairs/pairings/trios; link up
        match/matches/matching/rematch; pair up
        pair/pairing/pairings us/practices/everyone/people/them/up/all/_practice_; pair ... up/with
        buddy; buddy up; twin us; partner us; partner up; groups of three/two/four/3/2/4
        into pairs/trios/groups/threes/twos; match ... with/up; put ... into/in pairs/trios/groups
        mix ... up; new pairs/groups/trios/partner; partner practice; find us a partner; link us up
        link us with; who are we paired/matched with; our pair; pair with another; be paired/matched
        paired with; matched with
        put us/everyone/people/practices/members/gps ... threes/pairs/twos/trios/fours/groups
        make/form/create/draw ... pairs/threes/twos/trios/groups/pairings of? practices/across/for/please
        build/generate/do/get ... pairs/threes/twos/trios/groups/pairings of? practices/across/for/please
        pairs/threes/twos/trios/groups of/across practices; draw up ... pairs/groups/trios/threes/pairings
        who are/am/is/were/have we/i/us/_practice_ ... paired/matched/grouped/partnered/buddied
        who did we get; who is our partner/pair/buddy/match
    """,
    "NOT_MATCH": """
        not ... grouped; keep us/me/them separate; not want ... with _practice_
        best/better/rather keep/kept us/apart/separate; history between; do not put us/me; never put us
        anyone except; anybody but; not with them; object to being paired/matched; exclude us from
        do not want to be with; no pairing with; avoid matching/pairing; avoid being; prefer to avoid
        steer clear; conflict with _practice_; conflict between; not meet with; separate from _practice_
        want to avoid; not in a? group/pair/trio with; would rather not be with; kept separate
        different group/groups from/to; same group as; keep _practice_; we and _practice_
        not/never/rather ... pair/paired/pairing/match/matched us? ... with/_practice_/together
        not/never/rather ... pair/paired/pairing/match/matched us? ... us/them/again
        avoid/without/no ... pair/paired/pairing/match/matched us? ... with/_practice_/together
        avoid/without/no ... pair/paired/pairing/match/matched us? ... us/them/again
        not/never/rather ... matching/put/group/grouped/with us? ... with/_practice_/together
        not/never/rather ... matching/put/group/grouped/with us? ... us/them/again
        avoid/without/no ... matching/put/group/grouped/with us? ... with/_practice_/together
        avoid/without/no ... matching/put/group/grouped/with us? ... us/them/again
        stop/prefer/refuse ... pair/paired/pairing/match/matched us? ... with/_practice_/together
        nobody/anyone ... pair/paired/pairing/match/matched us? ... with/_practice_/together
        stop/prefer/refuse/nobody/anyone ... pair/paired/pairing/match/matched us? ... us/them/again
        stop/prefer/refuse ... matching/put/group/grouped/with us? ... with/_practice_/together
        nobody/anyone ... matching/put/group/grouped/with us? ... with/_practice_/together
        stop/prefer/refuse/nobody/anyone ... matching/put/group/grouped/with us? ... us/them/again
        keep ... apart/separate/away; apart from _practice_/them/each; conflict of interest; exclude
        avoid _practice_; not ... same group; not with _practice_; anyone but; fell out; fallen out
        bad history; do not get on with; can not work with; separate us; be apart; keep away from
        not be matched; not be paired; not to be ... with; kept apart; other than _practice_
        avoid/not/never/stop putting/pairing/matching/placing/grouping ... together/with/and
        avoid ... together; not put ... together; keep away
        not with _person_/_practice_; anyone/anybody but/except _person_/_practice_
        not _person_/_practice_ please
    """,
    "COUNT": """
        how active; summarise the; making a difference; what has come; pulled together; round up
        roundup; year so far; how many people came; who came; turn out; take up; involvement
        participation; stats on; numbers on; figures on/for; data on; headline; value of; worth
        progress; how many; number of; count; summary; summarise; report/reports on?; statistics; stats
        achieved/achieve; impact; what came of; come of; came of; what difference; attendance
        reach/reached; overview; how often; held; evaluation; outcome/outcomes; track record; total
        effect; results of; did we run/hold; have we held/had/run; worth it; making any difference
        difference
        came/come/coming/got out of; what did we get; any good came; what have ... given/done/led; led to
        what came out
        how well/busy/popular attended; well attended; popular
    """,
    "RSVP_HARD": """
        apologies; apols; can not/no make/come/attend/join; count me out
        will not be there/coming/attending/joining
        unable to come/attend/join/make; send my apologies; not able to come/attend/make/join; out for _day_
        give ... apologies; not coming; will have to miss; got to miss; going to miss; not make it
        not make _day_
    """,
    "GROUND_RULES": """
        ground rules; rules for/of/in/at the/our/these/a? session/sessions/meeting/meetings
        rules for/of/in/at the/our/these/a? group/groups/discussion/discussions/room
        house rules; code of conduct; chatham house; rules of engagement; what are the rules; the rules
        session/meeting rules
        what stays in the room; how should/do we behave; etiquette
    """,
}
