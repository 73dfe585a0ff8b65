"""What is remembered of a project belongs to the place where it lies, not to what was typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.settings import Settings
from annotator.project import Project, place_of
from tests.desktop.desk import Desk, make_project


@pytest.fixture
def settings(qapp, tmp_path):
    return Settings(tmp_path / "settings.ini")


def show_title(folder: Path, *given: str) -> str:
    """Start the program in a folder and return what the window is called."""
    code = (
        "import sys\n"
        "from annotator.__main__ import main\n"
        "from annotator.desktop.shell.window.main_window import MainWindow\n"
        "close = MainWindow.closeEvent\n"
        "def closing(window, event):\n"
        "    print(window.windowTitle())\n"
        "    close(window, event)\n"
        "MainWindow.closeEvent = closing\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    end = "import annotator.desktop.shell.app as app\nfrom PySide6.QtCore import QTimer\n" + (
        "start = app.Desktop.start\n"
        "def started(desktop, *given, **how):\n"
        "    result = start(desktop, *given, may_ask=False)\n"
        "    QTimer.singleShot(0, desktop.window.close)\n"
        "    return result\n"
        "app.Desktop.start = started\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", end + code, *given],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_same_name_in_two_folders_is_two_projects(tmp_path, monkeypatch):
    """Each opens under its own annotator, and the last one opens from anywhere."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in "ABC":
        (tmp_path / name).mkdir()
    for name in "AB":
        make_project(tmp_path / name / "news.annotator", ["Short one here."])
    assert "alice" in show_title(tmp_path / "A", "news.annotator", "--annotator", "alice")
    assert "bob" in show_title(tmp_path / "B", "open", "news.annotator", "--annotator", "bob")
    assert show_title(tmp_path / "A", "news.annotator") == "news — alice — Annotator"
    assert show_title(tmp_path / "C") == "news — alice — Annotator"
    assert show_title(tmp_path / "C", "../B/./news.annotator") == "news — bob — Annotator"
    kept = Settings(tmp_path / "config" / "annotator" / "annotator.ini").recents
    assert [Path(place).resolve() for place in kept] == [
        tmp_path / "B" / "news.annotator",
        tmp_path / "A" / "news.annotator",
    ]
    assert all(Path(place).is_absolute() for place in kept)


def test_a_location_is_absolute_and_stays_when_the_folder_changes(tmp_path, monkeypatch):
    """What the program calls the project means the same from every folder."""
    make_project(tmp_path / "p.annotator", ["One."])
    monkeypatch.chdir(tmp_path)
    with Project.open("p.annotator") as project:
        monkeypatch.chdir("/")
        assert project.location == str(tmp_path / "p.annotator")
        assert project.statistics().articles == 1
    monkeypatch.chdir(tmp_path)
    with Project.create("q.annotator") as project:
        assert project.location == str(tmp_path / "q.annotator")


def test_names_of_one_file_are_one_place(tmp_path, monkeypatch, settings):
    """Links, dots and relative paths are one project; a copy is another."""
    real = tmp_path / "real"
    real.mkdir()
    make_project(real / "p.annotator", ["One."])
    (tmp_path / "link").symlink_to(real)
    (tmp_path / "other.annotator").symlink_to(real / "p.annotator")
    monkeypatch.chdir(real)
    same = [
        "p.annotator",
        "./p.annotator",
        str(real / ".." / "real" / "p.annotator"),
        str(tmp_path / "link" / "p.annotator"),
        str(tmp_path / "other.annotator"),
        "/proc/self/cwd/p.annotator" if sys.platform == "linux" else "p.annotator",
    ]
    settings.remember_annotator(str(real / "p.annotator"), "ana")
    settings.remember_article(str(real / "p.annotator"), "a7")
    for name in same:
        assert settings.annotator(name) == "ana"
        assert settings.article(name) == "a7"
        settings.remember_project(str(Path(name).absolute()))
    assert len(settings.recents) == 1
    (tmp_path / "p.annotator").write_bytes((real / "p.annotator").read_bytes())
    assert settings.annotator(str(tmp_path / "p.annotator")) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/x|a/b.annotator", "/x/a/b.annotator"),
        ("/x%7Ca/b.annotator", "/x|a/b.annotator"),
        ("/x/a.annotator", "/x/A.annotator"),
        ("/x\\a.annotator", "/x/a.annotator"),
        ("/x/a .annotator", "/x/a.annotator"),
        ("/x/ä.annotator", "/x/a\u0308.annotator"),
        ("/x/\udcff.annotator", "/x/\udcfe.annotator"),
        ("postgresql://a@h/one", "postgresql://a@h/two"),
        ("postgresql://a@h/one", "postgresql://b@h/one"),
        ("postgresql://a@h:5433/one", "postgresql://a@h/one"),
    ],
)
def test_two_places_are_never_one(settings, one, other):
    """No name of a folder makes another project's entry."""
    settings.remember_annotator(one, "ana")
    settings.remember_annotator(other, "bob")
    assert settings.annotator(one) == "ana"
    assert settings.annotator(other) == "bob"


