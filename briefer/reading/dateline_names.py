"""The names that datelines are made of: news agencies, and places that stand alone in a dateline.

This module knows nothing about text. The places are those that the style books print without a country or state, the
capitals of states, and large cities; the agencies are those met in 65,000 news articles read in November 2026, and the
national agencies of the world.
"""

from __future__ import annotations

AGENCIES = frozenset(
    name.strip()
    for name in """
    aa, aap, abc news, adn, adnkronos, aej, afp, agence france-presse, agerpres, al jazeera, amn, ana, anadolu,
    anadolu agency, anf, anha, ani, anp, ansa, antara, aol autos, ap, apa, app, aps, ara news, armenpress, ars technica,
    associated press, ata, atpe, azertac, baghdad today, basnews, bbc, bbc news, belga, bernama, bloomberg,
    bloomberg news, bns, bss, bta, budget travel, business insider, business wire, canadian press, cbc, cbs news, cmc,
    cna, cnet, cnn, cnn business, cnn money, cnn student news, cnngo, cnnmoney, coastal living, cp, ctk, dawn, dpa,
    dw, efe, elta, entertainment weekly, essence, euronews, ew, fars, fast company, fides, financial times,
    fortune, fox news, ft, gannett, globenewswire, gna, guardian, health, healthday, healthday news, hina, iana, ians,
    ina, inps, ins, instyle, interfax, ips, irin, irna, isna, itar-tass, jana, jiji, jta, k24, kabar, kazinform, kcna,
    kna, kuna, kurdistan24, kurdistan 24, kyodo, kyodo news, leta, lifewire, lonely planet, lusa, map, marketwatch,
    mashable, medpage today, mehr, mena, mental floss, middle east eye, mina, mti, nan, nbc news, new york times, nina,
    nna, north press, npr, ntb, nz herald, nzpa, pa, pa media, pajhwok, pap, petra, pna, pr newswire, press association,
    prnewswire, pti, qna, rappler, reader's digest, real simple, realsimple, reuters, reuters health, ria, ria novosti,
    ritzau, rns, rolling stone, rte, rudaw, sana, shafaq news, southern living, spa, sputnik, sta, stt,
    sunset, sw news, tanjug, tap, tass, tasnim, the associated press, the canadian press, the frisky, the guardian,
    this old house, thomson reuters foundation, time, tolo news, tolonews, travel + leisure,
    tribune media services, tt, ukrinform, un news, unb, uni, unian, united press international, upi, usa today, uwire,
    vice, vna, voa, wafa, wam, wired, wsj, xinhua, yna, yonhap
    """.split(",")
)
"""Case-folded, without a leading or trailing `News` where the name is known without it."""

PLACES = frozenset(
    name.strip()
    for name in """
    abidjan, abu dhabi, abuja, accra, adana, addis ababa, aden, albany, albuquerque, aleppo, algiers, almaty, amman,
    amsterdam, anchorage, ankara, annapolis, antananarivo, ashgabat, asmara, astana, asuncion, athens, atlanta,
    auckland, austin, baghdad, baku, baltimore, bamako, bangkok, bangui, barcelona, basel, basra, baton rouge, beijing,
    beirut, belfast, belgrade, belmopan, benghazi, berlin, bern, birmingham, bishkek, bogota, boise, bonn, boston,
    brasilia, bratislava, brazzaville, brisbane, bristol, brooklyn, brussels, bucharest, budapest, buenos aires,
    buffalo, bujumbura, cairo, calgary, canberra, cape town, caracas, cardiff, charlotte, chicago, chisinau,
    christchurch, cincinnati, cleveland, cologne, colombo, colorado springs, columbus, conakry, copenhagen, dakar,
    dallas, damascus, dar es salaam, darwin, davos, deir ezzor, deir al-zor, delhi, denver, des moines, detroit, dhaka,
    diyarbakir, djibouti, dodoma, doha, donetsk, douala, dubai, dublin, duhok, durban, dushanbe, edinburgh, el paso,
    erbil, fort lauderdale, fort worth, frankfurt, freetown, gaborone, gaza, gaza city, geneva, georgetown, gibraltar,
    glasgow, grozny, guantanamo bay, guatemala city, hamburg, hanoi, harare, hartford, havana, helsinki, hiroshima,
    ho chi minh city, hong kong, honolulu, houston, hyderabad, idlib, indianapolis, islamabad, istanbul, izmir,
    jackson, jacksonville, jaffa, jakarta, jeddah, jerusalem, johannesburg, juba, kabul, kampala, kandahar,
    kansas city, karachi, kathmandu, kharkiv, khartoum, kherson, kigali, kingston, kinshasa, kirkuk, kolkata,
    kuala lumpur, kuwait, kuwait city, kyiv, kiev, kyoto, la paz, lagos, lahore, las vegas, leeds, libreville,
    lilongwe, lima, lisbon, little rock, liverpool, ljubljana, lome, london, los angeles, louisville, luanda, lusaka,
    luxembourg, lviv, lyon, macau, madison, madrid, malabo, male, managua, manama, manbij, manchester, manila, maputo,
    mariupol, marseille, maseru, mbabane, mecca, medina, melbourne, memphis, mexico city, miami, milan, milwaukee,
    minneapolis, minsk, mogadishu, monaco, monrovia, monterrey, montevideo, montgomery, montreal, moroni, moscow,
    mosul, mumbai, munich, muscat, nagasaki, nairobi, naples, nashville, nassau, n'djamena, new delhi, new orleans,
    new york, new york city, niamey, nicosia, nouakchott, nouméa, oakland, odesa, odessa, okinawa, oklahoma city,
    omaha, orlando, osaka, oslo, ottawa, ouagadougou, palermo, palo alto, panama city, paramaribo, paris, perth,
    philadelphia, phnom penh, phoenix, pittsburgh, podgorica, port louis, port moresby, port of spain, port-au-prince,
    porto-novo, portland, prague, praia, pretoria, pristina, providence, pyongyang, qamishli, qandil, quebec city,
    quito, rabat, rafah, raleigh, ramallah, raqqa, reykjavik, richmond, riga, rio de janeiro, riyadh, rome, rotterdam,
    sacramento, salt lake city, san antonio, san diego, san francisco, san jose, san juan, san marino, san salvador,
    sanaa, santa fe, santiago, santo domingo, sao paulo, sarajevo, seattle, seoul, shanghai, shenzhen, silicon valley,
    singapore, sinjar, skopje, sofia, srinagar, st. louis, st. paul, st. petersburg, stockholm, strasbourg, stuttgart,
    sucre, sulaimani, sulaimaniyah, suva, sydney, taipei, tallahassee, tallinn, tampa, tashkent, tbilisi, tegucigalpa,
    tehran, tel aviv, the hague, the vatican, thimphu, tijuana, tirana, tokyo, topeka, toronto, trenton, tripoli,
    tucson, tunis, turin, ulan bator, ulaanbaatar, united nations, vaduz, valletta, vancouver, vatican city, venice,
    victoria, vienna, vientiane, vilnius, vladivostok, wall street, warsaw, washington, wellington, windhoek,
    winnipeg, wuhan, yangon, yaounde, yerevan, yokohama, zagreb, zaporizhzhia, zurich
    """.split(",")
)
"""Case-folded. Only these are taken for a place where neither an agency nor a country or state stands beside them."""
