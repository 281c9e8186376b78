# Two commands on a fresh machine with Python 3.11 or newer: `make run` and `make test`.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STAMP := .venv/.installed
PRELUDE_PORT ?= 8501
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help install run test check forms messages contents language bench train eval browser clean

help: ## what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## the environment, the app and its test tools

$(STAMP): requirements.lock pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Il faut Python 3.11 ou plus récent, avec le module venv (Debian : apt-get install python3 python3-venv)."; exit 1; }
	@echo "Installation dans .venv (une à trois minutes la première fois)…"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
		|| { echo "L'installation a échoué : vérifiez l'accès au registre de paquets Python, puis relancez."; exit 1; }
	@$(BIN)/python -m assistant.ui.precompress
	@touch $(STAMP)

run: install ## starts the app and prints its address
	@echo "Prélude : http://127.0.0.1:$(PRELUDE_PORT)"
	@$(BIN)/python -m streamlit run streamlit_app.py --server.port $(PRELUDE_PORT)

browser: ## Chromium and LibreOffice for the tests
	@./.ci/tools

test: install browser check ## everything: checks, unit tests, papers, real browser
	@$(BIN)/python -m pytest tests --ignore=tests/browser -n 2 --dist loadfile
	@$(BIN)/python -m pytest tests/browser # alone: a browser needs both cores

check: install ## lint, types, import contracts, forms, translations
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m assistant check
	@$(BIN)/python -m tools.messages --check
	@$(BIN)/python -m tools.contents --check

forms: install ## every problem of the forms, and their examples
	@$(BIN)/python -m assistant check

messages: install ## extracts the texts and updates the catalogues
	@$(BIN)/python -m tools.messages

contents: install ## docs/contenu.md: what each form rests on
	@$(BIN)/python -m tools.contents

language: install ## make language LANG=xx: starts a new language
	@$(BIN)/python -m tools.messages --new $(LANG)

bench: install browser ## speed and size, as ratios, in build/bench.json
	@$(BIN)/python -m tests.bench

train: install ## the model that understands a message, from training/ (by hand, then commit)
	@$(BIN)/python -m tools.train

eval: install ## how right it is on the messages of tests/eval/
	@$(BIN)/python -m tools.evaluate

clean: ## removes what was built
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache
