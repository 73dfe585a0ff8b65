"""What a text is: its characters, newlines, offsets and boundaries.

Every offset is in code points, from 0, and every end is exclusive, unless a name says
``utf16``. Nothing here changes a text except ``decode`` and ``normalise``, on the way in.
"""

from typing import TYPE_CHECKING

from annotator.loading import lazily

if TYPE_CHECKING:
    from annotator.text.decoding import Decoded, decode
    from annotator.text.finding.blocks import block_at
    from annotator.text.finding.clauses import clause_ranges
    from annotator.text.finding.names import name_at, names_between, previous_name
    from annotator.text.finding.passages import (
        clause_at,
        next_quotation_mark,
        passage_at,
        previous_quotation_mark,
        quoted_passages,
        widened,
    )
    from annotator.text.finding.quotations import Evidence, quotation_at
    from annotator.text.graphemes import (
        grapheme_range,
        is_grapheme_boundary,
        next_grapheme,
        previous_grapheme,
    )
    from annotator.text.newlines import normalise
    from annotator.text.offsets import Utf8Map, Utf16Map, check_position, check_range
    from annotator.text.paragraphs import paragraph_at, paragraph_ranges
    from annotator.text.segmenting import is_unspaced, lacks_dictionary
    from annotator.text.sentences import sentence_at, sentence_ranges
    from annotator.text.spaces import WHITE_SPACE, trim
    from annotator.text.storable import find_unstorable
    from annotator.text.title import split_title
    from annotator.text.words import (
        next_word,
        previous_word,
        word_at,
        word_range,
        words_and_signs,
    )

__all__ = [
    "WHITE_SPACE",
    "Decoded",
    "Evidence",
    "Utf8Map",
    "Utf16Map",
    "block_at",
    "check_position",
    "check_range",
    "clause_at",
    "clause_ranges",
    "decode",
    "find_unstorable",
    "grapheme_range",
    "is_grapheme_boundary",
    "is_unspaced",
    "lacks_dictionary",
    "name_at",
    "names_between",
    "next_grapheme",
    "next_quotation_mark",
    "next_word",
    "normalise",
    "paragraph_at",
    "paragraph_ranges",
    "passage_at",
    "previous_grapheme",
    "previous_name",
    "previous_quotation_mark",
    "previous_word",
    "quotation_at",
    "quoted_passages",
    "sentence_at",
    "sentence_ranges",
    "split_title",
    "trim",
    "widened",
    "word_at",
    "word_range",
    "words_and_signs",
]

__getattr__ = lazily(
    __name__,
    {
        ".decoding": "Decoded decode",
        ".finding.blocks": "block_at",
        ".finding.clauses": "clause_ranges",
        ".finding.names": "name_at names_between previous_name",
        ".finding.passages": (
            "clause_at next_quotation_mark passage_at previous_quotation_mark quoted_passages "
            "widened"
        ),
        ".finding.quotations": "Evidence quotation_at",
        ".graphemes": "grapheme_range is_grapheme_boundary next_grapheme previous_grapheme",
        ".newlines": "normalise",
        ".offsets": "Utf8Map Utf16Map check_position check_range",
        ".paragraphs": "paragraph_at paragraph_ranges",
        ".segmenting": "is_unspaced lacks_dictionary",
        ".sentences": "sentence_at sentence_ranges",
        ".spaces": "WHITE_SPACE trim",
        ".storable": "find_unstorable",
        ".title": "split_title",
        ".words": "next_word previous_word word_at word_range words_and_signs",
    },
)
