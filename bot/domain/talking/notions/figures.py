"""Words about figures: comparing, posting, sharing and questioning them."""

FIGURES = {
    "FIGURES": """
        picture/pictures; position; image; plot; bar chart; table; figure/figures; number/numbers; data
        rate/rates; stats; statistics; statistic; chart/charts; graph/graphs; performance
        result/results; uptake; coverage; score/scores; snippet/snippets; dots; trend/trends
        value/values; percentage/percent; prescribing; dashboard; benchmark/benchmarks/benchmarking
        achievement; funnel plot; admissions
    """,
    "CHART_WORD": """
        chart/charts/graph/graphs/dot/dots/figure/figures/snippet/snippets
        comparison/comparisons/benchmarking
    """,
    "COMPARE": """
        a lot of; lots of; loads of; loads
        is/are _practice_/we/us/our ... high/low/above/below on/for/in; anything on
        whereabouts are/do we; fare; are we ok/okay/alright/fine/good/bad; any good at
        do we do well/badly; how is _indicator_; how are _indicator_; how is the; how are things
        how are our; in the middle; middle of the pack; near the top; compared; do better; doing well
        doing badly; prescribe/prescribing/refer/referring/use/using too/more/less/fewer; how did we do
        where are we; on par; par; peers; rest of the; against the
        compare/compares/compared/comparing/comparison/comparisons; how are we doing/getting
        how do/does/is/are/did we/i/our/my/ours/us ... do/doing/fare/look/looking/rank/perform
        how do/does/is/are/did we/i/our/my/ours/us ... performing/shape/measure/compare/score/sit/stand
        how is our; how is my; stack up; measure up; shape up; match up against
        where do/are we/i stand/sit/come/rank/at?; where are we with/on/for; where do we
        benchmark/benchmarks/benchmarking/benchmarked; versus; vs
        against others/everyone/everybody/england/average/peers/other/the/national/local; relative to
        than others/average/the/most/other/everyone/our/peers; above/below/over/under average/the
        outlier/outliers; better than; worse than
        are we high/low/good/bad/over/under/an/doing/ok/okay/any/prescribing/referring/sending; too many
        too much; too high; too low; high for; low for; am i high/low; position on; rank/ranking/ranked
        more ... than; less ... than; fewer ... than; average for; against the rest; in line with
        how good/bad are; how well do/are; how much ... do we; how many ... do/are/did/have we
        how do we; how do i; what is our/my; what are our/my; whats our/my; what about; how about
        hows our; normal for; compared to/with; how high/low; how often do we; how far; our position
        typical
        is/are/we/practice/surgery/i am/are? faring/coping/tracking/managing/placed/positioned
        how the/our/this practice/surgery/we is/are/do/does; how we are
        where ... lands/land/sits/sit/comes/come/falls/fall
    """,
    "COMPARE_WORD": """
        compare; comparison/comparisons; benchmark/benchmarking; how do/are we compare/doing
        how are we doing; where do we stand/sit/rank
    """,
    "COMPARE_OURS": """
        is _practice_ high/low/above/below/doing; how is _practice_ doing/performing/getting
        how does _practice_ compare/do/perform
        how do/does/are/is we/i/our/my/us/mine compare/comparing/doing/do/look/looking
        how do/does/are/is we/i/our/my/us/mine rank/fare/stack/measure/sit/stand
        compare us/our/my/me/ours; where do/are we/i stand/sit/rank/on/for/with; how we compare
        how i compare; are we high/low/an; how is our/my; how are our; how does our/my
        do we prescribe/refer/send/have/use; how many ... do we
        compared with/to others/other/the/average/england/everyone; versus; vs
        our ... versus/vs/against/compared; against others/everyone/england/average; what is our/my
    """,
    "INDICATOR_WORD": """
        indicator/indicators; measure/measures; metric/metrics; kpi/kpis; topics; dataset/datasets
        data sets; measured
    """,
    "HAVE_DATA": """
        is/are there ... data/figures/numbers/stats on/for/about
        do you have ... data/figures/numbers/stats/anything/indicators on/for/about
        have you got ... data/figures/numbers/stats/anything on/for/about; got any/anything data/on
        what do you have; what topics/areas/conditions do; what information; hold data on
        show ... everything you; what can you show; what is there
        what/which figures/data/numbers/statistics/stats do/have/are/can you/there/we/i
        what can i/we/you compare/look; what can be compared; what ... compare us on; what figures
        which figures; what data; which data; what numbers; list ... figures; what sort of data/figures
        what kind of data/figures; what is measured; what do you measure; what is available
        what else can ... compare; rename; change ... name ... indicator
        things/everything/anything you have/hold/cover/got data/figures/numbers/stats? on/for?
        something/stuff/areas you have/hold/cover/got data/figures/numbers/stats? on/for?
        list/show ... you have data/figures/numbers on; what ... have data/figures/numbers on/for
        what do you/we have/hold/cover data/figures/numbers? on/about; what is in/on there to compare
        do you cover/include/do/measure; do you have anything/something on/for/about; what areas
    """,
    "WHAT_CAN": """
        what can/could you/i/we/be compare/compared/measure/measured/benchmark
        areas/topics/things/ones/conditions/figures/indicators/measures can we/i/you compare/see/look
        areas/topics/things do you cover/have; what areas/topics
        what can/could/are we/i/us be? compared/measured/benchmarked
    """,
    "POSTING": """
        show the/our/everyone/others? locality/group/channel/practices/others/network/team/pcn/rest
        show everyone/everybody/others/people
        want/let/like ... everyone/group/others/practices/them/channel/gps/people ... see/have; bring up
        get ... out to; push; flag; show everyone/the/people/practices; tell the channel; throw
        make ... available; post/posting/posts/repost; share/sharing; put; send/sending
        show ... to/in/with; publish; circulate; stick; pop; paste; display; drop; broadcast
        bring ... to; present; distribute; send round; send around
        let/show ... see
        put/putting ... up; make ... visible to; up in/on; for all/everyone/practices/members to look/see
        have sight of; give ... sight of; let ... look at; make ... see
        show the whole/entire/full pcn/network/group/locality; show ... how we all
        show/give north/south/east/west/the/our ... locality/group/channel/leads/practices
    """,
    "POST_WORD": """
        post/posting/posts/publish/publishing/circulate/circulating/repost/broadcast/display
        put ... on/in/up/into; send round; send ... chart/graph/figures/snippet ... to/round
    """,
    "TO_ALL": """
        show the/our locality/group/channel/practices/others/network/team/pcn
        show everyone/everybody/others; for discussion
        to/with/in/into/on/for everyone/everybody/all/group/channel/locality/network/team
        to the group/channel/team/locality/others/practices; in the channel/group
        with the group/channel/team/network/others/rest/locality; _channel_; a channel
        round the practices; to all; channel; group/everyone/others/practices/members/gps ... to? see
        to see; with everyone/all; in there; in here; here; this channel; for all
        in/into/to/on/inside their/our/the/this/that channel/channels/thread/group
        for/to all/every/everyone/practices/members ... look/see/view; for all to; in front of
        with/to/in/into the? ... group/channel/practices/team/locality/network; everyone have
        everybody have
        the whole pcn/network/group/locality/team; how we all
        show/give north/south/east/west/the/our ... locality/group/channel/leads/practices
    """,
    "EVERY_MONTH": """
        monthly; every month; each month; _often_; automatically; regularly; regular; once a month
        every time new; by itself; on a schedule; recurring
    """,
    "STOP": "stop; cancel; turn off; switch off; end; no more; unsubscribe; halt; quit",
    "PEERS": """
        why ... compared/benchmarked with/against/to
        change/choose/pick/alter/edit ... compared/benchmarked/comparators/peers
        practices ... compared/benchmarked/against; who ... benchmarked/against
        compared/benchmarked with/against practices/inner/rural/city/which/whom; what ... peer group
        who is in our peer; fair comparison; are ... really/actually? comparable; like for like
        list size similar; choose other practices; our peers; my peers; peers; peer practices; peer set
        who/which/whom ... compared with/to/against; compared with/to whom/who/which
        practices/practice more? like ours/us/mine; practices like us; similar practices/to
        comparator/comparators; comparable practices; who are we up against; which practices are we
        who am i compared; other/different comparators/peers; how ... chosen/picked/selected; same size
        same deprivation; compare us/me with/to/against practices/similar/other/different/smaller
        compare us/me with/to/against bigger/rural/urban/_practice_; who do you compare
        comparison group; statistical neighbours; change the practices we; against similar
        who are these; nearest neighbours; what practices
        put/lump/group/bracket/class/lumped/grouped us alongside/beside/with/against/next
        who/which/what/why/how ... practices/surgeries/they ... alongside/beside us; alongside us
        not like us; nothing like us; nothing like ours; not comparable; unlike us; rural like/unlike
        which/who/what/whose ... benchmark/compare/measure/set/rank us with/against/to/alongside
        comparators ... changed/swapped/different; change/swap/different ... comparators/peers
        on what basis; how are/were practices grouped/chosen/selected; basis ... grouped
        better/different/fairer/other comparators/peers/comparison
    """,
    "PEER_GROUP": """
        our/my peer group/groups; who is/are in our/my/the peer/comparator/comparison group/set
        peer group for
    """,
    "PEERS_ASK": """
        who/which/why/change/choose/pick/chosen/picked/different/other; how ... chosen; how are
    """,
    "OTHERS_SEE": """
        others/practices/people/anyone/they ... tell/work/guess/figure out? which/who/it; tell which/who
        pick us out; single us out; spot us/ours
        which dot; know which; can ... identify us/our; who can see ours/our/us/my; surgeries know/see
        do people see; is our name; are we named; are we anonymous; how anonymous are our/we
        is our practice named/shown/visible/identified; are our figures public/private/visible
        can the icb see; who gets to see our; published by name
        others/other/anyone/everyone/everybody ... see/sees/know/knows ... our/my/us/ours
        others/other/anyone/everyone/everybody ... view/recognise/identify ... our/my/us/ours
        others/other/anyone/everyone/everybody ... see/sees/know/knows ... we/which/me/mine
        others/other/anyone/everyone/everybody ... view/recognise/identify ... we/which/me/mine
        practices/people/they/who ... see/sees/know/knows/view/recognise/identify ... our/my/us/ours
        practices/people/they/who ... see/sees/know/knows/view/recognise/identify ... we/which/me/mine
        group/icb/manager/managers ... see/sees/know/knows/view/recognise/identify ... our/my/us/ours
        group/icb/manager/managers ... see/sees/know/knows/view/recognise/identify ... we/which/me/mine
        pcn/body/whole/else ... see/sees/know/knows/view/recognise/identify ... our/my/us/ours
        pcn/body/whole/else ... see/sees/know/knows/view/recognise/identify ... we/which/me/mine
        see our/my/ours figures/name/data/numbers/results/practice/dot; who can see; can others; visible
        see us; know it is us; who sees; show our name; shown to others; our name on; identify us
        identifiable; do others know; see ours
    """,
    "SHARE_OURS": """
        take/remove our/my name off/from; our/my name off/from; name off; shown/seen by name
        fine for our name; name ... shown/seen; our name to; un name; come down a/the step/rung/ladder
        step down a; own eyes
        only us; only we ... see; keep our; keep ours; what we share; how we share; our sharing
        anonymise us; anonymise our; dots without; unlabel; show our dot; let others see our
        let ... see our; allow ... see our; see us by name
        share/sharing/hide/hiding our/my/ours name/data/figures/numbers/results/dot
        reveal/unshare/conceal/publish our/my/ours name/data/figures/numbers/results/dot
        share/sharing/hide/hiding ... our/my/ours name/data/figures/numbers/results/dot
        reveal/unshare/conceal ... our/my/ours name/data/figures/numbers/results/dot
        show/name our/my name/practice to/with/by; show our name
        make ... our/us/ours/my ... anonymous/private/visible/public/named/hidden
        keep ... our/ours/my ... private/secret/anonymous/to ourselves/hidden; anonymous; unlabelled
        unnamed; named; be named; by name; own eyes only; private; sharing; consent; stop sharing
        go public; opt out; opt in; happy to be named; our name; withdraw consent; label/labelled
        show/name/display our/my practice/surgery ... to/name; show ... our practice name
        show ... our practice's name
        stop/start showing/sharing/displaying our/my; come off/out of the; named/unnamed on the
        our/my figures/data/numbers/name/results ... hidden/private/secret
        our/my figures/data/numbers/name/results ... invisible/unlabelled/anonymous/from
    """,
    "SHARING_WORD": """
        sharing setting/settings/level/options/status; sharing; consent; our consent; data sharing for
        consent ladder; what do we share; what are we sharing; how much do we share; stop sharing
        happy to be named; happy for ... name/named/see/show; our name; name off/from the charts/chart
        take our name; name ... shown; our name to; anonymise us; how visible; own eyes only; unlabelled
        let others see ours/our/us; allow others/practices to see our
        our practice name; our practice's name; our surgery's name; name on/off the dots
    """,
    "SHARE_FIGURES": """
        share/sharing/hide/show ... figures/data/numbers/name/results/figure/chart/graph/snippet/stats
    """,
    "OUR_FIGURES": """
        our/my/ours figures/data/numbers/dot/results/figure/number/chart/values; our name
        our ... figures/figure/numbers/data/chart; us anonymous; be named
        our/my practice/surgery ... anonymous/named/unlabelled/hidden; make us anonymous/unlabelled
    """,
    "NAME_WORD": """
        name/named/names/anonymous/anonymised/unlabelled/unnamed/labelled/identity/identifiable
    """,
    "CHALLENGED": """
        questioned our; anyone questioned/challenged/queried; been questioned/challenged/queried
        challenges to; open challenges/queries; outstanding challenges/queries
        replies to ... challenge/challenges; my challenge/challenges/query
        what happened to my challenge/query; data queries; figure queries; has ... challenge been
        answered my challenge/query; queries raised; raised about figures
        challenge/challenges/challenged; queried; questioned; queries/query about/on/from; disputed
        disputes; numbers being questioned; questions about ... figures/numbers/data; who has challenged
        corrections; figure/figures/number/numbers ... questioned/queried/challenged
        replied/answered/responded ... to/on/about our/my/the query/challenge/question
        response/back/reply/answer ... to/on/about our/my/the query/challenge/question
        looked into our/my/the query/challenge
        under question/review/dispute/challenge; being checked/challenged/queried/disputed
        anyone/anybody/someone/who is? disputing/querying/questioning/challenging
        disputes/queries/challenges at present/now/open
    """,
    "WRONG": """
        be ours; can not ... be ours/right/true/correct; must be wrong/off/old; surely not; not us
        does not look; do not look; not believable; questionable; not reflect; does not reflect
        check this/that/the; someone check
        nonsense; not recognise/recognize; not believe; not accept; can not be; is off; way off
        too high to; too low to; not what we/our; suspicious; recount; check the ... figure/number/data
        not match; does not match; differs from; different from our; our own figures/numbers/data
        bonkers; ridiculous; strange; weird; seems wrong/off/high/low/odd; fishy; skewed; unreliable
        inflated; counted twice; coding error; coded wrong; old data; not up to date; wrong; incorrect
        inaccurate; not right/correct/accurate/true/believe/recognise/add/ours/trust
        not look/seem/be/sound ... right/correct/ours/accurate/plausible; mistake; error; errors
        dispute/disputing; challenge/challenging; question our/my/the/that/this
        query our/my/the/that/this; can not be right/true/correct; out of date
        do not believe/recognise/trust/agree
        looks/look/seems/seem odd/off/wrong/weird/funny/high/strange/dodgy/suspicious
        is/looks/total/complete/absolute rubbish
        misleading; contest; doubt; doubts; dodgy; does not add up; miscounted; not ours; makes no sense
        disagree with
        wrongly; incorrectly; miscalculated; not really ours; worked out wrong
        include/includes/counts ... not ours; not really us; double counted; counted wrong; misattributed
    """,
    "CHALLENGE_FIGURE": """
        challenge/dispute/query/contest/question our/my/the/this figure/figures/number/numbers/data
        challenge/dispute/query/contest/question that/a/an/one figure/figures/number/numbers/data
        challenge/dispute/query/contest/question our/my/the/this rate/_indicator_/result/value
        challenge/dispute/query/contest/question that/a/an/one rate/_indicator_/result/value
        querying/challenging/disputing/questioning our/my/the/this figure/figures/number/numbers/data
        querying/challenging/disputing/questioning that/a/an/one figure/figures/number/numbers/data
        querying/challenging/disputing/questioning our/my/the/this rate/_indicator_/result/value
        querying/challenging/disputing/questioning that/a/an/one rate/_indicator_/result/value
        challenge/dispute/query/contest our/my/the/this/that ... figure/figures/number/numbers/data/rate
        challenge/dispute/query this/that/it; want to challenge/query/dispute
        like to challenge/query/dispute; how do i challenge/query/dispute; challenge a figure/number
        query a figure/number
    """,
    "CONSENT": """
        comfortable/happy/fine/ok with/being/to/for us? being/be? named/identified/shown
        comfortable/happy/fine/ok with/being/to/for us? being/be? visible/seen/labelled/known
        okay/content/willing/relaxed/unhappy with/being/to/for us? being/be? named/identified/shown
        okay/content/willing/relaxed/unhappy with/being/to/for us? being/be? visible/seen/labelled/known
        not mind being named/identified/shown/visible/seen
        happy for others/other/people/the/everyone ... know/see who/which/us/our
        we are ... named/identified to/on/in
        let them/others/people/everyone see/know it/which is us/ours
        do not mind being/if they/others/people; nobody/no one else? see/sees/know our/us/which
        should see our name
    """,
    "NOT_RIGHT": """
        not think/believe/reckon ... right/correct/accurate/true/ours/possible; can not be; no way
        is not possible; surely not
        not agree with the/our/this/that
    """,
}
