"""What the window needs that is not Qt, imported before Qt is.

PySide looks into the source of each module that is imported after it, which costs the start a
tenth of a second. ``tests/cli/test_imports.py`` names what is missing here.
"""

import html  # noqa: F401

import platformdirs  # noqa: F401

import annotator.project.project
import annotator.reports
import annotator.text.finding.quotations
import annotator.workbench.article_values
import annotator.workbench.before_done
import annotator.workbench.density
import annotator.workbench.display
import annotator.workbench.edge_steps
import annotator.workbench.find
import annotator.workbench.known_labels
import annotator.workbench.link_targets
import annotator.workbench.opened_work
import annotator.workbench.positions
import annotator.workbench.similar_spans
import annotator.workbench.spans.filtering
import annotator.workbench.spans.relations
import annotator.workbench.spans.rows
import annotator.workbench.spans.several
import annotator.workbench.stopwatch
import annotator.workbench.tagging.boilerplate
import annotator.workbench.tagging.draft
import annotator.workbench.tagging.same_text
import annotator.workbench.tagging.shown_labels
import annotator.workbench.target_at_caret  # noqa: F401
