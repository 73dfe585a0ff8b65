"""The language of the interface: which there are, which one the user reads, and putting it on."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from annotator.desktop.toolkit import words
from annotator.resources import resource


class Language(Enum):
    """What can be chosen; the value is the code of the language."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


def code_of(choice: Language) -> str:
    """Return ``en`` or ``de``: as chosen, or the first of the system's that there is, else English.

    Only the languages that the system names count, in its order.
    """
    if choice is not Language.SYSTEM:
        return str(choice.value)
    known = {one.value for one in Language} - {Language.SYSTEM.value}
    names: list[str] = QLocale.system().uiLanguages()
    for name in names:
        if (code := name.replace("_", "-").split("-")[0]) in known:
            return code
    return Language.ENGLISH.value


class Languages:
    """Puts a language on the application: the program's own texts, and those of Qt's dialogs."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []

    def choose(self, choice: Language) -> None:
        """Use a language for all texts that are made from now on.

        The texts are English in the code, so English needs no files; a translation that cannot
        be read leaves them English.
        """
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = []
        code = code_of(choice)
        # Dates are the user's own where the languages agree, else those of the language.
        as_system = code == code_of(Language.SYSTEM)
        QLocale.setDefault(QLocale.system() if as_system else QLocale(code))
        words.choose(code)
        if code == Language.ENGLISH.value:
            return
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        try:
            own = str(resource("translations"))
        except FileNotFoundError:
            return
        for name, folder in ((f"qtbase_{code}", qt), (f"annotator_{code}", own)):
            translator = QTranslator()
            if translator.load(name, folder):
                self._application.installTranslator(translator)
                self._installed.append(translator)
