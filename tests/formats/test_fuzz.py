"""Every reader of a damaged file gives valid records or says what is wrong, and soon.

Each format has seeds: small files of the shapes that it reads. They are changed at random, byte
by byte and piece by piece. ``ANNOTATOR_FUZZ`` says how many files are tried for each format.
"""

from __future__ import annotations

import os
import random
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from annotator.annotation.records import check_fragments
from annotator.formats import format_named
from tests.formats.desk.making import (
    docx,
    epub,
    odt,
    paragraph,
    parquet_table,
    pdf,
    refi_project,
    xlsx,
)
from tests.formats.reading import read

CASES = int(os.environ.get("ANNOTATOR_FUZZ", "200"))
SLOWEST = 5.0

SEEDS: list[tuple[str, str, tuple[bytes, ...]]] = [
    (
        "text",
        "x.txt",
        (
            "Ida 😀 ran\n\nto the quay.".encode("utf-16"),
            "Ida 😀 ran\r\n\r\nto the quay.".encode("utf-8-sig"),
            "Ida said “no” — cœur".encode("windows-1252"),
        ),
    ),
    (
        "jsonl",
        "x.jsonl",
        (
            '{"schema":"annotator/1","id":"a","text":"Ida 😀\\r\\nran","annotator":"x","status":'
            '"done","spans":[{"id":"1","label":"q","fragments":[[0,3],[7,9]],"attributes":{"n":1}},'
            '{"id":"2","label":"q","start":4,"end":5,"text":"😀"}],"links":[{"type":"t","from":"1",'
            '"to":"2"}]}\n'.encode(),
        ),
    ),
    (
        "prodigy",
        "x.jsonl",
        (
            '{"text":"Ida 😀 ran","_input_hash":1,"tokens":[{"text":"Ida","start":0,"end":3},'
            '{"text":"😀","start":4,"end":5,"id":1}],"spans":[{"start":0,"end":3,"token_start":0,'
            '"token_end":0,"label":"P"},{"token_start":1,"token_end":1,"label":"Q"}],"relations":'
            '[{"head":0,"child":1,"label":"r","head_span":{"start":0,"end":3,"label":"P"}}],'
            '"answer":"accept","_annotator_id":"x","_timestamp":1700000000}\n'
            '{"text":"Bo","spans":[{"start":0,"end":2,"text":"Bo","label":"P"}],"answer":"reject",'
            '"_session_id":"x"}\n'.encode(),
        ),
    ),
    (
        "doccano",
        "x.jsonl",
        (
            '{"id":1,"text":"Ida 😀 ran","label":[[0,3,"P"],[4,5,"Q"]],"Comments":["c"]}\n'
            '{"text":"Ida ran","entities":[{"id":1,"label":"P","start_offset":0,"end_offset":3},'
            '{"id":2,"label":"Q","start_offset":4,"end_offset":7}],"relations":[{"id":1,"from_id":1'
            ',"to_id":2,"type":"r"}]}\n'
            '{"data":"Bo","annotations":[{"label":7,"start_offset":0,"end_offset":2,"user":1}]}\n'
            '{"text":"Bo","labels":["sport"]}\n'.encode(),
        ),
    ),
    (
        "hf-tokens",
        "x.jsonl",
        (
            '{"tokens":["Ida","😀","ran"],"ner_tags":["B-P","O","I-Q"]}\n'
            '{"words":["Ida","ran"],"text":"Ida  ran","tags":["B-P","E-P"],"token_starts":[0,5],'
            '"token_ends":[3,8],"meta":"{\\"a\\":1}"}\n'
            '{"article_id":"a","text":"Ida","tokens":["Ida"],"ner_tags":["O"],"annotator":"x",'
            '"spans":[{"id":"1","label":"P","starts":[0],"ends":[2],"attributes":"{}"}],"links":[]}'
            '\n{"tokens":["a"],"ner_tags":[3]}\n'.encode(),
        ),
    ),
    (
        "conll",
        "x.conll",
        (
            "-DOCSTART- -X- O O\n\nIda NNP I-NP I-PER\n😀 . O O\n\nran VBD I-VP B-X\n".encode(),
            '-DOCSTART- -X- O O\n# annotator.article = {"article_id":"a","annotator":"x"}\n'
            '# annotator.labels = {"a_b":"a b"}\n# text = "Ida\\n 😀."\n\nIda -X- _ B-a_b\n'
            "😀 -X- _ O\n. -X- _ S-c\n".encode(),
            b"# doc_id = 7\n# text = Ida ran.\n1\tIda\tB-P\n2\tran\tO\n3\t.\tO\n",
        ),
    ),
    (
        "labelstudio",
        "x.json",
        (
            '[{"id":1,"annotations":[{"completed_by":{"id":1,"email":"a@example.org"},"result":[{'
            '"id":"a","from_name":"label","to_name":"text","type":"labels","value":{"start":4,"end"'
            ':6,"text":"😀","labels":["P","Q"]},"meta":{"text":["n"]}},{"id":"a","from_name":"c",'
            '"to_name":"text","type":"choices","value":{"start":4,"end":5,"choices":["x"]}},{"id":'
            '"b","type":"labels","value":{"start":0,"end":3,"labels":["P"]}},{"from_id":"a","to_id":'
            '"b","type":"relation","direction":"bi","labels":["r"]}],"was_cancelled":false,'
            '"created_at":"2026-01-01T00:00:00Z"}],"predictions":[{"score":0.5,"model_version":"m",'
            '"result":[{"type":"labels","value":{"start":0,"end":3,"labels":["P"]}}]}],"drafts":[],'
            '"data":{"text":"Ida 😀\\r\\nran"}}]'.encode(),
            b'{"data":{"html":"<p>Ida <b>ran</b><br></p>"},"annotations":[{"completed_by":1,'
            b'"result":[{"id":"a","from_name":"l","to_name":"t","type":"hypertextlabels","value":{'
            b'"start":"/p[1]","end":"/p[1]","globalOffsets":{"start":0,"end":7},"text":"Ida ran",'
            b'"hypertextlabels":["P"]}}]}]}',
            b'{"text":"Ida ran","label":[{"start":0,"end":3,"text":"Ida","labels":["P"]}],'
            b'"annotator":1,"annotation_id":2,"sentiment":"x"}\n',
        ),
    ),
    (
        "brat",
        "x.ann",
        (
            "T1\tP 0 3\tIda\nT2\tQ 4 5;6 9\t😀 ran\nR1\tr Arg1:T1 Arg2:T2\t\nA1\tN T1 v\nM1\tS T2\n"
            "N1\tReference T1 db:1\tIda\n#1\tAnnotatorNotes T2\tnote\n*\tEquiv T1 T2\n".encode(),
            b"\xef\xbb\xbfT1\tP 0 3\tIda\r\nT2\tE 6 9\tran\r\nE1\tE:T2 Who:T1\r\n\r\n# remark\r\n",
        ),
    ),
    (
        "webanno-tsv",
        "x.tsv",
        (
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|label|tone\n#T_RL=webanno.custom."
            "Link|label|BT_webanno.custom.Span\n\n\n#Sentence.id=1\n#Text=Ida 😀 ran\n1-1\t0-3\t"
            "Ida\tP[1]|Q[2]\t*|x\t_\t_\t\n1-2\t4-6\t😀\tP[1]\t*\tr\t1-1[2_1]\t\n"
            "1-3\t7-10\tran\t_\t_\t_\t_\t\n"
            "1-3.1\t7-8\tr\ta\\|b\t_\tr\t1-1[1_0]\t\n\n#Text=Bo.\n2-1\t10-12\tBo\t_\t_\t_\t_\t\n"
            "2-2\t12-13\t.\t_\t_\t_\t_\t\n".encode(),
            b"#FORMAT=WebAnno TSV 3.1\n#T_SP=webanno.custom.F|ROLE_webanno.custom.F:To_webanno."
            b"custom.L|webanno.custom.T\n#T_SP=webanno.custom.T|v\n#T_CH=webanno.custom.CLink|referenceType|"
            b"referenceRelation\n\n\n#Text=a \\u0062\n1-1\t0-1\ta\tof;*\t1-2;1-2\tx\tt[1]\tc->1-1\n"
            b"1-2\t2-3\tb\t_\t_\ty\t*[1]\t*->1-2\n",
        ),
    ),
    (
        "spacy-json",
        "x.json",
        (
            '[["Ida 😀",{"entities":[[0,3,"P"],[4,5,"Q"]],"spans":{"sc":[[0,3,"R","Q1"]]}}],["Ida",'
            '{"entities":["U-P"],"words":["Ida"]}]]'.encode(),
            b'[{"id":0,"paragraphs":[{"raw":"Ida ran","sentences":[{"tokens":[{"orth":"Ida","ner":'
            b'"U-P"},{"orth":"ran","ner":"O"}]}]},{"sentences":[{"tokens":[{"orth":"Bo","space":'
            b'false}]}],"entities":[[0,2,"X"]]}]}]',
            b'{"text":"Ida ran","ents":[{"start":0,"end":3,"label":"P"}],"tokens":[],"spans":{'
            b'"annotator":[{"start":0,"end":3,"label":"P","kb_id":""}]},"annotator":{"article_id":'
            b'"a","spans":[{"id":"1","label":"P","fragments":[[0,3]]}],"links":[]}}',
        ),
    ),
    (
        "html",
        "x.html",
        (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ida</title></head>'
            '<body><p style="display:none">no</p><h1>Ida 😀</h1><p>Ida &amp; Bo<br>ran.</p><pre>a'
            "\n b</pre><script>x</script></body></html>".encode(),
        ),
    ),
    (
        "markdown",
        "x.md",
        ('---\ntitle: "Ida 😀"\ntags: [a, b]\nx:\n  - y\n---\n\n# *Ida* ran\n\nBo\n'.encode(),),
    ),
    (
        "csv",
        "x.csv",
        (
            'id,title,text\r\na,Ida,"Ida 😀\r\n""ran"""\r\nb,,Bo ran\r\n'.encode(),
            "text;date\nIda ran;2026\n".encode("utf-16"),
        ),
    ),
    (
        "json",
        "x.json",
        (
            '[{"id":"a","title":"Ida","body":"Ida 😀 ran","n":[1]}]'.encode(),
            b'{"articles":[{"content":"Ida"}],"total":1}',
            b'{"body":"Ida"}\n{"body":"Bo"}\n',
        ),
    ),
    (
        "feed",
        "x.xml",
        (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>H</title>'
            "<item><title>Ida</title><description><![CDATA[<p>Ida 😀 ran</p>]]></description>"
            "<pubDate>x</pubDate></item></channel></rss>".encode(),
            b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>Ida</title>'
            b'<content type="html">&lt;p&gt;Ida&lt;/p&gt;</content></entry></feed>',
        ),
    ),
    (
        "warc",
        "x.warc",
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
            b"WARC-Date: 2026-05-15T08:30:00Z\r\nContent-Type: application/http\r\n"
            b"Content-Length: 58\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            b"<p>Ida ran</p>\r\n\r\n",
        ),
    ),
    (
        "gate",
        "x.bdocjs",
        (
            '{"offset_type":"j","text":"Ida 😀 ran","name":"a","features":{"f":1},'
            '"annotation_sets":{"":{"name":"","annotations":[{"start":0,"end":3,"id":0,"type":"P","features":{"_annotator":'
            '{"id":"s","note":"n"}}}],"next_annid":1},"x":{"annotations":[{"start":4,"end":6,'
            '"type":"Q"}]}}}'.encode(),
        ),
    ),
    (
        "w3c",
        "x.jsonld",
        (
            b'{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[{"id":"1",'
            b'"type":"Annotation","creator":{"name":"x"},"body":{"value":"P","purpose":"tagging"},'
            b'"target":{"source":"x.txt","selector":[{"type":"TextPositionSelector","start":0,"end":3},'
            b'{"type":"TextQuoteSelector","exact":"Ida","prefix":""}]}},{"id":"2","creator":{"name":"x"},'
            b'"body":"Q","target":{"type":"Composite","items":[{"source":"x.txt","selector":{"type":'
            b'"TextQuoteSelector","exact":"ran"}}]}},{"motivation":"linking","body":"2","target":"1"}]}',
        ),
    ),
]
SEEDS += [
    ("docx", "x.docx", (docx(paragraph("Ida 😀 ran") + paragraph("to the quay.")),)),
    ("odt", "x.odt", (odt("<text:h>Ida 😀</text:h><text:p>ran<text:s/><text:tab/>on</text:p>"),)),
    (
        "rtf",
        "x.rtf",
        (rb"{\rtf1\ansi\ansicpg1252{\info{\title Ida}}Ida \'e9 \u8364?\par ran\par}",),
    ),
    ("epub", "x.epub", (epub(["<h1>Ida</h1><p>ran</p>", "<p>Bo &amp; so</p>"]),)),
    (
        "mail",
        "x.eml",
        (
            b"From: Ida <i@a.example>\nSubject: =?utf-8?q?I=C3=A9?=\nDate: Fri, 15 May 2026 08:30"
            b":00 +0200\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/"
            b"plain; charset=utf-8\n\nIda ran\n--b\nContent-Type: text/html\n\n<p>Ida</p>\n--b--\n",
            b"From x\nFrom: Ida\n\nIda ran\n\nFrom y\nSubject: Bo\n\n>From Bo\n",
        ),
    ),
    (
        "mhtml",
        "x.mhtml",
        (
            b"Snapshot-Content-Location: http://a.example/\nContent-Type: multipart/related; "
            b"boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: "
            b"quoted-printable\n\n<p>Ida=C3=A9</p>\n--b--\n",
        ),
    ),
    (
        "subtitles",
        "x.srt",
        (
            "1\n00:00:01,000 --> 00:00:02,000\nIda 😀 <i>ran</i>\n\n2\n00:00:03,000 --> 00:00:04,00"
            "0\nto the quay\n".encode(),
            b"WEBVTT\n\nNOTE x\n\na\n00:01.000 --> 00:02.000\n<v Ida>ran</v>\n",
        ),
    ),
    (
        "news",
        "x.xml",
        (
            b"<nitf><body><body.head><hedline><hl1>Ida</hl1></hedline></body.head><body.content>"
            b"<p>Ida <em>ran</em></p></body.content></body></nitf>",
            b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="u"><contentMeta><headline'
            b">Ida</headline></contentMeta><contentSet><inlineXML><html><body><p>Ida ran</p></body>"
            b"</html></inlineXML></contentSet></newsItem>",
        ),
    ),
    (
        "ninjs",
        "x.json",
        (
            b'{"uri":"u","headline":"Ida","body_text":"Ida ran","byline":"Bo"}',
            b'[{"uri":"u","bodies":[{"contentType":"text/html","value":"<p>Ida ran</p>"}]}]',
        ),
    ),
    (
        "wordpress",
        "x.xml",
        (
            b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp='
            b'"http://wordpress.org/export/1.2/"><channel><title>H</title><item><title>Ida</title>'
            b"<content:encoded><![CDATA[Ida ran\n\nto]]></content:encoded><wp:post_type>post"
            b"</wp:post_type></item></channel></rss>",
        ),
    ),
    (
        "csv-spans",
        "x.csv",
        (b"id,start,end,label,quote,attributes\nx,0,3,P,Ida,{}\nx,6,9,Q,,\n",),
    ),
]
SEEDS.append(("refi-qda", "x.qdpx", (refi_project(),)))
if find_spec("pyarrow"):
    SEEDS.append(("parquet", "x.parquet", (parquet_table(),)))
