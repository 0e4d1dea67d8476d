# What can be done here? `make help` tells.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Stamps: each says what the virtual environment has by now, so that a second run sets nothing up.
MADE := $(VENV)/.made
PRODUCT := $(VENV)/.product
TOOLS := $(VENV)/.tools
OFFICE := $(VENV)/.office

.PHONY: help
help: ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: demo
demo: $(PRODUCT) ## set up, build the filled example, settle its quarters, print the statement
	$(BIN)/bonusmalus demo

.PHONY: test
test: $(TOOLS) $(OFFICE) ## set up (LibreOffice included), then linters, types, import contracts and all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

.PHONY: bench
bench: $(TOOLS) ## measure each job against its floor and its peer
	$(BIN)/python -m benchmarks

.PHONY: templates
templates: $(TOOLS) ## rebuild the committed templates
	$(BIN)/python -m bonusmalus_core.workbook.build

.PHONY: format
format: $(TOOLS) ## mend what the linter and the formatter can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: clean
clean: ## remove everything that was set up or built
	rm -rf $(VENV) build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(MADE): scripts/venv.sh
	scripts/venv.sh $(VENV)
	touch $@

$(PRODUCT): $(MADE) pyproject.toml setup.py
	$(PIP) install --editable .
	touch $@

$(TOOLS): $(MADE) pyproject.toml setup.py
	$(PIP) install --editable '.[dev]'
	touch $(PRODUCT) $@

$(OFFICE): $(MADE) scripts/libreoffice.sh
	scripts/libreoffice.sh $(BIN)/python $@
