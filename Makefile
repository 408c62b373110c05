# Verbs of the project. Everything runs in .venv; uv is used where it is present.
.DEFAULT_GOAL := help
.PHONY: help setup run demo test test-all test-full lint format bench clean

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
STAMP := .venv/.ready
RUNS := .venv/.runs
TEMPLATES := planner/public/templates planner/web/templates
STYLES := $(wildcard planner/*/static/*.css)
CSS := $(BIN)/css-beautify --indent-size=2 --end-with-newline
HAS_UV := $(shell command -v uv 2>/dev/null)

help: ## Show the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml constraints.txt
ifdef HAS_UV
	@test -x $(BIN)/python || uv venv -q .venv --python '>=3.11'
	uv pip install -q -p .venv -c constraints.txt -e '.[dev]'
else
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
endif
	@touch $@ $(RUNS)

# What running needs, without the tools of tests: the first page is there sooner.
$(RUNS): pyproject.toml constraints.txt
ifdef HAS_UV
	@test -x $(BIN)/python || uv venv -q .venv --python '>=3.11'
	uv pip install -q -p .venv -c constraints.txt -e .
else
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
endif
	@touch $@

setup: $(STAMP) ## Make .venv

run: $(RUNS) ## Play the main job and serve it on http://127.0.0.1:8000
	$(BIN)/sijempol serve --demo --port $(PORT)

demo: $(RUNS) ## Play the main job, print its figures, write pages and maps to var/site
	$(BIN)/sijempol demo --site var/site

test: $(STAMP) ## Unit, property, flow and smoke tests (goal: under 5 minutes on two cores; now 5 and a half)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow and not bench"

test-all: $(STAMP) ## All tests, sizes for every change (goal: under 20 minutes; now about 28)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not bench"

test-full: $(STAMP) ## All tests, full sizes
	SIJEMPOL_SIZES=full $(BIN)/python -m pytest -n auto --dist worksteal -m "not bench"

lint: $(STAMP) ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djangofmt --check $(TEMPLATES)
	@for style in $(STYLES); do $(CSS) $$style | diff -u $$style - || exit 1; done
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## Lay out code, templates and styles as lint wants them
	$(BIN)/ruff format .
	$(BIN)/djangofmt $(TEMPLATES)
	@for style in $(STYLES); do $(CSS) --replace $$style; done

bench: $(STAMP) ## Measure speed and quality; prints tables (QUICK=1: the smallest; PUBLIC=DIR: public sets too)
ifdef HAS_UV
	uv pip install -q -p .venv -c constraints.txt -e '.[dev,bench]'
else
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev,bench]'
endif
	SIJEMPOL_KERNELS=compiled $(BIN)/python -m routes.warm
	SIJEMPOL_PUBLIC=$(PUBLIC) $(BIN)/python -m pytest -m bench -s tests/benchmarks

clean: ## Remove what was built and the demo
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .hypothesis .import_linter_cache var/demo var/demo.baru var/site
