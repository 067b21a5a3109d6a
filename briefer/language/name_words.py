"""The words that names are made of: ranks, organisations' and places' own words, and what never is a name.

Tables and nothing else: this module knows nothing about texts. All words are case-folded and without a final stop.
Written from knowledge of news English and put right on what went wrong in about 120 articles read in November 2026.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS: Final = _words(
    """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
    """
)
DAYS: Final = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays christmas easter ramadan eid thanksgiving
    """
)

NEVER: Final = _words(
    """
    a about above according across after again against ago all almost along already also although always am amid among
    an and another any anyone anything are around as asked at away back based be because become been before
    behind being
    below besides best better between beyond big both breaking but by call called can click come coming could
    currently
    despite did do does doing done down due during each earlier early either else even ever every everyone everything
    except exclusive fact far few finally first five following for former formerly four from further get given
    go going
    good got great had half has have having he hello her here hers herself hey him himself his how however i i'd i'll
    i'm i've i’d i’ll i’m i’ve if in including indeed inside instead into is it it's it’s its itself just keep know
    last late later latest least left less let let's let’s like likely little local long look made make man many maybe
    me meanwhile men might mine more moreover most mr's much must my myself near nearly neither never nevertheless new
    next nine no nobody none nor not nothing now of off officials often oh ok okay old on once one ones only onto open
    opening or other others otherwise our ours ourselves out outside over overall own part people per perhaps photo
    please police prior put quite rather read really recent recently related right said same saw say saying says
    second
    see seen several shall she she's she’s should show similarly since six so some someone something sometimes soon
    sources still such take ten than thank thanks that that's that’s the their theirs them themselves then there
    there's there’s thereafter therefore these they they'd they're they’d they’re thing things think third this those
    though three through throughout thus time times to today together told tomorrow tonight too toward towards
    two under
    unless unlike until up update updated upon us us' use used very via video wait want was watch we we'd we'll we're
    we've we’d we’ll we’re we’ve well were what what's what’s whatever when where whereas wherever whether which while
    who who's who’s whoever whole whom whose why will with within without woman women would yeah yes yesterday yet you
    you'd you'll you're you've you’d you’ll you’re you’ve your yours yourself
    analysts authorities activists critics experts investigators lawmakers officers protesters residents scientists
    voters witnesses ceo cfo coo cto am pm gmt est edt utc bst tv dvd pdf faq vip id ii iii iv rsvp asap covid
    covid-19 islam christianity judaism hinduism buddhism gdp coronavirus earth prohibition editor correction
    caption subscribe newsletter copyright file image images credit getty shutterstock
    internet web online god bible quran koran olympics olympic
    nobel oscar grammy emmy twitter's
    """
)
"""What never is a name alone nor opens one at the start of a sentence."""

SMALL: Final = _words(
    """
    a an and are as at but by he i i'm i've i’m i’ve if in is it it's it’s mr's not on or she that the their
    they this from for into over under after before about to was we were what when who why will with you your
    """
)
"""Small words that part two names, even with a capital: `By AP Photos The party`."""

PARTICLES: Final = _words(
    """
    al el bin ibn bint ben abu de la del della di da dos do du des van von der den ter zu y e ul
    """
)
"""Lower-case words that stand within a person's or a place's name."""

RANKS: Final = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baron baroness count countess prince princess king queen
    emperor sultan sheikh sheik shaikh emir pope cardinal archbishop bishop father fr rev reverend rabbi imam
    ayatollah
    mullah pastor deacon sister brother
    president vice premier chancellor prime minister secretary senator sen sens representative rep reps
    congressman congresswoman governor gov mayor councillor councilman councilwoman alderman ambassador judge justice
    commissioner chairman chairwoman chair speaker undersecretary attorney
    leader director counsel adviser advisor spokesman spokeswoman spokesperson administrator whip treasurer
    analyst correspondent strategist ceo manager parliamentarian lawmaker prophet webmaster lawyer senators
    secretary-general president-elect co-chair coordinator envoy chancellor
    rear gen general brig brigadier maj major col colonel lt lieut lieutenant capt captain cpt sgt sergeant cpl
    corporal pvt
    private adm admiral cmdr cmdre commander commodore marshal marshall sheriff constable inspector superintendent
    detective officer chief coach director-general
    """
)
"""Words that stand before a person's name with a capital: titles and ranks."""

