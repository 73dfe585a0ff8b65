"""A project: the one door to what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotator.annotation.records import Label
from annotator.project.facade import (
    articles,
    copies,
    edits,
    erasing,
    finding,
    health,
    merges,
    opening,
    past,
    people,
    telling,
    together,
    traffic,
    windows,
)
from annotator.project.facade.opened import Opened


class Project(Opened):
    """An open project. Every method is one unit of work and may be called from any thread.

    Make one with ``Project.open`` or ``Project.create``; close it when done. What each method
    does is told in the module of its subject.
    """

    @classmethod
    def open(cls, location: str | Path, *, busy_timeout_s: float = 2.0) -> Project:
        """Open an existing project; an older one is backed up and migrated first.

        One on a server is migrated in one transaction and not backed up. One that can only be
        read (``read_only`` says why) is copied first, and shown as it was then.

        Args:
            location: path of a project file, or a database URL.
            busy_timeout_s: how long an edit waits for another program's transaction.

        Raises:
            NotAProjectError: the file is something else.
            NewerProjectError: it was made by a newer version; it is left untouched.
            OtherFileError: it was written over while another program has it open.
            ProjectError: it does not exist or cannot be read.

        """
        return opening.open_project(cls, location, busy_timeout_s)

    @classmethod
    def create(cls, location: str | Path, labels: Sequence[Label] = ()) -> Project:
        """Make a new project with ``labels`` and open it.

        Raises:
            NotSavedError: something is already there, or the place cannot be written.

        """
        return opening.create_project(cls, location, labels)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Edits carried out, undone, made again and taken back
    apply = edits.apply
    carry_out = edits.carry_out
    undo = edits.undo
    redo = edits.redo
    step_edit = edits.step_edit
    take_back = edits.take_back
    why_not_taken_back = edits.why_not_taken_back
    at_stake = edits.at_stake
    removal_at_stake = edits.removal_at_stake
    remove_articles = edits.remove_articles

    # What was done: by whom, when, where, and what Undo would do
    undo_state = past.undo_state
    history = past.history
    history_people = past.history_people
    history_place = past.history_place

    # Windows that have the project open, and what others do in theirs
    attend = windows.attend
    depart = windows.depart
    mark = windows.mark
    news = windows.news

    # Annotators and labels
    annotators = people.annotators
    gold = people.gold
    programs = people.programs
    add_annotator = people.add_annotator
    retired = people.retired
    former_names = people.former_names
    rename_annotator = people.rename_annotator
    look_at_uniting = people.look_at_uniting
    unite_annotators = people.unite_annotators
    labels = people.labels
    article_labels = people.article_labels
    all_labels = people.all_labels
    add_labels = people.add_labels
    label_use = people.label_use

    # Articles: which there are, one with the annotator's work, and how it was left
    index = articles.index
    has_article = articles.has_article
    article_ids = articles.article_ids
    article_titles = articles.article_titles
    rows = articles.rows
    progress = articles.progress
    unmarked_work = articles.unmarked_work
    archived_articles = articles.archived_articles
    last_worked = articles.last_worked
    described = articles.described
    open_article = articles.open_article
    texts = articles.texts
    reading = articles.reading
    save_reading = articles.save_reading

    # Several annotators: their work side by side, who is to do what, who is blind
    comparison = together.comparison
    blind_articles = together.blind_articles
    blind_people = together.blind_people
    gold_difference = together.gold_difference
    answered = together.answered
    refused_places = together.refused_places
    answered_places = together.answered_places
    choices = together.choices
    assignments = together.assignments
    unaided = together.unaided
    is_unaided = together.is_unaided
    set_assignments = together.set_assignments
    share_out = together.share_out
    rounds = together.rounds

    # Stories that several articles tell, and what tells near-duplicates
    stories = telling.stories
    told_by = telling.told_by
    story_of = telling.story_of
    signatures = telling.signatures
    each_signature = telling.each_signature
    unsigned_articles = telling.unsigned_articles
    set_stories = telling.set_stories
    merge_stories = telling.merge_stories

    # Searching the texts, and spans of the same kind elsewhere
    search = finding.search
    find_articles = finding.find_articles
    hits_in = finding.hits_in
    hits_at = finding.hits_at
    is_search_index_complete = finding.is_search_index_complete
    extend_search_index = finding.extend_search_index
    holding = finding.holding
    spans_elsewhere = finding.spans_elsewhere
    attributes_given = finding.attributes_given
    ranges_with_labels = finding.ranges_with_labels
    articles_elsewhere = finding.articles_elsewhere
    articles_without_texts = finding.articles_without_texts

    # Records in and out
    sight = traffic.sight
    known_ids = traffic.known_ids
    spans = traffic.spans
    begin_import = traffic.begin_import
    export = traffic.export
    done_work = traffic.done_work
    fingerprint = traffic.fingerprint

    # Packs, merging them, and the conflicts that this leaves
    pack = merges.pack
    origin = merges.origin
    is_related = merges.is_related
    look_at_merge = merges.look_at_merge
    merge = merges.merge
    gold_left_open = merges.gold_left_open
    conflicts = merges.conflicts
    settle_conflict = merges.settle_conflict

    # What is taken out for good
    erase_article = erasing.erase_article
    erase_name = erasing.erase_name

    # Backups, and the way back to one
    back_up_if_changed = copies.back_up_if_changed
    backups = copies.backups
    restore = copies.restore

    # What is damaged, and how the work goes
    check = health.check
    statistics = health.statistics
    paces = health.paces
