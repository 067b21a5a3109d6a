"""Small word lists of the support check: opposites, words that news swaps for one another, hedges, units.

Lists of our own, lower-case; this module knows nothing about sentences. WordNet is not bundled and must not be needed.
"""

from __future__ import annotations

from typing import Final

from briefer.language.cues import DENYING, FORMS, HEDGING


def _table(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in text.split():
        left, _, rights = entry.partition(":")
        for right in rights.split(","):
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in found.items()}


def _sets(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in text.split(";"):
        words = line.split()
        for word in words:
            found.setdefault(word, set()).update(words)
    return {word: frozenset(others) for word, others in found.items()}


ANTONYMS: Final = _table(
    """rise:fall,drop,decline increase:decrease,fall up:down win:lose,defeat victory:defeat won:lost wins:loses
    winning:losing accept:reject accepted:rejected approve:reject approved:rejected support:oppose supports:opposes
    supported:opposed supporting:opposing allow:ban allowed:banned allows:bans open:close opened:closed start:end
    started:ended before:after more:fewer,less most:least higher:lower high:low first:last arrested:released
    guilty:innocent convicted:acquitted confirmed:denied alive:dead survived:died oldest:youngest older:younger
    early:late best:worst better:worse success:failure succeeded:failed agree:disagree agreed:refused bought:sold
    buy:sell gained:lost rose:fell increased:decreased,reduced raised:lowered,cut north:south northern:southern
    east:west eastern:western attack:defence attacked:defended friend:enemy friends:enemies male:female man:woman
    men:women boy:girl boys:girls husband:wife father:mother son:daughter brother:sister king:queen hired:fired
    joined:left praised:criticised,criticized legal:illegal likely:unlikely possible:impossible positive:negative
    strong:weak stronger:weaker large:small larger:smaller majority:minority inside:outside public:private
    remember:forget safe:dangerous rich:poor accused:cleared granted:denied entered:left include:exclude
    included:excluded full:empty increase:cut growth:decline rising:falling"""
)
"""Words of which a sentence may not have the one where its source has the other."""

SYNONYMS: Final = _sets(
    """kill die murder death slay shoot fatal; hurt injure wound harm; arrest detain custody hold capture;
    jail prison imprison sentence; big large huge major massive; say tell announce reveal state declare confirm report;
    child kid boy girl son daughter youngster teenager teen toddler; man male husband father; woman female wife mother;
    police officer cop constable detective; car vehicle auto truck van; plane aircraft jet airliner flight;
    begin start launch open; end finish stop conclude close; buy purchase acquire; sell sale; help aid assist support;
    win beat defeat victory triumph; lose loss defeat; fire blaze inferno; storm hurricane cyclone typhoon;
    quake earthquake tremor; company firm business corporation; boss chief head leader executive; president leader;
    lawmaker legislator senator congressman representative mp; court judge trial tribunal; accuse allege charge claim;
    ask request call urge seek; refuse reject deny decline; attack assault strike raid bomb; battle fight combat clash;
    soldier troop military army force; rebel insurgent militant fighter; study research report survey;
    doctor physician medic; hospital clinic; student pupil; school college university; home house property residence;
    money cash fund; cost price worth; raise increase rise grow climb boost; cut reduce lower slash decrease;
    fall drop decline slide plunge; try attempt bid; plan intend aim propose; show reveal find suggest indicate;
    meet talk discuss; leave quit depart resign exit; arrive come reach; former ex; new latest recent; quick fast;
    scientist researcher expert; pupil student; fan supporter; match game; team side club squad; player star;
    country nation state; government administration official authority; talk negotiation; agreement deal pact accord;
    protest demonstrate rally demonstration; dead death die; crash collision accident; victim casualty;
    warn caution; criticise criticize condemn blast slam denounce; praise hail; vote poll ballot election;
    missing disappear vanish; found discover; virus disease infection illness; drug medicine medication;
    percent per cent pct; doubled twice; tripled three; half fifty; couple two pair both"""
)
"""Words of which one bears out the other, by their base form."""

HEDGES: Final = frozenset(
    """allegedly reportedly alleged suspected apparently possibly perhaps may might could likely probably potential
    potentially seemingly purported purportedly supposed supposedly unconfirmed presumed""".split()
)
"""What leaves open whether it is so."""
SAID: Final = frozenset(FORMS) | {"according", "told", "alleged", "allegedly", "reportedly"}
CLAIMED: Final = frozenset(form for form, verb in FORMS.items() if verb.lemma in HEDGING | DENYING) | {"alleged"}
"""Forms of what says that another only holds it to be so, or denies it."""

UNITS: Final = {
    ("mile", "kilomet"): 1.609,
    ("mile", "km"): 1.609,
    ("mph", "kph"): 1.609,
    ("feet", "metr"): 0.3048,
    ("feet", "meter"): 0.3048,
    ("foot", "metr"): 0.3048,
    ("foot", "meter"): 0.3048,
    ("ft", "m"): 0.3048,
    ("inch", "cm"): 2.54,
    ("inch", "centimet"): 2.54,
    ("pound", "kg"): 0.4536,
    ("lb", "kg"): 0.4536,
    ("pound", "kilogram"): 0.4536,
    ("acr", "hectar"): 0.4047,
    ("week", "dai"): 7.0,
    ("year", "month"): 12.0,
    ("dai", "hour"): 24.0,
    ("hour", "minut"): 60.0,
    ("stone", "kg"): 6.35,
}
"""Stems of units, and how many of the second make one of the first."""
