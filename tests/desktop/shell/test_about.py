"""What Help ▸ About tells, and what it copies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop.shell.about import AboutDialog
from annotator.desktop.toolkit.theme import LIGHT


def test_about_copies_what_a_report_needs(qtbot, tmp_path: Path, monkeypatch) -> None:
    """Versions and folders, the home folder without whose it is, and no text."""
    monkeypatch.setenv("HOME", str(tmp_path))
    location = str(tmp_path / "work" / "p.annotator")
    dialog = AboutDialog(LIGHT, None, location, tmp_path / "backups")
    dialog.show()
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    said = QApplication.clipboard().text()
    assert said == dialog.report()
    assert dialog.copy.text() == "Copied"
    assert said.startswith("Annotator 0.")
    assert "Project: ~/work\nBackups: ~/backups\n" in said
    assert "Python 3." in said
    assert "PASSWORD" not in AboutDialog(LIGHT, None, "postgresql://a:PASSWORD@host/b").report()
    dialog.close()
