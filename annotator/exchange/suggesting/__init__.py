"""Suggestions for a project: what is learned from whom, kept where, and proposed in which article.

Import it where it is used: it brings numpy with it, which is slow to load.
"""

from annotator.exchange.suggesting.deciding import Decided, pattern_of, words_of
from annotator.exchange.suggesting.examples import Learned, learned_from
from annotator.exchange.suggesting.lines import as_line
from annotator.exchange.suggesting.offering import Offers
from annotator.exchange.suggesting.own import Own, arguments_of, own_sources
from annotator.exchange.suggesting.preparing import Prepared, SuggestOptions, prepare
from annotator.exchange.suggesting.storing import accept_into, check_free
from annotator.exchange.suggesting.table import Row, rows_of

__all__ = [
    "Decided",
    "Learned",
    "Offers",
    "Own",
    "Prepared",
    "Row",
    "SuggestOptions",
    "accept_into",
    "arguments_of",
    "as_line",
    "check_free",
    "learned_from",
    "own_sources",
    "pattern_of",
    "prepare",
    "rows_of",
    "words_of",
]
