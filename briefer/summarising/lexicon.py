"""Closed word lists of English news prose that the compression and opening rules read.

This module knows nothing about sentences or articles: sets of lower-case words with straight apostrophes, no more.
The finite verbs are those that follow a personal or relative pronoun in at least 7 % of their uses in 5,000 news
articles (2026-11), less the ones that are as often plural nouns, read through by hand.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUXILIARIES = _words(
    """is was are were am has have had will would could can may might must shall should does did do 's 're 've 'd 'll
    isn't wasn't aren't weren't hasn't haven't hadn't won't wouldn't couldn't can't cannot mustn't shouldn't doesn't
    didn't don't ain't it's that's there's here's he's she's they're we're i'm i've we've they've"""
)

SAYING = _words(
    """said says say told tells added adds announced announces confirmed confirms reported reports stated states noted
    notes explained explains wrote writes claimed claims alleged alleges argued argues insisted insists warned warns
    testified acknowledged acknowledges believe believes think thinks suggested suggests"""
)

FINITE = AUXILIARIES | _words(
    """said says say told tells adds argues believes thinks wants needs came went took got gave saw became began
        knew thought spoke wrote fell flew rose drew ran wore chose broke drove threw grew shook sank stole swore tore
        woke sang swam hid bit forgave forgot arose ate beat overtook overcame withdrew underwent seems appears remains
        becomes goes gets takes makes gives keeps says knows sees feels finds includes requires suggests allows leads
        holds stands wins loses speaks writes begins continues faces lives works looks happens wishes hopes expects
        seeks serves owns belongs contains involves creates represents reflects opposes represents represents insists
        explains describes warns urges vows plays pays tries reads sends spends leaves meets moves provides offers helps
        raises reaches receives remembers recalls admits agrees concludes decides depends deserves employs ends exists
        follows hears hits insists kills lacks mean means operates passes prefers prevents promises protects proves
        reveals rejects relates relies represents sits starts stays stems suffers supports teaches tends threatens
        understands underscores underlines uses wants stems signals marks shows comes adds agree argue
        believe want seem remain hope expect insist oppose consider think know"""
)

PARTICIPLES = _words(
    """made found held lost left sent paid brought caught met put set cut hit kept built led felt heard sold bought
    fought sought taught told won shot struck stood understood spent stuck hung hurt shut split spread read let laid
    cast bound fed fled bred dealt meant burnt burned begun born borne broken chosen done drawn driven fallen forgotten
    given gone grown hidden known seen shaken shown spoken stolen sworn taken thrown torn worn written beaten become
    come run slain caught wound"""
)
"""Irregular forms that may be a participle; those with a distinct past tense count as participles only."""

ONLY_PARTICIPLES = _words(
    """begun born borne broken chosen done drawn driven fallen forgotten given gone grown hidden known seen shaken shown
    spoken stolen sworn taken thrown torn worn written beaten slain"""
)

NOT_PAST = _words(
    """hundred hundreds red bed need needs indeed speed seed feed breed exceed proceed succeed united armed wanted
    shed sacred naked wicked so-called alleged accused suspected"""
)
"""Words in -ed that are no past tense, or that stand before a noun or name more often than not."""

NEGATIONS = _words(
    """no not never none neither nor nobody nothing nowhere without cannot lack lacks lacked lacking deny denies denied
    denying refuse refuses refused refusing fail fails failed failing failure unable unlikely hardly barely scarcely
    rarely seldom reject rejects rejected rejecting dispute disputes disputed"""
)

HEDGES = _words(
    """alleged allegedly alleges allege alleging accused accuse accuses accusing suspected suspect suspects suspicion
    reportedly apparently apparent believed believe believes thought presumed presumably purported purportedly supposed
    supposedly claimed claims claim claiming possible possibly perhaps maybe probable probably likely could may might
    would should appeared appears appear seemed seems seem expected estimated estimates rumored rumoured unconfirmed
    unverified potential potentially charged charges"""
)

NUMBERS = _words(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion billions trillion trillions dozen dozens half third quarter twice double triple couple scores
    both"""
)

SENSITIVE = (
    NEGATIONS
    | HEDGES
    | NUMBERS
    | _words(
        """kill killed kills killing die died dies dead death deaths injured injuries injury wounded wounding casualties
        casualty toll victim victims attack attacks attacked attacker responsible responsibility blame blamed blames
        guilty crime criminal murder murdered rape raped assault assaulted abuse abused abuses shot stabbed fraud
        corruption bribe bribery torture tortured terrorist terrorists terrorism massacre genocide stole stolen theft
        robbed illegal illegally unlawful cheating lie lied lies lying false hoax conspiracy plot plotting threat
        threatened threats violated violation violations investigation investigating cause caused causes because best
        worst better worse good bad great terrible important most least more less will can must need needs want wants
        plan plans planned intend intends hope hopes evidence proof true truth success successful wrong right"""
    )
)
"""A claim with one of these words keeps its source, whoever that is."""

CONDITIONS = _words(
    """if unless except until provided providing assuming whether lest under had were should instead rather only most
    contrary in-case once"""
)

SUBORDINATORS = _words(
    """after before while as since when whenever because although though amid amidst despite following whereas where
    ahead during even given upon albeit"""
)

RELATIVES = _words("who whom whose which where")

PREPOSITIONS = _words(
    """in on at by for from with to of into onto over across through throughout during within near amid against among
    between around about above below behind beyond beside besides along alongside outside inside off out past toward
    towards via upon"""
)

DETERMINERS = _words("the a an his her its their our my your this that these those some any each every another no")

ADVERBS = _words("also later then now still first even soon again once already just ever thus therefore instead")

LEADING = (
    SUBORDINATORS
    | PREPOSITIONS
    | _words(
        """earlier later last next this speaking asked citing writing addressing talking responding using working acting
        having being currently recently previously eventually ultimately finally initially separately additionally
        today yesterday tonight monday tuesday wednesday thursday friday saturday sunday speaking quoting"""
    )
) - CONDITIONS

DATES = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec"""
)

NO_PARTICIPLE = _words(
    """during nothing something anything everything king ring thing morning evening spring string wing being including
    according beijing building meeting hearing ceiling wedding darling sterling king sibling concerning regarding
    pending notwithstanding excluding barring"""
)

DANGLING_END = _words(
    """and or but nor the a an of to that which who whom whose where when while with by for from as than if because
    its his her their into onto upon between among including such is was are were be been has have had will would could
    may might can should must"""
)
"""A sentence that ends on one of these is cut off."""
