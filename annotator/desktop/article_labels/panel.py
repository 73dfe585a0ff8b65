"""The panel in which an annotator says what holds of a whole article, by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from annotator.desktop.article_labels.rows import ArticleRows, Field
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.workbench.article_values import said

_WIDTH = 560
_TOP = 36
_SHADOW = 14
_PAD = 18

_ENDS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TURNS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_Up: -1}


class ArticlePanel(QWidget):
    """Lies over the whole window, invisible but for a sheet at its top; a click beside it ends it.

    Args:
        session: what is open.
        themes: whose colours are used.
        home: takes the focus when it goes.
        window: what it lies over.

    """

    def __init__(self, session: Session, themes: Themes, home: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("article_panel")
        self.setAccessibleName(self.tr("Labels of this article"))
        self._session = session
        self._themes = themes
        self._home = home
        self._window = window
        self._sheet = QWidget(self)
        self._title = QLabel(self.tr("This article"))
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self.rows = ArticleRows(session, themes, self._sheet)
        self._hint = QLabel()
        self._hint.setObjectName("article_panel_hint")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        layout = QVBoxLayout(self._sheet)
        layout.setContentsMargins(_PAD, _PAD - 4, _PAD, _PAD - 4)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self.rows)
        layout.addWidget(self._hint)
        session.labels_changed.connect(self._renew)
        session.article_opened.connect(lambda opened: None if opened else self.close_panel())
        themes.changed.connect(self._on_theme)
        window.installEventFilter(self)
        self.hide()

    def open_panel(self, label_id: str = "") -> None:
        """Appear with the focus on a label (id), else on the first one that says nothing yet."""
        self._renew()
        self._on_theme()
        self.show()
        self.raise_()
        self._place()
        fields = self.rows.fields
        silent = next((one for one in fields if one not in self._session.values), "")
        wanted = label_id or silent or next(iter(fields), "")
        field: QWidget = fields.get(wanted, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def said(self) -> list[tuple[str, str]]:
        """Return names of article labels and what is said of the open article, "" for nothing."""
        if self._session.opened is None:
            return []
        there = said(self._session.labels.articles.values(), self._session.values)
        return [
            (one_line(label.name, 40), "" if words is None else in_words(words))
            for label, words in there
        ]

    def close_panel(self) -> None:
        """Store what is typed, and go."""
        if self.isHidden():
            return
        self.rows.flush()
        self.hide()
        self._home.setFocus(Qt.FocusReason.PopupFocusReason)

    def _renew(self) -> None:
        self.rows.renew()
        fields = self.rows.fields
        self.rows.setVisible(bool(fields))
        self._hint.setText(
            self.tr("Digits choose, Del clears, Up and Down go on, Esc closes.")
            if fields
            else self.tr("There are no labels for articles yet: File ▸ Labels … adds them.")
        )
        for field in fields.values():
            field.installEventFilter(self)

    def _on_theme(self) -> None:
        palette = self._hint.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._themes.theme.faint)
        self._hint.setPalette(palette)
        self.update()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(_WIDTH, self.width() - 24)
        layout = self._sheet.layout()
        assert layout is not None
        self._sheet.resize(width, self._sheet.height())
        layout.activate()
        high = max(layout.heightForWidth(width), layout.sizeHint().height())
        high = min(high, self.height() - _TOP - 24)
        self._sheet.setGeometry((self.width() - width) // 2, _TOP, width, high)
        self.update()

    # -- keys ------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the window; keep from its shortcuts the keys that are meant for a field."""
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        control = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.type() == QEvent.Type.ShortcutOverride and not control:
            watched.event(event)
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and not control and self._goes(watched, event)

    def _goes(self, field: QWidget, event: QKeyEvent) -> bool:
        """Go to another row, or close; tell whether a key was for that."""
        key = Qt.Key(event.key())
        if key in _ENDS:
            self.close_panel()
            return True
        step = _TURNS.get(key, 0)
        fields: list[Field] = list(self.rows.fields.values())
        if not step or field not in fields:
            return False
        at = fields.index(field) + step
        fields[at % len(fields)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close where no field has the focus."""
        if event.key() in _ENDS:
            self.close_panel()

    def event(self, event: QEvent) -> bool:
        """Keep letters and digits from the window's shortcuts."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and not QApplication.keyboardModifiers():
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go when somebody clicks beside the sheet."""
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.close_panel()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shadow and the sheet."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self._sheet.geometry())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 14 if theme.dark else 3))
        for step in range(_SHADOW - 3, 0, -1):
            away = sheet.adjusted(-step, -step, step, step).translated(0, 3)
            painter.drawRoundedRect(away, 8 + step, 8 + step)
        painter.setBrush(theme.paper)
        painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.28), 1.0))
        painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
