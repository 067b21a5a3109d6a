"""Names that the gazetteer's data lack: variants of countries, demonyms, regions, cities under other names.

Tables and nothing else. Codes are ISO 3166-1 alpha-2; keys are case-folded. The demonyms and variants are those that
news in English uses; the regions are those that news names most. Written by hand in November 2026, not drawn from
a corpus.
"""

from __future__ import annotations

from typing import Final


def _codes(text: str) -> dict[str, str]:
    """Read `CODE name, name; CODE name` into a mapping from name to code."""
    rows = (" ".join(row.split()).partition(" ") for row in text.split(";") if row.strip())
    return {name.strip(): code.strip("-") for code, _, names in rows for name in names.split(",")}


COUNTRIES: Final = _codes("""
    US us, u.s., u.s, u.s.a., usa, united states of america, america, united states; GB uk, u.k., u.k, britain,
    great britain; RU russian federation; KR south korea, republic of korea; KP north korea, dprk; CD dr congo, drc,
    democratic republic of congo, democratic republic of the congo, congo-kinshasa; CG congo-brazzaville;
    CZ czech republic; CI ivory coast, cote d'ivoire, côte d'ivoire; MM burma; SZ swaziland; MK macedonia,
    north macedonia; AE uae, u.a.e., emirates; SA kingdom of saudi arabia; TR turkey, türkiye; CN china,
    people's republic of china; TL east timor; CV cape verde; VA vatican, holy see; BA bosnia, bosnia-herzegovina,
    bosnia and herzegovina; TT trinidad; NL holland, the netherlands; IR islamic republic of iran; SY syrian
    arab republic;
    IE republic of ireland; LK sri lanka; BN brunei; VN viet nam; LA laos; MD moldova; TZ tanzania; FM
    micronesia; GM the gambia, gambia;
    BS the bahamas, bahamas; PH the philippines; KZ kazakstan; PG papua new guinea; GW guinea-bissau; XK kosovo
""")
"""Variants that stand beside the gazetteer's own names."""

UNSURE_COUNTRIES: Final = frozenset({"georgia", "jersey"})
"""Countries' names that are an American state's too, or part of one's: the article has to show which."""

DEMONYMS: Final = _codes("""
    AF afghan, afghans; AL albanian, albanians; DZ algerian, algerians; AO angolan, angolans; AR argentine,
    argentinian,
    argentines; AM armenian, armenians; AU australian, australians; AT austrian, austrians; AZ azerbaijani, azeri;
    BH bahraini, bahrainis; BD bangladeshi, bangladeshis; BY belarusian, belarusians; BE belgian, belgians;
    BO bolivian, bolivians; BA bosnian, bosnians; BR brazilian, brazilians; GB british, briton, britons, scottish,
    welsh, english; BG bulgarian, bulgarians; BF burkinabe; MM burmese; BI burundian, burundians;
    KH cambodian, cambodians; CM cameroonian, cameroonians; CA canadian, canadians; TD chadian; CL chilean,
    chileans; CN chinese; CO colombian, colombians; CD congolese; HR croatian, croatians, croat, croats; CU cuban,
    cubans; CY cypriot, cypriots; CZ czech, czechs; DK danish, dane, danes; DO dominican; NL dutch; EC ecuadorian,
    ecuadorean; EG egyptian, egyptians; ER eritrean, eritreans; EE estonian, estonians; ET ethiopian, ethiopians;
    FJ fijian; PH filipino, filipinos, philippine; FI finnish, finns; FR french, frenchman; GE georgian, georgians;
    DE german, germans; GH ghanaian, ghanaians; GR greek, greeks; GT guatemalan, guatemalans; GN guinean; HT haitian,
    haitians; HN honduran, hondurans; HU hungarian, hungarians; IS icelandic; IN indian, indians; ID indonesian,
    indonesians; IR iranian, iranians; IQ iraqi, iraqis; IE irish; IL israeli, israelis; IT italian, italians;
    CI ivorian, ivorians; JM jamaican, jamaicans; JP japanese; JO jordanian, jordanians; KZ kazakh; KE kenyan,
    kenyans; KW kuwaiti, kuwaitis; KG kyrgyz; LA laotian, lao; LV latvian, latvians; LB lebanese; LR liberian;
    LY libyan, libyans; LT lithuanian, lithuanians; MK macedonian; MW malawian; MY malaysian, malaysians; ML malian,
    malians; MT maltese; MX mexican, mexicans; MD moldovan, moldovans; MN mongolian; ME montenegrin; MA moroccan,
    moroccans; MZ mozambican; NA namibian; NP nepalese, nepali; NZ new zealander, new zealanders; NI nicaraguan,
    nicaraguans;
    NE nigerien; NG nigerian, nigerians; KP north korean, north koreans; NO norwegian, norwegians; OM omani;
    PK pakistani, pakistanis; PS palestinian, palestinians, gazan, gazans; PA panamanian; PY paraguayan; PE peruvian,
    peruvians; PL polish, poles; PT portuguese; QA qatari, qataris; RO romanian, romanians; RU russian, russians;
    RW rwandan, rwandans; SV salvadoran, salvadorans; SA saudi, saudis, saudi arabian; SN senegalese; RS
    serbian, serb, serbs;
    SL sierra leonean; SG singaporean; SK slovak, slovakian; SI slovenian; SO somali, somalis, somalian; ZA
    south african,
    south africans; KR south korean, south koreans; ES spanish, spaniard, spaniards; LK sri lankan, sri lankans;
    SD sudanese; SE swedish,
    swede, swedes; CH swiss; SY syrian, syrians; TW taiwanese; TJ tajik; TZ tanzanian; TH thai; TG togolese;
    TN tunisian, tunisians; TR turkish, turk, turks; UG ugandan, ugandans; UA ukrainian, ukrainians; AE emirati;
    US american, americans; UY uruguayan; UZ uzbek; VE venezuelan, venezuelans; VN vietnamese; YE yemeni, yemenis;
    ZM zambian; ZW zimbabwean, zimbabweans; XK kosovar, kosovars; HK hongkonger; SS south sudanese
""")

