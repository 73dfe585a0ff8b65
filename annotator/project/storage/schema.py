"""The tables of a project, with its invariants as constraints.

Every table has a narrow integer key; the string ids of the records are unique beside it. Texts
lie in a table of their own, so that listing articles never reads them. JSON values are stored
as text. Migrations in ``migrations/versions`` build exactly these tables (a test compares).
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from annotator.annotation.records import Status

REVISION = 10
"""The newest migration, as a number; the file header of a SQLite project carries it."""

APPLICATION_ID = 0x414E4E4F
"""``ANNO``: what tells a project from any other SQLite file."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _text(name: str, **options: object) -> Column[str]:
    return Column(name, Text, nullable=False, **options)  # type: ignore[arg-type]


def _crc() -> Column[int]:
    """Return the column of a row's checksum; see ``checksums``."""
    return Column("crc", Integer)


info = Table(
    "info",
    metadata,
    Column("name", Text, primary_key=True),
    _text("value"),
)

imports = Table(
    "imports",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("source"),
    _text("started_at"),
    _text("alive_at"),
    Column("finished_at", Text),
    _text("made", server_default="{}"),  # JSON: names of the labels and annotators that it added
)

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    _text("title"),
    _text("source"),
    _text("date"),
    _text("meta"),
    _text("sha256"),
    Column("length", Integer, nullable=False),
    Column("import", ForeignKey("imports.key")),
    _crc(),
    CheckConstraint("id <> ''", name="id_not_empty"),
    CheckConstraint("length > 0", name="not_empty"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
)

article_texts = Table(
    "article_texts",
    metadata,
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True),
    _text("text"),
)

annotators = Table(
    "annotators",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("name", unique=True),
    CheckConstraint("name <> ''", name="name_not_empty"),
)

labels = Table(
    "labels",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    _text("name", unique=True),
    _text("letter"),
    _text("shortcut"),
    _text("colour"),
    _text("line"),
    _text("description"),
    _text("guidelines"),
    Column("position", Integer, nullable=False),
    _text("unit"),
    _text("attributes"),
    _text("links"),
    _crc(),
    _text("required_links", server_default="[]"),
    CheckConstraint("name <> ''", name="name_not_empty"),
    CheckConstraint("length(colour) = 7", name="colour"),
    CheckConstraint("line IN ('solid', 'dashed', 'dotted', 'double', 'wavy')", name="line"),
)

statuses = Table(
    "statuses",
    metadata,
    Column("annotator", ForeignKey("annotators.key"), primary_key=True),
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, index=True),
    _text("status"),
    Column("flagged", Integer, nullable=False),
    _text("updated_at"),
    Column("import", ForeignKey("imports.key")),
    _crc(),
    CheckConstraint("flagged IN (0, 1)", name="flagged"),
    CheckConstraint(
        "status IN ({})".format(", ".join(f"'{status.value}'" for status in Status)),
        name="status",
    ),
)

article_values = Table(  # what annotators say of whole articles, with article labels
    "article_values",
    metadata,
    Column("annotator", ForeignKey("annotators.key"), primary_key=True),
    Column("label", ForeignKey("labels.key"), primary_key=True, index=True),
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, index=True),
    _text("value"),  # JSON: a text, true or false, a list of texts; null: settled that none holds
    _text("updated_at"),
    Column("import", ForeignKey("imports.key")),
    _crc(),
    CheckConstraint("value <> ''", name="value_not_empty"),
)

readings = Table(
    "readings",
    metadata,
    Column("annotator", ForeignKey("annotators.key", ondelete="CASCADE"), primary_key=True),
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, index=True),
    Column("caret", Integer, nullable=False),
    Column("top", Integer, nullable=False),
    Column("active_ms", Integer, nullable=False),
    _text("updated_at"),
    CheckConstraint("caret >= 0", name="caret"),
    CheckConstraint("top >= 0", name="top"),
    CheckConstraint("active_ms >= 0", name="active_ms"),
)

