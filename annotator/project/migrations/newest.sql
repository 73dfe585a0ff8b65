CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE annotators (
	"key" INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_annotators PRIMARY KEY ("key"), 
	CONSTRAINT ck_annotators_name_not_empty CHECK (name <> ''), 
	CONSTRAINT uq_annotators_name UNIQUE (name)
);

CREATE TABLE article_facts (
	article INTEGER NOT NULL, 
	title TEXT, 
	source TEXT, 
	date TEXT, 
	meta TEXT, 
	archived INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	imported TEXT NOT NULL, 
	crc INTEGER, 
	CONSTRAINT pk_article_facts PRIMARY KEY (article), 
	CONSTRAINT ck_article_facts_archived CHECK (archived IN (0, 1)), 
	CONSTRAINT fk_article_facts_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE
);

CREATE TABLE article_texts (
	article INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_article_texts PRIMARY KEY (article), 
	CONSTRAINT fk_article_texts_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE
);

CREATE TABLE article_values (
	annotator INTEGER NOT NULL, 
	label INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	import INTEGER, 
	crc INTEGER, 
	CONSTRAINT pk_article_values PRIMARY KEY (annotator, label, article), 
	CONSTRAINT ck_article_values_value_not_empty CHECK (value <> ''), 
	CONSTRAINT fk_article_values_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key"), 
	CONSTRAINT fk_article_values_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE, 
	CONSTRAINT fk_article_values_import FOREIGN KEY(import) REFERENCES imports ("key"), 
	CONSTRAINT fk_article_values_label FOREIGN KEY(label) REFERENCES labels ("key")
);

CREATE TABLE articles (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	source TEXT NOT NULL, 
	date TEXT NOT NULL, 
	meta TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	length INTEGER NOT NULL, 
	import INTEGER, crc INTEGER, 
	CONSTRAINT pk_articles PRIMARY KEY ("key"), 
	CONSTRAINT ck_articles_id_not_empty CHECK (id <> ''), 
	CONSTRAINT ck_articles_not_empty CHECK (length > 0), 
	CONSTRAINT ck_articles_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT fk_articles_import FOREIGN KEY(import) REFERENCES imports ("key"), 
	CONSTRAINT uq_articles_id UNIQUE (id)
);

CREATE TABLE "assignments" (
	annotator INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	unaided INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_assignments PRIMARY KEY (annotator, article), 
	CONSTRAINT fk_assignments_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key") ON DELETE CASCADE, 
	CONSTRAINT fk_assignments_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE, 
	CONSTRAINT ck_assignments_unaided CHECK (unaided IN (0, 1))
);

CREATE TABLE change_events (
	"key" INTEGER NOT NULL, 
	change INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	at TEXT NOT NULL, crc INTEGER, 
	CONSTRAINT pk_change_events PRIMARY KEY ("key"), 
	CONSTRAINT ck_change_events_event CHECK (event IN ('done', 'undone', 'redone', 'passed')), 
	CONSTRAINT fk_change_events_change FOREIGN KEY(change) REFERENCES changes (number)
);

CREATE TABLE "changes" (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	annotator INTEGER, 
	article INTEGER, 
	text TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	state TEXT NOT NULL, 
	kind TEXT DEFAULT '' NOT NULL, 
	window TEXT DEFAULT '' NOT NULL, 
	edit TEXT, 
	images BLOB, 
	takes_back INTEGER, crc INTEGER, 
	CONSTRAINT fk_changes_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE SET NULL, 
	CONSTRAINT fk_changes_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key"), 
	CONSTRAINT ck_changes_state CHECK (state IN ('done', 'undone', 'passed')), 
	CONSTRAINT uq_changes_edit UNIQUE (edit)
);

CREATE TABLE conflicts (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	record TEXT NOT NULL, 
	other TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	at TEXT NOT NULL, 
	settled_at TEXT, 
	CONSTRAINT pk_conflicts PRIMARY KEY ("key"), 
	CONSTRAINT uq_conflicts_id UNIQUE (id)
);

