# make run: the playground. make test: every test. make chaos: the long one. Each prepares what it needs first.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV := uv==0.13.9
BIN := .venv/bin

.PHONY: run test setup check bench chaos lock clean
.DEFAULT_GOAL := run

run: setup                        ## DESK=desks/st-mobi.yml: another desk than the demo
	@$(if $(DESK),FRONTDOOR_DESK=$(DESK)) exec $(BIN)/frontdoor playground

test: .venv/test.done
	@sh tests/prepare.sh
	$(BIN)/python -m pytest

setup: .venv/run.done

check: .venv/test.done            ## style, types and import directions, without the stories
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: .venv/bench.done           ## every benchmark, briefly: a quarter of an hour (benchmarks/README.md has the long ones)
	$(BIN)/python benchmarks/turns.py --rounds 1 --seconds 4
	$(BIN)/python benchmarks/slack_events.py --rounds 1 --seconds 4
	$(BIN)/python benchmarks/two_webs.py --rounds 1 --seconds 5
	$(BIN)/python benchmarks/relay.py --tickets 100000 --seconds 8
	$(BIN)/python benchmarks/plans.py --tickets 100000
	$(BIN)/python benchmarks/burst.py --people 1000
	$(BIN)/python benchmarks/idle.py --seconds 15

chaos: .venv/test.done            ## a crowd talks while everything fails: docs/chaos.md
	@$(BIN)/python -m tests.chaos $(CHAOS)

.venv/python.done:
	@test -n "$(PYTHON)" || { echo "Front Door needs Python 3.11 or newer with its venv module (on Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Front Door: making .venv with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@touch $@

.venv/run.done: .venv/python.done requirements/run.txt pyproject.toml
	@echo "Front Door: installing what it runs on (once, about half a minute) …"
	@sh requirements/install.sh requirements/run.txt
	@touch $@

.venv/test.done: .venv/run.done requirements/test.txt
	@echo "Front Door: installing what the tests use …"
	@sh requirements/install.sh requirements/test.txt
	@touch $@

.venv/bench.done: .venv/test.done requirements/bench.txt
	@echo "Front Door: installing what the benchmarks compare with …"
	@sh requirements/install.sh requirements/bench.txt
	@touch $@

lock:                             ## pin the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml --extra build --generate-hashes --no-emit-index-url --universal --python-version 3.11 --upgrade -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra test --constraint requirements/run.txt --generate-hashes --no-emit-index-url --universal --python-version 3.11 --upgrade -o requirements/test.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra test --extra bench --constraint requirements/test.txt --generate-hashes --no-emit-index-url --universal --python-version 3.11 --upgrade -o requirements/bench.txt

clean:
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
