# make serve [PORT=8123] [ARGS=--dev]    the archive in a browser
# make test  [ARGS="-k citations"]       the tests
# make check                             linters, then the tests
# make bench [ARGS="--forums 100000"]    how fast pages are, as a table in docs/benchmarks.md
# make fuzz  [ARGS="--minutes 30"]       parsers are given what they should refuse; a table at the end
# make faults [ARGS="--rounds 20"]       whether anything is lost when all is killed over and over
# make load ARGS="--archive DIR"         what an archive bears, as tables in docs/load.md
# make messages                          the catalogue of messages anew from the code, and its compiled form
# make release                           sdist and wheel in dist/, of what CHANGELOG.md tells
# make lock  [ARGS=--upgrade]            the lock files anew from pyproject.toml
# make clean                             the environment and all caches go; the data stays
#
# PYTHON=python3.12 names the interpreter, VENV=elsewhere the environment.

VENV ?= .venv
PORT ?= 8000
ARGS ?=
RUN = "$(VENV)/bin/python"

.PHONY: serve test check lint bench fuzz faults load messages release lock clean environment dev-environment

serve: environment
	@exec $(RUN) manage.py serve --port "$(PORT)" $(ARGS)

test: dev-environment
	@exec $(RUN) -m pytest $(ARGS)

check: lint test

lint: dev-environment
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m djlint --lint --quiet templates
	$(RUN) manage.py check
	$(RUN) manage.py makemigrations --check --dry-run
	$(RUN) .ci/messages.py --check

bench: dev-environment
	@exec $(RUN) -m tests.benchmarks --write docs/benchmarks.md $(ARGS)

fuzz: dev-environment
	@exec $(RUN) -m tests.fuzzing $(ARGS)

faults: dev-environment
	@exec $(RUN) -m tests.faults $(ARGS)

load: dev-environment
	@exec $(RUN) -m tests.load --write docs/load.md $(ARGS)

messages: dev-environment
	@exec $(RUN) .ci/messages.py

release: dev-environment
	@exec $(RUN) .ci/release.py

COMPILE = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links $(ARGS) pyproject.toml

lock: dev-environment
	$(RUN) -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

environment:
	@sh .ci/environment "$(VENV)" requirements.lock

dev-environment:
	@sh .ci/environment "$(VENV)" requirements-dev.lock requirements.lock

clean:
	rm -rf "$(VENV)" "$(VENV).lock" staticfiles .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
