"""Reading: locations -> Report -> Article."""

from tocsin.reading.articles import article, article_id
from tocsin.reading.limits import FetchLimits
from tocsin.reading.locations import reports

__all__ = ["FetchLimits", "article", "article_id", "reports"]
