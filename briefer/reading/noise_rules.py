"""The table of what a page prints around an article: credits, captions, links, share lines, stamps.

This module knows nothing about articles; `noise.py` holds its rules against a paragraph. It would rather leave a share
line in than take a sentence out. The patterns come from the short lines that recur in 14,000 articles of 40 publishers
and from the first and last sentences of 38,000 articles without line breaks (read in November 2026).

To add one: a name, a place and its patterns, and a golden case in `tests/golden/reading/noise/` with a line it takes
and a near one it leaves. Every quantifier over any character is bounded, so that the cost stays linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from briefer.reading.dateline import DAY, MONTH

Place = Literal["whole", "ending", "start", "end", "inside"]
"""What a rule is held against: a whole paragraph; a paragraph's ending, which gives away the whole; its first or last
piece; any piece of it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of noise."""

    name: str
    place: Place
    pattern: re.Pattern[str]


def _rule(name: str, place: Place, *patterns: str) -> Rule:
    either = "|".join(patterns)
    return Rule(name, place, re.compile(rf"(?:{either})\Z" if place == "ending" else either))


_WORD = r"[A-ZÀ-ÖØ-Þ][\w.'’-]{0,24}"
_PERSON = rf"{_WORD}(?: (?:{_WORD}|de|da|van|von|der|al|bin)){{1,4}}"
_PEOPLE = rf"{_PERSON}(?:(?:, | and |, and | & ){_PERSON}){{0,9}}"
_OUTLET = r"(?:[Tt]he )?(?:[A-Z][\w.'’&-]{0,24})(?: (?:[A-Z][\w.'’&-]{0,24}|of|and|the|for)){0,5}"
_AGENCY = (
    r"(?:Getty Images|Getty|AP Photos?|AP Images|AP|AFP|EPA(?:-EFE)?|EFE|Reuters|REUTERS|Shutterstock|Alamy"
    r"|iStock(?:photo)?|Bloomberg|PA(?: Wire| Images)?|Xinhua|Anadolu(?: Agency)?|NurPhoto|Rex(?: Features)?"
    r"|Zuma Press|UPI|TASS|European Pressphoto Agency|(?:The )?Associated Press|Redux|Magnum|Sputnik|Kyodo)"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_TIME = (
    rf"(?:at|on|by|{MONTH}|{_WEEKDAY}|\d{{1,4}}(?:st|nd|rd|th)?|[aApP]\.?[mM]\.?|[A-Z]{{1,2}}[SD]?T|GMT|UTC"
    r"|noon|midnight|hours?|mins?|minutes?|ago)(?![A-Za-z])"
)
_STAMP = rf"(?:{_TIME}[\s,.:;|/()–—-]*){{1,16}}"
_PRINTED = r"(?:(?:Last|First) (?=[a-z]))?(?i:updated?|published|posted|modified)\b[\s:.|]{0,4}"
_SHARE = (
    r"(?:Share|SHARE|Tweet|Print|E-?mail|Post|Pin(?: it)?|Save|Copy [Ll]ink|Link copied|Comments?|Facebook|Twitter"
    r"|WhatsApp|Pinterest|Telegram|LinkedIn|Reddit|Messenger|Instagram|YouTube|Flipboard|Bluesky|Threads|Google\+?|Read|to|on"
    r"|via|[Tt]his(?: (?:article|story|post|page|video))?|THIS ARTICLE|with|and|or)\b[\s,|/·•:+&-]{0,4}"
)
_NETWORK = r"(?i:twitter|facebook|instagram|bluesky|mastodon|threads|linkedin|tiktok|telegram|youtube|x)"
_LABEL = (
    r"(?i:also read|read also|read more|read next|read|see also|also see|see|up next"
    r"|more(?: stories| on this(?: story)?)?|in case you missed it|icymi"
    r"|related(?: (?:story|stories|articles?|coverage|content|news|links?|topics?|videos?))?"
    r"|recommended(?: reading| stories)?|don['’]t miss|must[- ]reads?|now watch|watch(?: (?:now|live|more))?"
    r"|listen(?: (?:now|live))?|videos?|photos?|photo gallery|pictures|in pictures|gallery|slideshow"
    r"|interactive|further reading|most (?:read|popular|viewed)|top stories|trending(?: now)?|editors?['’]?s? picks?"
    r"|special coverage)"
)
_BRACKETED = (
    r"(?:RELATED|ALSO READ|READ MORE|READ|SEE ALSO|SEE|PHOTOS?|VIDEO|WATCH|MORE|Related|Also read|Read more|Photos?"
    r"|Images?|Pictures?|Video)"
)
_OPENS = r"(?:(?<=[.!?]\s)|(?<=[.!?][\"”'’]\s))"
"""Where a new sentence opens within a paragraph."""
_SENTENCE = r"(?:[^.!?\"“”]|\.(?=(?<=[A-Z]\.)|(?<=[JSDM]r\.)|(?<=M[rs]s\.)|(?<=[SM][ts]\.)|\w))"
"""A character of a sentence; initials and `St.` do not end it. Only a look-ahead matches a stop in just one way."""
_THIS = r"this (?:report|story|article|post|piece|dispatch)"
_MARK = r"[•*(–—\s-]{0,4}"

RULES = (
    # Advertisements and breaks in the page
    _rule(
        "advertisement",
        "whole",
        r"(?i:(?:advertise?ment|advert|ad|sponsored(?: content)?)[\s:.]*){1,4}"
        r"(?i:continue reading.{0,40}|thanks for watching.{0,30})?",
    ),
    _rule("advertisement-start", "start", r"(?:ADVERTISEMENT|Advertisement)(?=\s+[A-Z“\"])"),
    _rule(
        "story-continues",
        "whole",
        r"(?i:(?:the )?(?:story|article|text|post) continue[sd]? (?:below|after|on)\b.{0,60})",
        r"(?i:(?:continue reading|skip advertisement|scroll down for)\b.{0,60})",
    ),
    _rule("separator", "whole", r"[\s_*•·=~#.\-–—/<>]{1,60}"),
    _rule("loading", "whole", r"(?i:loading|buffering|replay|autoplay)[\s.…]{0,5}"),
    _rule(
        "photo-label", "whole", r"(?i:(?:photos?|images?|pictures?|videos?|media)(?: (?:caption|credit|gallery))?)[:.]?"
    ),
    # Links to other pages
    _rule(
        "see-also", "whole", rf"[(\[*•>»–—\s-]{{0,4}}(?=[A-Z]){_LABEL}(?:\s?[:|»>]\s?.{{0,250}}|\.{{3}})?[)\]*]{{0,3}}"
    ),
    _rule(  # a show's own line, set into the page of another article: HERALD Dispatch: June 9 A look at ...
        "show-promotion",
        "whole",
        rf"(?=[A-Z])(?:[\w’'-]{{1,20}} ){{1,4}}(?:Dispatch|Podcast|Playbook|Rundown): {DAY}\s.{{0,500}}",
    ),
    _rule("see-also-end", "ending", r"[^.!?,]\s(?:Read more|READ MORE|Read More|»)\s?[»>›→]?"),
    _rule("see-also-inside", "inside", rf"\(\s?{_BRACKETED}\s?: [^()]{{1,200}}\)"),
    _rule(
        "see-also-arrow",
        "inside",
        rf"{_OPENS}(?:Watch|See|Read|Learn|Listen|Hear|View|Take|Explore|Click|Find)\b[^.!?»]{{3,150}}\s?»\.?",
    ),
    _rule(
        "click-here",
        "whole",
        r"(?i:(?:can['’]t see .{3,40}\? )?(?:click|tap) (?:here|on the|to|for|through|the)\b"
        r"(?:[^.!?]|\.(?=\w)){0,160}[.!?]?)",
    ),
    _rule("click-here-start", "start", r"(?i:click here|scroll down)\b[^.!?]{3,120}\s?[.!](?=\s)"),
    _rule("slideshow", "whole", r"(?i:slideshow|gallery|photos?) ?\(\d+ (?i:images?|photos?|pictures?)\)"),
    _rule(
        "watch-video",
        "whole",
        r"(?i:(?:watch|play|see|view) (?:the )?(?:latest |full )?(?:video|clip|interview)s?\b.{0,80}[^.])",
        r"(?i:media playback is (?:un|not )supported.{0,60})",
    ),
    _rule("listen-to-article", "whole", r"(?i:listen to (?:this )?article\b.{0,80})"),
    # Newsletters, apps, sharing, comments
    _rule(
        "newsletter",
        "whole",
        r"(?i:(?:\**want .{3,100}\? )?(?:sign up|subscribe|get (?:the|our|all the)|let our news)\b.{0,160}?"
        r"(?:newsletters?|inbox|e-?mails?|alerts?|subscribers?|whatsapp|telegram|youtube|sign up here)\b.{0,160})",
        r"(?i:\**want .{3,100}\? sign up\b.{0,60}|newsletter sign-?up)",
    ),
    _rule(
        "app",
        "whole",
        r"(?i:(?:click to )?get|download|install|stay up to date with)\b[^.!?]{0,60}\b(?i:app)\b[^.]{0,40}[.!]?",
    ),
    _rule("share", "whole", rf"(?:{_SHARE}){{1,24}}(?:https?://\S{{1,200}})?"),
    _rule(
        "share-your-thoughts",
        "whole",
        r"(?i:share your (?:thoughts|views|story)\b.{0,300}|join the conversation\b.{0,100})",
        r"(?i:tell us what you think.{0,80}|let us know what you.{0,120})",
    ),
    _rule(
        "follow",
        "whole",
        rf"{_MARK}(?i:follow|like us|find us)\b.{{0,120}}?(?:\b(?i:on) {_NETWORK}\b|@\w{{2,30}}){_SENTENCE}{{0,80}}\.?",
    ),
    _rule("follow-start", "start", r"(?:Follow @{1,2}\s?\w{2,30}\s?\.?\s?){1,3}(?=\s|[A-Z])"),
    _rule(
        "contact",
        "whole",
        rf"{_MARK}(?:(?i:write to|e-?mail|contact|send (?:your )?tips|tips\?)\b.{{0,120}}?"
        r"|.{3,80}\bcan be reached (?:at|via|by|on)\b.{0,60}?)[\w.+-]{1,40}@[\w-]{1,40}\.[\w.-]{2,30}.{0,80}",
    ),
    _rule(
        "comments",
        "whole",
        r"(?i:(?:sorry,? )?we are (?:not currently|no longer) accepting comments.{0,40})",
        r"(?i:comments are (?:closed|moderated).{0,60})",
        r"(?i:(?:[-•*] )?(?:\d[\d,.]{0,7}|view|read|post|add|leave a|show) comments?(?: \(\d+\))?\.?)",
    ),
    _rule(
        "comments-end",
        "end",
        r"Sorry,? we are (?:not currently|no longer) accepting comments on this article\s?\.?",
        r"[Ee]-mail to a friend\s?\.?",
    ),
    # Who wrote it
    _rule(
        "byline",
        "whole",
        rf"(?:By|BY|Words by|Story by)[:.]? (?:{_PEOPLE}|[Tt]he {_WORD}(?: {_WORD}){{0,3}}|[A-Z][A-Z .'’-]{{3,60}})"
        rf"(?:(?:,| \||,? for|,? in) {_OUTLET}){{0,3}}(?:(?:,|\s?[|•·–—-])\s?{_STAMP})?",
    ),
    _rule(
        "name-and-outlet",
        "whole",
        rf"[–—-]{{0,2}}\s?{_PERSON}, (?:CNN|AP|Associated Press|Reuters|AFP|BBC News|USA TODAY|NPR"
        rf"|{_WORD} (?:News|Times|Post|Staff))",
    ),
    _rule("name-alone", "whole", rf"(?:--|[–—]) ?{_PERSON}"),
    _rule(
        "reports-from",
        "whole",
        rf"(?:{_OUTLET}['’]s )?{_PEOPLE} (?:reports?|reported|reporting)(?: (?:from|for) [A-Z].{{1,60}})?\.?",
    ),
    _rule(
        "reporting-by",
        "whole",
        rf"{_MARK}(?i:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|written) by"
        r"|with assistance (?:by|from)|contributing:|contributors?:)\s(?=[A-Z]).{2,400}",
    ),
    _rule(
        "reporting-by-end",
        "end",
        r"\((?:Additional reporting|Reporting|Writing|Editing|Compiled|Edited|Written) by [^()]{2,300}\)\.?",
    ),
    _rule(
        "contributed",
        "whole",
        rf"{_MARK}{_SENTENCE}{{3,300}}\bcontributed (?:(?:reporting )?(?:to|for) {_THIS}|reporting)\b.{{0,200}}",
    ),
    _rule(
        "contributed-end",
        "end",
        rf"(?:(?<=[a-z0-9%)][.!?]\s)|(?<=[.!?][\"”'’]\s))(?=[A-Z]){_SENTENCE}{{3,280}}?"
        rf" contributed (?:reporting )?to {_THIS}\s?\.?",
    ),
    _rule(
        "based-on-reports",
        "whole",
        rf"{_MARK}(?i:{_THIS} (?:is|was) (?:based|adapted|originally|first|produced|supported|published|provided"
        r"|reported|compiled|funded|written)\b.{0,250})",
    ),
    # Stamps, notes, rights
    _rule("update-stamp", "whole", rf"[(\[]?{_PRINTED}{_STAMP}(?:[|.\s]{{0,4}}{_PRINTED}{_STAMP})?[)\]]?"),
    _rule("update-stamp-start", "start", rf"{_PRINTED}(?: ?at )?\d{{1,2}}[:.]\d{{2}} ?{_STAMP}(?=\S)"),
    _rule("date-stamp", "whole", rf"(?=.{{0,40}}\d)(?:[-•*] )?{_STAMP}"),
    _rule("reading-time", "whole", r"\d{1,3}[ -](?i:min(?:ute)?s?) (?i:read|listen|watch)\.?"),
    _rule(
        "updated-story",
        "whole",
        r"(?:[–—•-]\s?)?(?i:this (?:story|article|post|report|piece|page) (?:has been (?:updated|corrected|edited"
        r"|amended)|was (?:last )?(?:updated|amended|corrected)|will be updated|is being (?:updated|published)"
        r"|is more than|is part of .{0,80}(?:series|project|partnership)|was featured|is developing)\b.{0,250})",
        r"(?i:this is (?:a|an) (?:developing|breaking|updating) (?:news|story)\b.{0,200})",
        r"(?i:this is a rush transcript\b.{0,200})",
    ),
    _rule(
        "editors-note",
        "whole",
        r"[*(\[]{0,3}(?i:editors?['’]?s?['’]? notes?|publisher['’]s note|correction|clarification"
        r"|corrections & amplifications)\b\s{0,2}(?:[:.,()–—-].{0,780}|[)\]*]{0,3})",
        r"(?i:an earlier version of\b.{0,400})",
    ),
    _rule("opinions", "whole", r"[*(\[]{0,3}(?i:the )?(?i:opinions|views) expressed (?i:in|by|here)\b.{0,300}"),
    _rule(
        "opinions-end",
        "end",
        r"(?<=[.!?\"”’]\s)The (?:opinions|views) expressed in this (?:commentary|article|column|piece) are (?:solely )?"
        r"(?:those|his|hers|theirs)[^.!?]{0,80}\.?",
    ),
    _rule(
        "copyright",
        "whole",
        r"(?i:(?:copyright|\(c\))\s{0,2}(?:©|\(c\)|\d{4}|by\b).{0,300}|(?:tm\s?&\s?)?©.{0,300})",
        r"(?i:all rights reserved\b.{0,200}|this material may not be published.{0,150}|our standards: .{0,80})",
    ),
    _rule(
        "copyright-end",
        "end",
        r"(?<=[.!?\"”’\s])(?:Copyright\s(?:©|\(c\)|\d{4}|by\b)|(?:[Tt][Mm] & )?©|All rights reserved).{0,300}",
    ),
    _rule("topics", "whole", r"(?i:topics|tags|filed under|categories|keywords): ?.{1,250}[^.!?]"),
    # Pictures
    _rule("file-photo", "whole", r"(?:FILE PHOTO|FILE|File photo)\s?[-–—:]\s.{0,780}"),
    _rule(
        "photo-by",
        "whole",
        r"[(\[]?(?:Photo(?:graph)?s?|Image|Picture|Illustration|Photo illustration|Video)(?: credit)?"
        rf"(?: ?: ?| by | courtesy (?:of )?|/){_WORD}[^.!?]{{0,100}}[)\]]?",
    ),
    _rule(
        "photo-in-brackets",
        "ending",
        r"[(\[](?:[A-Z][\w./ -]{0,24} )?(?i:photos?|image|picture|photograph|screenshot|screen ?grab|illustration"
        r"|credit)(?: credit)?(?:\s?: ?| by | via |/| courtesy )[^()]{1,140}[)\]]\.?",
    ),
    _rule(
        "photo-credit",
        "ending",
        r"(?:(?:^|(?<=[\s|/(]))(?:Photo|Photograph|Photo credit|Image|Credit|Picture):? (?:[^.!?:]{2,60}/)?"
        rf"|(?<![\w/])[A-Z][\w.'’-]{{1,30}}/|(?i:via) |[|] ){_AGENCY}(?:(?:/| via ){_AGENCY}){{0,2}}"
        r"(?:, ?(?i:file)| FILE)?\)?",
        r"\bREUTERS/[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{0,30}){0,3}(?:/File [Pp]hoto)?",
        rf"[^.!?\"”] \((?:{_PERSON}/)?{_AGENCY}\)",
    ),
    _rule(
        "image-caption",
        "whole",
        r"(?:Image (?:copyright|source|caption)|Media caption|Enlarge this image)\b.{0,600}",
        r"(?:Hide caption|toggle caption)\b.{0,600}",
        r".{0,500}\b(?:toggle caption|hide caption)\b.{0,200}",
        r"(?:Image|Photo)\s.{5,500}\bCredit\b.{2,100}[^.]",
    ),
    _rule("share-and-caption", "whole", r"(?:Facebook Twitter Pinterest|CLOSE) .{0,500}"),
    # Posts of others
    _rule("embedded-post", "ending", rf"[—–-]{{1,2}} ?[^(—–]{{1,60}}\(@\w{{1,30}}\) ?{MONTH} \d{{1,2}}, \d{{4}}"),
    _rule("embedded-picture", "whole", r"(?:https?://t\.co/\w+\s*|pic\.twitter\.com/\w+\s*){1,4}"),
)
"""In the order in which a page has them; the first rule for a whole paragraph that fits settles it."""
