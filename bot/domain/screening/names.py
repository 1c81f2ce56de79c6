"""Names that are common in England: given names and surnames, and which of them are words as well."""

from bot.domain.screening.vocabulary import words_of

GIVEN = words_of(
    """
aaliyah aarav aaron abbas abdi abdul abdulla abdullah abebe abena abi abigail abiola abraham ada
adaeze adam adama adebayo adeel adele adil adjoa adrian adriana advik agnes agnieszka ahmad
ahmed ahmet aidan aileen aisha ajay akash akhtar akua alan alana alastair albert albie alec aled
alejandro aleksander aleksandra alex alexander alexandra alexis alfie alfred ali alice alicia
alina alison alistair allan allison alma almaz ama amadou amal amanda amara amber amelia amelie
amina aminata amir amira amit amjad amrit amy ana anand anastasia andrea andreea andrew andriy
andrzej angela angharad angus anh anika anil anita anjali ann anna annabel anne annette annie
anthony antoni antonia antonio anwar anya aoife april archibald archie arjun arlo arnold art
arthur arun asad asha ashley ashok ashwin asif asma astrid aubrey audrey aurora ava avril ayaan
ayesha ayla ayo ayse aziz baljit barbara barry bartosz basil beatrice beatriz becky bella ben
benjamin bernadette bernard bernie bert bertha bertie beryl bessie beth bethan bethany betty
beverley bhavesh bhavna bilal bilan bill blessing bob bobby bogdan bola brenda brendan brian
bridget bronwen brook brooke bruce bryan bushra caitlin callie callum calum cameron camille carl
carla carlos carmel carol carole caroline carolyn carys catarina catherine cathy cecil cecilia
celia chantelle charlene charles charlie charlotte chase chelsea cheryl chetan chiamaka chiara
chidi chinedu chloe chris christian christina christine christopher ciara claire clara clare
clarence claudia cliff clifford clive colin colleen connor conor constance cora corey craig
cristian cuthbert cynthia cyril dafydd daisy dale damian damien dan daniel daniela danielle
danny daphne darius dariusz darren darshan dave david dawn dean debbie deborah declan deepa
deepak deirdre dele delia delroy denis denise dennis derek derrick desmond devon diana diane
dilip dilys dimitri dinesh diya dmitri dominic dominika don donald donna doreen doris dorota
dorothy dot douglas drew duncan dylan eamon eddie edgar edie edith edna eduardo edward edwin
effie efua eileen eirlys elaine eleanor elena eleni eli elias elif elijah elisabeth eliza
elizabeth ella ellen ellie elliot elliott eloise elsa elsie elwyn emeka emily emma emmanuel emre
emyr enid eoin eric erica erin ernest ernie esi esmae esme estelle esther ethan ethel eugene
eunice evan eve evelyn evie ewa ewan ezekiel ezra faisal faith farah farhan farida fatima
fatimah fatma fatou faye felicity felix femi fernando ffion filip finn fiona florence florin
folake fozia frances francesca francis frank frankie fred freda freddie frederick freya funmi
gabriel gabriela gareth garry gary gavin gemma gene geoff geoffrey george georgia georgina
geraint gerald geraldine gerard gertie gertrude gethin gheorghe ghulam gillian gina giovanni
girish giulia giuseppe gladys glen glenda glenn gloria glynis gordon grace graeme graham grant
gregory greta grzegorz gulshan gurpreet guy gwen gwendoline gwilym gwyneth habib hafsa halina
hallie hamid hamza hannah hao harbhajan harold haroon harpreet harriet harris harry harvey hasan
haseena hassan hatice hazel heather heidi helen helena hemant henry herbert hettie hien hilary
hilda hira hirut hoa hodan holly hong hope howard huang hugh hugo humza hunter hussain hussein
hywel ian ibrahim ida idil idris iestyn ieuan ifeanyi ifeoma ifrah igor ikram imogen imran ines
inez inga ingrid ioana ionut iqbal iqra irena irene iris iryna isaac isabel isabella isabelle
isaiah isha ishaan isla ismail ivan ivor ivy iwona izzy jack jackie jackson jacob jacqueline
jade jagdish jai jake jakub jamal james jamie jan jane janet janice janine jared jasmin jasmine
jason jasper jaspreet jaswinder javed jaxon jay jayce jayden jayne jean jeanette jeff jeffrey
jemima jennifer jenny jeremy jermaine jerome jerry jess jesse jessica jian jignesh jill jim
jimmy jo joan joanie joanna joanne joao jocelyn jodie joe joel john johnny jolanta jonathan
jordan jorge jose josef joseph josephine josh joshua joy joyce juan juanita jude judith judy
julia julian julie juliet jun junaid june justin kabir kacper kai kamal kamil karan karen karim
karl karolina kasia katarzyna kate katerina katherine kathleen kathryn kathy katie katy kavya
kay kayden kayleigh keeley keiran keith kelly kelvin ken kenneth kenny kerry ketan kevin khadija
khadijah khadra khalid kian kieran kim kiran kirsten kirsty kit kofi kojo kostas krishna
krystyna krzysztof kuldeep kulwinder kumar kwabena kwame kwesi kyle lakshmi lan lara latoya
laura lauren laurence lawrence leah lee leila lena lenny leo leon leonard leroy lesley leslie
lewis li liam libby lilian lillian lilly lily linda lindsay lindsey ling linh lionel lisa liz
lizzie logan lois lola lorenzo lorna lorraine lottie louie louis louisa louise lowri luca lucas
lucia lucy luis luisa luke luna lydia lyn lynda lynette lynn lynne mabel maciej maddie madeleine
madison magdalena mahmood mahmoud mai maisie maisy malcolm malgorzata malik mamadou mandeep
mandy manjit manpreet manuel marcel marcia marcin marcus marek margaret margery maria mariam
mariama marian marie marilyn mario marion marjorie mark marlene marlon marta martha martin
martyn marvin mary maryam maryum mason mateusz matilda matteo matthew maud maureen maurice mavis
max may maya mayur meena megan mehmet mei mei-ling melanie melissa mercy merle meryl mia michael
michaela michal michelle miguel mihai mike mildred miles millie milo mina ming minh minnie
miriam mo mohamed mohammad mohammed mohamud moira mollie molly mona monica monika morag morgan
moses muhammad muriel musa mushtaq mustafa mykola myra nadeem nadia nadine nancy naomi narinder
nasreen natalia natalie natasha nathan nathaniel navdeep naveed neha neil nell nellie nelly
nesta ngozi nia niall niamh nicholas nick nicky nicola nicole nigel nikhil nilesh nimco nina
nita noah noel noor nora noreen norma norman norris nusrat obinna oksana olena olga olive oliver
olivia oliwia ollie olu oluwaseun omar orla oscar osman otis ousmane owen padma pamela paresh
parminder parveen pat patricia patrick paul paula pauline pawel pearl pedro peggy penelope penny
percival percy perveen peter petra philip phillip phoebe phuong phyllis pierre piotr poppy
prakash pranav precious priya quang queenie rabia rachel radha rafael rafferty raheem rahul raj
raja rajesh rajinder rakesh ralph ramesh ramona ranjit rashid ravi ray raymond razia rebecca
reece reed reggie reginald rehana reuben reyansh rhian rhoda rhys riaz rich richard riley rita
rob robbie robert roberta roberto robin rod rodney roger roland roman ron ronald ronan ronnie
rory rosa rosalind rose roseanne rosemary rosie rosina ross rowan rowena roxanne roy ruby rufus
rui rukhsana rupert ruqayyah russell ruth ryan saanvi saba sabina sabrina sachin sadia sadie
saeed safia sahal sahra saima sajid salim sally salma salvatore sam samantha samina samir samuel
sana sandeep sandra sanjay sara sarah sarbjit sarita saskia satnam savitri scarlett scott sean
sebastian selam selina selma selwyn seren serena sergei seth shabana shabir shabnam shah shaheen
shahid shaista shane shannon shanti sharon shaun shauna shazia sheena sheila shelley shereen
sheryl shirin shirley shona sian sid sidney sienna simon simone simran siobhan sita siân sky
sofia sonia sonny sonya sophia sophie stacey stan stanislaw stanley star stefan stella stephanie
stephen steve steven stewart stuart sue sukhdev sukhwinder suleman sumaira sumayyah summer sunil
sunita suresh surinder susan susanna susie suzanne svetlana sybil sylvia sylwia szymon tahir
tahira tamara tanveer tanya tara tariq tasneem tatiana ted teddy tegan tejas tejinder terence
teresa terry tesfaye tessa tetiana tewodros thelma theo theodora theodore theresa thomas thuy
tia tiago tiffany tilly tim timothy tina tobias toby tom tomasz tommy tony tracey tracy trevor
tricia trudy tuan tunde tyler tyrone uche uma umair umar una ursula usama usha usman valerie
vanessa vasile vera verity vernon veronica vi vicky victor victoria vihaan vijay vikram vimla
vincent viola violet viren vishal viv vivian vivien volodymyr wahid walt walter wanda waqar
wasim wayne wei wendy wiktor wilf wilfred wilfrid will william willie willow wilma winifred
winnie winston wojciech xavier xin xiu yan yaqub yasir yasmeen yasmin yasmine yaw yemi yiannis
ying yohannes yolanda yousuf yulia yusuf yvette yvonne zac zach zachary zaheer zahid zahra zain
zainab zak zara zayn zeenat zeeshan zena zewdu zeynep zoe zofia zubair zuzanna
"""
)
# Words, months and verbs too: names only when a surname follows.
_NOT_ALONE = words_of(
    """
ada ama amber an anh april art aurora basil bill blessing brook brooke chase chelsea christian
cliff dale dawn dean devon don dot drew eve faith florence gene glen grace grant guy harris
holly hong hope hunter ida ines joy jude jun june kit lan lena li ling mai mark mason max may
mei mercy miles ming minnie noor olga olive pat pearl penny precious reed rich riley rob robin
rod roman rose rowan sana shah sid sky sonny star sue summer teddy tesfaye tia tilly uma una vi
victoria viola walt wei will willow yan
"""
)
GIVEN_ALONE = GIVEN.difference(_NOT_ALONE)
SURNAMES = words_of(
    """
abdi abdullahi abebe adamczyk adams addo adebayo adeleke aden adeyemi afolabi aggarwal ahmed
akhtar akintola ali allen almeida amoah anderson andrews anwar aquino arif armstrong arora
arslan asante ashworth aslam atkinson atwal awan aydin aziz bailey bains baker balogun banerjee
bansal baran barker barlow barnes barraclough barrett bashir basra bautista begum bekele bello
bennett bhatt bhatti bianchi bibi bishop biswas bloggs boakye boateng bondarenko booth bose boyd
bradshaw brady brown bruno burgess burns burton butler butt byrne campbell carr carter carvalho
cassidy celik chahal chan chapman chatterjee chaudhary chaudhry chauhan chen cheung chopra
choudhury chowdhary chowdhury christodoulou chukwu chukwuma ciobanu cisse clark clarke cohen
cole collins colombo connolly conti cook cooper costa cox craig crawford crompton cruz
cunningham dabrowski daly danjuma das davies davis dawson dean demir deng desai deshpande
dhillon diallo diaz dirie dixon doe dogan doherty dolan donnelly dosanjh douglas doyle duda
dudek duffy dumitru duncan dutta edwards elliott ellis elmi entwistle evans eze farah farooq
farrell feng ferguson fernandez ferreira fisher fitzgerald flanagan fletcher flores ford foster
fowler fox fraser gallagher gallo gao garcia gebre georgiou gheorghe ghosh gibson gill goh
goldberg gomes gomez gonzalez goodwin gordon grabowski graham grant gray greco green greenwood
gregory grewal griffin griffiths guo gupta haile haines hall hamilton hancock hanif harding
hargreaves harris harrison hart hartley harvey hassan hayer hayes he henderson hernandez hersi
hewitt higgins hill ho hobbs hodgson holland holmes holt hooper hopkins horton horvat howard hu
huang hudson hughes humphreys hunt hunter hurst hussain hussein ibrahim igwe ingram ioannou
ionescu iqbal irving islam ivanov ivanova iyer jablonski jackson jadhav jama james janjua
janowski jarvis jenkins jennings johal johnson johnston johnstone jones jordan joshi joyce
kamara kaminski kapoor kaur kavanagh kaya keene kelly kemp kennedy kerr khan khanna king kirby
knight koh kone kovalenko kowalska kowalski kravchenko krawczyk krishnan krol kulkarni kumar
kuznetsov lal lam lambert lancaster langley latif lawrence lawson le leach lee leonard levy
lewandowski lewis liang lim lin lister liu lloyd locke long lopes lopez lowe lucas luo lynch
lyons ma macdonald mackenzie maguire mahmood malhotra malik mann marino marques marsden marsh
marshall martin martinez martins mason matei matthews may mayer mazur mccann mccarthy mccormack
mccullough mcdermott mcdonald mcgrath mcguinness mckenna mckenzie mclaughlin mcloughlin mcmahon
mcnally mcnamara mehta mellor menon mensah merritt metcalfe miah michalski middleton miller
mills mirza mishra mitchell mohamed mohammed monk moore morales moreira morgan morris mortimer
morton moss mughal mukherjee munteanu murphy murray musa naidu nair nash nawaz naylor ndiaye
newman newton ng nguyen nicholls nicholson nolan norris norton novak nowak nur nuttall nwosu
o'brien o'connor o'donnell o'hara o'leary o'neill oakley obi obrien oconnor odonnell ogunleye
ohara ojo okafor okonkwo okoro oldham oliveira oliynyk omar oneill ong ormerod ortiz osborne
osei osman owen owusu oyelaran ozturk palmer pandya papadopoulos parker parkin parmar parrott
parry parsons partridge patel patil pawar pawlowski payne peacock pearce pearson pemberton
pereira perez perry peters petrescu petrov petrova pham phillips pickering pickles pike pillai
piotrowski pitt pollard poole popa pope popescu porter postlethwaite potter poulter powell pratt
preston price proctor purcell purewal quigley quinn qureshi radcliffe rafiq rahman raja ramirez
ramos ramsden rana randhawa rao rashid rathod rawson ray read reddy redfern reeves regan reid
reyes reynolds rhodes ribeiro ricci rice richards richardson rigby riley rivera roberts
robertson robinson rodrigues rodriguez rogers romano rose ross rossi rowe rowlands rushton
russell russo rusu ryan sadiq sahin sahota saleem sanchez sanders sandhu santos sargent sarkar
saunders savage saxton schofield scott sen sesay sethi shackleton shah sharma sharp sharpe shaw
sheehan sheikh sheldon shelton shepherd sherwood shevchenko shinde short shukla shuttleworth
siddiqui sidhu sikora silcock silva simmons simpson sims sinclair singh singleton skinner slater
smethurst smith sokolov solanki sousa sowah speight spencer stan stanton stead steele stephens
stephenson stevens stevenson stewart stoica stokes stone stubbs subramaniam sugden sullivan
summers sun sutcliffe sutton sweeney swift sykes szewczyk szymanski tan tang tate tattersall
taylor tebbutt teixeira tempest teo tesfaye thackray thistlewood thomas thompson thomson thorne
thornton thorpe tierney timms tiwari tkachenko todd topham torres toure tran tranter travis
trivedi tucker turner tyler tyson uddin underwood unsworth vaghela varley vaughan vickers virk
vyas wade wadsworth wainwright walker wallace walmsley walsh walton wang ward wardle warner
warren warsame waterhouse waters watkins watkinson watson watts weaver webb webster wells west
weston whalley wheatley wheeler whelan whitcombe white whitehead whitfield whitham whittaker
whittle wilcock wilde wilkins wilkinson williams willis willoughby wilson winter winterbottom
wisniewski wojcik wong wood woodhead woods woodward woolley wormald worrall worsley wozniak
wright wu wyatt xie xu yadav yang yap yardley yates yildiz yilmaz young yousaf yusuf zaman zhang
zhao zheng zhou zhu zielinski
"""
)
# Colours, jobs and towns too: never names by themselves, whatever age stands beside them.
_SURNAME_WORDS = words_of(
    """
addo aden arif aziz baker bello best bishop black bolton booth bradshaw brown bruno burns butler
butt care carr carter cole cook cooper costa cruz das dean duda fisher flores ford fox gallo
gill grant gray green grey hall hart he hill ho hobbs holland holmes holt hooper hu hunt islam
jama jordan joyce kelly king knight kone lal lam lamb lancaster langley le lee leonard lim lin
lister locke long lucas lyons ma major mann marsh mason may mean middleton miller mills monk
moss musa naylor newman ng norton nur oakley obi ojo oldham ong palmer parker parsons partridge
peacock pickles pike pitt popa pope porter potter preston price radcliffe ramos ramsden rana ray
read ricci rice rigby rose savage sen sharp sheldon shelton sherwood short stan stanton stead
steele stone summers sun sutton swift tan tang tate taylor tempest thorne thorpe torres turner
underwood walker walton ward waters webster wells west weston white winter wood wright wu xu
young zaman
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
