"""Inputs that grow in the ways that hurt: one long line, many attributes, deep nesting.

What a shape gives may be good or bad; it must be read or refused in time and memory that grow no
faster than its size.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

Make = Callable[[int], bytes]
"""Returns about so many bytes."""

_NUMBER = "№"
"""Stands for a number in a piece that is repeated."""


class Shape(NamedTuple):
    """One kind of hostile input.

    Attributes:
        reader: the name of the format.
        what: the shape, in a few words.
        file: the name that the file has.
        make: returns about so many bytes of it.
        beside: files that lie beside it, by name.

    """

    reader: str
    what: str
    file: str
    make: Make
    beside: Mapping[str, bytes] = MappingProxyType({})

    def write(self, size: int, folder: Path) -> Path:
        """Write about so many bytes of it, and what lies beside it; return where it is."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.beside.items():
            (folder / name).write_bytes(data)
        path = folder / self.file
        path.write_bytes(self.make(size))
        return path


# -- how they grow -----------------------------------------------------------------------------


def _repeated(before: str, piece: str | bytes, after: str = "") -> Make:
    data = piece.encode() if isinstance(piece, str) else piece
    return lambda size: before.encode() + data * max(1, size // len(data)) + after.encode()


def _numbered(before: str, piece: str, after: str = "", between: str = "") -> Make:
    def make(size: int) -> bytes:
        times = max(1, size // (len(piece) + len(between) + 4))
        inside = between.join(piece.replace(_NUMBER, str(number)) for number in range(times))
        return f"{before}{inside}{after}".encode()

    return make


def _deep(opening: str, closing: str, before: str = "", after: str = "") -> Make:
    def make(size: int) -> bytes:
        depth = size // (len(opening) + len(closing))
        return f"{before}{opening * depth}{closing * depth}{after}".encode()

    return make


def _native(text: str, spans: list[object], links: list[object]) -> bytes:
    line = {"id": "a", "text": text, "annotator": "x", "spans": spans, "links": links}
    return json.dumps(line, separators=(",", ":")).encode()


def _overlapping(size: int) -> bytes:
    """Spans that all cover half of the text, which grows with them."""
    number = size // 60
    spans = [
        {"id": f"s{at}", "label": "claim", "fragments": [[at, at + number]]} for at in range(number)
    ]
    return _native("x" * (2 * number), list(spans), [])


def _linked(size: int) -> bytes:
    ends = [
        {"id": "s", "label": "quote", "fragments": [[0, 3]]},
        {"id": "t", "label": "entity", "fragments": [[4, 7]]},
    ]
    links = [{"id": f"l{at}", "type": f"t{at}", "from": "s", "to": "t"} for at in range(size // 60)]
    return _native("Ida ran", list(ends), list(links))


def _fragmented(size: int) -> bytes:
    number = size // 20
    fragments = [[2 * at, 2 * at + 1] for at in range(number)]
    return _native("ab" * number, [{"id": "s", "label": "claim", "fragments": fragments}], [])


def _tokens(size: int) -> bytes:
    number = size // 12
    return json.dumps({"tokens": ["a"] * number, "ner_tags": ["B-P"] * number}).encode()


def _wide_table(size: int) -> bytes:
    number = size // 12
    names = "".join(f",c{at}" for at in range(number))
    return f"text{names}\nIda{',x' * number}\n".encode()


def _brat_fragments(size: int) -> bytes:
    ranges = ";".join(f"{2 * at} {2 * at + 1}" for at in range(size // 12))
    return f"T1\tP {ranges}\ta\n".encode()


def _webanno_rows(size: int) -> bytes:
    number = size // 30
    rows = "".join(f"1-{at + 1}\t{2 * at}-{2 * at + 1}\ta\tP[{at}]\t\n" for at in range(number))
    head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|label\n\n\n#Text="
    return f"{head}{'a ' * number}\n{rows}".encode()


def _xmi_spans(size: int) -> bytes:
    numbers = range(2, 2 + size // 80)
    spans = "".join(
        f'<custom:Span xmi:id="{at}" sofa="1" begin="0" end="3" value="P"/>' for at in numbers
    )
    members = " ".join(map(str, numbers))
    view = f'<cas:View sofa="1" members="{members}"/></xmi:XMI>'
    return f"{_XMI}{spans}{_SOFA}{view}".encode()


def _cas_spans(size: int) -> bytes:
    numbers = range(2, 2 + size // 80)
    spans = ",".join(
        f'{{"%ID":{at},"%TYPE":"custom.Span","@sofa":1,"begin":0,"end":3}}' for at in numbers
    )
    view = f'],"%VIEWS":{{"_InitialView":{{"%SOFA":1,"%MEMBERS":{[*numbers]}}}}}}}'
    return f"{_CAS}{spans}{view}".encode()


def _many_members(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(size // 200):
            archive.writestr(f"{number}.txt", f"Ida ran {number}.")
    return out.getvalue()


def _bomb(size: int) -> bytes:
    """An archive that holds a thousand times its size."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as file,
    ):
        for _ in range(size // 1_000):
            file.write(b" " * 1_000_000)
    return out.getvalue()


def _warc(page: Make, *, compressed: bool = False) -> Make:
    def make(size: int) -> bytes:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(size)
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
            "WARC-Date: 2026-05-15T08:30:00Z\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        return gzip.compress(record) if compressed else record

    return make


# -- what stands around what grows -------------------------------------------------------------

_PAGE = "<html><body><p>Ida ran.</p>"
_END = "</body></html>"
_ITEM = '<rss version="2.0"><channel><item><title>a</title><description>'
_ITEM_END = "</description></item></channel></rss>"
_CHANNEL = "><channel><item><title>a</title><description>Ida</description></item></channel></rss>"
_TASK = '[{"data":{"text":"Ida ran"},"annotations":[{"completed_by":1,"result":['
_RESULT = (
    f'{{"id":"{_NUMBER}","from_name":"l","to_name":"t","type":"labels","value":{{"start":0,'
    '"end":3,"labels":["P"]}}'
)
_HTML_TASK = '[{"data":{"html":"<p>Ida</p>'
_HTML_TASK_END = (
    '"},"annotations":[{"completed_by":1,"result":[{"id":"a","from_name":"l","to_name":"t",'
    '"type":"hypertextlabels","value":{"start":"/p[1]","end":"/p[1]","globalOffsets":{"start":0,'
    '"end":3},"text":"Ida","hypertextlabels":["P"]}}]}]}]'
)
_W3C = '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":['
_ANNOTATION = (
    f'{{"id":"{_NUMBER}","type":"Annotation","creator":"x","body":"P","target":'
    '{"source":"x.txt","selector":{"type":"TextPositionSelector","start":0,"end":3}}}'
)
_QUOTE = (
    f'{{"id":"{_NUMBER}","type":"Annotation","creator":"x","body":"P","target":'
    '{"source":"x.txt","selector":{"type":"TextQuoteSelector","exact":"Ida"}}}'
)
_SELECTOR = '{"type":"Annotation","creator":"x","body":"P","target":{"source":"x.txt","selector":'
_XMI = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:custom="http:///custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
)
_SOFA = (
    '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="Ida ran"/>'
)
_TYPES = {
    "TypeSystem.xml": (
        b'<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
        b"<typeDescription><name>custom.Span</name><supertypeName>uima.tcas.Annotation"
        b"</supertypeName><features><featureDescription><name>value</name><rangeTypeName>"
        b"uima.cas.String</rangeTypeName></featureDescription></features></typeDescription>"
        b"</types></typeSystemDescription>"
    )
}
_CAS = (
    '{"%TYPES":{"custom.Span":{"%NAME":"custom.Span","%SUPER_TYPE":"uima.tcas.Annotation"}},'
    '"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":'
    '"_InitialView","mimeType":"text","sofaString":"Ida ran"},'
)
_SPACY = '[["Ida ran",{"entities":['
_GATE = '{"offset_type":"p","text":"Ida ran","annotation_sets":{"x":{"annotations":['
_GATE_SPAN = f'{{"start":0,"end":3,"id":{_NUMBER},"type":"P"}}'
_PRODIGY_TOKEN = f'{{"text":"a","start":0,"end":1,"id":{_NUMBER}}}'
_IDA = {"x.txt": b"Ida ran"}
_ROW = f"<item><title>Ida</title><description>Ida ran {_NUMBER}.</description></item>"

# -- the shapes --------------------------------------------------------------------------------

_TEXTS = (
    Shape("text", "one long line", "x.txt", _repeated("", "Ida ran to the quay. ")),
    Shape("text", "one long word", "x.txt", _repeated("", "a")),
    Shape("text", "one emoji in a long line", "x.txt", _repeated("😀", "a b")),
    Shape("text", "combining marks", "x.txt", _repeated("a", "\u0301")),
    Shape("text", "white space", "x.txt", _repeated("a", " ", "b")),
    Shape("text", "line breaks of old Macs", "x.txt", _repeated("a", "\r", "b")),
    Shape("text", "NULs", "x.txt", _repeated("a", "\0", "b")),
    Shape("text", "opening quotation marks", "x.txt", _repeated("", "“a ")),
    Shape("text", "capitals", "x.txt", _repeated("", "Ida Bo ")),
    Shape("text", "bytes of no encoding", "x.txt", _repeated("", b"ab \xff\xe4\xf6 ")),
    Shape("text", "archive with many files", "x.zip", _many_members),
    Shape("text", "archive that unpacks to much", "x.zip", _bomb),
    Shape("markdown", "one long line", "x.md", _repeated("# a\n", "*a _b ")),
    Shape("markdown", "brackets", "x.md", _repeated("", "[")),
    Shape("markdown", "long head", "x.md", _numbered("---\n", f"k{_NUMBER}: v\n", "---\na\n")),
)
_LINES = (
    Shape("jsonl", "one long line", "x.jsonl", _repeated('{"text":"', "Ida ran. ", '"}')),
    Shape("jsonl", "many lines", "x.jsonl", _numbered("", f'{{"text":"Ida ran {_NUMBER}."}}\n')),
    Shape("jsonl", "escapes", "x.jsonl", _repeated('{"text":"a', "\\u00e9", '"}')),
    Shape("jsonl", "deep nesting", "x.jsonl", _deep("[", "]", '{"text":"a","meta":{"a":', "}}")),
    Shape("jsonl", "giant number", "x.jsonl", _repeated('{"text":"a","meta":{"n":', "9", "}}")),
    Shape(
        "jsonl", "many keys", "x.jsonl",
        _numbered('{"text":"a","meta":{', f'"k{_NUMBER}":1', "}}", ","),
    ),
    Shape("jsonl", "overlapping spans", "x.jsonl", _overlapping),
    Shape("jsonl", "links of one span", "x.jsonl", _linked),
    Shape("jsonl", "fragments of one span", "x.jsonl", _fragmented),
    Shape("jsonl", "long id", "x.jsonl", _repeated('{"text":"a","id":"', "i", '"}')),
    Shape(
        "jsonl", "a label for each span", "x.jsonl",
        _numbered(
            '{"text":"Ida","annotator":"a","spans":[',
            f'{{"label":"L{_NUMBER}","start":0,"end":3}}', "]}", ",",
        ),
    ),
    Shape("jsonl", "unfinished", "x.jsonl", _repeated("", '{"text":')),
    Shape(
        "prodigy", "many tokens", "x.jsonl",
        _numbered('{"text":"a","tokens":[', _PRODIGY_TOKEN, '],"spans":[]}', ","),
    ),
    Shape(
        "prodigy", "many spans", "x.jsonl",
        _repeated(
            '{"text":"a","answer":"accept","spans":[{"start":0,"end":1,"label":"L"}',
            ',{"start":0,"end":1,"label":"L"}', "]}",
        ),
    ),
    Shape(
        "doccano", "many spans", "x.jsonl",
        _repeated('{"text":"abc","label":[[0,1,"L"]', ',[0,2,"L"]', "]}"),
    ),
    Shape("hf-tokens", "many tokens", "x.jsonl", _tokens),
)  # fmt: skip
_COLUMNS = (
    Shape("conll", "one long sentence", "x.conll", _repeated("", "Ida B-P\n")),
    Shape("conll", "many sentences", "x.conll", _repeated("", "Ida B-P\n\n")),
    Shape("conll", "many columns", "x.conll", _repeated("Ida", " X", " O\n")),
    Shape("brat", "many spans", "x.ann", _numbered("", f"T{_NUMBER}\tP 0 3\tIda\n"), _IDA),
    Shape("brat", "one long line", "x.ann", _repeated("T1\tP 0 3\t", "a"), _IDA),
    Shape("brat", "many fragments", "x.ann", _brat_fragments, {"x.txt": b"ab" * 500_000}),
    Shape("webanno-tsv", "many rows", "x.tsv", _webanno_rows),
    Shape("csv", "one long field", "x.csv", _repeated('id,text\n1,"', "Ida ran ", '"\n')),
    Shape("csv", "many rows", "x.csv", _numbered("id,text\n", f"{_NUMBER},Ida ran.\n")),
    Shape("csv", "many columns", "x.csv", _wide_table),
    Shape("csv", "quotation marks", "x.csv", _repeated("id,text\n1,", '"')),
    Shape("csv", "delimiters", "x.csv", _repeated("", ",;\t|")),
)
_JSON = (
    Shape(
        "json", "many articles", "x.json",
        _numbered("[", f'{{"id":"a{_NUMBER}","body":"Ida ran."}}', "]", ","),
    ),
    Shape("json", "one long text", "x.json", _repeated('{"body":"', "Ida ran. ", '"}')),
    Shape("json", "deep nesting", "x.json", _deep("[", "]")),
    Shape("json", "deep objects", "x.json", _deep('{"a":', "}")),
    Shape("json", "giant number", "x.json", _repeated('[{"body":"a","n":', "9", "}]")),
    Shape("json", "unfinished", "x.json", _repeated("[", '{"body":"a"},')),
    Shape("labelstudio", "many results", "x.json", _numbered(_TASK, _RESULT, "]}]}]", ",")),
    Shape(
        "labelstudio", "deep nesting", "x.json",
        _deep("[", "]", '[{"data":{"text":"a","x":', '},"annotations":[]}]'),
    ),
    Shape("labelstudio", "many tags", "x.json", _repeated(_HTML_TASK, "<b>", _HTML_TASK_END)),
    Shape("spacy-json", "many entities", "x.json", _repeated(_SPACY, '[0,3,"P"],', "[0,3,1]]}]]")),
    Shape("gate", "many annotations", "x.bdocjs", _numbered(_GATE, _GATE_SPAN, "]}}}", ",")),
    Shape("w3c", "many annotations", "x.jsonld", _numbered(_W3C, _ANNOTATION, "]}", ","), _IDA),
    Shape(
        "w3c", "many quotes", "x.jsonld",
        _numbered(_W3C, _QUOTE, "]}", ","), {"x.txt": b"a" * 500_000 + b"Ida ran"},
    ),
    Shape("w3c", "deep selectors", "x.jsonld", _deep('{"refinedBy":', "}", _SELECTOR, "}}"), _IDA),
    Shape("cas-json", "many annotations", "x.json", _cas_spans),
)  # fmt: skip
_MARKUP = (
    Shape("html", "one long paragraph", "x.html", _repeated(_PAGE, "Ida ran to the quay. ", _END)),
    Shape("html", "many attributes", "x.html", _numbered(f"{_PAGE}<p ", f"a{_NUMBER}=b ", ">x")),
    Shape("html", "one attribute many times", "x.html", _repeated(f"{_PAGE}<p ", "a=b ", ">x")),
    Shape("html", "deep nesting", "x.html", _repeated(_PAGE, "<div>", _END)),
    Shape("html", "open formatting", "x.html", _repeated(_PAGE, "<b><i><a>x", _END)),
    Shape("html", "many paragraphs", "x.html", _repeated(_PAGE, "<p>Ida ran to the quay.</p>")),
    Shape("html", "many links", "x.html", _repeated(_PAGE, '<a href="x">Ida</a> ', _END)),
    Shape("html", "entities", "x.html", _repeated(_PAGE, "&amp;&eacute;", _END)),
    Shape("html", "unknown entities", "x.html", _repeated(_PAGE, "&a", _END)),
    Shape("html", "comments", "x.html", _repeated(_PAGE, "<!-- a -->", _END)),
    Shape("html", "an open comment", "x.html", _repeated(f"{_PAGE}<!--", "- ")),
    Shape("html", "opening signs", "x.html", _repeated(_PAGE, "<", _END)),
    Shape("html", "classes", "x.html", _numbered(f'{_PAGE}<p class="', f"c{_NUMBER} ", '">x')),
    Shape("html", "tables in tables", "x.html", _repeated(_PAGE, "<table><tr><td>x", _END)),
    Shape(
        "html", "meta", "x.html",
        _numbered("<head>", f'<meta name="n{_NUMBER}" content="c">', f"</head>{_PAGE}"),
    ),
    Shape(
        "html", "scripts", "x.html",
        _repeated('<script type="application/ld+json">', '{"a":[', f"</script>{_PAGE}"),
    ),
    Shape("html", "a long style", "x.html", _repeated(f'{_PAGE}<p style="a', " ", '">x')),
    Shape("html", "charset", "x.html", _repeated("<meta ", "charset ", f">{_PAGE}")),
    Shape("html", "tags that never end", "x.xhtml", _repeated(f"<?xml?>{_PAGE}", "<p ", _END)),
    Shape("feed", "many items", "x.rss", _numbered('<rss version="2.0"><channel>', _ROW)),
    Shape("feed", "one long item", "x.rss", _repeated(_ITEM, "Ida ran. ", _ITEM_END)),
    Shape(
        "feed", "many attributes", "x.rss",
        _numbered('<rss version="2.0" ', f'a{_NUMBER}="b" ', _CHANNEL),
    ),
    Shape("feed", "deep nesting", "x.rss", _deep("<a>", "</a>", "<rss><channel>", "</channel>")),
    Shape("feed", "entities", "x.rss", _repeated(_ITEM, "&lt;b&gt;", _ITEM_END)),
    Shape(
        "feed", "declared entities", "x.rss",
        _numbered("<!DOCTYPE rss [", f'<!ENTITY e{_NUMBER} "&e0;&e0;">', f"]>{_ITEM}{_ITEM_END}"),
    ),
    Shape(
        "feed", "links of an item", "x.rss",
        _repeated(f"{_ITEM}</description>", "<link>http://a.example</link>", "</item></channel>"),
    ),
    Shape("warc", "one long page", "x.warc", _warc(_repeated("<p>", "Ida ran. "))),
    Shape("warc", "many pages", "x.warc", _repeated("", _warc(_repeated("<p>", "Ida"))(3))),
    Shape("warc", "many attributes", "x.warc", _warc(_numbered("<p ", f"a{_NUMBER}=b ", ">Ida"))),
    Shape("warc", "a long header", "x.warc", _repeated("WARC/1.0\r\nWARC-Type: ", "a")),
    Shape("warc", "many headers", "x.warc", _numbered("WARC/1.0\r\n", f"X-{_NUMBER}: a\r\n")),
    Shape(
        "warc", "a page that unpacks to much", "x.warc.gz",
        _warc(lambda size: b"<p>" + b"Ida " * (10 * size), compressed=True),
    ),
    Shape("cas-xmi", "many annotations", "x.xmi", _xmi_spans, _TYPES),
    Shape(
        "cas-xmi", "many attributes", "x.xmi",
        _numbered(f"{_XMI}<custom:Span ", f'a{_NUMBER}="b" ', "/></xmi:XMI>"), _TYPES,
    ),
    Shape("cas-xmi", "deep nesting", "x.xmi", _deep("<a>", "</a>", _XMI, "</xmi:XMI>"), _TYPES),
)  # fmt: skip
SHAPES: tuple[Shape, ...] = (*_TEXTS, *_LINES, *_COLUMNS, *_JSON, *_MARKUP)
