"""Report -> Article: title, paragraphs, offsets."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_pages import NEWS, page

from tocsin.errors import ReadError
from tocsin.reading import article, article_id, reports
from tocsin.records import Article, MaskReason, Report

Reading = Callable[..., Article]
SITE = '<meta property="og:site_name" content="The Daily Example">'


def paragraphs(found: Article) -> list[str]:
    return [span.of(found.text) for span in found.paragraphs]


def test_the_report_that_started_it(crisis_report: Path) -> None:
    (report,) = reports([str(crisis_report)])
    assert isinstance(report, Report)
    found = article(report)
    assert found.title == "Serbia considers sending troops to Kosovo as tensions continue to rise"
    masked = [(mask.reason, " ".join(mask.span.of(found.text).split())[:12]) for mask in found.masked]
    assert masked == [
        (MaskReason.PUBLISHER, "– News"),
        (MaskReason.RELATED, "See also War"),
        (MaskReason.COMMENTS, "Leave a Repl"),
        (MaskReason.COMMENTS, "Your email a"),
    ]
    assert found.published is None
    assert found.published_reason
    assert found.language == "en"
    assert found.wire is None
    assert found.text == crisis_report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Army moves north\n\n{NEWS}", "Army moves north"),
        (f"Will the army move?\n\n{NEWS}", "Will the army move?"),
        (f"Army moves north – News\n\n{NEWS}", "Army moves north"),
        (f"Army moves north | The Daily Example\n\n{NEWS}", "Army moves north"),
        (f"Army moves north - World News | Example\n\n{NEWS}", "Army moves north"),
        (f"Army moves north - BBC News\n\n{NEWS}", "Army moves north"),
        (f"Serbia – Kosovo talks fail\n\n{NEWS}", "Serbia – Kosovo talks fail"),
        (f"War at sea - the navy's long night\n\n{NEWS}", "War at sea - the navy's long night"),
        (f"The army moved north.\n\n{NEWS}", None),
        (f"By Jane Doe\n\n{NEWS}", None),
        ("Army moves north", None),
        (f"{'Army ' * 60}\n\n{NEWS}", None),
        (NEWS, None),
    ],
)
def test_the_title_of_a_plain_text(text: str, title: str | None, read: Reading) -> None:
    found = read(text)
    assert found.title == title
    assert found.text == text


def test_a_plain_text_is_kept_as_it_is_but_for_line_breaks(read: Reading) -> None:
    assert read("Army moves\r\n\r\nIt moved.\r\rIt rests.").text == "Army moves\n\nIt moved.\n\nIt rests."


def test_wrapped_lines_are_joined_without_moving_anything(read: Reading) -> None:
    text = (
        "Army moves north\n\nThe army moved two brigades to the northern border on Monday\nafter gunmen attacked a checkpoint, officials said in the\n"
        "capital. The president warned that more attacks would be met\nwith force.\n\nTalks go on.\n"
    )
    found = read(text)
    assert len(found.text) == len(text)
    assert len(found.paragraphs) == 3
    assert "\n" not in paragraphs(found)[1]


def test_lines_that_are_not_wrapped_are_paragraphs(read: Reading) -> None:
    found = read(f"Army moves north\n{NEWS}\nTalks go on.\n{NEWS}")
    assert paragraphs(found) == ["Army moves north", NEWS, "Talks go on.", NEWS]


def test_markdown_is_read_without_its_marks(read: Reading) -> None:
    text = f"---\ntitle: 'Army moves'\ndate: 2022-12-09\n---\n# Army moves\n\n**Troops** went [north](https://x.example/a_b).\n\n> {NEWS}\n\n## More\n- One *man* fell."
    found = read(text, media_type="text/markdown")
    assert found.title == "Army moves"
    assert paragraphs(found) == ["Army moves", "Troops went north.", NEWS, "More", "One man fell."]
    assert str(found.published.day if found.published else None) == "2022-12-09"


def test_a_page_gives_title_and_paragraphs_joined_by_blank_lines(read: Reading) -> None:
    head = f"<title>Army moves north | The Daily Example</title>{SITE}"
    body = f"<h1>Army moves north</h1><p>{NEWS}</p><h2>What next</h2><ul><li>Talks go on.</li></ul><p>One<br>Two <b>men</b> fell.</p><p>{NEWS}</p>"
    found = read(page(body, head), media_type="text/html")
    assert found.title == "Army moves north"
    assert paragraphs(found) == ["Army moves north", NEWS, "What next", "Talks go on.", "One", "Two men fell.", NEWS]
    assert found.text == "\n\n".join(paragraphs(found))
    assert found.publisher == "The Daily Example"


def test_the_furniture_of_a_page_is_masked_or_gone(read: Reading) -> None:
    links = '<p>Read more: <a href="/y">Rebels shell the port</a></p><p><a href="/z">Gunmen kill a mayor</a></p>'
    form = '<div id="respond"><h3>Leave a Reply</h3><p>Your email address will not be published.</p></div>'
    comments = "<section><h3>2 Comments</h3><p>Jane says:</p><p>The army should attack the villages and burn them.</p></section>"
    found = read(page(f"<p>{NEWS}</p>{links}<p>{NEWS} Talks go on.</p>{comments}{form}"), media_type="text/html")
    left = found.text
    for mask in reversed(found.masked):
        left = left[: mask.span.start] + left[mask.span.end :]
    for furniture in ("Rebels shell", "Gunmen kill a mayor", "Reply", "email", "burn them"):
        assert furniture not in left
    assert left.count("gunmen attacked") == 2


def test_json_ld_names_authors_and_the_agency(read: Reading) -> None:
    data = '{"@type": "NewsArticle", "author": [{"name": "Jane Doe"}, {"name": "Reuters"}], "publisher": {"name": "Example"}}'
    found = read(
        page(head=f'<title>Army moves</title><script type="application/ld+json">{data}</script>'),
        media_type="text/html",
    )
    assert found.authors == ("Jane Doe", "Reuters")
    assert found.wire == "Reuters"


@pytest.mark.parametrize(
    ("line", "wire"),
    [
        ("By JANE DOE, Associated Press", "AP"),
        ("By AFP", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("By Jane Doe", None),
        ("Source: Reuters", "Reuters"),
        ("Talks go on, he said. (AFP)", "AFP"),
        ("Soldiers in the city. (Photo by Jane Doe/AFP)", None),
    ],
)
def test_the_byline_credits_the_agency(line: str, wire: str | None, read: Reading) -> None:
    assert read(f"Army moves north\n\n{line}\n\n{NEWS}").wire == wire


def test_a_title_field_goes_first_once(read: Reading) -> None:
    assert read(NEWS, title="Army moves").text == f"Army moves\n\n{NEWS}"
    assert read(f"Army moves\n\n{NEWS}", title="Army moves").text == f"Army moves\n\n{NEWS}"
    assert read(f"Army moves – News\n\n{NEWS}", title="Army moves").title == "Army moves"
    assert read(NEWS, title="The army moved").text.startswith("The army moved\n\n")


@pytest.mark.parametrize(
    ("text", "media_type"),
    [("...\n\n---", "text/plain"), ("<html><body><script>x()</script></body></html>", "text/html"), ("<html></html>", "text/html"),
     ("<!-- -->", "text/html")],
)  # fmt: skip
def test_no_words_is_an_error(text: str, media_type: str, read: Reading) -> None:
    with pytest.raises(ReadError, match=r"^here: "):
        read(text, media_type=media_type)


def test_the_id_depends_on_words_address_and_publisher_only() -> None:
    assert article_id("The army\nmoved.") == article_id("The  army moved. ")
    assert len({article_id("a"), article_id("b"), article_id("a", url="u"), article_id("a", publisher="u")}) == 4
    assert len(article_id("a")) == 16


def sound(found: Article) -> None:
    """Every span lies in the text, in order, and none is empty."""
    assert found.text
    for span in (*found.paragraphs, *(mask.span for mask in found.masked)):
        assert 0 <= span.start < span.end <= len(found.text)
        assert found.text[span.start : span.end] == span.of(found.text) != ""
    for earlier, later in zip(found.masked, found.masked[1:], strict=False):
        assert earlier.span.end <= later.span.start
    for before, after in zip(found.paragraphs, found.paragraphs[1:], strict=False):
        assert before.end <= after.start
    if found.title_span:
        assert not any(mask.span.overlaps(found.title_span) for mask in found.masked)


FURNITURE = st.sampled_from(
    ["Leave a Reply", "Read more: War", "By Jane Doe", "PRISTINA, Dec 9 (Reuters) - ", "© 2022", "\n", "\n\n", "\r\n", " – News", NEWS,
     "(Photo by A. Name/AFP)", "# ", "**", "[a](b)", "<p>", "</p>", "<a href='x'>", "<br>", "<div>", "&amp;", "<!--", "\x00", "\ufeff", "\u2028"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.one_of(FURNITURE, st.text(max_size=20)), max_size=20).map("".join))


@given(TEXTS, st.sampled_from(["text/plain", "text/markdown", "text/html"]), st.one_of(st.none(), st.text(max_size=20)))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sound_spans_or_a_read_error(text: str, media_type: str, title: str | None) -> None:
    fields = (("title", title),) if title else ()
    report = Report("here", None, media_type, text.encode("utf-8", "replace"), "0", "utf-8", fields)
    try:
        found = article(report)
    except ReadError:
        return
    sound(found)
    assert found == article(report)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_an_article_or_a_read_error(content: bytes) -> None:
    try:
        sound(article(Report("here", None, "text/plain", content, "0")))
    except ReadError:
        return


@pytest.mark.parametrize(
    "piece", ["A ", "BELGRADE, ", "By Jane, ", "(Photo ", "[", "Share ", "\n\nRelated\n\n", "-- ", "a/AP "]
)
def test_no_rule_is_slow_on_hostile_text(piece: str, read: Reading) -> None:
    begun = time.perf_counter()
    read(f"{NEWS}\n\n{piece * 20_000}")
    assert time.perf_counter() - begun < 4
