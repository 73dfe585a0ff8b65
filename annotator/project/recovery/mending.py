"""From rows as they were found to a project that keeps its rules; what it costs is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, select

from annotator.annotation.records import check_fragments, shorten
from annotator.errors import DamagedError, OffsetError
from annotator.project.records import history, versions
from annotator.project.recovery.loading import Loading
from annotator.project.recovery.parents import (
    add_annotators,
    add_articles,
    add_labels,
    mend_texts,
)
from annotator.project.recovery.past import Past, forget
from annotator.project.recovery.report import Report
from annotator.project.recovery.witnesses import Witnesses
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import new_id, now
from annotator.project.storage.rows import Names, chunks, sha256, span_keys, spans_matching

_REFERENCES = (
    ("links", "source", "spans"),
    ("links", "target", "spans"),
    ("suggestion_answers", "suggestion", "suggestions"),
    ("stories", "article", "articles"),
    ("signatures", "article", "articles"),
    ("article_facts", "article", "articles"),
    ("change_events", "change", "changes"),
)
"""Rows that go when what they refer to is lost: table, column, referred to."""

_CHECKED_REFERENCES: dict[str, dict[str, str]] = {
    "spans": {"article": "articles", "label": "labels", "annotator": "annotators"},
    "statuses": {"article": "articles", "annotator": "annotators"},
    "article_values": {"article": "articles", "label": "labels", "annotator": "annotators"},
    "suggestions": {"article": "articles", "label": "labels"},
    "suggestion_answers": {"annotator": "annotators"},
    "decisions": {"article": "articles", "by": "annotators"},
    "article_facts": {"article": "articles"},
}
"""Columns in place of which the checksums have an id or a name."""

_ABOUT = {
    "links": (("source", "spans", "key"), ("target", "spans", "key")),
    "suggestion_answers": (("suggestion", "suggestions", "key"),),
    "change_events": (("change", "changes", "number"),),
}
"""By which column, and which table and key, a row leads to an article."""

_KINDS = {
    "links": versions.LINK,
    "statuses": versions.STATUS,
    "article_values": versions.VALUE,
    "decisions": versions.DECISION,
    "suggestion_answers": versions.ANSWER,
}
"""What merging calls the rows of these tables; spans see to it themselves."""

_AT_ONCE = 500

_NAMED = {
    "statuses": "a status",
    "article_values": "what somebody says of it with an article label",
    "links": "a link",
    "suggestions": "a suggestion",
    "suggestion_answers": "an answer to a suggestion",
    "decisions": "a decision",
    "assignments": "an assignment",
    "readings": "where somebody left it",
    "changes": "a change in the history",
    "change_events": "a line of the history",
    "versions": "what merging knows of a record",
    "conflicts": "a conflict",
    "info": "what the project says of itself",
    "imports": "what is known of an import",
    "gold": "who stands for what was settled",
    "suggestion_choices": "what is decided of suggestions",
    "programs": "who of the annotators is a program",
    "people": "what became of a name",
    "article_facts": "what is said of it since",
    "erased": "what was erased",
    "rounds": "a round",
    "stories": "which story it tells",
    "signatures": "what finds near-duplicates",
    "labels": "a label",
    "annotators": "an annotator",
    "articles": "an article",
    "article_texts": "a text",
    "spans": "a span",
    "fragments": "a fragment",
}


class Mending:
    """One project under repair: see ``carry_out``."""

    def __init__(
        self, connection: Connection, loading: Loading, witnesses: Witnesses, report: Report
    ) -> None:
        self._connection = connection
        self._loading = loading
        self._witnesses = witnesses
        self._report = report
        self._lost: dict[str, Mapping[int, Mapping[str, Any]]] = {
            name: dict(witnesses.lost(table))
            for name, table in loading.tables.items()
            if table.layout.with_rowid and not table.is_whole
        }
        self._articles: dict[int, str] = {}
        self._made_up: dict[str, set[int]] = {}

    def carry_out(self) -> None:
        """Complete and clear what was loaded, so that it is a project that ``check`` passes."""
        self._mend_info()
        self._mend_imports()
        for parent, add in (
            ("annotators", add_annotators),
            ("labels", add_labels),
            ("articles", add_articles),
        ):
            lost = self._lost.get(parent, {})
            self._made_up[parent] = add(self._connection, lost, self._report)
        self._mend_gold()
        rows = self._connection.exec_driver_sql("SELECT key, id FROM articles")
        self._articles = {row[0]: row[1] for row in rows}
        self._mend_digests()
        wrong = self._wrong_rows()
        self._remove_wrong(wrong)
        past = Past(self._connection)
        self._lose_spans({keys[0] for keys in wrong["spans"]}, past)
        mend_texts(self._connection, self._loading.tables["article_texts"].bytes, self._report)
        self._lose_spans(self._misplaced(), past)
        self._lose_fragments(past)
        self._remove_unreadable()
        self._bring_back(past)
        self._tell_lost_rows()
        self._drop_dangling()
        self._tell_lost_pages()
        checksums.fill(self._connection)

    # -- the small tables ------------------------------------------------------------------------

    def _run(self, sql: str, *values: Any) -> Any:
        return self._connection.exec_driver_sql(sql, values)

    def _mend_info(self) -> None:
        names = {row[0] for row in self._run("SELECT name FROM info")}
        if "id" not in names:
            self._report.lose(
                "", "the project’s id: packs and copies that were made of it are foreign to it now"
            )
            self._run("INSERT INTO info VALUES ('id', ?)", new_id())
        if "created_at" not in names:
            self._run("INSERT INTO info VALUES ('created_at', ?)", now())

    def _mend_imports(self) -> None:
        for table in ("articles", "statuses", "article_values", "spans", "links", "suggestions"):
            self._run(
                f'UPDATE "{table}" SET import = NULL WHERE import NOT IN (SELECT key FROM imports)'
            )
        # One that had not ended would be taken back when the project is opened.
        self._run("UPDATE imports SET finished_at = alive_at WHERE finished_at IS NULL")

    def _mend_gold(self) -> None:
        """Find out who stands for what was settled, where that is lost."""
        if self._run("SELECT 1 FROM gold").first() is None:
            row = self._run(
                "SELECT annotator, count(*) FROM spans WHERE origin = 'gold' GROUP BY annotator"
                " ORDER BY 2 DESC LIMIT 1"
            ).first()
            if row is not None:
                self._run("INSERT INTO gold VALUES (?)", row[0])
                self._report.mend("", "who stands for what was settled was found by the gold spans")

    # -- checksums -------------------------------------------------------------------------------

    def _mend_digests(self) -> None:
        """Put the SHA-256 or the length of a text right, where its text and checksum agree."""
        for table, _, keys in list(checksums.wrong(self._connection)):
            if table != "articles":
                continue
            row = (
                self._run(
                    "SELECT a.*, t.text FROM articles a JOIN article_texts t ON t.article = a.key"
                    " WHERE a.key = ?",
                    keys[0],
                )
                .mappings()
                .first()
            )
            if row is None:
                continue
            right = {**row, "sha256": sha256(row["text"]), "length": len(row["text"])}
            if checksums.of_values(right, checksums.ARTICLE) == row["crc"]:
                self._run(
                    "UPDATE articles SET sha256 = ?, length = ? WHERE key = ?",
                    right["sha256"],
                    right["length"],
                    keys[0],
                )
                self._report.mend(row["id"], "the SHA-256 or the length of its text")

    def _wrong_rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the primary keys of rows whose checksum does not fit, by table.

        Those that refer to something that was made up are taken as they are.
        """
        wrong: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in checksums.COVERED}
        for table, where, keys in list(checksums.wrong(self._connection)):
            if self._is_about_made_up(table, keys):
                self._run(f'UPDATE "{table}" SET crc = NULL WHERE {_here(table)}', *keys)
                continue
            wrong[table].append(keys)
            if table in ("articles", "labels"):
                self._keep_doubtful(table, where, keys)
        return wrong

    def _is_about_made_up(self, table: str, keys: tuple[Any, ...]) -> bool:
        """Tell whether a row refers to a label, annotator or article whose id was made up."""
        references = _CHECKED_REFERENCES.get(table, {})
        if not references or not any(self._made_up.values()):
            return False
        row = self._row(table, keys)
        return row is not None and any(
            row[column] in self._made_up[parent] for column, parent in references.items()
        )

    def _row(self, table: str, keys: tuple[Any, ...]) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = (
            self._run(f'SELECT * FROM "{table}" WHERE {_here(table)}', *keys).mappings().first()
        )
        return found

    def _keep_doubtful(self, table: str, where: str, keys: tuple[Any, ...]) -> None:
        """Keep a row that others need, and say that it may be wrong."""
        article = self._articles.get(keys[0], "") if table == "articles" else ""
        what = "its title, source, date or metadata" if table == "articles" else f"{where}: a value"
        self._report.lose(article, f"{what} may be wrong ({checksums.WRONG})")
        self._run(f'UPDATE "{table}" SET crc = NULL WHERE key = ?', keys[0])
        row = self._row(table, keys)
        for column, kind, instead in _JSON_OF[table]:
            if row is not None and not isinstance(_json(row[column]), kind):
                sql = f'UPDATE "{table}" SET "{column}" = ? WHERE key = ?'
                self._run(sql, instead(row[column]), keys[0])

    def _remove_wrong(self, wrong: Mapping[str, list[tuple[Any, ...]]]) -> None:
        """Remove rows that say something else than what was written; spans come later."""
        for table, rows in wrong.items():
            if table in ("articles", "labels", "spans"):
                continue
            for keys in rows:
                row = self._row(table, keys)
                if row is not None:
                    self._lose(table, row)
                    self._run(f'DELETE FROM "{table}" WHERE {_here(table)}', *keys)

    def _lose(self, table: str, row: Mapping[str, Any]) -> None:
        """Tell of a lost row, of which nothing is remembered, so that merging may bring it back."""
        self._report.lose(self._article_of(table, row), _told(table, row))
        if table not in _KINDS:
            return
        record = row.get("id")
        if table in ("statuses", "suggestion_answers"):
            by = self._run("SELECT name FROM annotators WHERE key = ?", row.get("annotator"))
            about = self._articles.get(row.get("article", -1))
            if table == "suggestion_answers":
                sql = "SELECT id FROM suggestions WHERE key = ?"
                about = self._run(sql, row.get("suggestion")).scalar()
            record = f"{by.scalar()}\n{about}"
        if record:
            forget(self._connection, _KINDS[table], record)

    def _article_of(self, table: str, row: Mapping[str, Any]) -> str:
        """Return the id of the article that a row is about, as far as is known."""
        at = row.get("article")
        for column, parent, key in _ABOUT.get(table, ()):
            sql = f'SELECT article FROM "{parent}" WHERE "{key}" = ?'
            at = at or self._run(sql, row.get(column)).scalar()
        return self._articles.get(at, "") if isinstance(at, int) else ""

    # -- spans -----------------------------------------------------------------------------------

    def _misplaced(self) -> set[int]:
        """Return the keys of spans without a place, or with one that the text does not have."""
        names = Names(self._connection)
        spans, texts = schema.spans, schema.article_texts
        bad = {
            row[0]
            for row in self._run(
                "SELECT span FROM fragments GROUP BY span HAVING max(number) <> count(*) - 1"
            )
        }
        for some in chunks(self._articles, 200):
            found = self._connection.execute(select(texts).where(texts.c.article.in_(some)))
            by_key = {row.article: row.text for row in found}
            here = spans.c.article.in_(some)
            wrong = []
            for key, span in spans_matching(self._connection, names, here):
                try:
                    check_fragments(span, by_key[key])
                except OffsetError:
                    wrong.append(span.id)
            bad.update(span_keys(self._connection, wrong).values())
        return bad

    def _lose_spans(self, keys: Iterable[int], past: Past) -> None:
        """Take spans out; the history may still hold them."""
        names = Names(self._connection)
        for some in chunks(keys):
            marks = ", ".join("?" * len(some))
            found = spans_matching(self._connection, names, schema.spans.c.key.in_(some))
            numbers = {
                row[0]: row[1]
                for row in self._run(f"SELECT id, key FROM spans WHERE key IN ({marks})", *some)
            }
            for _, span in found:
                label = names.labels[names.label_keys[span.label]].name
                quoted = f" “{shorten(span.text)}”" if span.fragments else ""
                said = f"span {span.id}: {label}{quoted} by {span.annotator}"
                past.want(span.id, numbers[span.id], span.article, said)
            self._run(f"DELETE FROM fragments WHERE span IN ({marks})", *some)
            self._run(f"DELETE FROM spans WHERE key IN ({marks})", *some)

    def _lose_fragments(self, past: Past) -> None:
        """Take out the fragments of spans that are lost themselves."""
        alone = "span NOT IN (SELECT key FROM spans)"
        sql = f"SELECT span, group_concat(text, ' ') FROM fragments WHERE {alone} GROUP BY span"
        for key, text in self._run(sql).all():
            known = self._lost.get("spans", {}).get(key, {})
            article = self._articles.get(known.get("article", -1), "")
            past.want(str(known.get("id") or ""), key, article, f"a span “{shorten(text)}”")
        self._run(f"DELETE FROM fragments WHERE {alone}")

    def _bring_back(self, past: Past) -> None:
        """Write the lost spans that the history still holds, and tell of the others."""
        for number, known in self._lost.get("spans", {}).items():
            if self._run("SELECT 1 FROM spans WHERE key = ?", number).first() is None:
                article = self._articles.get(known.get("article", -1), "")
                name = str(known.get("id") or "")
                past.want(name, number, article, f"span {name or number}")
        past.bring_back(self._report)

    # -- what is left ----------------------------------------------------------------------------

    def _remove_unreadable(self) -> None:
        """Remove what cannot be read as what it should be, where there is no checksum to tell."""
        changes = select(schema.changes)
        for some in self._connection.execute(changes).partitions(_AT_ONCE):
            for row in some:
                try:
                    history.delta_of(row)
                except DamagedError:
                    self._report.lose(
                        self._articles.get(row.article, ""), _told("changes", row._asdict())
                    )
                    self._run("DELETE FROM changes WHERE number = ?", row.number)
        for row in self._run("SELECT key, id, detail FROM conflicts").all():
            if not isinstance(_json(row.detail), dict):
                self._report.lose("", f"conflict {row.id}")
                self._run("DELETE FROM conflicts WHERE key = ?", row.key)
        for row in self._run("SELECT key, id, article, accepted, gold FROM decisions").all():
            if not all(isinstance(_json(told), list) for told in row[3:]):
                self._report.lose(self._articles.get(row.article, ""), f"decision {row.id}")
                self._run("DELETE FROM decisions WHERE key = ?", row.key)

    def _tell_lost_rows(self) -> None:
        """Tell of the rows that indexes name, and of those that the rules refuse."""
        for name, lost in self._lost.items():
            if name in ("spans", "articles", "labels", "annotators"):
                continue  # these were told of one by one
            for known in lost.values():
                self._lose(name, known)
        for name, table in self._loading.tables.items():
            for values, _ in table.refused:
                if name not in ("spans", "fragments", "article_texts"):
                    self._report.lose(self._article_of(name, values), _told(name, values))
        self._tell_lost_parents()

    def _tell_lost_parents(self) -> None:
        """Tell of articles, labels and annotators that nothing refers to any more."""
        for name in ("articles", "labels", "annotators"):
            for key, known in self._lost.get(name, {}).items():
                if self._run(f'SELECT 1 FROM "{name}" WHERE key = ?', key).first() is None:
                    called = str(known.get("name") or known.get("id") or key)
                    article = called if name == "articles" else ""
                    self._report.lose(article, f"all of {name.removesuffix('s')} {called}")

    def _drop_dangling(self) -> None:
        for table, column, parent in _REFERENCES:
            primary = next(iter(schema.metadata.tables[parent].primary_key.columns)).name
            gone = f'"{column}" NOT IN (SELECT "{primary}" FROM "{parent}")'
            for row in self._run(f'SELECT * FROM "{table}" WHERE {gone}').mappings().all():
                self._lose(table, row)
            self._run(f'DELETE FROM "{table}" WHERE {gone}')
        self._run(
            "UPDATE changes SET article = NULL WHERE article NOT IN (SELECT key FROM articles)"
        )
        self._run(
            "UPDATE changes SET annotator = NULL"
            " WHERE annotator NOT IN (SELECT key FROM annotators)"
        )

    def _tell_lost_pages(self) -> None:
        """Tell of damage behind which there may be rows that nothing else names."""
        for name, table in self._loading.tables.items():
            if table.is_whole or name in self._witnesses.whole:
                continue
            if name in ("article_texts", "fragments") and not table.tree.lost:
                continue  # articles and spans have told what is missing
            pages, cells = table.tree.lost, table.tree.torn
            if pages or cells:
                parts = [f"{pages:,} pages"] * bool(pages) + [f"{cells:,} rows"] * bool(cells)
                what = f"{' and '.join(parts)} of “{name}” could not be read"
                if self._accounted_for(name):
                    self._report.mend("", f"{what}; no record of it is missing")
                else:
                    self._report.lose("", f"{what}: perhaps {_NAMED[name]} or more")

    def _accounted_for(self, name: str) -> bool:
        """Tell whether every row of a table is known to be there by what others say."""
        if name == "article_texts":
            return "articles" in self._witnesses.whole or self._loading.tables["articles"].is_whole
        if name == "fragments":
            return "spans" in self._witnesses.whole or self._loading.tables["spans"].is_whole
        return False


