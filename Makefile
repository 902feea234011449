# Needs Python 3.11 or newer and make; everything else goes into .venv.
#
#   make          set up, and show what is read from a sample
#   make test     set up, and run the tests
#   make check    style, types, layers
#   make full     check, all tests (those that take minutes too) and the benchmarks
#   make update   rewrite expected output; then read the diff
#   make bench    how long things take, beside other programs: writes docs/benchmarks.md

PYTHON ?= python3
SAMPLE ?= $(firstword $(wildcard samples/*/source.docx))
READY  := .venv/.ready
BIN    := .venv/bin

.PHONY: demo setup test check update bench full lock

demo: setup
	$(BIN)/policy-extract parse $(SAMPLE) --as tasks

setup: $(READY)

# Newer when the environment is older than what it is made from.
$(READY): pyproject.toml requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; give its name: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements-dev.lock --editable '.[dev]'
# As for any package that pip installs: bytecode, and the rules kept beside it, so that the first run is as quick as the next.
	$(BIN)/python -m compileall -q policy_extract
	PYTHONDONTWRITEBYTECODE= $(BIN)/policy-extract parse $(SAMPLE) --as outline >/dev/null 2>&1
	@touch $@

# Files of tests side by side, one for each processor; those of one file stay together, as they share what they have read.
test: setup
	$(BIN)/pytest -n auto --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# An update run compares nothing, so it always ends with a failure; the diff is what counts.
update: setup
	-$(BIN)/pytest --update
	git diff --stat -- tests samples schemas docs

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[peers]'
	$(BIN)/python -m benchmarks page

# A command, and how long it took.
timed = @start=$$(date +%s); echo '$(1)'; $(1) && echo "$$(( $$(date +%s) - start )) s: $(1)"

# Everything, the tests that take minutes too; each part says how long it took.
full: setup
	$(call timed,$(MAKE) check)
	$(call timed,$(BIN)/pytest -m "" -n auto --dist loadfile)
	$(call timed,$(BIN)/policy-extract grammar check --time)
	$(call timed,$(BIN)/python -m benchmarks word)
	$(call timed,$(BIN)/python -m benchmarks growth)
	$(call timed,$(BIN)/python -m benchmarks hostile)
	$(call timed,$(MAKE) bench)

# After a change of the dependencies in pyproject.toml: the newest versions, from a clean environment.
lock:
	$(PYTHON) -m venv .venv/.lock
	.venv/.lock/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	{ echo "# The versions development and tests run with; made by \`make lock\`."; .venv/.lock/bin/pip freeze --exclude-editable; } > requirements-dev.lock
	rm -r .venv/.lock
