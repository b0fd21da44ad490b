# Alongside's commands. `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PORT ?= 8000
# Tests' arguments for pytest, the benchmarks' for bench: make test ARGS="tests/base -x"
ARGS ?=
BENCH ?= $(ARGS)

DEMO := .venv-demo
DEV := .venv
OLDEST := .venv-oldest
LOCKS := requirements/base.txt requirements/evaluation.txt requirements/evidence.txt
PYTEST := -n auto --dist loadgroup
DEMO_SETTINGS := ALONGSIDE_HOME="$${ALONGSIDE_HOME:-$(CURDIR)/var/demo}"

.PHONY: help
help: ## list the commands
	@echo "Alongside: make COMMAND"
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  %-15s %s\n' "$$name" "$$text"; done

# --- try it ---------------------------------------------------------------------------------------

.PHONY: demo
demo: demo-environment ## serve Alongside with invented people (PORT=8000 PEOPLE=147 SEED= ALONGSIDE_HOME=)
	@tools/npm.sh fonts
	@$(DEMO_SETTINGS) exec $(DEMO)/bin/alongside demo --port "$(PORT)" \
		$(if $(PEOPLE),--people "$(PEOPLE)") $(if $(SEED),--seed "$(SEED)")

.PHONY: demo-reset
demo-reset: demo-environment ## throw the demo's invented people away (refused for any other database)
	@$(DEMO_SETTINGS) exec $(DEMO)/bin/alongside demo --reset

.PHONY: demo-environment
demo-environment:
	@tools/venv.sh $(DEMO) $(LOCKS)

# --- trust it -------------------------------------------------------------------------------------

.PHONY: test
test: environment ## every quick test, the journeys in a real browser included (ARGS=, CHROMIUM=)
	@chromium="$$(tools/chromium.sh)" && tools/driver.sh $(DEV) && tools/npm.sh all $(DEV) && \
		CHROMIUM="$$chromium" tools/test.sh $(DEV)/bin/python $(PYTEST) -m "not postgres and not faults and not slow" $(ARGS)

.PHONY: test-slow
test-slow: environment ## simulations, whole files, long journeys in a real browser: what takes minutes
	@chromium="$$(tools/chromium.sh)" && tools/driver.sh $(DEV) && tools/npm.sh all $(DEV) && \
		CHROMIUM="$$chromium" tools/test.sh $(DEV)/bin/python $(PYTEST) -m "slow and not postgres" $(ARGS)

.PHONY: test-explore
test-explore: environment ## the properties with examples that nobody has tried yet (others run the same ones each time)
	@EXAMPLES=exploring tools/test.sh $(DEV)/bin/python $(PYTEST) -m "hypothesis and not browser and not postgres and not faults" $(ARGS)

.PHONY: test-faults
test-faults: environment ## real processes started, killed and started again; the command line as a process
	@tools/npm.sh all $(DEV)
	@tools/test.sh $(DEV)/bin/python $(PYTEST) -m "faults and not postgres" $(ARGS)

.PHONY: test-postgres
test-postgres: environment ## the same tests on a real PostgreSQL server, without the browser
	@KEEP_DATABASE=yes $(DEV)/bin/python tools/with_postgres.py \
		tools/test.sh $(DEV)/bin/python $(PYTEST) -m "not browser and not faults and not slow" --create-db $(ARGS)

.PHONY: test-oldest
test-oldest: ## the same tests on the oldest Python found here, without the browser
	@python="$$(tools/python.sh --oldest)" && \
		PYTHON="$$python" tools/venv.sh $(OLDEST) $(LOCKS) requirements/dev.txt && \
		tools/test.sh $(OLDEST)/bin/python $(PYTEST) -m "not browser and not postgres and not faults and not slow" $(ARGS)

.PHONY: test-r
test-r: environment ## run R's scripts again and compare with what is frozen (installs R's packages, as root)
	@tools/r.sh && $(DEV)/bin/python tools/run_r.py $(ARGS)

.PHONY: test-data
test-data: environment ## checks on real data that is not part of the project (SHARED_DATA=../shared/data)
	@tools/test.sh $(DEV)/bin/python -m "not postgres" -rs tests/reference/test_shared_data.py $(ARGS)

.PHONY: check
check: environment ## format, lint, types, import rules, migrations, docs, tracked files
	@$(DEV)/bin/python tools/check.py

.PHONY: bench
bench: environment ## how fast, as ratios measured in one run (ARGS=)
	@$(DEV)/bin/python -m bench $(BENCH)

.PHONY: bench-peers
bench-peers: environment ## the same beside other programs, installed apart (R, statsmodels; 10 million rows take 10 GB)
	@tools/r.sh || true
	@tools/peers.sh .venv-peers requirements/peers.in
	@tools/peers.sh .venv-peers-dedupe requirements/peers-dedupe.in
	@tools/peers.sh .venv-peers-rank requirements/peers-rank.in
	@BIB_DEDUPE="$(CURDIR)/.venv-peers-dedupe/bin/python" ASREVIEW="$(CURDIR)/.venv-peers-rank/bin/python" \
		PEER_PYTHON="$(CURDIR)/.venv-peers/bin/python" EVALUATE_ROWS="$${EVALUATE_ROWS:-1e4 1e6 1e7}" \
		$(DEV)/bin/python -m bench $(or $(BENCH),evaluate.blocks evaluate.clusters evaluate.mixed dedupe rank)

# --- work on it -----------------------------------------------------------------------------------

.PHONY: fix
fix: environment ## mend format and whatever lint can mend
	@$(DEV)/bin/ruff check --fix-only --quiet . || true
	@$(DEV)/bin/ruff format .

.PHONY: screens
screens: environment ## draw the pictures in README and docs again
	@chromium="$$(tools/chromium.sh)" && tools/driver.sh $(DEV) && tools/npm.sh all $(DEV) && \
		CHROMIUM="$$chromium" $(DEV)/bin/python -m tools.screens $(ARGS)

.PHONY: messages
messages: environment ## the translators' template: every sentence of pages and definitions (ARGS=FILE)
	@$(DEV)/bin/python -m tools.messages $(ARGS)

.PHONY: environment
environment:
	@tools/venv.sh $(DEV) $(LOCKS) requirements/dev.txt

.PHONY: lock
lock: environment ## compile requirements/*.in again, to the newest versions allowed, with hashes
	@for name in base evaluation evidence dev node; do \
		$(DEV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-header --no-annotate --no-emit-index-url --no-emit-find-links \
			requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done

.PHONY: clean
clean: ## remove environments, fetched assets and caches; data in var/ stays
	rm -rf $(DEMO) $(DEV) $(OLDEST) .venv-peers .venv-peers-dedupe .venv-peers-rank .venv*.lock node_modules node_modules.lock \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
