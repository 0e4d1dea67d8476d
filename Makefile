# What can be done here? `make help` tells.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# New versions of babel or pydantic write other words and schemas: what is tested is installed in the versions that were tested.
PINS := constraints.txt
INSTALL := -m pip --disable-pip-version-check --quiet install --constraint $(PINS)

# Stamps: each says what the virtual environment has by now, so that a second run sets nothing up.
MADE := $(VENV)/.made
PRODUCT := $(VENV)/.product
TOOLS := $(VENV)/.tools
OFFICE := $(VENV)/.office

# mypy finds a package by the name of its folder, and templates/ is installed under another name.
TYPED := $(VENV)/typed

# What is measured is what a user installs: an editable install would slow down the start of every process.
BENCH := .venv-bench
MEASURED := $(BENCH)/.measured
SOURCES := $(shell find bonusmalus_core addin templates -type f -not -path '*/__pycache__/*')

.PHONY: help
help: ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: demo
demo: $(PRODUCT) ## set up, build the filled example, settle its quarters, print the statement
	$(BIN)/bonusmalus demo

.PHONY: test
test: $(TOOLS) $(OFFICE) ## set up (LibreOffice included), then linters, types, import contracts and all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal

.PHONY: test-proof
test-proof: $(TOOLS) $(OFFICE) ## compare every formula of the statement with the engine: all cases, every change (opt-in)
	$(BIN)/python -m tests.workbook.proof.everything

.PHONY: bench
bench: $(MEASURED) ## measure each job against its floor and its peer
	$(BENCH)/bin/python -m benchmarks

.PHONY: templates
templates: $(TOOLS) ## rebuild the committed templates
	$(BIN)/python -m bonusmalus_core.workbook.build

.PHONY: oxt
oxt: $(PRODUCT) ## build the LibreOffice extension, dist/bonusmalus.oxt
	$(BIN)/python -m bonusmalus_addin.libreoffice

.PHONY: xlam
xlam: $(PRODUCT) ## build the add-in for Excel, dist/bonusmalus.xlam
	$(BIN)/python -m bonusmalus_addin.excel

.PHONY: excel-zip
excel-zip: $(TOOLS) ## build the zip for Excel users without Python, dist/bonusmalus-excel.zip
	rm -rf build dist/bonusmalus-*.whl
	$(BIN)/python -m pip --disable-pip-version-check --quiet wheel --no-deps --wheel-dir dist .
	rm -rf build
	$(BIN)/python -m bonusmalus_addin.excel.bundle dist/bonusmalus-*.whl

.PHONY: test-wine
test-wine: excel-zip ## install that zip under Wine and call its server (opt-in; needs root once)
	scripts/wine.sh dist
	$(BIN)/pytest -q -s tests/wine

# pip itself says what it would install today, without installing it.
.PHONY: pins
pins: $(TOOLS) ## take up the newest versions of all that is installed (constraints.txt)
	{ sed -n '/^#/p' $(PINS); $(BIN)/python -m pip --disable-pip-version-check --quiet install --dry-run --ignore-installed --report - \
	  '.[dev,bench]' | $(BIN)/python scripts/pins.py; } > $(PINS).new
	mv $(PINS).new $(PINS)

.PHONY: test-spark
test-spark: $(TOOLS) ## measure on a local Spark session and compare (opt-in; needs Java 17)
	$(BIN)/python $(INSTALL) --editable '.[spark]'
	$(BIN)/pytest -q tests/spark

.PHONY: format
format: $(TOOLS) ## mend what the linter and the formatter can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: clean
clean: ## remove everything that was set up or built
	rm -rf $(VENV) $(BENCH) build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(MADE): scripts/venv.sh
	scripts/venv.sh $(VENV)
	touch $@

$(PRODUCT): $(MADE) $(PINS) pyproject.toml setup.py
	$(BIN)/python $(INSTALL) --editable .
	touch $@

$(TOOLS): $(MADE) $(PINS) pyproject.toml setup.py
	$(BIN)/python $(INSTALL) --editable '.[dev]'
	mkdir -p $(TYPED) && ln -sfn ../../templates $(TYPED)/bonusmalus_templates
	touch $(PRODUCT) $@

$(OFFICE): $(MADE) scripts/libreoffice.sh
	scripts/libreoffice.sh $(BIN)/python $@

$(MEASURED): $(SOURCES) $(PINS) pyproject.toml setup.py scripts/venv.sh
	scripts/venv.sh $(BENCH)
	$(BENCH)/bin/python $(INSTALL) '.[bench]'
	rm -rf build
	touch $@
