"""A process that says when its first article was painted: ``KIND PROJECT ARTICLE``."""

from __future__ import annotations

import sys
import time


def ours(project: str, article: str) -> None:
    """Start the program as its entry does."""
    from annotator.__main__ import main
    from annotator.desktop.article.view import ArticleView

    paint = ArticleView.paintEvent

    def paint_and_tell(self: ArticleView, event: object) -> None:
        paint(self, event)  # type: ignore[arg-type]
        if self.document().characterCount() > 1:
            _tell_when_painted()

    ArticleView.paintEvent = paint_and_tell  # type: ignore[assignment,method-assign]
    main(["open", project, "--annotator", "a", "--article", article])


def bare(project: str, article: str) -> None:
    """Show the same text in a bare window."""
    import sqlite3
    from contextlib import closing

    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    class View(QPlainTextEdit):
        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)  # type: ignore[arg-type]
            _tell_when_painted()

    with closing(sqlite3.connect(project)) as database:
        (text,) = database.execute(
            "SELECT text FROM articles JOIN article_texts ON article = key WHERE id = ?",
            (article,),
        ).fetchone()
    application = QApplication([])
    window = QMainWindow()
    view = View()
    view.setPlainText(text)
    window.setCentralWidget(view)
    window.resize(1280, 800)
    window.show()
    application.exec()


def _tell_when_painted() -> None:
    """Print the time when the whole window has been painted, then end."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    def tell() -> None:
        print(time.monotonic(), flush=True)
        QApplication.exit(0)

    if not _told:
        _told.append(True)
        QTimer.singleShot(0, tell)


_told: list[bool] = []

if __name__ == "__main__":
    {"ours": ours, "bare": bare}[sys.argv[1]](*sys.argv[2:])
