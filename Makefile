# Two commands: `make run` and `make test`. They need Python 3.11 and the network for the packages, nothing else.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

TOOLS := $(CURDIR)/.uv
UV := $(shell command -v uv 2>/dev/null || echo $(TOOLS)/bin/uv)
PORT ?= 8000
STAMP := .venv/.synced

help: ## Show the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(STAMP) ## Train if needed, load the knowledge base and serve the chat page
	@.venv/bin/fingerpost run --port $(PORT)

test: $(STAMP) ## Run the whole test suite
	@.venv/bin/pytest

check: $(STAMP) ## Lint, types, training data and role profiles
	@echo "ruff …" && .venv/bin/ruff check . && .venv/bin/ruff format --check .
	@echo "mypy …" && .venv/bin/mypy
	@echo "role profiles …" && .venv/bin/fingerpost roles lint
	@echo "training data …" && RASA_TELEMETRY_ENABLED=false .venv/bin/rasa data validate --fail-on-warnings --data data/nlu data/rules 2>&1 | tail -n 3

format: $(STAMP) ## Format the code
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

$(STAMP): pyproject.toml uv.lock packages/tensorflow-standin/tensorflow_standin.py
	@command -v $(UV) >/dev/null 2>&1 || $(MAKE) --no-print-directory $(TOOLS)/bin/uv
	@echo "Creating the environment from uv.lock …"
	@$(UV) sync --frozen --python 3.11 || { echo "error: the environment could not be made. It needs Python 3.11, the network (for the packages) and about 1.5 GB of disk: see the line above." >&2; exit 1; }
	@touch $@

$(TOOLS)/bin/uv:
	@echo "Bringing uv into .uv/ …"
	@command -v python3.11 >/dev/null 2>&1 || { echo "error: Python 3.11 is missing. Install it (for example: apt-get install python3.11 python3.11-venv) and run this again." >&2; exit 1; }
	@python3.11 -m venv $(TOOLS) && $(TOOLS)/bin/pip install --quiet 'uv>=0.8' || { echo "error: uv could not be installed. Check the network and the disk." >&2; exit 1; }

.PHONY: help run test check format
