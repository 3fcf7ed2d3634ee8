# The verbs of a working day. `make` alone explains them.
# pip installs a hash-pinned uv; uv installs everything else from hash-pinned locks, wheels only.
# The stamps .venv/.run and .venv/.dev make a second call cheap.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
SOURCES := cti dashboards tests benchmarks
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help demo test coverage browser-all vendor faults quick check lint format types imports bench pictures lock ci clean

help:
	@echo "make demo         set everything up, plan the sample service and serve it"
	@echo "make test         set everything up and run every test"
	@echo "make coverage     the same, and say what no test reaches"
	@echo "make browser-all  every page and every journey in a browser, every way"
	@echo "make faults       races, and processes ended from outside, by the thousand"
	@echo "make quick        the tests that take seconds"
	@echo "make check        lint, types, imports, quick: what must hold before a commit"
	@echo "make format       put the code into its form"
	@echo "make bench        measure the planner; writes the figures of docs/benchmarks.md"
	@echo "make pictures     renew the pictures of the README and guides from the demo"
	@echo "make vendor       renew what browsers load that others wrote, where npm is"
	@echo "make lock         renew the lock files from pyproject.toml"
	@echo "make ci           lint, types, imports and every test, on a clean machine"
	@echo "make clean        remove what make has set up"

$(UV): requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "This Python cannot make a virtual environment (on Debian: install python3-venv)"; exit 1; }
	@echo "Setting up (once; about a minute)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/bootstrap.txt
	@touch $@

# `uv pip sync` removes whatever the lock does not name, our own editable install
# included, so that is put back each time. The stamps go first: a sync that fails
# must not leave a fresh stamp behind. What is installed is compiled at once, so that no
# run pays for it later, also where Python may not write beside its sources.
define install
	@rm -f $(VENV)/.run $(VENV)/.dev
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes --only-binary :all: $(1)
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
endef

$(VENV)/.run: $(UV) requirements/run.txt requirements/bootstrap.txt pyproject.toml
	$(call install,requirements/run.txt requirements/bootstrap.txt)
	@touch $@

$(VENV)/.dev: $(UV) requirements/dev.txt requirements/bootstrap.txt pyproject.toml
	$(call install,requirements/dev.txt)
	@touch $(VENV)/.run $@

demo: $(VENV)/.run
	@$(BIN)/cti demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses=2

coverage: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses=2 --cov

browser-all: $(VENV)/.dev
	CTI_BROWSER=all $(BIN)/python -m pytest --numprocesses=2 --timeout=0 --quiet tests/browser

faults: $(VENV)/.dev
	CTI_FAULTS_RACES=2000 CTI_FAULTS_KILLS=1000 $(BIN)/python -m pytest --numprocesses=2 --timeout=0 --quiet --durations=0 tests/faults

quick: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses=2 -m "not slow" --quiet

check: lint types imports quick

lint: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check --quiet $(SOURCES)
	$(BIN)/codespell README.md CONTRIBUTING.md CHANGELOG.md docs cti dashboards

format: $(VENV)/.dev
	$(BIN)/ruff check --fix --quiet $(SOURCES) || true
	$(BIN)/ruff format $(SOURCES)

types: $(VENV)/.dev
	$(BIN)/mypy $(SOURCES)

imports: $(VENV)/.dev
	$(BIN)/lint-imports --no-timing 2>/dev/null || $(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

pictures: $(VENV)/.dev
	$(BIN)/python docs/pictures/make.py

# Lock files hold names, versions and hashes only, so a site may use its own index.
lock: $(UV)
	$(LOCK) pyproject.toml --extra all -o requirements/run.txt
	$(LOCK) pyproject.toml --all-extras --group dev -c requirements/run.txt -o requirements/dev.txt
	printf 'uv==0.13.9\nhatchling==1.33.0\neditables\n' | $(LOCK) - -o requirements/bootstrap.txt

vendor: $(VENV)/.dev
	$(BIN)/python docs/make_vendor.py

ci: lint types imports test

clean:
	rm -rf $(VENV)
