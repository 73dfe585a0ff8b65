"""The first record as it will be written, and what the format would lose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QVBoxLayout, QWidget

from annotator.annotation.records import shorten
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.widgets.exact_text import ExactText
from annotator.desktop.toolkit.widgets.marks import tip
from annotator.desktop.toolkit.words import in_words
from annotator.exchange import Exported, Sample
from annotator.words import counts, joined

_LOSS_ROWS = 4


class ExportPreview(QWidget):
    """Shows files of one record, and losses of all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: tuple[Sample, ...] = ()
        self._head = self._label("export_preview_head")
        self._head.setText(self.tr("The first record as it will be written"))
        self.files = QComboBox()
        self.files.setObjectName("export_preview_file")
        self.files.setAccessibleName(self.tr("File of the preview"))
        self.files.hide()
        self.text = ExactText()
        self.text.setObjectName("export_preview")
        self.text.setAccessibleName(self.tr("The first record as it will be written"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.counts = self._label("export_counts")
        self.losses = QListWidget()
        self.losses.setObjectName("export_losses")
        self.losses.setAccessibleName(self.tr("What the format cannot hold"))
        self.losses.setWordWrap(True)
        self.losses.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.losses.setFixedHeight(_LOSS_ROWS * 2 * self.losses.fontMetrics().height())
        self.losses.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._head, self.files):
            layout.addWidget(widget)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.counts)
        layout.addWidget(self.losses)
        self.files.activated.connect(self._show_file)

    @staticmethod
    def _label(name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(1)
        return label

    def wait(self) -> None:
        """Say that the counts are being made; what is shown stays until then."""
        self.counts.setText(self.tr("Counting what would be written …"))
        self.losses.clear()

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show the files of the first record."""
        self._samples = tuple(samples)
        before = self.files.currentText()
        self.files.clear()
        self.files.addItems([one.name for one in samples])
        self.files.setVisible(len(samples) > 1)
        names = [one.name for one in samples]
        self.files.setCurrentIndex(names.index(before) if before in names else 0)
        self._show_file()

    def _show_file(self) -> None:
        if not self._samples:
            self.text.setPlainText(self.tr("Nothing would be exported."))
            return
        sample = self._samples[max(0, self.files.currentIndex())]
        size = whole(sample.size)
        self.text.setPlainText(
            sample.text
            if sample.text or not sample.size
            else self.tr("This is no text: {0} bytes.").format(size)
        )

    def fail(self, words: str) -> None:
        """Say why there is nothing to show."""
        self._samples = ()
        self.files.hide()
        self.text.setPlainText("")
        self.counts.setText(words)
        self.losses.clear()

    def show_result(self, exported: Exported, *, written: bool, unseen: str = "") -> None:
        """Show what would be written and lost, or what was.

        Args:
            exported: what.
            written: whether it was.
            unseen: what is said instead of numbers and examples, where these tell of work that
                who exports has not to see; "" where they may see it all.

        """
        counted = joined(
            [
                counts.articles(exported.articles),
                counts.spans(exported.spans),
                counts.links(exported.links),
            ]
        )
        said = self.tr("Written: {0}.") if written else self.tr("To be written: {0}.")
        lost = [
            (in_words(loss.unnumbered()), "")
            if unseen
            else (
                in_words(loss.sentence()),
                in_words(loss.example) if loss.example is not None else "",
            )
            for loss in exported.losses
        ]
        if exported.links_left_out and not unseen:
            links = in_words(counts.links(exported.links_left_out))
            lost.append((self.tr("{0} to spans that are not in the file").format(links), ""))
        lost += [
            (self.tr("left out: {0}: {1}").format(unread.article, in_words(unread.what)), "")
            for unread in exported.unread
        ]
        if exported.unread:
            ending = self.tr("Not everything can be read:")
        elif lost:
            ending = self.tr("What the format cannot hold:")
        else:
            ending = self.tr("Nothing was lost.") if written else self.tr("Nothing is lost.")
        self.counts.setText(f"{unseen or said.format(in_words(counted))} {ending}")
        self.losses.clear()
        self.losses.setVisible(bool(lost))
        for words, example in lost:
            self.losses.addItem(shorten(words, 300))
            self.losses.item(self.losses.count() - 1).setToolTip(tip(words, example))
