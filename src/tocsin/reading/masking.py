"""What stands on the page and is not the report is masked in place: one small rule per kind of furniture.

A rule looks at one paragraph behind the title and yields what of it is to be masked; its docstring is its public
description. The words are in data/reading/boilerplate.yml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tocsin.reading.datelines import dateline_of
from tocsin.reading.dating import DATE
from tocsin.reading.layout import Layout, Paragraph
from tocsin.reading.phrases import Group, Phrases
from tocsin.records import Masked, MaskReason, Span

Rule = Callable[[Paragraph, Phrases], Iterator[Masked]]

LINK_LENGTH = 250  # characters: a headline with its label
HEADLINE_LENGTH = 130  # characters
BOX_LENGTH = 300  # characters: an invitation or a notice
LABEL_END = re.compile(r"\s*[:|»>]\s*\S|\s+[-–—]+\s+\S")
COLON = re.compile(r"\s*:\s*\S")
HEADLINE_START = re.compile(r"\s+[\"'“‘«A-ZÀ-Þ0-9]")
FORM_END = re.compile(r"\s*(?:$|[.!?*:(|]|on\s+[\"“])")
COMMENT_COUNT = re.compile(
    r"\(?\d[\d,.]*\)?\s+(?:comments?|repl(?:y|ies)|responses?|thoughts? on .*)\W*|comments?\s*(?:\(\d+\)|:?)\W*",
    re.IGNORECASE,
)
COMMENT_CUE = re.compile(r"reply|report|(?:.*\D)?\d+ (?:minute|hour|day|week|month)s? ago|.{2,40} says:?", re.I)
IMAGE_MARK = re.compile(
    r"\((?:(?:AP|AFP|Reuters|EPA)\s)?(?:Photo|Image|Picture|Credit|Video|Screenshot|Courtesy)s?\b[^()]{0,150}\)"
    r"|\[[^\[\]]{0,100}/[^\[\]]{0,100}\]$"
    r"|\b(?:REUTERS|AFP PHOTO|AP Photo|AFP|AP|EPA|Getty Images)/[A-Z][\w.' -]{2,60}$"
    r"|(?<=[.!?”\"] )[A-Z][\w.' -]{2,40}/(?:AFP|AP|Reuters|REUTERS|EPA|EPA-EFE|Getty(?: Images)?|Anadolu)"
    r"(?: via [\w /]+)?\.?$"
)
CREDIT_START = re.compile(r"\s*(?:[:|/©]\s*|by\s+|courtesy of\s+)(?=[A-ZÀ-Þ©@0-9])")
NAME_WORDS = frozenset("and of de da van von der den bin al el la le in for with the at & | , - –".split())
NOT_NAMES = re.compile(rf"By\s+(?:{DATE}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d)", re.IGNORECASE)
CLOCK = r"(?:[\s,|–-]*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?)?"
STAMP = re.compile(rf"{DATE}{CLOCK}", re.IGNORECASE)
AGENCY_MARK = re.compile(r"(?<=[.!?”\"])\s*[-–—/(\[]+\s*([^-–—/()\[\].]{2,40})[)\]/]?\.?$")
THIS_ARTICLE = re.compile(
    r"\W*(?:an?\s+\w+\s+of\s+|an?\s+(?:earlier|shorter|longer)\s+version\s+of\s+)?(?:this|the)\s+"
    r"(?:article|story|report|piece|post|commentary|content|version|essay|interview|analysis)\b(?!,)", re.IGNORECASE
)  # fmt: skip
YEARED = re.compile(
    r"©|(?i:\(c\)|copyright)[\s,:]*(?:©|\([cC]\)|(?:19|20)\d\d[-–\d]*[\s,.]*(?:$|[A-ZÀ-Þ])|$)"
)  # the year alone is not enough: "Copyright 2022 law divides …"


def related_label(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """A label such as "Read more:" or "RELATED:" at the start, with the headline that it announces."""
    end = phrases["related_labels"].starts(paragraph.text)
    if end is None or len(paragraph.text) > LINK_LENGTH:
        return
    single = " " not in paragraph.text[:end]
    mark = COLON if single else LABEL_END
    if mark.match(paragraph.text, end) and not (single and paragraph.stopped and paragraph.linked < 0.5):
        yield _whole(paragraph, MaskReason.RELATED)


def related_line(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "See also" or "Also read" at the start, without a colon: a headline follows and no full stop ends it."""
    end = phrases["related_lines"].starts(paragraph.text)
    if end is None or len(paragraph.text) > LINK_LENGTH or paragraph.text.endswith((".", ".”", '."')):
        return
    open_ended = paragraph.text[:end].lower().endswith((" about", " on"))
    if open_ended or HEADLINE_START.match(paragraph.text, end):
        yield _whole(paragraph, MaskReason.RELATED)


