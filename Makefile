VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo run test chaos attack audit check format lock migration pictures screenshots snapshots

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMP) ## Install everything into .venv

$(STAMP): pyproject.toml localslack/pyproject.toml requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "worksession needs Python 3.11 or newer; set PYTHON=/path/to/it"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		-e . -e ./localslack
	@touch $@

demo: $(STAMP) ## Play a whole work session in a local Slack that you can join: FORMAT=… another kind
	@$(BIN)/python -m demo $(if $(FORMAT),--format $(FORMAT))

run: $(STAMP) ## Run the bot with the settings in .env
	@$(BIN)/worksession run

test: $(STAMP) ## Run every test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

chaos: $(STAMP) ## Kill the bot and break Slack at random, and count: SEED=… repeats one, QUICK=1 is short
	@$(BIN)/python -m tests.chaos $(if $(SEED),--seed $(SEED)) $(if $(QUICK),--quick)

attack: $(STAMP) ## Send mutated, forged and masses of deliveries, and count: SEED=… repeats one, QUICK=1 is short
	@$(BIN)/python -m tests.attack $(if $(SEED),--seed $(SEED)) $(if $(QUICK),--quick)

audit: $(STAMP) ## Look whether any locked dependency has a known hole
	@UV=$(BIN)/uv PYTHON=$(BIN)/python .ci/audit

check: $(STAMP) ## Check format, lint, types and imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(STAMP) ## Put the code into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: $(STAMP) ## Accept how messages and forms look now
	$(BIN)/python -m pytest tests/unit/adapters --snapshot-update

pictures: $(STAMP) ## Draw the states in docs/architecture.md anew, from their tables
	$(BIN)/python -m tests.support.state_pictures

screenshots: $(STAMP) ## Take the pictures that README shows, from a real session
	PYTHONPATH=localslack/tests $(BIN)/python -m tests.browser.screenshots

migration: $(STAMP) ## Write a migration from the tables: make migration m="what changes"
	@test -n "$(m)" || { echo 'Say what changes: make migration m="add due dates"'; exit 1; }
	$(BIN)/python -m bot.adapters.db.migrations "$(m)"

lock: $(STAMP) ## Pin the newest allowed versions, with hashes
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate pyproject.toml localslack/pyproject.toml \
		--group dev -c requirements/run.txt -o requirements/dev.txt
