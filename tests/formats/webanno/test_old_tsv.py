"""WebAnno TSV 1 and 2: tokens without offsets, tags in columns."""

from __future__ import annotations

from pathlib import Path

from annotator.formats import format_for
from tests.formats.reading import read

BIRD = "webanno.custom.Bird"
TWO = f"""# {BIRD} | kind | size # webanno.custom.Eats | how | AttachTo={BIRD}

#id=1
#text=Skuas eat  young terns.
1-1\tSkuas\tB-skua\tbig\t_\t_
1-2\teat\tO\t_\t_\t_
1-3\tyoung\tB-tern|B-chick\t_\tgreedily\t1-1
1-4\tterns\tI-tern|O\t_\t_\t_
1-5\t.\tO\t_\t_\t_

#id=2
#text=Bo ran
2-1\tBo\t_\t_\t_\t9-9
2-2\tran\t_\t_\t_\t_
"""
ONE = "#id=1\n#text=Ida ran\n1\tIda\tNE\tB-PER\t2\n2\tran\tVV\tO\t0\n\n"


def test_version_two(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(TWO)
    assert format_for(path).name == "webanno-tsv"
    (record,), refused = read(path, "webanno-tsv", annotator="ann")
    assert refused == []
    assert record.article.text == "Skuas eat  young terns.\nBo ran"
    assert sorted((one.label, one.text) for one in record.spans) == [
        ("chick", "young"),
        ("skua", "Skuas"),
        ("tern", "young terns"),
    ]
    by_id = {one.id: one for one in record.spans}
    assert [(by_id[x.source].label, x.type, by_id[x.target].label) for x in record.links] == [
        ("skua", "greedily", "tern")
    ]
    assert next(one for one in record.spans if one.label == "skua").attributes == {"size": "big"}


def test_version_one(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(ONE)
    (record,), refused = read(path, "webanno-tsv", annotator="ann")
    assert refused == []
    assert [(one.label, one.text) for one in record.spans] == [("PER", "Ida")]


def test_a_token_that_does_not_fit_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(ONE.replace("\tran\t", "\tsat\t").replace("2\tran", "2\tsat"))
    records, (reason,) = read(path, "webanno-tsv", annotator="ann")
    assert records == []
    assert reason.startswith("a.tsv:4: the token “sat” does not come next")
