"""When a page was published, to the minute and with its zone where it says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sample_pages import NEWS, page

from tocsin.reading.articles import article
from tocsin.reading.dating import moment_of
from tocsin.records import Article, Report

Reading = Callable[..., Article]
LD = '<script type="application/ld+json">%s</script>'
META = '<meta property="article:published_time" content="2022-12-08T09:00:00Z">'
TIME = '<p><time datetime="2022-12-07T08:00:00+02:00">7 Dec</time></p>'


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2022-12-09T14:30:00+01:00", "2022-12-09T14:30:00+01:00"),
        ("2022-12-09T14:30:00Z", "2022-12-09T14:30:00+00:00"),
        ("2022-12-09T14:30:00.123+0100", "2022-12-09T14:30:00.123000+01:00"),
        ("2022-12-09 14:30:00 +0100", "2022-12-09T14:30:00+01:00"),
        ("2022-12-09T14:30:00", "2022-12-09"),
        ("2022-12-09", "2022-12-09"),
        ("Fri, 09 Dec 2022 14:30:00 GMT", "2022-12-09T14:30:00+00:00"),
        ("9 December 2022", "2022-12-09"),
        ("Published Dec. 9, 2022 at noon", "2022-12-09"),
        ("09/12/2022", None),
        ("1970-01-01T00:00:00Z", None),
        ("0000-00-00", None),
        ("30 February 2022", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments(value: str, moment: str | None) -> None:
    found = moment_of(value)
    assert (found.isoformat() if found else None) == moment


@pytest.mark.parametrize(
    ("head", "body", "url", "known_by", "moment"),
    [
        (LD % '{"@type": "NewsArticle", "datePublished": "2022-12-09T14:30:00+01:00"}' + META, TIME, None, "json-ld", "2022-12-09T14:30:00+01:00"),
        (LD % '{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "datePublished": "2022-12-09T14:30:00Z"}]}', "", None, "json-ld", "2022-12-09T14:30:00+00:00"),
        (LD % '[{"@type": "Person", "dateCreated": "2001-01-01"}, {"@type": "Article", "datePublished": "2022-12-09"}]', "", None, "json-ld", "2022-12-09"),
        (LD % "{broken" + META, TIME, None, "meta", "2022-12-08T09:00:00+00:00"),
        ("", TIME, None, "time-element", "2022-12-07T08:00:00+02:00"),
        ("", "", "https://news.example/2022/12/06/army", "url", "2022-12-06"),
        ("", "<p>Mitrovica, 9 December 2022 – The army moved north on Monday.</p>", None, "dateline", "2022-12-09"),
        ("", "<p>Published: 9 December 2022</p>", None, "dateline", "2022-12-09"),
    ],
)  # fmt: skip
def test_the_order_in_which_a_page_is_asked(
    head: str, body: str, url: str | None, known_by: str, moment: str, read: Reading
) -> None:
    fields = {"url": url} if url else {}
    found = read(
        page(f"{body}<p>{NEWS}</p><p>Talks go on. {NEWS}</p>", f"<title>Army moves</title>{head}"),
        media_type="text/html",
        **fields,
    )
    assert found.published is not None
    assert (found.published.known_by, found.published.moment.isoformat()) == (known_by, moment)


def test_the_option_goes_before_all() -> None:
    report = Report("here", None, "text/html", page(head=META).encode(), "0", "utf-8")
    moment = datetime(2022, 12, 9, 12, tzinfo=UTC)
    assert article(report, published=moment).published.moment == moment  # type: ignore[union-attr]
    assert article(report, published=datetime(2022, 12, 9, 12)).published.moment == date(2022, 12, 9)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "fields", "says"),
    [
        (NEWS, {}, "neither the option, a field nor a dateline"),
        (f"Army moves\n\nPRISTINA, Dec 9 (Reuters) - {NEWS}", {}, "'Dec 9' without a year"),
        (NEWS, {"published": "last week"}, "the field 'published' holds 'last week', which is no date"),
    ],
)
def test_without_a_date_the_reason_is_told(text: str, fields: dict[str, str], says: str, read: Reading) -> None:
    found = read(text, **fields)
    assert found.published is None
    assert says in (found.published_reason or "")
