"""Paths that nothing can have, and places that cannot be written: one sentence each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.paths import user_folder
from annotator.project.backups import places
from tests.cli.odd_paths import GROUPS

DRIVER = Path(__file__).with_name("odd_paths.py")
MAY_BE_WRITTEN = {"bytes", "broken link", "control signs"}
"""Names that a file can have, however odd they are."""


@pytest.mark.parametrize("group", GROUPS)
def test_every_odd_path_is_one_sentence(tmp_path, group):
    """Each command says in one line what is wrong, with exit code 2, and never a traceback."""
    run = subprocess.run(
        [sys.executable, str(DRIVER), group],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    assert run.returncode == 0, run.stderr
    results = json.loads(run.stdout.splitlines()[-1])
    assert len(results) > 12 * len(GROUPS[group])
    for one in results:
        where = f"{one['command']}: {one['kind']}: {one}"
        assert one["code"] == 2 or (one["code"] == 0 and one["kind"] in MAY_BE_WRITTEN), where
        assert not any("\x1b" in line for line in one["said"]), where
        if one["code"] == 2:
            assert len(one["said"]) == 1, where
            assert len(one["said"][0]) < 800, where
            assert "Traceback" not in one["said"][0], where
    assert list(tmp_path.glob("state/**/report-*")) == []
    left = [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert left == []


def test_a_user_without_a_home_has_no_folder_and_backups_lie_beside(tmp_path, monkeypatch):
    """Nobody knows where the user is at home: nothing is raised, and nothing is made anywhere."""

    def unknown(*_: object, **__: object) -> str:
        raise RuntimeError("Could not determine home directory.")

    for name in ("user_data_dir", "user_config_dir"):
        monkeypatch.setattr(f"platformdirs.{name}", unknown)
    assert user_folder(unknown) is None
    assert user_folder(lambda *_, **__: "~/.config/annotator") is None
    assert user_folder(lambda *_, **__: str(tmp_path)) == tmp_path
    assert places.folder() == places.usual_folder()
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system says of it
        places.usual_folder().mkdir(parents=True)