RANK_PARTS: Final = _words(
    """
    of state staff the for and affairs foreign national security economic policy press cabinet communications
    executive managing special vice defence defense interior finance health transport justice education
    energy trade labour labor agriculture environment home housing treasury police fire deputy acting former
    assistant associate under chief executive supreme grand crown first lady
    high majority minority leader whip house senate
    """
)
"""Words that may stand within a run of rank words, never alone."""

ROLES: Final = RANKS | _words(
    """
    accountant activist actor actress adviser advisor advocate aide analyst architect artist astronaut
    astronomer athlete
    author banker biologist boss broadcaster brother businessman businesswoman campaigner candidate cardiologist
    caretaker ceo chairperson chef chemist cleric climatologist co-author co-chair co-director co-founder co-owner
    columnist comedian commentator composer conductor consultant convener coordinator coroner correspondent counsel
    councilor critic curator daughter dean defender delegate demographer dentist designer developer diplomat director
    doctor economist editor engineer entrepreneur envoy epidemiologist executive expert farmer father fellow filmmaker
    firefighter fisherman forward foreman founder geologist glaciologist goalkeeper guard guitarist head
    historian host
    husband immunologist investigator investor journalist lawmaker lawyer leader lecturer legislator lobbyist manager
    master mathematician mechanic medic member midfielder mother musician negotiator neighbour neighbor neurologist
    novelist nurse officer official operator organiser organizer owner paediatrician paramedic parent partner
    pathologist patriarch pediatrician philosopher photographer physician physicist pilot pioneer planner player
    playwright poet policeman policewoman politician pollster principal producer programmer prosecutor psychiatrist
    psychologist publisher ranger realtor receptionist recruiter refugee regulator reporter researcher resident
    ringleader scholar scientist secretary-general shopkeeper singer sister skipper sociologist soldier solicitor son
    spokesman spokesperson spokeswoman star statistician strategist strategists striker student supervisor surgeon
    surveyor survivor teacher technician teenager theologian trader trainer treasurer trustee veteran
    veterinarian victim virologist volunteer warden widow wife worker writer zoologist
    architect-in-chief editor-in-chief commander-in-chief
    """
)
"""The heads of what a person is said to be."""

ROLE_VERBS: Final = _words(
    """
    leads leading led heads headed chairs chaired commands commanded runs ran represents represented founded
    directs directed oversees oversaw manages managed owns edits edited coaches coached
    """
)
"""After `who`: what a person does for a living."""

ORG_ENDS: Final = _words(
    """
    academy administration agency air airlines brotherhood airways alliance army artillery assembly association
    associates authority
    authorities bank battalion board brewery brigade brigades broadcasting brothers bureau cabinet campaign carriers
    center centre chamber church circuit club co coalition college command commission committee communications
    company companies confederation conference congress consortium consulting convention cooperative corp corporation
    corps council court courier daily defence department directorate division electric electronics embassy energy
    enterprises exchange express faculty federation fc fellowship fleet force forces forum foundation front fund
    gazette
    government group guard guards guild herald holdings hospital house inc industries initiative inspectorate
    institute
    institution instruments insurance intelligence international journal laboratories laboratory league legion library
    limited lines llc llp ltd media mill militia ministry mission monitor morning mosque motors movement museum navy
    network networks news newspaper observatory office orchestra organisation organization panel parliament partners
    partnership party patrol petroleum pharmaceuticals plc police post press productions publishing railway railways
    records regiment registry research resistance reserve restaurant school schools secretariat senate service
    services
    society solutions steel studios supermarket syndicate systems taskforce team technologies technology telegraph
    television terminals theatre theater review times tribunal tribune trust union unions united university
    ventures wire
    workers works biologics therapeutics foods motor aerospace airline analytics bancorp capital list senate
    railroad cathedral bishops
    """
)
"""The last word of an organisation's name."""

COMPANY_ENDS: Final = _words(
    """
    airline airlines airways analytics bancorp biologics brewery brothers communications company corp corporation co
    electric electronics energy enterprises foods group holdings inc industries instruments international laboratories
    limited lines llc ltd media mills motor motors networks partners petroleum pharmaceuticals plc pictures press
    productions records shipping solutions steel stores studios systems technologies technology terminals therapeutics
    ventures works
    """
)
"""The last word of a company's name: its first words alone stand for it too."""

