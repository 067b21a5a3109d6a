"""The abbreviations of news English that are known beforehand, by how they behave at a sentence's end.

A table and nothing else. The trainer of `models/punkt-news` writes it into the model beside what it learns from a corpus;
the splitter reads it from the model only. Words are in lower case, without the final stop.
"""

from __future__ import annotations

from typing import Final

CURATED: Final[dict[str, str]] = {
    # A name follows: such a stop never ends a sentence.
    "title": """
        mr mrs ms mx messrs mmes mlle mme dr drs prof profs rev revs fr sr sra msgr mgr hon rt st ste pres sen sens rep reps
        gov govs amb atty asst supt supts comdr cmdr cdr lcdr capt cpt col lt gen maj brig adm sgt sgts cpl pvt pfc
        spc ofc det insp dep const sec treas dir mt ft vs v""",
    # A number follows: the stop ends a sentence only where none does.
    "number": "no nos art sec fig figs vol vols ch pp p para ext approx est ca jan feb mar apr jun jul aug sep sept oct nov dec",
    # Anything may follow; what it is decides.
    "open": """
        inc ltd co corp cos bros llc plc l.l.c l.p n.v s.a a.g pty pte dept univ assn intl natl
        jr sr esq ph.d m.d d.d.s b.a m.a j.d d.phil m.b.a r.n
        u.s u.s.a u.k u.n e.u u.a.e u.s.s.r d.c n.y l.a n.j n.c s.c n.h r.i n.m n.d s.d w.va b.c
        ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn
        tenn tex va vt wash wis wyo ont que alta sask
        a.m p.m a.d b.c.e c.e e.t p.t g.m.t est mon tue tues wed thu thur thurs fri sat sun
        e.g i.e etc et al cf viz ave blvd rd hwy rte sq min max hr hrs yr yrs mph lb lbs oz sq cu temp tel""",
}
