PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
GAZETTEER := src/tocsin/data/places/gazetteer.sqlite

.PHONY: setup test lint demo evaluate bench clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	touch $@

lint: setup
	$(BIN)/ruff check src tests training benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(GAZETTEER) lint
	$(BIN)/python -m pytest

$(GAZETTEER): setup
	test -f $@ || $(BIN)/python -m tocsin.placing.build

demo: $(GAZETTEER)
	$(BIN)/tocsin code src/tocsin/data/samples

evaluate: $(GAZETTEER)
	$(BIN)/python benchmarks/evaluate.py

bench: $(GAZETTEER)
	$(BIN)/python benchmarks/bench.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
