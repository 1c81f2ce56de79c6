# `make demo` to try it, `make test` to test it; both set up all they need in .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test bench chaos setup setup-dev setup-browser lint format types coverage lock clean

demo: setup
	@$(BIN)/peerbot demo

# Four processes, also on two cores: much of a test is waiting. Everything below the stories in Slack runs on
# both databases, a story on one of them; make test EVERY=1 plays the stories on both as well.
test: setup-dev
	EVERY=$(EVERY) $(BIN)/python -m pytest -q -n 4 --dist worksteal

# All benchmarks, or one: make bench ONLY=ack. A JSON line a figure; fails when a goal is missed.
bench: setup-dev
	@$(BIN)/python -m tests.load $(ONLY)

# Waves of messages and schedules, while the processes are killed and frozen and Slack misbehaves: some
# twenty minutes. Or one engine, make chaos ONLY=sqlite; or the short form of CI, make chaos SHORT=1.
chaos: setup-dev
	@$(BIN)/python -m tests.chaos $(ONLY) $(if $(SHORT),--short)

setup: $(VENV)/.runtime
setup-dev: $(VENV)/.dev

$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Peerbot needs Python 3.11 or newer; say which with make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up in $(VENV); this takes a minute the first time."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The tests of the local Slack's page want a browser; without one they are skipped.
setup-browser:
	@command -v chromium >/dev/null || { apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup-dev
	$(BIN)/mypy

coverage: setup-dev
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage report --skip-covered --sort=cover

# Pins every package with its hashes; no registry's address gets into the files.
lock: setup
	@$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --extra build --extra dev -c requirements.lock \
		pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
