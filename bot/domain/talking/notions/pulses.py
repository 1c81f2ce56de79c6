"""Words about pulses: starting, tending and reading them, and who sees what of an answer."""

PULSES = {
    "PULSE": """
        vote on; show of hands; feedback survey; anonymous question; voting; pulse/pulses
        survey/surveys; poll/polls; questionnaire/questionnaires; temperature check/checks; temp check
        straw poll; feedback form; opinion poll; ballot
    """,
    "PULSE_NEW": """
        quick/short/anonymous/new/little/simple ... poll/survey/pulse; poll/survey/pulse about/asking
        yes no poll; fire off; get out a; get a ... poll/survey/pulse out/going; float a
        need/want a poll/survey/pulse; could do with a poll/survey/pulse
        open/run/do/send ... quick/short/anonymous survey/poll/pulse; survey/poll/pulse of the/all/our
        quick question to/for; get a pulse/survey/poll; can we have a pulse/survey/poll
        pulse/survey/poll to/for _channel_/everyone/all/the; want/need/like ... pulse/survey/poll
        start/starting/run/running/launch/launching ... pulse/pulses/survey/surveys/poll
        start/starting/run/running/launch/launching ... polls/questionnaire/temperature/ballot
        send/sending/create/creating/do ... pulse/pulses/survey/surveys/poll
        send/sending/create/creating/do ... polls/questionnaire/temperature/ballot
        doing/new/conduct/kick/issue/put ... pulse/pulses/survey/surveys/poll
        doing/new/conduct/kick/issue/put ... polls/questionnaire/temperature/ballot
        hold/begin/plan/schedule/repeat ... pulse/pulses/survey/surveys/poll
        hold/begin/plan/schedule/repeat ... polls/questionnaire/temperature/ballot
        set up ... pulse/survey/poll/questionnaire/temperature
        open a/another/the/our ... pulse/survey/poll; another pulse/survey/poll
        new/quick pulse/survey/poll/temperature; pulse/survey/poll time; ask ... pulse/survey questions
        pulse/survey/poll the members/practices/group/gps/everyone
        start/send/run/launch/ask/repeat/issue/put ... ownership/same/usual questions/items/statements
        questions/items again; ownership questions/set ... again/round/out
    """,
    "ASK_ALL": """
        ask ... if/whether/about; ask each/every/both
        feedback/views/opinions/thoughts from/of all/the/our/everyone/everybody
        feedback/views/opinions/thoughts from/of members/gps/practices/people/colleagues
        want/need/like/get/gather/collect/seek ... feedback/views/opinion/opinions/thoughts/reactions
        what do people think of/about; consult; consultation with; consulting
        hear what/how ... think/feel; put a question to; put it to the; sounding
        ask/asking/canvass/survey/poll/polling/quiz/sound/question all/everyone/everybody/members/people
        ask/asking/canvass/survey/poll practices/gps/colleagues/partners/staff
        polling/quiz/sound/question practices/gps/colleagues/partners/staff
        ask/asking/canvass/survey/poll/polling/quiz/sound/question them/the/our/my/leads
        ask/asking/canvass/survey/poll/polling/quiz/sound/question _practice_/_channel_/round/out/how
        ask/canvass/survey/poll ... members/gps/practices/everyone/everybody/people/colleagues
        ask/canvass/survey/poll ... partners/group/network/pcn/_channel_/locality/federation
        find out what/how/whether/if ... think/thinks/feel/feels/want/wants
        get ... views/opinion/opinions/feedback; gauge; take the temperature; get feedback from
        sound ... out; see what ... think/thinks/feel/feels/want; see how ... feel; collect views
        how do members/people/practices/gps feel about; anonymous question
        want to know what/how/whether/if ... think/feel
        find/see/know/learn/hear out? what/how/whether/if ... make of/think/feel/reckon
        find/see/know/learn/hear out? what/how/whether/if ... make want/prefer/believe/say
        find/see/know/learn/hear out? what people/members/partners/practices ... make of
        find/see/know/learn/hear out? what gps/everyone/they/_practice_/_channel_ ... make of
        canvass opinion; get a sense of
        test the water
        ask ... opinion/opinions/views/thoughts; get ... to say; want to ask/hear/know
        know/hear/see/ask/check if/whether partners/members/people/practices/gps/everyone/colleagues/they
    """,
    "ANSWERED": """
        people who have not; those who have not; response/responses rate; uptake of the survey
        how many have we; who is left/outstanding; how many are outstanding
        who/whom answered/replied/responded/voted/filled/completed/done
        who has/have/did not? answered/answer/replied/reply/responded/respond
        who has/have/did not? voted/vote/filled/completed/done/taken
        how many ... answered/replied/responded/voted/answers/replies/responses/completed/filled
        response rate; responses so far; answered so far; turnout; how many answers/replies/responses
        not answered/replied/responded/voted/completed/filled
        have not ... answered/replied/responded/voted/completed/done/filled; yet to answer/reply/respond
        has everyone/everybody/anyone answered/replied/responded/voted/done/filled/completed
        number of responses; has everyone ... answered/voted/done/filled; how is ... going
        any responses; non responders; nonresponders; laggards
        state of play; how is the ... doing/going/progressing; progress of/on/with; progressing
    """,
    "OPEN_PULSE": """
        still running/open/going/live; open/running/live/active/current
        is the ... open/closed/running/over/finished; has the ... closed/finished/ended/started
        when does ... close/end/finish; when is ... closing/due; how long ... open
    """,
    "CLOSING": """
        closing date/time; close date; deadline for ... pulse/survey/poll; end date of
    """,
    "TEND": """
        give ... another/more/extra/longer; another/extra/more day/days/week/weeks/time/couple/few
        keep ... going/open; shut ... early/down/off; wind up; bring ... to a close; stop the; end the
        close the; close our; delay closing; later; push ... back; remind; chaser; prompt
        follow up with; ping those/people/the/everyone; poke; remind/reminding/reminded; nudge/nudging
        chase/chasing; extend/extending; prolong; close/closing ... early/now/today
        close/end/stop/finish/cancel/pause/delete/withdraw/shut/kill/scrap/abandon the/this/that/my/our
        keep ... open ... longer; give ... more time; longer; early; call off; cancel/cancelling; reopen
        pull the; send ... reminder; reminder to; change the closing; move the closing; more time
        push/move it/that/this; a prod; need/needs a nudge/prod/push
    """,
    "REMIND": """
        remind/nudge/chase/reminding/chasing/nudging everyone/everybody/people/them/the
        remind/nudge/chase/reminding/chasing/nudging all/members/those/gps
        remind/nudge/chase/reminding/chasing/nudging practices/anyone/_person_/non
        remind/nudge/chase/reminding/chasing/nudging up/whoever/colleagues/who
        send ... reminder/reminders; another reminder; chase up; reminder to/for; chaser
        prompt/ping/poke/hassle the/those/everyone/people/whoever/anyone; get the rest
        people who have not; those who have not; non responders; nonresponders
    """,
    "OWN_QUESTIONS": """
        wording; reword; rephrase; change/edit/alter what we/it ask/asks; our own wording
        other questions; different set of; swap ... question/questions; questions we/you/it ask/asks
        write my own; write our own
        own/new/different/custom/our/my/more/these/following/pulse/survey/poll question/questions
        write/change/edit/add/word/reword/design/make/create/pick ... question/questions
        question set/sets; question bank; questions for/in/of the/a/our/my pulse/survey/poll
        write ... survey/poll/pulse; own survey/pulse/poll; what questions; which questions
        questions do/does/are
    """,
    "RESULTS": """
        result/results; summary/summaries; summarise/summarize; outcome/outcomes; finding/findings
        how did ... go/do; what did ... say/says/think/show/tell/find; conclusion/conclusions; report
        what came of; feedback from; how did; what was the answer; come out; came out; came back
        come back; answers; responses; what have people/members said; scores; agreement; trend; how was
        what do the; what does the; gap between; main points; headline/headlines; overview of
        what was said; did ... agree; breakdown; how are the
    """,
    "RESULTS_ONLY": """
        the results; results; show ... results; the findings
        what did people/members/everyone/practices/gps/they say/think/feel
        how did people/members answer/respond; outcome of the; what do members/people/gps think/feel
        results please; what have people/members said; last results; latest results; is agreement
        agreement going/up/down; since last time/round; compared with/to last time/round
        going up or down; what came out; what came back; leaders/leads and members
        members and leaders/leads; what they said; what everyone said/thought; say in the last
        headline/headlines
    """,
    "FEELINGS": """
        views/opinion/opinions/feelings/mood/scores ... changed/shifted/improved/better/worse/up/down
        changed since; improved since; better than last; worse than last
        what people/members/everyone think/thought/feel/felt
        what did people/members/everyone/they think; did people/members/everyone/they think/feel/like
        how did people/members feel; leaders/leads and/versus/vs the? members/gps
        members and/versus/vs the? leaders/leads
        do/did/are people/members/gps/practices/we/they more/less/still/really? feel/feels/think/own
        do/did/are people/members/gps more/less/still/really? agree/listened/engaged/happy
        do/did/are practices/we/they more/less/still/really? agree/listened/engaged/happy
        people ... happier; mood in the; has morale; feel differently/more/less/better/worse; agree that
        sense of ownership; felt ownership; how many agree/agreed
        do/did/are ... members/gps/people/practices/everyone/colleagues ... feel/feels/think/own
        do/did/are ... members/gps/people/practices/everyone/colleagues ... owns/happy/agree/listened
        how do ... feel ... now; how happy are; how engaged are; feel ... own/ownership/listened
        are we ... listened; leader ... gap; leaders ... members
        any/what/has change/changes/movement in ... scores/agreement/answers/results/mood/ownership
        any/what/has shift/difference/improvement in ... scores/agreement/answers/results/mood/ownership
        change/changes/movement/difference since last/the round/time/pulse/survey; scores since
        feel listened/they own/part
        what people/members/everyone/they/gps/practices/leads said/say/answered/replied/wrote
        what did ... say in the
        leaders/leads/partners/members/gps ... positive/negative/happier/keener than
        leaders/leads/partners/members/gps ... unhappier/satisfied/more/less than
        percentage/proportion/share agree/agreed/who; how positive/negative/happy
        members/gps/people/practices ... engaged/involved/happy/positive/listened/included/committed
        less/more engaged/involved/positive/included; score/scores on/for
        what did/do/have members/people/gps ... say/said/think/tell ... last/time/round/us
        what did/do/have practices/leads/everyone/they ... say/said/think/tell ... last/time/round/us
    """,
    "BOARD_PAPER": """
        board paper/papers/report; governing body; for the board; paper for; report for the board
        board pack/meeting/members; for the governing/board
    """,
    "WHO_SAID": """
        who answered/scored/put/replied/was/is ... no/yes/what/low/against
        who answered/scored/put/replied/was/is ... negative/negatively/critical/lowest/badly
        who voted no/yes/against/for/what/which; who complained/thinks/wrote/gave; who gave; who said
        who voted no/yes/against/for; who disagreed; who wrote; who commented
        what did/has/does dr/doctor/_person_/mr ... answer/answered/say/said/vote/voted
        what did/has/does mrs/each/_practice_ ... answer/answered/say/said/vote/voted
        what did/has/does dr/doctor/_person_/mr ... put/reply/replied/think/score/write
        what did/has/does mrs/each/_practice_ ... put/reply/replied/think/score/write
        how did/has/does dr/doctor/_person_/_practice_ ... answer/answered/vote/voted
        how did/has/does dr/doctor/_person_/_practice_ ... reply/score/respond
        what did anyone/someone/individual ... say/answer; who was it that
        which gp/gps/practice/practices/person/member ... said/say/answered/voted/disagreed/wrote
        did dr/doctor/_person_/_practice_ ... vote/answer/reply/respond/agree/disagree/say/fill
        has dr/doctor/_person_/_practice_ ... voted/answered/replied/responded/filled/done
        names of who/people/those/the; show ... names; individual answers/responses; see individual
        dr ... answer/answers/answered/vote/voted; _person_ ... answer/answers/answered/vote/voted
        person's answer; who is unhappy; who are the ones; answers by name/person; each person's
    """,
    "ANONYM": """
        linked/tied/attached/connected/associated to/with/back; my name; with my name; see it was me
        know it is me; who wrote; know who; my boss; track me; does it show my; do you log who
        hidden from; truly anonymous; really anonymous; under my name
        anonymous/anonymously/anonymised/anonymity/anonymized; confidential/confidentiality
        traced/traceable/trace; identify/identified/identifiable; linked to me; know it was me/i
        know what i/we
        see/sees/know/knows/find out? what/how i/we said/say/answer/answered/vote/voted/put
        finds/tell/tells/read/reads out? what/how i/we said/say/answer/answered/vote/voted/put
        see/sees/know/knows/find out? what/how i/we wrote/write/reply/replied/chose/think/thought
        finds/tell/tells/read/reads out? what/how i/we wrote/write/reply/replied/chose/think/thought
        see/sees/read/reads my/our/individual/people's answer/answers/vote/votes
        see/sees/read/reads my/our/individual/people's response/responses/reply
        my answer/answers ... private/secret/safe/seen/shown/known/visible; can you see who
        come back to me; know who said/answered/voted/i; who said what; who answered what; work out who
        secret; who sees/see my answers/answer; who reads the answers; names attached; attached to my
    """,
    "ANONYM_ANSWER": """
        what i/we said/say/answer/answered/put/voted/wrote
        my/our/their/people's answer/answers/vote/votes/response/responses; who said/answered/voted
    """,
    "EXTEND": """
        extend it/them/this/that/by; extend the deadline/closing; keep it open; give them longer/until/more
        give people/everyone/members longer/until/more; leave it open; close it; shut it; reopen it
        push/move it/that/this/them to/back/on; can we push it
    """,
    "VOTE": """
        take/hold/have a vote/ballot/poll on; put ... to a? vote; vote on whether/if/moving/changing/merging
        a vote on; vote about
        one/single question yes/on/about/asking/to/survey/poll; yes/no on whether/if; yes no question
        question yes no
    """,
    "FRESH_PULSE": """
        start/launch a/the/our? ... pulse/survey/poll/questionnaire ... _day_/_until_/_often_
        create/begin/open a/the/our? ... pulse/survey/poll/questionnaire ... _day_/_until_/_often_
        start/launch an/another/this? ... pulse/survey/poll/questionnaire ... _day_/_until_/_often_
        create/begin/open an/another/this? ... pulse/survey/poll/questionnaire ... _day_/_until_/_often_
    """,
}
