"""Several spans of the open article that one gesture is about, in place of a current one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal, SignalInstance

from annotator.annotation.records import Span


class Several(QObject):
    """Which spans are selected together: none, or at least two. None is current meanwhile.

    Args:
        spans: returns those of the open article, by id.
        set_current: makes a span (id) the current one, "" for none.
        parent: owns it.

    Signals:
        changed: others are selected, or none any more.

    """

    changed = Signal()

    def __init__(
        self,
        spans: Callable[[], Mapping[str, Span]],
        set_current: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._all = spans
        self._set_current = set_current
        self._ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self._ids)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the spans, in the order in which they were chosen."""
        return self._ids

    @property
    def spans(self) -> list[Span]:
        """The spans as they are now."""
        there = self._all()
        return [there[one] for one in self._ids if one in there]

    def choose(self, ids: Iterable[str]) -> None:
        """Select spans (ids) together; of one it is made the current one, of none nothing is."""
        there = self._all()
        wanted = tuple(one for one in dict.fromkeys(ids) if one in there)
        if len(wanted) < 2:
            self._take(())
            self._set_current(wanted[0] if wanted else "")
            return
        self._take(wanted)
        self._set_current("")

    def let_go(self) -> None:
        """Select none of them any more."""
        self._take(())

    def follow(self, current: SignalInstance, *contents: SignalInstance) -> None:
        """Hear of a span (id) that becomes current, and of what spans there are."""
        current.connect(self._on_current_changed)
        for one in contents:
            one.connect(self._on_changed)

    def _on_current_changed(self, span_id: str) -> None:
        """Give way to a span that has become the current one."""
        if span_id:
            self._take(())

    def _on_changed(self) -> None:
        """Let go of those that are no longer there."""
        there = self._all()
        left = tuple(one for one in self._ids if one in there)
        self._take(left if len(left) > 1 else ())

    def _take(self, ids: tuple[str, ...]) -> None:
        if ids != self._ids:
            self._ids = ids
            self.changed.emit()