if find_spec("pypdfium2"):
    SEEDS.append(("pdf", "x.pdf", (pdf([[(40, 400, "Ida ran"), (40, 388, "to the quay.")]]),)))
if find_spec("python_calamine"):
    SEEDS.append(("sheet", "x.xlsx", (xlsx([["title", "text"], ["Ida", "Ida 😀 ran"]]),)))
_TYPES = b"""<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>custom.Span</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>value</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription><typeDescription><name>custom.Link</name><supertypeName>uima.tcas.Annotation
</supertypeName><features><featureDescription><name>Governor</name><rangeTypeName>custom.Span
</rangeTypeName></featureDescription><featureDescription><name>Dependent</name><rangeTypeName>custom.Span
</rangeTypeName></featureDescription></features></typeDescription></types></typeSystemDescription>
""".replace(b"\n<", b"<")
if find_spec("cassis"):
    SEEDS += [
        (
            "cas-xmi",
            "x.xmi",
            (
                '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
                'xmlns:custom="http:///custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
                '<custom:Span xmi:id="2" sofa="1" begin="0" end="3" value="P"/>'
                '<custom:Span xmi:id="3" sofa="1" begin="4" end="6"/><custom:Link xmi:id="4" '
                'sofa="1" begin="0" end="3" Governor="3" Dependent="2"/><cas:Sofa xmi:id="1" '
                'sofaNum="1" sofaID="_InitialView" '
                'mimeType="text" sofaString="Ida 😀"/><cas:View sofa="1" members="2 3 4"/>'
                "</xmi:XMI>".encode(),
            ),
        ),
        (
            "cas-json",
            "x.json",
            (
                '{"%TYPES":{"custom.Span":{"%NAME":"custom.Span","%SUPER_TYPE":"uima.tcas.Annotation",'
                '"value":{"%NAME":"value","%RANGE":"uima.cas.String"},"of":{"%NAME":"of","%RANGE":'
                '"custom.Span"}}},"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,'
                '"sofaID":"_InitialView","mimeType":"text","sofaString":"Ida 😀"},{"%ID":2,"%TYPE":'
                '"custom.Span","@sofa":1,"begin":0,"end":3,"value":"P","@of":3},{"%ID":3,"%TYPE":'
                '"custom.Span","@sofa":1,"begin":4,"end":6}],"%VIEWS":{"_InitialView":{"%SOFA":1,'
                '"%MEMBERS":[2,3]}}}'.encode(),
            ),
        ),
    ]

