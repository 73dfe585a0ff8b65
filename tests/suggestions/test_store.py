"""Models as files: plain data, whole or not at all."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from annotator.suggestions import store
from annotator.suggestions.engine import Suggester
from annotator.suggestions.sources.registry import SOURCES
from annotator.suggestions.training import train
from benchmarks.invented import corpus
from tests.suggestions.asking import BOILERPLATE, ENTITY

KNOWN = [one.example for one in corpus(12, 10)]


@pytest.mark.parametrize("label", [ENTITY, BOILERPLATE], ids=lambda one: one.name)
def test_a_model_comes_back_as_it_was(tmp_path, label):
    model = train(label, KNOWN[:8], SOURCES, fingerprint="f")
    store.save(tmp_path / "deep" / "m.npz", model)
    back = store.load(tmp_path / "deep" / "m.npz")
    assert (back.fingerprint, back.articles, back.spans) == ("f", 8, model.spans)
    assert back.threshold(0.9) == model.threshold(0.9)
    assert back.whole.learned == model.whole.learned
    assert back.fold_of == model.fold_of
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["m.npz"]
    for one in KNOWN:
        found, again = (
            Suggester(label, SOURCES, made, wanted=0.0).suggest(one.article)
            for made in (model, back)
        )
        assert found == again


def test_what_is_no_model_is_none(tmp_path):
    path = tmp_path / "m.npz"
    assert store.load(path) is None
    store.save(path, train(ENTITY, KNOWN[:4], SOURCES))
    whole = path.read_bytes()
    for cut in (0, 10, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:cut])
        assert store.load(path) is None
    path.write_bytes(b"x" * 1000)
    assert store.load(path) is None


class _Hostile:
    def __reduce__(self):
        return os.mkdir, ("executed",)


def test_nothing_in_a_model_is_executed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "m.npz"
    store.save(path, train(ENTITY, KNOWN[:4], SOURCES))
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    objects = io.BytesIO()
    np.save(objects, np.array([_Hostile()], dtype=object), allow_pickle=True)
    for name in members:
        for bad in (objects.getvalue(), pickle.dumps(_Hostile())):
            with zipfile.ZipFile(path, "w") as file:
                for one, data in members.items():
                    file.writestr(one, bad if one == name else data)
            assert store.load(path) is None
    assert not (tmp_path / "executed").exists()


PROGRAM = """
import sys
from pathlib import Path
from annotator.suggestions import store
path = Path(sys.argv[1])
model = store.load(path)
print("ready", flush=True)
while True:
    store.save(path, model)
"""


def test_who_is_killed_while_saving_leaves_the_last_one(tmp_path):
    path = tmp_path / "m.npz"
    store.save(path, train(ENTITY, KNOWN[:4], SOURCES))
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(path)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout.readline() == b"ready\n"
            process.send_signal(signal.SIGKILL)
        assert store.load(path) is not None
