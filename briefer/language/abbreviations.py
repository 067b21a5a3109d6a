"""The abbreviations of news English that are known beforehand, by how they behave at a sentence's end.

A table and nothing else. The trainer writes it into `models/punkt-news` beside what it learns; the splitter reads it
there. Words are in lower case, without the final stop. Single letters count in lower case only.
"""

from __future__ import annotations

from typing import Final

CURATED: Final[dict[str, str]] = {
    # A name follows: such a stop never ends a sentence.
    "title": """
        mr mrs ms mx messrs mmes mlle mme dr drs prof profs rev revs fr msgr mgr hon
        pres sen sens rep reps gov govs amb atty asst supt supts insp det dep treas dir
        gen gens maj brig col cols lt lieut cmdr comdr cdr lcdr capt capts cpt adm vadm radm
        sgt sgts cpl cpls pvt pfc spc ofc const v vs""",
    # A name follows, or the name ends here.
    "place": "st ste mt ft pt",
    # A number follows, else the word was something other.
    "number": """
        no nos n° nº art arts sec fig figs vol vols ch pp p para pars ext approx ca c cir op b d est
        jan feb mar apr jun jul aug sep sept oct nov dec""",
    # A time of day.
    "clock": "a.m p.m",
    # An ordinary word, unless with its capital.
    "state": """
        ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
        penn tenn tex va vt wash wis wyo ont que alta sask""",
    # What follows decides.
    "open": """
        inc ltd co corp cos bros llc plc l.l.c l.p n.v s.a a.g pty pte dept univ assn intl natl
        jr sr esq ph.d m.d d.d.s b.a m.a j.d d.phil m.b.a r.n
        u.s u.s.a u.k u.n e.u u.a.e u.s.s.r d.c n.y l.a n.j n.c s.c n.h r.i n.m n.d s.d w.va b.c
        a.d b.c.e c.e e.t p.t g.m.t tues thur thurs
        e.g i.e etc al cf viz ave blvd rd hwy rte sq min max hr hrs yr yrs mph lb lbs oz cu temp tel""",
}