def _kept_as_text(damaged: str) -> str:
    """Return metadata that hold what can no longer be read as such."""
    return orjson.dumps({"recovered": damaged.encode("utf-8", "replace").decode()}).decode()


def _nothing(_: str) -> str:
    return "[]"


_JSON_OF: dict[str, tuple[tuple[str, type, Callable[[str], str]], ...]] = {
    "articles": (("meta", dict, _kept_as_text),),
    "labels": (("attributes", list, _nothing), ("links", list, _nothing)),
}
"""Columns that are JSON, what it must be, and what stands there when it is not."""


def _here(table: str) -> str:
    """Return the SQL condition for one row by its primary key."""
    primary = schema.metadata.tables[table].primary_key.columns
    return " AND ".join(f'"{column.name}" = ?' for column in primary)


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _told(table: str, row: Mapping[str, Any]) -> str:
    """Return what is said of a lost row."""
    what = _NAMED.get(table, table)
    if table == "changes":
        said = f": {row['text']}" if row.get("text") else ""
        return f"change {row.get('number', '')} in the history{shorten(said, 80)}"
    if table == "versions":
        return f"{what}: {row['kind']} {shorten(str(row['id']).replace(chr(10), ' '))}"
    for name in ("id", "status", "verdict", "answer", "name"):
        if row.get(name):
            return f"{what} ({row[name]})"
    return what