BESIDE: dict[str, tuple[str, bytes]] = {
    "brat": ("x.txt", "Ida 😀 ran".encode()),
    "cas-xmi": ("TypeSystem.xml", _TYPES),
    "csv-spans": ("x.txt", "Ida 😀 ran".encode()),
    "w3c": ("x.txt", "Ida 😀 ran".encode()),
}
"""What lies beside the file of a format, as a name and what is in it; it stays whole."""

WITH_CHECKSUMS = {"sheet"}
"""Formats of which every part has a checksum and is read: what is damaged is refused."""

_PIECES = tuple(
    b'" \\ , : { } [ ] -1 0 99 1e9 1.5 null true "" [] {} \n \t \r \0 # = O B- I-x'.split(b" ")
)
_PIECES += (b"\xff", b"\xef\xbb\xbf", b"\\u0000", b"\\ud83d", "\u2028".encode(), b" ", b"\n\n")


def damaged(seed: bytes, chance: random.Random) -> bytes:
    """Return a file with a few changes: bytes replaced, pieces put in, cut out, doubled, moved."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 1, 2, 5, 40)))
        piece = bytes(data[at:end])
        match chance.randrange(5):
            case 0:
                data[at:end] = chance.choice(_PIECES)
            case 1:
                data[at:at] = chance.choice(_PIECES)
            case 2:
                del data[at:end]
            case 3:
                data[at:at] = piece * chance.choice((1, 2, 30))
            case _:
                del data[at:end]
                to = chance.randrange(len(data) + 1)
                data[to:to] = piece
    return bytes(data)


@pytest.mark.parametrize(("name", "file", "seeds"), SEEDS, ids=[name for name, *_ in SEEDS])
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path, name: str, file: str, seeds: tuple[bytes, ...]
) -> None:
    chance = random.Random(name)
    path = tmp_path / file
    if name in BESIDE:
        other, whole = BESIDE[name]
        (tmp_path / other).write_bytes(whole)
    for seed in seeds:
        path.write_bytes(seed)
        records, _ = read(path, name, annotator="ann")
        assert records, "a seed must give records"
    given = refused_at_all = 0
    for _ in range(CASES):
        data = damaged(chance.choice(seeds), chance)
        path.write_bytes(data)
        began = time.thread_time()
        format_named(name).sniff(data)
        records, refused = read(path, name, annotator="ann")
        assert time.thread_time() - began < SLOWEST, data
        assert all(reason.startswith(file) for reason in refused), data
        for record in records:
            for span in record.spans:
                check_fragments(span, record.article.text)
        given += bool(records)
        refused_at_all += bool(refused)
    assert given or name in WITH_CHECKSUMS
    assert refused_at_all
