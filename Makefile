# One way to run each thing; `make` alone lists them.
# Another Python: make test PYTHON=/path/to/python3.13

PYTHON ?= python3
BIN := .venv/bin
APP := .venv/.installed-app
INSTALLED := .venv/.installed
# Test processes: one more than cores, for some wait for servers; four at most (each holds a Qt
# application).
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")

.DEFAULT_GOAL := help
.PHONY: help run screen test fuzz faults mutants lint format translations bench screenshots package licences wheel constraints clean

help:  ## list these commands
	@echo "Annotator. The first command sets up .venv by itself; later ones skip that."
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: screen $(APP)  ## set up and open the app (the last project, else the sample)
	@.ci/system-libraries $(BIN)/python --window
	@$(BIN)/python -m annotator

screen:
	@.ci/screen

test: $(INSTALLED)  ## run all tests, without a screen
	@.ci/system-libraries $(BIN)/python
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses=$(WORKERS) --maxprocesses=4 --dist=worksteal --hypothesis-profile=ci

fuzz: $(INSTALLED)  ## read 10,000 damaged files with each reader, and large hostile ones
	@ANNOTATOR_FUZZ=10000 $(BIN)/python -m pytest -q tests/formats/test_fuzz.py tests/formats/test_hostile_shapes.py tests/test_inputs.py tests/formats/spacy/test_spacy.py::test_a_damaged_docbin_is_read_or_refused --numprocesses=$(WORKERS) --maxprocesses=4 -o faulthandler_timeout=1800

faults: $(INSTALLED)  ## kill, replace, cut, damage and crowd the real program; a table of what came of it
	@.ci/system-libraries $(BIN)/python
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.faults --long

mutants: $(INSTALLED)  ## break the code in 200 places, one at a time; which share the tests notice
	@.ci/system-libraries $(BIN)/python
	@$(BIN)/python .ci/mutants.py

lint: $(INSTALLED)  ## check style, types (strict) and the direction of imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(INSTALLED)  ## rewrite the code in the project's style
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

translations: $(INSTALLED)  ## collect the interface's texts, compile, list what is untranslated
	@$(BIN)/python .ci/translations.py

bench: $(INSTALLED)  ## measure speed against the limits and against peers
	@.ci/system-libraries $(BIN)/python
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

screenshots: $(INSTALLED)  ## redraw the pictures in docs/ from the real window
	@.ci/system-libraries $(BIN)/python
	@QT_QPA_PLATFORM=offscreen $(BIN)/python docs/screenshots.py

package:  ## build what one installs without Python (tar.xz, .deb) into dist/, and try it
	@"$(PYTHON)" .ci/package/build.py

licences: $(INSTALLED)  ## list the licences of what is bundled; fail on one that may not be
	@$(BIN)/python .ci/package/licences.py

wheel: $(INSTALLED)  ## build the installable package into dist/
	@$(BIN)/python -m build --wheel --no-isolation

constraints: $(INSTALLED)  ## resolve the dependencies anew and write constraints.txt
	@$(BIN)/python .ci/constraints.py

clean:  ## remove .venv and everything else that can be made again
	rm -rf .venv build dist .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Written last, so an interrupted set-up is taken up again by the next command.
$(INSTALLED): pyproject.toml constraints.txt
	@.ci/set-up "$(PYTHON)" dev $(firstword $(MAKECMDGOALS))
	@touch $@ $(APP)

$(APP): pyproject.toml constraints.txt
	@.ci/set-up "$(PYTHON)" app $(firstword $(MAKECMDGOALS))
	@touch $@
