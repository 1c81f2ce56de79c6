"""Names that are common in England: given names and surnames, and which of them are words as well."""

from bot.domain.screening.vocabulary import words_of

GIVEN = words_of(
    """
aaliyah aaron abbas abdi abdul abdulla abdullah abena abigail abiola abraham ada adaeze adam
adama adebayo adeel adele adil adrian agnes ahmad ahmed aidan aileen aisha ajay akash akhtar
alan alana alastair albert albie alec alejandro aleksandra alex alexander alexandra alexis alfie
alfred ali alice alicia alina alison alistair allan allison alma ama amal amanda amara amber
amelia amelie amina amir amira amit amjad amrit amy ana anastasia andrea andreea andrew andrzej
angela angus anh anika anil anita anjali ann anna annabel anne annette annie anthony antoni
antonio anwar anya aoife april archie arjun arlo arnold art arthur arun asad asha ashley ashok
asif asma astrid aubrey audrey ava avril ayaan ayesha ayla aziz baljit barbara barry bartosz
basil beatrice becky bella ben benjamin bernadette bernard bert bertha beryl bessie beth bethany
betty beverley bhavna bilal bill blessing bob bobby brenda brendan brian bridget bronwen brook
brooke bruce bryan bushra caitlin callum calum cameron camille carl carla carlos carmel carol
carole caroline carolyn catherine cathy cecil cecilia celia chantelle charlene charles charlie
charlotte chase chelsea cheryl chidi chinedu chloe chris christian christina christine
christopher ciara claire clara clare clarence claudia cliff clifford clive colin colleen connor
conor constance cora corey craig cynthia cyril daisy dale damian damien dan daniel daniela
danielle danny daphne darren dave david dawn dean debbie deborah declan deepa deepak deirdre
delia delroy denis denise dennis derek derrick desmond devon diana diane dilip dinesh dominic
dominika don donald donna doreen doris dorota dorothy dot douglas drew duncan dylan eamon eddie
edgar edie edith edna eduardo edward edwin effie efua eileen elaine eleanor elena eli elias
elijah elisabeth eliza elizabeth ella ellen ellie elliot elliott eloise elsie emeka emily emma
emmanuel enid eoin eric erica erin ernest esmae esme estelle esther ethan ethel eugene eunice
evan eve evelyn evie ewa ewan ezra faisal faith farah farhan farida fatima fatimah fatma fatou
faye felicity felix femi fernando finn fiona florence folake fozia frances francesca francis
frank frankie fred freda freddie frederick freya gabriel gabriela gareth garry gary gavin gemma
gene geoff geoffrey george georgia georgina gerald geraldine gerard gertrude ghulam gillian gina
giovanni gladys glen glenda glenn gloria glynis gordon grace graeme graham grant gregory greta
gulshan gurpreet guy gwen gwendoline gwyneth habib hafsa hamid hamza hannah harold haroon
harpreet harriet harris harry harvey haseena hassan hazel heather heidi helen helena henry
herbert hien hilary hilda hodan holly hope howard huang hugh hugo humza hunter hussain hussein
ian ibrahim ida idris ifeoma igor ikram imogen imran ines inez inga ingrid ioana iqbal irena
irene iris isaac isabel isabella isabelle isaiah isha isla ismail ivan ivy jack jackie jackson
jacob jacqueline jade jagdish jai jake jakub jamal james jamie jan jane janet janice janine
jared jasmin jasmine jason jasper jaspreet javed jay jayden jayne jean jeanette jeff jeffrey
jemima jennifer jenny jeremy jermaine jerome jerry jess jesse jessica jill jim jimmy jo joan
joanie joanna joanne jocelyn jodie joe joel john johnny jonathan jordan jose josef joseph
josephine josh joshua joy joyce juan juanita judith judy julia julian julie juliet junaid june
justin kabir kai kamal kamil karan karen karim karl karolina kasia katarzyna kate katherine
kathleen kathryn kathy katie katy kay kayleigh keeley keiran keith kelly kelvin ken kenneth
kenny kerry kevin khadija khadijah khalid kieran kim kiran kirsten kirsty kit kofi krishna
krystyna krzysztof kulwinder kumar kwame kwesi kyle lara latoya laura lauren laurence lawrence
leah lee leila lenny leo leon leonard leroy lesley leslie lewis li liam libby lilian lillian
lilly lily linda lindsay lindsey ling linh lionel lisa liz lizzie logan lois lola lorna lorraine
lottie louis louisa louise luca lucas lucia lucy luis luke luna lydia lyn lynda lynette lynn
lynne mabel maciej madeleine madison magdalena mahmood mahmoud maisie malcolm malgorzata malik
mamadou mandy manjit manuel marcel marcia marcus margaret margery maria mariam marian marie
marilyn mario marion marjorie mark marlene marta martha martin martyn marvin mary maryam mason
mateusz matilda matthew maud maureen maurice mavis max may maya megan mehmet mei melanie melissa
mercy meryl mia michael michaela michal michelle miguel mike mildred miles millie milo mina ming
minh minnie miriam mo mohamed mohammad mohammed mohamud moira molly mona monica monika morag
morgan moses muhammad muriel musa mushtaq mustafa myra nadeem nadia nadine nancy naomi narinder
nasreen natalia natalie natasha nathan nathaniel naveed neha neil nell nellie nesta ngozi niall
niamh nicholas nick nicky nicola nicole nigel nikhil nina nita noah noel noor nora noreen norma
norman norris nusrat obinna olive oliver olivia olu oluwaseun omar oscar osman otis owen padma
pamela parminder parveen pat patricia patrick paul paula pauline pawel pearl peggy penny percy
perveen peter petra philip phillip phoebe phyllis pierre piotr poppy prakash pranav precious
priya queenie rabia rachel rafael raheem rahul raj raja rajesh ralph ramesh ramona ranjit rashid
ravi ray raymond razia rebecca reece reed reggie reginald rehana reuben rhys riaz rich richard
rita rob robbie robert roberta roberto robin rod rodney roger roland ron ronald ronan ronnie
rory rosa rosalind rose roseanne rosemary rosie ross rowena roxanne roy ruby rukhsana rupert
russell ruth ryan saba sabina sabrina sadia sadie saeed safia sahra saima sajid salim sally
salma sam samantha samina samir samuel sandeep sandra sanjay sara sarah sarita saskia scarlett
scott sean sebastian selina selma serena seth shabana shabir shabnam shah shahid shaista shane
shannon sharon shaun shauna shazia sheena sheila shelley shereen sheryl shirin shirley shona
sian sidney sienna simon simone simran siobhan sky sofia sonia sonya sophia sophie stacey stan
stanislaw stanley star stefan stella stephanie stephen steve steven stewart stuart sue sukhdev
suleman sumaira summer sunil sunita suresh surinder susan susanna susie suzanne sybil sylvia
sylwia tahira tamara tanya tara tariq tasneem ted terence teresa terry tessa thelma theo
theodora theodore theresa thomas thuy tia tiffany tim timothy tina toby tom tomasz tommy tony
tracey tracy trevor tricia trudy tuan tunde tyler uma umar una ursula usha usman valerie vanessa
vera verity vernon veronica vicky victor victoria vijay vikram vimla vincent viola violet viren
vivian vivien wahid walter wanda waqar wayne wei wendy wilf wilfred will william willie wilma
winifred winston wojciech xavier xiu yasir yasmin yasmine yemi yolanda yousuf yusuf yvette
yvonne zachary zahid zahra zain zainab zara zayn zeeshan zena zoe zofia zubair zuzanna
"""
)
# Words, months and verbs too: names only when a surname follows.
_NOT_ALONE = words_of(
    """
ama amber anh april art basil bill blessing brook brooke chase chelsea christian cliff dale dawn
dean devon don dot drew eve faith florence gene glen grace grant guy harris holly hope hunter
joy june kit li ling mark mason max may mei mercy miles ming minnie olive pat pearl penny
precious reed rich rob robin rod rose shah sky star sue summer tia uma una victoria viola wei
will
"""
)
GIVEN_ALONE = GIVEN.difference(_NOT_ALONE)
SURNAMES = words_of(
    """
abdi adams adebayo adeyemi ahmed akhtar akintola ali allen anderson andrews armstrong asante
ashworth atkinson bailey bains baker balogun barker barlow barnes barrett begum bennett bhatti
bibi bishop bloggs boateng booth boyd bradshaw brown burgess burns burton butler butt byrne
campbell carr carter chan chapman chaudhary chaudhry chen cheung chowdhary chowdhury chukwu
clark clarke cohen cole collins cook cooper cox craig crawford crompton cunningham dabrowski das
davies davis dawson dean desai dhillon diallo dixon doe doherty douglas doyle duffy duncan
edwards elliott ellis entwistle evans eze ferguson fernandez ferreira fisher fletcher ford
foster fowler fox fraser gallagher garcia gibson gill goldberg gonzalez goodwin gordon graham
grant gray green greenwood gregory grewal griffin griffiths gupta hall hamilton hargreaves
harris harrison hart hartley harvey hassan hayes henderson higgins hill holmes holt hopkins
horton horvat howard huang hudson hughes humphreys hunt hunter hussain hussein ibrahim ionescu
iqbal islam ivanov jackson james janowski jarvis jenkins johnson johnston johnstone jones jordan
joshi kamara kaminski kaur kelly kemp kennedy kerr khan king knight kowalska kowalski kumar lal
lam lambert lawrence lawson le lee leonard levy lewandowski lewis liu lloyd long lopez lowe
lynch macdonald mackenzie mahmood malik mann marsh marshall martin martinez mason matthews may
mazur mccann mccarthy mcdonald mcgrath mckenzie mehta mensah metcalfe miah miller mills mirza
mitchell mohamed mohammed moore morgan morris morton moss murphy murray nair nash newman newton
nguyen nicholls nicholson norris norton novak nowak nwosu o'brien o'connor o'donnell o'hara
o'leary o'neill obrien oconnor odonnell ogunleye ohara okafor okoro omar oneill osborne osman
owen owusu oyelaran palmer parker parkin parry parsons patel payne pearson pereira perry peters
petrov pham phillips poole popa popescu porter potter powell pratt preston price quinn qureshi
rahman raja rao ray read reddy reeves reid reynolds rhodes rice richards richardson riley
roberts robertson robinson rodriguez rogers rose ross rossi rowe russell russo ryan sanders
sandhu santos saunders schofield scott sesay shah sharma sharp sharpe shaw sheikh shepherd short
siddiqui sidhu silva simmons simpson sims sinclair singh skinner slater smith spencer stephens
stephenson stevens stevenson stewart stone sullivan summers sutcliffe sutton swift szymanski
tate taylor thomas thompson thomson thornton todd tran tucker turner tyler uddin vaughan virk
wade walker wallace walsh wang ward warner warren waters watkins watson watts weaver webb wells
west weston wheeler white whitehead whittaker wilkins wilkinson williams willis wilson winter
wisniewski wong wood woods wozniak wright wyatt yang yates young yusuf zhang zielinski
"""
)
# Colours, jobs and towns too: never names by themselves, whatever age stands beside them.
_SURNAME_WORDS = words_of(
    """
baker best bishop black bolton booth bradshaw brown burns butler butt care carr carter cole cook
cooper das dean fisher ford fox gill grant gray green grey hall hart hill holmes holt hunt islam
jordan kelly king knight lal lam lamb le lee leonard long major mann marsh mason may mean miller
mills moss newman norton palmer parker parsons popa porter potter preston price ray read rice
rose savage sharp short stone summers sutton swift tate taylor turner walker ward waters wells
west weston white winter wood wright young
"""
)
SURNAMES_ALONE = SURNAMES.difference(_SURNAME_WORDS)
_ENDINGS = tuple(
    words_of("""
son ski ska czyk wicz wska ton ley field worth shaw burn combe inder deep preet oglu vic escu
enko ova sen stein berg ez opoulos yan idis bury ham wood ward well bottom thwaite dale gate
land ridge brook stock by kins
""")
)


def is_given(word: str) -> bool:
    return word.lower() in GIVEN


def is_shaped_as_surname(word: str) -> bool:
    """Whether it ends or begins as surnames do; at the start of a sentence a capital says nothing."""
    lower = word.lower()
    return lower.endswith(_ENDINGS) or lower.startswith(("mc", "mac", "o'", "fitz"))
