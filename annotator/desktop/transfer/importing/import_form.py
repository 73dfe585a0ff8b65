"""What an import can be told: format, encoding, columns, whose work, which labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Status, shorten
from annotator.desktop.toolkit.widgets.marks import tip
from annotator.desktop.toolkit.words import in_words
from annotator.exchange import ImportOptions, ImportPreview
from annotator.formats import format_named, formats
from annotator.formats.common.columns import ROLES

ENCODINGS = (
    *(None, "utf-8", "windows-1252", "utf-16", "iso-8859-1", "iso-8859-15", "iso-8859-2"),
    *("windows-1250", "windows-1251", "koi8-r", "windows-1253", "windows-1254", "macroman"),
    *("shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"),
)
"""What can be chosen; None: found out."""

STATUSES = (None, Status.DONE, Status.IN_PROGRESS, Status.NEW)
"""How the work that comes in can be marked; None: as the files say."""

_PAGES = frozenset(("html", "warc", "mhtml"))
_NAME_LENGTH = 60
_COLUMN_LENGTH = 40


class ImportForm(QWidget):
    """The choices of an import.

    Signals:
        changed: a choice was made, so that what was looked at must be looked at again.
    """

    changed = Signal()

    def __init__(self, names: Sequence[str], annotator: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = list(names)
        self._formats: list[str | None] = [None]
        self._columns: tuple[str, ...] = ()
        self._repairs: tuple[str, ...] = ()
        self._build()
        if annotator in self._names:
            self.annotator.setCurrentIndex(self._names.index(annotator))
        self._fill_formats(frozenset())
        self._show_columns((), {})

    def _build(self) -> None:
        self.format = self._box("import_format", self.tr("Format of the files"))
        self.encoding = self._box("import_encoding", self.tr("Encoding of texts, pages and tables"))
        self.encoding.addItem(self.tr("Automatic"))
        self.encoding.addItems([name.upper() for name in ENCODINGS if name is not None])
        self.annotator = self._box("import_annotator", self.tr("Annotator of spans without a name"))
        self.annotator.addItems([shorten(name, _NAME_LENGTH) for name in self._names])
        self.status = self._box("import_status", self.tr("How work that comes in is marked"))
        self.status.addItems(
            [self.tr("As the files say"), self.tr("Done"), self.tr("In progress"), self.tr("New")]
        )
        self.status.setToolTip(
            self.tr("For those whose spans come in; what is marked in the project stays.")
        )
        self.strict = QCheckBox(self.tr("Refuse labels that the project does not have"))
        self.strict.setObjectName("import_strict_labels")
        self.main_text = QCheckBox(self.tr("Web pages: the main text only"))
        self.main_text.setObjectName("import_main_text")
        self.main_text.setEnabled(False)
        self.json_ld = QCheckBox(self.tr("Articles that stand only in JSON-LD"))
        self.json_ld.setObjectName("import_json_ld")
        self.json_ld.setEnabled(False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for place, (words, box) in enumerate(
            (
                (self.tr("Forma&t"), self.format),
                (self.tr("&Encoding"), self.encoding),
                (self.tr("&Spans without a name are by"), self.annotator),
                (self.tr("&Mark their work"), self.status),
            )
        ):
            label = QLabel(words)
            label.setBuddy(box)
            grid.addWidget(label, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
        self._column_row = self._build_columns()
        checks = QHBoxLayout()
        checks.setSpacing(20)
        checks.addWidget(self.strict)
        checks.addWidget(self.main_text)
        checks.addWidget(self.json_ld)
        checks.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addWidget(self._column_row)
        layout.addLayout(checks)
        for box in (self.format, self.encoding, self.annotator, self.status):
            box.activated.connect(self.changed)
        for check in (self.strict, self.main_text, self.json_ld):
            check.toggled.connect(self.changed)

    def _build_columns(self) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        words = {
            "text": self.tr("Column of the text"),
            "id": self.tr("of ids"),
            "title": self.tr("of titles"),
            "date": self.tr("of dates"),
            "source": self.tr("of sources"),
        }
        self.columns: dict[str, QComboBox] = {}
        for place, role in enumerate(ROLES):
            said = words.get(role, role)
            box = self._box(f"import_column_{role}", said)
            box.activated.connect(self.changed)
            label = QLabel(said)
            label.setBuddy(box)
            grid.addWidget(label, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
            self.columns[role] = box
        return row

    @staticmethod
    def _box(name: str, accessible: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(accessible)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        return box

    # -- what was chosen -----------------------------------------------------------------------

    def set_repairs(self, repairs: Sequence[str]) -> None:
        """Take over which kinds of wrong offsets are repaired."""
        self._repairs = tuple(repairs)

    def options(self) -> ImportOptions:
        """Return what was chosen; what cannot be taken in is left out and listed."""
        place = self.annotator.currentIndex()
        return ImportOptions(
            format=self._formats[max(0, self.format.currentIndex())],
            encoding=ENCODINGS[self.encoding.currentIndex()],
            annotator=self._names[place] if place >= 0 else None,
            strict_labels=self.strict.isChecked(),
            skip_bad=True,
            main_text_only=self.main_text.isChecked() and self.main_text.isEnabled(),
            json_ld=self.json_ld.isChecked() and self.json_ld.isEnabled(),
            columns={
                role: self._columns[box.currentIndex() - 1]
                for role, box in self.columns.items()
                if box.currentIndex() > 0
            },
            repair=self._repairs,
            status=STATUSES[self.status.currentIndex()],
        )

    def forget_files(self) -> None:
        """Go back to what fits any files, because others were chosen."""
        self.format.setCurrentIndex(0)
        self.encoding.setCurrentIndex(0)
        self._show_columns((), {})

    # -- what was found ------------------------------------------------------------------------

    def show_found(self, preview: ImportPreview) -> None:
        """Say what was found out, and offer what the files have."""
        self._fill_formats(preview.suffixes)
        found = [in_words(format_named(name).title) for name in preview.formats]
        self._name_automatic(self.format, found)
        tally = Counter(one.encoding for one in preview.entries if one.encoding)
        chosen = self.encoding.currentIndex() > 0
        self._name_automatic(self.encoding, [] if chosen else [one.upper() for one in tally])
        for check in (self.main_text, self.json_ld):
            check.setEnabled(not _PAGES.isdisjoint(preview.formats))
        self._show_columns(preview.columns, preview.roles)

    def _name_automatic(self, box: QComboBox, found: Sequence[str]) -> None:
        words = self.tr("Automatic")
        if len(found) == 1:
            words = self.tr("Automatic: {0}").format(found[0])
        elif found:
            words = self.tr("Automatic: {0} kinds").format(len(found))
        box.setItemText(0, words)
        box.setToolTip(tip(", ".join(found)) if found else "")

    def _fill_formats(self, suffixes: frozenset[str]) -> None:
        """Offer the formats that the files' names allow first, and then the others."""
        chosen = self._formats[max(0, self.format.currentIndex())]
        readable = [one for one in formats() if one.can_read]
        fitting = [one for one in readable if not suffixes.isdisjoint(one.suffixes)]
        others = [one for one in readable if one not in fitting]
        self.format.clear()
        self.format.addItem(self.tr("Automatic"))
        self.format.addItems([in_words(one.title) for one in (*fitting, *others)])
        self._formats = [None, *(one.name for one in (*fitting, *others))]
        if fitting and others:
            self.format.insertSeparator(len(fitting) + 1)
            self._formats.insert(len(fitting) + 1, None)
        self.format.setCurrentIndex(self._formats.index(chosen))

    def _show_columns(self, columns: tuple[str, ...], roles: dict[str, str]) -> None:
        """Offer the columns of the tables; without any nothing is asked."""
        before = {
            role: self._columns[box.currentIndex() - 1]
            for role, box in self.columns.items()
            if box.currentIndex() > 0
        }
        self._columns = columns
        self._column_row.setVisible(bool(columns))
        for role, box in self.columns.items():
            box.clear()
            guessed = "" if role in before else roles.get(role, "")
            words = self.tr("Guessed: {0}") if guessed else self.tr("Guessed")
            if not guessed and role not in before:
                words = self.tr("None")
            box.addItem(words.format(shorten(guessed, _COLUMN_LENGTH)))
            box.addItems([shorten(name, _COLUMN_LENGTH) for name in columns])
            if before.get(role) in columns:
                box.setCurrentIndex(columns.index(before[role]) + 1)