ORG_HEADS: Final = _words(
    """
    academy administration agency alliance army assembly association authority bank board brotherhood bureau
    campaign center centers centre centres chamber church coalition college command commission committee confederation
    conference congress council court department directorate division embassy faculty federation forum
    foundation front
    fund group guild house institute institutes institution laboratory league library ministry mission movement museum
    network observatory office order organisation organization parliament party review school society state synod
    telecommunication tribunal trust union university movement bar daughters sons knights fraternal
    """
)
"""What stands before `of` or `for` in an organisation's name."""

FIELDS: Final = _words(
    """
    agriculture alcohol arts atmospheric aeronautics commerce culture customs defence defense development drug
    economy education energy environment exchange finance firearms fisheries food forestry health housing human
    immigration industry justice labor labour management medicine oceanic parks peace planning prevention recreation
    relief research rescue safety science sciences search securities security services space sport technology
    tourism trade transport urban water welfare works youth
    """
)
"""What offices are for: `Food and Drug Administration` is one name."""

PLACE_HEADS: Final = _words(
    """
    bay gulf sea strait straits isle island islands lake mount cape city port republic state kingdom province
    gates rio peninsula bight emirate governorate valley tower district sultanate horn states federation
    """
)
"""What stands before `of` in a place's name."""

PLACE_ENDS: Final = _words(
    """
    airport avenue basin bay beach boulevard bridge canal canyon cape city coast county creek desert district falls
    field forest fort garden gardens glacier governorate gulf harbor harbour heights highway hill hills hollow island
    islands isle junction lagoon lake lakes mountain mountains ocean park peninsula plain plains plateau plaza port
    prefecture province region reservoir ridge river road sea shore springs square station strait straits street strip
    territory town township tunnel valley village volcano woods zone
    """
)
"""The last word of a place's name."""

PLACE_STARTS: Final = _words(
    """
    lake mount mt cape fort port gulf rio mont st saint camp rural upper lower
    """
)

OWNERS: Final = _words(
    """
    people women men children workers veterans citizens farmers teachers lloyd doctor doctors dockers
    journalists physicians students players parents employees writers actors king queen st
    """
)
"""A name may go on after the possessive of these: `Citizens' List`, `People's Party`."""

ORGANISATIONS: Final = _words(
    """
    un u.n eu e.u nato isis isil daesh hamas hezbollah hizbullah taliban fbi cia nsa nasa fda cdc epa irs bbc cnn
    nbc abc cbs fox reuters ap afp al-qaeda al-qaida qaeda pentagon kremlin interpol europol unicef unesco unhcr
    who imf
    opec asean icc nhs gop google facebook twitter apple microsoft amazon netflix uber tesla telegram whatsapp
    youtube instagram tiktok boeing airbus congress senate parliament knesset hamas fatah pkk ypg sdf centcom mi5 mi6
    nhl nfl nba mlb fifa uefa ioc npr osce wto aclu naacp fema usaid congress volkswagen toyota ebay skype oxfam
    al-shabaab al-shabab ira eta farc plo idf kgb fsb amnesty yahoo samsung sony nokia walmart goldman ford bloomberg
    """
)
"""Known by one word; `WHO` and `US` count in capitals only."""

PEOPLES: Final = _words(
    """
    muslim muslims islamic islamist islamists christian christians jew jews jewish sunni sunnis shia shias shiite
    shiites shi'ite shi'ites hindu hindus buddhist buddhists sikh sikhs catholic catholics protestant protestants
    orthodox kurd kurds kurdish yazidi yazidis druze alawite alawites arab arabs arabic republican republicans
    democrat
    democrats democratic conservative conservatives tory tories labour liberal marxist communist communists nazi nazis
    african africans asian asians european europeans american-born latino latinos hispanic hispanics black
    scottish scots welsh english catalan basque tibetan tibetans uighur uighurs uyghur uyghurs rohingya hutu hutus
    tutsi tutsis pashtun pashtuns tamil tamils sinhalese cherokee navajo western bosniak chechen chechens
    palestinian palestinians texan californian salafi salafis anglican evangelical lutheran mormon mormons
    latin
    """
) - {"labour", "black", "western"}
"""Peoples, faiths and parties' followers; the demonyms of countries stand in `place_names`."""