WELL_KNOWN: Final = _codes("""
    CH geneva, davos, bern, basel, lausanne, lugano; NL hague; BE brussels, bruges, ghent; LU luxembourg; CY
    nicosia; AT salzburg, innsbruck;
    FR strasbourg, nice, cannes, calais, toulouse; IT florence, venice, bologna, pisa, verona; PS ramallah,
    nablus, hebron, jenin,
    bethlehem, rafah, khan yunis, khan younis, gaza city; IQ fallujah, tikrit, ramadi, sinjar, samarra, kirkuk;
    SY kobani, homs, hama, idlib, raqqa,
    deir ez-zor, deir al-zor, deir ezzor, latakia, qamishli, manbij, daraa, afrin; IE dublin, cork; US
    pittsburgh, cincinnati, cleveland, orlando, tampa, st. louis, buffalo, honolulu, new orleans,
    anaheim, st. paul, st paul, st louis, palm beach, west palm beach, baton rouge, salt lake city, des moines,
    beverly hills, chattanooga; GB oxford,
    cambridge, belfast, cardiff,
    edinburgh, brighton; DE bonn, heidelberg, munich; UA bakhmut, kherson, mariupol; RU grozny,
    beslan; IL haifa, eilat, jerusalem;
    LY benghazi, misrata; AF kandahar, jalalabad; NG maiduguri, jos; SD el fasher, el geneina; NO oslo, bergen;
    JP fukushima, nagasaki;
    PT lisbon, porto; ES seville, granada, pamplona; GR athens, thessaloniki; MT valletta; IS reykjavik; VA
    vatican city
""")
"""Cities that are sure by their name alone though they are small or have namesakes: as the style books print them."""

REGIONS: Final = _codes("""
    SY rural damascus, rif dimashq, damascus countryside, eastern ghouta, ghouta, golan heights, hauran, rojava;
    SD darfur, kordofan, south kordofan; - kashmir, middle east, far east, latin america, north africa, west africa,
    east africa, southern africa, sub-saharan africa, central asia, south asia, southeast asia, east asia,
    central america,
    south america, north america, eastern europe, western europe, europe, africa, asia, balkans, caucasus,
    sahel, horn of africa,
    arctic, antarctica, antarctic, scandinavia, caribbean, persian gulf, red sea, black sea, baltic,
    mediterranean, mediterranean sea,
    south china sea, baltic sea, north sea, pacific, atlantic, pacific ocean, atlantic ocean, indian ocean,
    arctic ocean,
    gulf of mexico, gulf of aden, strait of hormuz, sahara, himalayas, alps, andes, amazon, kurdistan, levant,
    sinai peninsula, maghreb,
    euphrates, tigris, nile, rhine, danube, strait of malacca, taiwan strait, gulf, baltics, latin american;
    PS gaza, gaza strip, west bank; UA crimea, donbas, donbass; ES catalonia, andalusia, basque country, galicia;
    GB scotland, england, wales, northern ireland, cornwall, kent, essex, sussex, yorkshire, lancashire,
    cumbria, devon, somerset,
    west midlands, east anglia, hampshire, surrey; RU chechnya, dagestan, siberia, ingushetia, tatarstan; DE
    bavaria, saxony;
    CN tibet, xinjiang, guangdong, hubei, sichuan, hunan, yunnan, zhejiang, henan, inner mongolia;
    IQ kurdistan region, iraqi kurdistan, anbar, nineveh, diyala; EG sinai; TR anatolia, thrace; AF helmand,
    nangarhar, kunduz province;
    PK balochistan, khyber pakhtunkhwa, sindh, waziristan, north waziristan, south waziristan; IN kerala, tamil nadu,
    uttar pradesh, maharashtra, gujarat, rajasthan, bihar, karnataka, west bengal, assam, odisha, telangana,
    andhra pradesh, haryana;
    CA ontario, quebec, british columbia, alberta, manitoba, saskatchewan, nova scotia, new brunswick, newfoundland,
    yukon, nunavut; AU new south wales, queensland, tasmania, south australia, western australia, northern territory;
    FR brittany, normandy, provence, corsica; IT sicily, sardinia, lombardy, tuscany, veneto; ET tigray, oromia,
    amhara;
    MM rakhine, rakhine state; ID java, sumatra, bali, sulawesi, aceh, papua; PH mindanao, luzon; SO puntland;
    JP hokkaido, okinawa, fukushima prefecture; US new england, midwest, silicon valley, gulf coast, deep south;
    GE abkhazia, south ossetia; AZ nagorno-karabakh; CD north kivu, south kivu, ituri, katanga; MX chiapas,
    sinaloa, sonora,
    chihuahua state; IE ulster; NG borno, kaduna state; EH western sahara
""")
"""Regions, with the country where it is known and not disputed between several."""

STATES: Final = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL",
    "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY", "la": "LA", "md": "MD", "mass": "MA", "mich": "MI",
    "minn": "MN", "miss": "MS", "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "nh": "NH", "nj": "NJ",
    "nm": "NM", "ny": "NY", "nc": "NC", "nd": "ND", "okla": "OK", "ore": "OR", "pa": "PA", "ri": "RI", "sc": "SC",
    "sd": "SD", "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "wva": "WV", "wis": "WI",
    "wyo": "WY", "dc": "DC",
}  # fmt: skip
"""The style books' abbreviations of the American states, without stops, to their letters."""
