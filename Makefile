# Everything here sets up .venv by itself, and is quick the second time.
# PYTHON=python3.12 picks another interpreter; it must be 3.11 or newer.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := build/demo

.PHONY: help demo test oracle check format accept docs bench clean

help:
	@echo "make demo    a fixture's fly.toml becomes manifests, with its report"
	@echo "make test    the tests"
	@echo "make oracle  manifests before a real API server, where ../shared/oracle has one"
	@echo "make check   formatting, lint, types, layers, generated files"
	@echo "make format  put formatting right"
	@echo "make accept  rewrite the expected halves of tests/cases"
	@echo "make docs    write the generated pages and schemas"
	@echo "make bench   the measured work, as ratios"

$(READY): pyproject.toml
	@if [ ! -x $(BIN)/python ]; then \
	  for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then echo "flytrans needs Python 3.11 or newer: make PYTHON=/path/to/python3" >&2; exit 1; fi; \
	  $$found -m venv $(VENV) || { echo "$$found cannot make a virtual environment (Debian: apt install python3-venv)" >&2; exit 1; }; \
	fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)
	@rm -rf $(DEMO)
	@$(BIN)/flytrans convert fixtures/shop/fly.toml --to kubernetes -o $(DEMO)
	@for file in $$(find $(DEMO)/manifests -name '*.yaml' | sort); do echo "# $$file"; cat $$file; echo; done

test: $(READY)
	@$(BIN)/python -m pytest -q

oracle: $(READY)
	@$(BIN)/python -m pytest -q -m oracle tests/conformance

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=src $(BIN)/lint-imports
	@$(BIN)/python docs/generate --check

format: $(READY)
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

accept: $(READY)
	@FLYTRANS_ACCEPT=1 $(BIN)/python -m pytest -q tests/cases

docs: $(READY)
	@$(BIN)/python docs/generate

bench: $(READY)
	@$(BIN)/python benchmarks

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
