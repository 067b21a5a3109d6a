"""Word lists of English news prose that the figure finders read.

Knows nothing about sentences: sets of lower-case words with straight apostrophes, no more. Gathered by hand and grown
on some 120 articles of two news corpora (2026-11) until the figures of the next ones read well.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE = _set("was were are is am be been being isn't aren't wasn't weren't 's 're got")
HAVE = _set("have has had having haven't hasn't hadn't 've 'd")
MODALS = _set(
    "will would can could may might must shall should cannot can't won't wouldn't couldn't shouldn't did didn't does "
    "doesn't do don't"
)
AUXILIARIES = BE | HAVE | MODALS

DETERMINERS = _set(
    """the a an its his her their our my your this that these those all both each every any another some no what
    whose"""
)
PRONOUNS = _set("he she it they we i you him them us me who whom which that there here himself themselves itself")
PREPOSITIONS = _set(
    """in on at by for from with without to of into onto over across through throughout during within near amid against
    among between around about above below behind beyond beside besides along alongside outside inside off past
    toward towards via upon under per despite including like unlike versus vs amongst off aboard up down out"""
)
SUBORDINATORS = _set(
    "after before while as since when whenever because although though amid following whereas where if unless until "
    "than whether how why so then but yet nor"
)
CONJUNCTIONS = _set("and or & plus")
ADVERBS = _set(
    """also still now later then already since again ever never not just only almost even soon once together alone ago
    today yesterday tonight tomorrow too overall so-far instead elsewhere abroad overnight indeed apart each here
    there away back ahead more less last next"""
)
WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")

CLAUSE_STARTS = SUBORDINATORS | {"that", "which", "who", "what"}
"""Words that open a clause with a verb of its own."""

STOPS = frozenset('.;:!?()—–"“”')
"""Signs that no clause is read across."""

SAYING = _set(
    """said says say saying told tells adds adding added wrote writes believe believes think thinks thought know knows
    knew warned warns claimed claims according stated noted argued insisted explained"""
)
FINITE = _set(
    """came come comes went go goes took take takes got get gets gave give gives became become becomes began begin
    begins knew made make makes put puts ran run runs seems seem remain remains live lives want wants need needs
    want include includes seek seeks mean means appear appears continue continues face faces lie lies fled flee
    flees died die dies fell fall falls rose rise rises drew grew flew saw sees held holds lost loses won wins sat
    sits stood stands spent spends sent sends left leaves let lets met meets hit hits kept keeps led leads felt feel
    feels found finds brought bought sold paid pays built cost costs caught fought taught heard spoke spoken threw
    shot set cut shut agree agreed work works play plays plan plans hope hopes help helps happen happens allow
    allows belong belongs bring brings require requires represent represents make expect expects arrive arrives
    reach reaches return returns receive receives report reports provide provides show shows share shares start
    starts stay stays vote votes support supports wait waits join joins serve serves shook suffers attends drives
    loves likes goes walks walked talks speaks writes writing survived did do does was were is are be been has have
    had"""
)
"""Verbs that end a noun phrase."""

IRREGULAR_PAST = _set(
    """made found held lost sent paid brought caught met put set cut hit kept built led heard sold bought fought sought
    won shot struck spent shut split spread laid cast fed bred dealt taken given seen shown thrown driven flown
    grown hidden stolen torn written beaten broken chosen drawn slain blown frozen took gave threw drove flew stole
    tore wrote beat broke chose drew slew swept wound hurt bound hung burnt burned lent raised begun ran rescued"""
)
INTRANSITIVE_PAST = _set(
    """died fled fell left escaped returned arrived survived drowned perished surrendered defected recovered
    disappeared vanished collapsed crashed sank gathered marched demonstrated stayed resigned quit voted died
    escaped emigrated starved participated protested"""
)
"""What a subject does or undergoes without an object, so that the verb alone is its fate."""

NOUNS_TOO = _set("cut hit report vote plan work play help hope run set cost share support show stay start return wait")
"""Verbs that are nouns where neither an object nor a name follows."""

NO_PAST = _set(
    """hundred red bed need needs indeed speed seed feed breed exceed proceed succeed united shed sacred naked wicked
    alleged suspected so-called armed unarmed limited experienced unnamed unidentified unaccompanied masked advanced
    mixed aged interested supposed hundredth ahmed mohammed muhammed saeed rashed khaled hamed fred ted"""
)
"""Words in -ed that are no past tense, or that stand before a noun more often than not."""

NO_OBJECT = _set(
    """included followed lasted wanted talked led agreed allowed involved called named used totalled totaled exceeded
    numbered contained counted averaged considered seemed turned watched marked received featured based listed
    compared ranked dated showed needed erupted connected happened occurred existed depended waited walked joined
    became met ran spent outlined looked tried demanded started ended begun appeared moved worked lived stood began
    continued expected attended visited asked replied"""
)
"""Past tenses whose object is not what they act on."""

NO_FATE = _set(
    """involved based called named dated compared titled entitled related expected used needed known tried concerned"""
)
"""Participles that say nothing of what became of the noun before them."""

NO_FINITE = _set("be been being having")
"""Auxiliaries that open no clause."""

NO_ACTIVE = _set(
    """during including following according regarding concerning being having seeing involving meaning comprising
    containing spanning nearing totalling totaling exceeding featuring morning evening nothing something anything
    everything king ring spring string wing saying adding telling warning meeting hearing building leaving pending
    beijing bring thing making becoming excluding covering lasting ranging counting numbering averaging boasting
    remaining living working joining noting citing quoting claiming alleging stating marking representing beginning
    briefing training ending starting showing using surrounding affecting governing facing challenging allowing
    requiring needing supporting opposing serving
    suffering ceiling sibling sterling wedding"""
)
"""Words in -ing before a number that say nothing of what became of it."""

ING_NOUNS = _set(
    """mourning fighting training bombing shelling schooling funding spending housing clothing drinking planning hiking
    shopping building warning learning testing farming mining fishing shipping briefing meeting hearing wedding"""
)
"""Nouns in -ing that stand after an adjective: `days of national mourning`."""

REPORTING = _set(
    """confirmed reported announced estimated found showed recorded confirming reporting announcing estimating finding
    showing recording confirm confirms record records documented counted revealed"""
)
"""Verbs that report a figure: what they report of it is its fate, where they do."""

HEDGED = _set("reported believed thought feared expected estimated presumed said reportedly")
"""Participles that say nothing without what follows: `feared dead`."""

ACTIVE_PRESENT = _set(
    """kill kills injure injures wound wounds employ employs affect affects cost costs arrest arrests detain detains
    displace displaces destroy destroys operate operates own owns host hosts treat treats deploy deploys recall
    recalls execute executes evacuate evacuates rescue rescues seize seizes damage damages launch launches release
    releases hire hires sack sacks build builds buy buys sell sells donate donates pledge pledges approve approves
    capture captures free frees kidnap kidnaps abduct abducts intercept intercepts expel expels deport deports
    sentence sentences leave leaves send sends convict convicts charge charges pay pays confirm confirms record
    records lose loses"""
)
INFINITIVE_STOP = _set(
    """least the a be have date do about around over nearly almost only just more at as between up roughly close some
    see many several few include reach total last make turn become"""
)

POSTPOSED = _set(
    """dead missing safe unharmed unhurt homeless injured wounded unaccounted stranded trapped displaced hospitalised
    hospitalized unconscious alive infected ill sick unemployed jobless hungry pregnant"""
)
"""What may follow the counted noun and say its fate: `left twelve people dead`."""

PARTICLES = _set("out up down off over away back")
AFTER_PARTICIPLE = _set("hostage prisoner captive ablaze alight dead free") | {
    "into custody",
    "in custody",
    "under arrest",
    "on fire",
    "to hospital",
    "to death",
}
"""Second halves of a fate in two or three words: `taken into custody`, `shot dead`."""

EVENT_NOUNS = _set(
    """arrest arrests death deaths killing killings detention detentions capture release displacement evacuation loss
    injury injuries wounding deployment seizure destruction abduction abductions kidnapping murder murders execution
    executions conviction rescue deportation expulsion resignation dismissal sacking layoff layoffs hiring
    disappearance drowning imprisonment assassination surrender return arrival recovery discovery closure creation
    construction sale purchase delivery transfer slaughter massacre sentencing hospitalisation hospitalization"""
)
"""Nouns that say a fate: `the arrest of six members`."""

TWINS = _set(
    """killed wounded injured arrested detained kidnapped abducted damaged destroyed maimed beaten tortured raped shot
    displaced hospitalised hospitalized charged convicted sentenced infected seized hurt killing wounding injuring
    arresting detaining kidnapping abducting damaging destroying dead missing"""
)
"""Verbs that are a fate together: `killed or injured`."""

CHANGE_VERBS = _set(
    """rose rise rises rising risen fell fall falls falling fallen climbed climbing jumped jumping surged surging
    dropped dropping declined declining increased increasing increase decreased decreasing grew grown growing grow
    shrank shrunk shrinking slipped slumped plunged plummeted soared gained gaining lost slid tumbled dipped edged
    sank cut raised lowered reduced reduce reducing raising raise boosted expanded contracted doubled tripled
    swelled leapt drop decrease decline climb jump surge slowed slowing eased easing up down"""
)

IRREGULAR_PLURALS = _set(
    """people men women children police troops personnel cattle sheep fish aircraft staff crew feet teeth mice media
    data criteria policemen policewomen firemen fishermen servicemen gunmen congressmen lawmen spokesmen businessmen
    clergymen crewmen countrymen grandchildren schoolchildren lives others species series infantry livestock deer
    salmon spacecraft youth offspring chinese japanese rohingya gas alumni fungi bacteria midshipmen horsemen
    womenfolk salespeople tradespeople headquarters crossroads means barracks bus gases"""
)
NO_PLURAL = _set(
    """texas james news always perhaps across towards besides this was has does says its his hers ours yours theirs is
    as us thus less plus minus versus minus sometimes nowadays afterwards upwards downwards backwards forwards
    previous various serious famous religious dangerous campus virus census bonus status corpus lotus apparatus
    christmas kansas arkansas las los dos des les paris dallas vegas williams jones davis harris charles nicolas
    thomas mars uranus venus chaos ethos atlas bias cosmos dais gas gross yes perhaps whereas alas hamas isis
    damascus honduras cyprus laos texas massachusetts illinois athens brussels"""
)
"""Words in -s that are no plural."""

HEADS = _set("people men children others lives")
"""Plurals that no noun follows: an -s after them is a verb's."""

NOUN_BEFORE_NOUN = _set(
    """sports arms news sales savings operations communications systems goods police staff crew media women men"""
)
"""Plurals that often stand before the noun that is counted."""

EXTRA = _set("more additional further extra fewer")
"""Between number and noun, no part of what is counted: `nineteen more ships`."""