spans = Table(
    "spans",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    Column("article", ForeignKey("articles.key"), nullable=False),
    Column("annotator", ForeignKey("annotators.key"), nullable=False),
    Column("label", ForeignKey("labels.key"), nullable=False),
    _text("attributes"),
    Column("note", Text),
    Column("flagged", Integer, nullable=False),
    _text("origin"),
    _text("created_at"),
    _text("updated_at"),
    Column("import", ForeignKey("imports.key")),
    _crc(),
    CheckConstraint("flagged IN (0, 1)", name="flagged"),
    CheckConstraint("id <> ''", name="id_not_empty"),
    Index("ix_spans_article", "article", "annotator"),
)

fragments = Table(
    "fragments",
    metadata,
    Column("span", ForeignKey("spans.key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("text"),
    CheckConstraint("number >= 0", name="number"),
    CheckConstraint('start >= 0 AND "end" > start', name="range"),
    CheckConstraint('length(text) = "end" - start', name="text"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    _text("type"),
    Column("source", ForeignKey("spans.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("target", ForeignKey("spans.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("import", ForeignKey("imports.key")),
    _crc(),
    CheckConstraint("type <> ''", name="type_not_empty"),
    CheckConstraint("source <> target", name="two_spans"),
)

changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("annotator", ForeignKey("annotators.key")),  # none: the command line's, nobody's undo
    Column("article", ForeignKey("articles.key", ondelete="SET NULL"), index=True),
    _text("text"),
    _text("before"),
    _text("after"),
    _text("state"),
    _text("kind", server_default=""),  # what sort of gesture; "import", "merge", "removal" are
    _text("window", server_default=""),  # taken back by their own rules
    Column("edit", Text, unique=True),  # the edit's own id: tried again, it is found done
    Column("images", LargeBinary),  # of rows that no record names, packed; see the kind's rules
    Column("takes_back", Integer, index=True),  # number of a change, by itself
    _crc(),
    CheckConstraint("state IN ('done', 'undone', 'passed')", name="state"),
    Index("ix_changes_annotator", "annotator", "state", "number"),
    sqlite_autoincrement=True,
)

change_events = Table(
    "change_events",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("change", ForeignKey("changes.number"), nullable=False, index=True),
    _text("event"),
    _text("at"),
    _crc(),
    CheckConstraint("event IN ('done', 'undone', 'redone', 'passed')", name="event"),
)

windows = Table(  # who has the project open; a window that is silent for a minute is closed
    "windows",
    metadata,
    Column("id", Text, primary_key=True),
    _text("annotator"),
    _text("host"),
    Column("process", Integer, nullable=False),
    _text("opened_at"),
    _text("alive_at"),
)

stories = Table(  # articles that tell the same story, as a near-duplicate of a wire report
    "stories",
    metadata,
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True),
    _text("story", index=True),
    CheckConstraint("story <> ''", name="story_not_empty"),
)

signatures = Table(  # what tells near-duplicates; made at import, can always be made again
    "signatures",
    metadata,
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True),
    Column("signature", LargeBinary, nullable=False),
)

suggestions = Table(  # what a program proposes; no span until an annotator accepts it
    "suggestions",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("label", ForeignKey("labels.key", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("text"),
    Column("score", Float, nullable=False),
    _text("origin"),
    Column("import", ForeignKey("imports.key")),
    _crc(),
    _text("fragments", server_default="[]"),  # JSON: ranges, where it is more than one
    _text("attributes", server_default="{}"),  # JSON
    _text("partners", server_default="[]"),  # JSON: type and ranges of each
    CheckConstraint('start >= 0 AND "end" > start', name="range"),
    CheckConstraint('length(text) = "end" - start', name="text"),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
)

suggestion_answers = Table(
    "suggestion_answers",
    metadata,
    Column("suggestion", ForeignKey("suggestions.key", ondelete="CASCADE"), primary_key=True),
    Column("annotator", ForeignKey("annotators.key"), primary_key=True),
    _text("answer"),
    _text("at"),
    _crc(),
    CheckConstraint("answer IN ('accepted', 'rejected')", name="answer"),
)

gold = Table(  # the annotators whose spans are what was settled, and nobody's own work
    "gold",
    metadata,
    Column("annotator", ForeignKey("annotators.key", ondelete="CASCADE"), primary_key=True),
)

suggestion_choices = Table(  # what is decided of suggestions for everybody, nothing that runs
    "suggestion_choices",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    _text("chosen"),  # JSON
    _crc(),
)

programs = Table(  # the annotators who are programs: compared when they are named, nobody's work
    "programs",
    metadata,
    Column("annotator", ForeignKey("annotators.key", ondelete="CASCADE"), primary_key=True),
)

decisions = Table(  # who settled which place, how and why
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("by", ForeignKey("annotators.key"), nullable=False),
    _text("verdict"),
    _text("reason"),
    _text("accepted"),  # JSON list: ids of the annotators' spans that were accepted
    _text("gold"),  # JSON list: ids of the gold spans that this made
    _text("at"),
    _crc(),
    CheckConstraint('start >= 0 AND "end" > start', name="range"),
    CheckConstraint("verdict IN ('accepted', 'nothing', 'drawn')", name="verdict"),
)

people = Table(  # names that became others, and who is no longer offered
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    _text("became"),
    Column("retired", Integer, nullable=False),
    _text("updated_at"),
    _crc(),
    CheckConstraint("name <> '' AND became <> name", name="name"),
    CheckConstraint("retired IN (0, 1)", name="retired"),
)

article_facts = Table(  # what is said of articles since they were imported, beside their rows
    "article_facts",
    metadata,
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True),
    Column("title", Text),
    Column("source", Text),
    Column("date", Text),
    Column("meta", Text),
    Column("archived", Integer, nullable=False),
    _text("updated_at"),
    _text("imported"),  # JSON: the columns of the article's row as they were imported
    _crc(),
    CheckConstraint("archived IN (0, 1)", name="archived"),
)

rounds = Table(  # batches of articles; who does what is said by assignments
    "rounds",
    metadata,
    Column("name", Text, primary_key=True),
    _text("date"),
    _text("guidelines"),
    _text("articles"),  # JSON: ids
    _text("updated_at"),
    _crc(),
    CheckConstraint("name <> ''", name="name_not_empty"),
)

erased = Table(  # what was taken out for good: only hashes, so that it does not come back unasked
    "erased",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    _text("became"),  # of a person's name: the name that stands in its place
    _text("at"),
    CheckConstraint("kind IN ('text', 'article', 'name')", name="kind"),
    CheckConstraint("length(hash) = 64", name="hash"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("annotator", ForeignKey("annotators.key", ondelete="CASCADE"), primary_key=True),
    Column("article", ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True, index=True),
    Column("unaided", Integer, nullable=False, server_default="0"),  # without suggestions: 1
    CheckConstraint("unaided IN (0, 1)", name="unaided"),
)

versions = Table(  # what merging needs to know; a record without a row is as it was created
    "versions",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("stamp", Text, primary_key=True),
    Column("current", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    _crc(),
    CheckConstraint("current IN (0, 1)", name="current"),
    CheckConstraint("gone IN (0, 1)", name="gone"),
    sqlite_with_rowid=False,
)

conflicts = Table(  # where merging found two versions of one record and kept both
    "conflicts",
    metadata,
    Column("key", Integer, primary_key=True),
    _text("id", unique=True),
    _text("kind"),
    _text("record"),  # id of the record that kept its id
    _text("other"),  # id under which the other version was kept; empty for none
    _text("detail"),  # JSON: what differed
    _text("at"),
    Column("settled_at", Text),
)