def related_inset(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """A label and a headline in brackets inside a paragraph: "[READ MORE: Army chief resigns]"."""
    for found in re.finditer(r"[\[(]\s*([^\[\]()]{4,250})[\])]", paragraph.text):
        end = phrases["related_labels"].starts(found.group(1))
        if end is not None and COLON.match(found.group(1), end):
            yield _part(paragraph, found.start(), found.end(), MaskReason.RELATED)


def link_only(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """A line that is nothing but a link, and no sentence: the headline of another article."""
    if paragraph.linked >= 0.95 and not paragraph.stopped and not paragraph.heading and " " in paragraph.text:
        yield _whole(paragraph, MaskReason.RELATED)


def comment_form(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "Leave a Reply", "Your email address will not be published", "12 Comments": the page's forms for readers."""
    end = phrases["comment_forms"].starts(paragraph.text)
    if COMMENT_COUNT.fullmatch(paragraph.text) or (end is not None and FORM_END.match(paragraph.text, end)):
        yield _whole(paragraph, MaskReason.COMMENTS)


def subscription(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """An invitation at the start ("Subscribe", "Follow us") with its target: newsletter, channel, inbox."""
    text = paragraph.text
    invites = len(text) <= BOX_LENGTH and phrases["subscriptions"].starts(text) is not None
    if invites and phrases["subscription_targets"].within(text):
        yield _whole(paragraph, MaskReason.SUBSCRIBE)


def notice(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """Cookie notices, "Story continues below", "JavaScript is disabled"."""
    if len(paragraph.text) <= BOX_LENGTH and phrases["notices"].within(paragraph.text):
        yield _whole(paragraph, MaskReason.SHARE)


def share_buttons(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """A line of nothing but buttons: "Share", "Facebook Twitter WhatsApp", "Advertisement"."""
    if len(paragraph.text) <= 80 and phrases["share_words"].made_of(paragraph.text):
        yield _whole(paragraph, MaskReason.SHARE)


def tags(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """Lists of tags and sections: "Tags: army, border"."""
    end = phrases["tag_labels"].starts(paragraph.text)
    if end is not None and COLON.match(paragraph.text, end) and not paragraph.stopped:
        yield _whole(paragraph, MaskReason.SHARE)


def photo_credit(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "Photo: A. Name/AFP" as a line of its own; a short one that names someone."""
    end = phrases["photo_labels"].starts(paragraph.text)
    named = CREDIT_START.match(paragraph.text, end) if end is not None else None
    words = len(paragraph.text.split())
    if named and words <= (5 if paragraph.stopped else 14):
        yield _whole(paragraph, MaskReason.CREDIT)


def file_photo(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "FILE PHOTO: …" with its whole caption, since it shows and tells another day."""
    end = phrases["file_photos"].starts(paragraph.text)
    if end is not None and (LABEL_END.match(paragraph.text, end) or end == len(paragraph.text)):
        yield _whole(paragraph, MaskReason.CREDIT)


def image_mark(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """A picture's credit inside a caption: "(Photo by A. Name/AFP)", "REUTERS/A. Name", "[A. Name/AFP]"."""
    for found in IMAGE_MARK.finditer(paragraph.text):
        yield _part(paragraph, found.start(), found.end(), MaskReason.CREDIT)


def dateline(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "PRISTINA, Dec 9 (Reuters) - ": the dateline only, up to the report's own words."""
    found = dateline_of(paragraph.text, phrases)
    if found is not None:
        yield _part(paragraph, 0, len(paragraph.text[: found.end].rstrip()), MaskReason.DATELINE)


def byline(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "By Jane Doe", "Our correspondent", an agency's name alone: who wrote it."""
    text = paragraph.text.strip("()[] -–—")
    if phrases["bylines"].holds(text.strip(".")) or phrases.wire(text) or _is_byline(text, phrases):
        yield _whole(paragraph, MaskReason.BYLINE)


def stamp(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "Published: 9 December 2022, 14:30", or a date alone."""
    end = phrases["stamps"].starts(paragraph.text) or 0
    rest = paragraph.text[end:].strip(" :|,.-–—")
    if STAMP.match(rest) and (STAMP.fullmatch(rest) or (end and len(rest.split()) <= 10 and not paragraph.stopped)):
        yield _whole(paragraph, MaskReason.BYLINE)


def staff_credit(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "(Reporting by Jane Doe; Editing by John Roe)", as a line or in brackets at a paragraph's end."""
    group = phrases["staff_credits"]
    if _names_staff(paragraph.text.lstrip("([ "), group):
        yield _whole(paragraph, MaskReason.BYLINE)
        return
    found = re.search(r"[(\[]([^()\[\]]+)[)\]]\.?$", paragraph.text)
    if found and _names_staff(found.group(1), group):
        yield _part(paragraph, found.start(), found.end(), MaskReason.BYLINE)


def contribution(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "Jane Doe in Paris contributed to this report."."""
    found = phrases["contributions"].pattern.search(paragraph.text)
    if found and len(paragraph.text) <= 400 and not paragraph.text[found.end() :].strip(" .)]"):
        yield _whole(paragraph, MaskReason.BYLINE)


def agency_mark(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """An agency's name behind the last sentence: "… he said. — AFP"."""
    found = AGENCY_MARK.search(paragraph.text)
    if found and phrases.wire(found.group(1)):
        yield _part(paragraph, found.start(), found.end(), MaskReason.CREDIT)


def rights(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """Rights notices: "© 2022 The Daily Example", "All rights reserved"."""
    if YEARED.match(paragraph.text) or phrases["rights_anywhere"].within(paragraph.text):
        yield _whole(paragraph, MaskReason.COPYRIGHT)


def republished(paragraph: Paragraph, phrases: Phrases) -> Iterator[Masked]:
    """ "This article was originally published on …", "This story first appeared …"."""
    text = paragraph.text
    if len(text) <= 400 and THIS_ARTICLE.match(text) and phrases["republished"].within(text):
        yield _whole(paragraph, MaskReason.COPYRIGHT)


RULES: tuple[Rule, ...] = (
    comment_form, related_label, related_line, related_inset, link_only, subscription, notice, share_buttons, tags,
    file_photo, photo_credit, image_mark, byline, stamp, dateline, staff_credit, agency_mark, contribution,
    rights, republished,
)  # fmt: skip
NEVER_TITLES: tuple[Rule, ...] = (
    byline, stamp, file_photo, dateline, rights, share_buttons, notice, comment_form, staff_credit,
)  # fmt: skip


def masks(layout: Layout, phrases: Phrases) -> tuple[Masked, ...]:
    """Everything of `layout` that is not the report, in text order, no two overlapping."""
    found = [] if layout.tail is None else [Masked(layout.tail, MaskReason.PUBLISHER)]
    body = layout.body
    for paragraph in body:
        found += [mask for rule in RULES for mask in rule(paragraph, phrases)]
    found += _link_lists(body, phrases)
    end = _comments_start(body, phrases)
    if end is not None:
        found = [mask for mask in found if mask.span.start < body[end].span.start]
        found += [_whole(paragraph, MaskReason.COMMENTS) for paragraph in body[end:]]
    return _apart(found)


def _link_lists(body: Sequence[Paragraph], phrases: Phrases) -> Iterator[Masked]:
    """ "Related stories" alone on a line, and the headlines listed behind it."""
    listing = False
    for paragraph in body:
        alone = phrases["related_alone"].holds(paragraph.text.strip(" :.…»>→"))
        listing = alone or (listing and not paragraph.stopped and len(paragraph.text) <= HEADLINE_LENGTH)
        if listing:
            yield _whole(paragraph, MaskReason.RELATED)


def _comments_start(body: Sequence[Paragraph], phrases: Phrases) -> int | None:
    """Where readers' comments begin: a form behind most of the report, or one with a second sign of comments near it.

    A "Leave a comment" link above the report is not the beginning of the end.
    """
    prose = [len(paragraph.text) if paragraph.prose else 0 for paragraph in body]
    total = sum(prose)
    for index, paragraph in enumerate(body):
        before = sum(prose[:index])
        if not before or not _is_form(paragraph, phrases):
            continue
        near = body[index + 1 : index + 5]
        again = any(_is_form(other, phrases) or COMMENT_CUE.fullmatch(other.text) for other in near)
        if before >= total - before or (again and before >= 0.2 * total):
            return index
    return None


def _is_form(paragraph: Paragraph, phrases: Phrases) -> bool:
    return next(comment_form(paragraph, phrases), None) is not None


def _apart(found: list[Masked]) -> tuple[Masked, ...]:
    """In text order, longest first where two begin together; what overlaps an earlier one gives way."""
    kept: list[Masked] = []
    for mask in sorted(found, key=lambda mask: (mask.span.start, -mask.span.end)):
        if mask.span.end > mask.span.start and not (kept and kept[-1].span.overlaps(mask.span)):
            kept.append(mask)
    return tuple(kept)


def _is_byline(text: str, phrases: Phrases) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 16 or text.endswith(("!", "?")) or NOT_NAMES.match(text):
        return False
    by = words[0].lower() == "by"
    names = words[1:] if by else words
    if not all(word[0].isupper() or word.strip(",|").lower() in NAME_WORDS or word in ",|-–&" for word in names):
        return False
    if by:
        return len(names) >= 2 or phrases.wire(names[0]) is not None
    return "," in text and phrases.wire(text.rsplit(",", 1)[1]) is not None


def _names_staff(text: str, group: Group) -> bool:
    end = group.starts(text)
    return end is not None and re.match(r":?\s+(?:the\s)?[A-ZÀ-Þ]", text[end:]) is not None


def _whole(paragraph: Paragraph, reason: MaskReason) -> Masked:
    return Masked(paragraph.span, reason)


def _part(paragraph: Paragraph, start: int, end: int, reason: MaskReason) -> Masked:
    return Masked(Span(paragraph.span.start + start, paragraph.span.start + end), reason)