def test_an_address_is_known_without_its_password():
    """However it is written, it is the same database; the password is kept nowhere."""
    known = place_of("postgresql://ana@host/news")
    for written in (
        "postgresql://ana:secret@host/news",
        "postgres://ana@HOST:5432/news",
        "postgresql+psycopg://ana@host/news?connect_timeout=3&sslmode=require",
        "postgresql://ana@host/news?password=secret",
    ):
        assert place_of(written) == known
    assert "secret" not in place_of("postgresql://ana:se@cret/secret@host/news")


def test_what_earlier_versions_kept_goes_on_where_it_was_clear(tmp_path, qapp, monkeypatch):
    """Whole paths and addresses are found again, relative ones are let go of."""
    make_project(tmp_path / "p.annotator", ["One."])
    whole = str(tmp_path / "p.annotator")
    old = QSettings(str(tmp_path / "old.ini"), QSettings.Format.IniFormat)
    old.setValue(f"annotators/{whole.replace('/', '|')}", "ana")
    old.setValue("annotators/p.annotator", "bob")
    old.setValue("annotators/postgresql:||ana@host|news", "chloe")
    old.setValue("recents", ["p.annotator", whole, "./p.annotator", "/" + "x" * 5000])
    old.sync()
    monkeypatch.chdir(tmp_path)
    settings = Settings(tmp_path / "old.ini")
    assert settings.annotator("p.annotator") == "ana"
    assert settings.annotator(whole) == "ana"
    assert settings.annotator("postgresql://ana@host/news") == "chloe"
    assert settings.recents == [whole]


def test_the_window_remembers_by_place(open_desk, tmp_path, monkeypatch):
    """Opened through a link, the article is the one that was open last."""
    desk: Desk = open_desk(["One.", "Two."])
    desk.session.open_article("a1")
    desk.close()
    (tmp_path / "other").symlink_to(tmp_path)
    again = Desk(tmp_path / "other" / desk.path.name, None, tmp_path / "settings.ini")
    assert again.session.annotator == "ana"
    assert again.session.opened.article.id == "a1"
    assert len(again.desktop.settings.recents) == 1
    again.close()


def test_without_a_place_for_them_settings_write_nothing(qapp, tmp_path, monkeypatch):
    """Nobody knows where the user is at home: above all, no device is replaced by a file."""
    device = tmp_path / "null"
    device.touch()
    before = device.stat().st_ino
    monkeypatch.setattr("annotator.desktop.toolkit.settings.user_folder", lambda _: None)
    monkeypatch.setattr(os, "devnull", str(device))
    settings = Settings()
    settings.language = Language.GERMAN
    settings.save()
    assert not settings.are_kept
    assert settings.language is Language.GERMAN
    assert [one.name for one in tmp_path.iterdir()] == ["null"]
    assert (device.stat().st_ino, device.read_bytes()) == (before, b"")
