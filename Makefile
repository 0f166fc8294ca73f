# `make demo` and `make test` are all that most people need. Both first create .venv from a lock with hashes.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INTEGRATIONS_PIP := .venv-integrations/bin/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test integrations bench soak docs lock

demo: .venv/ready
	$(BIN)/python -m tools.demo

test: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# The packages of docs/pipelines.md are heavy, so they have an environment of their own.
integrations: .venv-integrations/ready
	.venv-integrations/bin/python -m mypy --package scraper.integrations
	.venv-integrations/bin/python -m pytest tests/integrations

bench: .venv/ready
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.many
	$(BIN)/python -m benchmarks.memory
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.hostile
	$(BIN)/python -m benchmarks.quality
	$(BIN)/python -m benchmarks.shape
	$(BIN)/python -m benchmarks.planning
	$(BIN)/python -m benchmarks.saving
	$(BIN)/python -m benchmarks.runs

# Ten minutes on two processors. SEED=… throws the same again.
soak: .venv/ready
	$(BIN)/python -m tools.soak $(if $(SEED),--seed $(SEED))

# The documentation site, in build/site; a broken link fails. Its own environment has what is not in the lock.
docs: .venv-docs/ready
	NO_MKDOCS_2_WARNING=1 .venv-docs/bin/python -m mkdocs build --strict

.venv-docs/ready: pyproject.toml
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/python -m pip --disable-pip-version-check --quiet install --editable ".[docs]"
	touch $@

COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

# Needs uv. The locks name no package index; that of the image has the versions of the other.
lock:
	$(COMPILE) --extra dev --output-file requirements.lock
	$(COMPILE) --extra image --constraint requirements.lock --output-file requirements.image.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	touch $@

.venv-integrations/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv-integrations
	$(INTEGRATIONS_PIP) install --require-hashes --only-binary :all: -r requirements.lock
	$(INTEGRATIONS_PIP) install --no-build-isolation --editable ".[integrations]"
	touch $@