CREATE TABLE decisions (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	article INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	"by" INTEGER NOT NULL, 
	verdict TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	accepted TEXT NOT NULL, 
	gold TEXT NOT NULL, 
	at TEXT NOT NULL, crc INTEGER, 
	CONSTRAINT pk_decisions PRIMARY KEY ("key"), 
	CONSTRAINT ck_decisions_verdict CHECK (verdict IN ('accepted', 'nothing', 'drawn')), 
	CONSTRAINT ck_decisions_range CHECK (start >= 0 AND "end" > start), 
	CONSTRAINT fk_decisions_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE, 
	CONSTRAINT fk_decisions_by FOREIGN KEY("by") REFERENCES annotators ("key"), 
	CONSTRAINT uq_decisions_id UNIQUE (id)
);

CREATE TABLE erased (
	kind TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	became TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT pk_erased PRIMARY KEY (kind, hash), 
	CONSTRAINT ck_erased_kind CHECK (kind IN ('text', 'article', 'name')), 
	CONSTRAINT ck_erased_hash CHECK (length(hash) = 64)
);

CREATE TABLE fragments (
	span INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_fragments PRIMARY KEY (span, number), 
	CONSTRAINT ck_fragments_text CHECK (length(text) = "end" - start), 
	CONSTRAINT ck_fragments_number CHECK (number >= 0), 
	CONSTRAINT ck_fragments_range CHECK (start >= 0 AND "end" > start), 
	CONSTRAINT fk_fragments_span FOREIGN KEY(span) REFERENCES spans ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

;

CREATE TABLE gold (
	annotator INTEGER NOT NULL, 
	CONSTRAINT pk_gold PRIMARY KEY (annotator), 
	CONSTRAINT fk_gold_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key") ON DELETE CASCADE
);

CREATE TABLE "imports" (
	"key" INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	started_at TEXT NOT NULL, 
	alive_at TEXT NOT NULL, 
	finished_at TEXT, 
	made TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_imports PRIMARY KEY ("key")
);

CREATE TABLE info (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_info PRIMARY KEY (name)
);

CREATE TABLE labels (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	letter TEXT NOT NULL, 
	shortcut TEXT NOT NULL, 
	colour TEXT NOT NULL, 
	line TEXT NOT NULL, 
	description TEXT NOT NULL, 
	guidelines TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	attributes TEXT NOT NULL, 
	links TEXT NOT NULL, crc INTEGER, required_links TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_labels PRIMARY KEY ("key"), 
	CONSTRAINT ck_labels_line CHECK (line IN ('solid', 'dashed', 'dotted', 'double', 'wavy')), 
	CONSTRAINT ck_labels_name_not_empty CHECK (name <> ''), 
	CONSTRAINT ck_labels_colour CHECK (length(colour) = 7), 
	CONSTRAINT uq_labels_id UNIQUE (id), 
	CONSTRAINT uq_labels_name UNIQUE (name)
);

CREATE TABLE "links" (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	source INTEGER NOT NULL, 
	target INTEGER NOT NULL, 
	import INTEGER, crc INTEGER, 
	CONSTRAINT pk_links PRIMARY KEY ("key"), 
	CONSTRAINT ck_links_type_not_empty CHECK (type <> ''), 
	CONSTRAINT ck_links_two_spans CHECK (source <> target), 
	CONSTRAINT fk_links_source FOREIGN KEY(source) REFERENCES spans ("key") ON DELETE CASCADE, 
	CONSTRAINT uq_links_id UNIQUE (id), 
	CONSTRAINT fk_links_target FOREIGN KEY(target) REFERENCES spans ("key") ON DELETE CASCADE, 
	CONSTRAINT fk_links_import FOREIGN KEY(import) REFERENCES imports ("key")
);

CREATE TABLE people (
	name TEXT NOT NULL, 
	became TEXT NOT NULL, 
	retired INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	crc INTEGER, 
	CONSTRAINT pk_people PRIMARY KEY (name), 
	CONSTRAINT ck_people_name CHECK (name <> '' AND became <> name), 
	CONSTRAINT ck_people_retired CHECK (retired IN (0, 1))
);

CREATE TABLE programs (
	annotator INTEGER NOT NULL, 
	CONSTRAINT pk_programs PRIMARY KEY (annotator), 
	CONSTRAINT fk_programs_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key") ON DELETE CASCADE
);

CREATE TABLE readings (
	annotator INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	caret INTEGER NOT NULL, 
	top INTEGER NOT NULL, 
	active_ms INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (annotator, article), 
	CONSTRAINT ck_readings_active_ms CHECK (active_ms >= 0), 
	CONSTRAINT ck_readings_caret CHECK (caret >= 0), 
	CONSTRAINT ck_readings_top CHECK (top >= 0), 
	CONSTRAINT fk_readings_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key") ON DELETE CASCADE, 
	CONSTRAINT fk_readings_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE
);

CREATE TABLE rounds (
	name TEXT NOT NULL, 
	date TEXT NOT NULL, 
	guidelines TEXT NOT NULL, 
	articles TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	crc INTEGER, 
	CONSTRAINT pk_rounds PRIMARY KEY (name), 
	CONSTRAINT ck_rounds_name_not_empty CHECK (name <> '')
);

CREATE TABLE signatures (
	article INTEGER NOT NULL, 
	signature BLOB NOT NULL, 
	CONSTRAINT pk_signatures PRIMARY KEY (article), 
	CONSTRAINT fk_signatures_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE
);

CREATE TABLE spans (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	article INTEGER NOT NULL, 
	annotator INTEGER NOT NULL, 
	label INTEGER NOT NULL, 
	attributes TEXT NOT NULL, 
	note TEXT, 
	flagged INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	import INTEGER, crc INTEGER, 
	CONSTRAINT pk_spans PRIMARY KEY ("key"), 
	CONSTRAINT ck_spans_id_not_empty CHECK (id <> ''), 
	CONSTRAINT ck_spans_flagged CHECK (flagged IN (0, 1)), 
	CONSTRAINT fk_spans_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key"), 
	CONSTRAINT fk_spans_article FOREIGN KEY(article) REFERENCES articles ("key"), 
	CONSTRAINT fk_spans_import FOREIGN KEY(import) REFERENCES imports ("key"), 
	CONSTRAINT fk_spans_label FOREIGN KEY(label) REFERENCES labels ("key"), 
	CONSTRAINT uq_spans_id UNIQUE (id)
);

CREATE TABLE statuses (
	annotator INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	status TEXT NOT NULL, 
	flagged INTEGER NOT NULL, 
	updated_at TEXT NOT NULL, 
	import INTEGER, crc INTEGER, 
	CONSTRAINT pk_statuses PRIMARY KEY (annotator, article), 
	CONSTRAINT ck_statuses_status CHECK (status IN ('new', 'in progress', 'done', 'skipped')), 
	CONSTRAINT ck_statuses_flagged CHECK (flagged IN (0, 1)), 
	CONSTRAINT fk_statuses_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key"), 
	CONSTRAINT fk_statuses_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE, 
	CONSTRAINT fk_statuses_import FOREIGN KEY(import) REFERENCES imports ("key")
);

CREATE TABLE stories (
	article INTEGER NOT NULL, 
	story TEXT NOT NULL, 
	CONSTRAINT pk_stories PRIMARY KEY (article), 
	CONSTRAINT ck_stories_story_not_empty CHECK (story <> ''), 
	CONSTRAINT fk_stories_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE
);

CREATE TABLE suggestion_answers (
	suggestion INTEGER NOT NULL, 
	annotator INTEGER NOT NULL, 
	answer TEXT NOT NULL, 
	at TEXT NOT NULL, crc INTEGER, 
	CONSTRAINT pk_suggestion_answers PRIMARY KEY (suggestion, annotator), 
	CONSTRAINT ck_suggestion_answers_answer CHECK (answer IN ('accepted', 'rejected')), 
	CONSTRAINT fk_suggestion_answers_annotator FOREIGN KEY(annotator) REFERENCES annotators ("key"), 
	CONSTRAINT fk_suggestion_answers_suggestion FOREIGN KEY(suggestion) REFERENCES suggestions ("key") ON DELETE CASCADE
);

CREATE TABLE suggestion_choices (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	chosen TEXT NOT NULL, 
	crc INTEGER, 
	CONSTRAINT pk_suggestion_choices PRIMARY KEY ("key"), 
	CONSTRAINT uq_suggestion_choices_id UNIQUE (id)
);

CREATE TABLE "suggestions" (
	"key" INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	article INTEGER NOT NULL, 
	label INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	origin TEXT NOT NULL, 
	import INTEGER, 
	crc INTEGER, 
	fragments TEXT DEFAULT '[]' NOT NULL, 
	attributes TEXT DEFAULT '{}' NOT NULL, 
	partners TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_suggestions PRIMARY KEY ("key"), 
	CONSTRAINT fk_suggestions_label FOREIGN KEY(label) REFERENCES labels ("key") ON DELETE CASCADE, 
	CONSTRAINT ck_suggestions_score CHECK (score >= 0 AND score <= 1), 
	CONSTRAINT fk_suggestions_article FOREIGN KEY(article) REFERENCES articles ("key") ON DELETE CASCADE, 
	CONSTRAINT uq_suggestions_id UNIQUE (id), 
	CONSTRAINT ck_suggestions_range CHECK (start >= 0 AND "end" > start), 
	CONSTRAINT fk_suggestions_import FOREIGN KEY(import) REFERENCES imports ("key"), 
	CONSTRAINT ck_suggestions_text CHECK (length(text) = "end" - start)
);

CREATE TABLE versions (
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	stamp TEXT NOT NULL, 
	current INTEGER NOT NULL, 
	gone INTEGER NOT NULL, crc INTEGER, 
	CONSTRAINT pk_versions PRIMARY KEY (kind, id, stamp), 
	CONSTRAINT ck_versions_current CHECK (current IN (0, 1)), 
	CONSTRAINT ck_versions_gone CHECK (gone IN (0, 1))
)
 WITHOUT ROWID

;

CREATE TABLE windows (
	id TEXT NOT NULL, 
	annotator TEXT NOT NULL, 
	host TEXT NOT NULL, 
	process INTEGER NOT NULL, 
	opened_at TEXT NOT NULL, 
	alive_at TEXT NOT NULL, 
	CONSTRAINT pk_windows PRIMARY KEY (id)
);

CREATE INDEX ix_article_values_article ON article_values (article);

CREATE INDEX ix_article_values_label ON article_values (label);

CREATE INDEX ix_assignments_article ON assignments (article);

CREATE INDEX ix_change_events_change ON change_events (change);

CREATE INDEX ix_changes_annotator ON changes (annotator, state, number);

CREATE INDEX ix_changes_article ON changes (article);

CREATE INDEX ix_changes_takes_back ON changes (takes_back);

CREATE INDEX ix_decisions_article ON decisions (article);

CREATE INDEX ix_links_source ON links (source);

CREATE INDEX ix_links_target ON links (target);

CREATE INDEX ix_readings_article ON readings (article);

CREATE INDEX ix_spans_article ON spans (article, annotator);

CREATE INDEX ix_statuses_article ON statuses (article);

CREATE INDEX ix_stories_story ON stories (story);

CREATE INDEX ix_suggestions_article ON suggestions (article);

INSERT INTO alembic_version VALUES ('0010');
