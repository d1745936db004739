# Everything a newcomer needs. Works with python3 (3.11 or newer) and make alone; the rest goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
PYTEST_ARGS ?= -n auto

.PHONY: help demo test test-spark lint eval bench web clean
help:
	@echo "make demo   set up, code the bundled sample pages into demo.db, say what was found and where to look"
	@echo "make test   set up, check style, types and lexicon, run the tests"
	@echo "make eval   score places on benchmarks/ and the coder on the gold data in $(SHARED)/eval; errors go to out/"
	@echo "make test-spark  the tests on Spark: local, and a cluster of which a worker is killed (installs pyspark, 400 MB; needs Java)"
	@echo "make bench  speed of every stage beside peers (on made texts without $(SHARED)/bench), linking and how it grows; writes docs/benchmarks"
	@echo "make web    check, test and build the pages' script and style from web/ (needs Node 20; the built files are committed)"
	@echo "make clean  remove .venv, out/ and demo.db"

# Stamps: set up again only when pyproject.toml changes.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Marsad needs Python 3.11 or newer; $(PYTHON) is older or missing. Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	@rm -f demo.db demo.db-wal demo.db-shm
	@$(BIN)/marsad samples | tr '\n' '\0' | xargs -0 $(BIN)/marsad code --db demo.db
	@$(BIN)/marsad link --db demo.db
	@echo
	@echo "All of it is in demo.db now. Look at it:"
	@echo "  $(BIN)/marsad show demo.db                the last events"
	@echo "  $(BIN)/marsad show demo.db ID             one article or event (first column above) with its evidence"
	@echo "  $(BIN)/marsad explain \"جملة\"              why a sentence is coded as it is"
	@echo "  sqlite3 demo.db 'SELECT id, date_start, actor1, actor2, place FROM reports'"
	@echo
	@echo "The workbench with these samples, in Arabic or English:"
	@echo "  $(BIN)/marsad serve --db demo.db          then open http://127.0.0.1:8000/ in a browser"

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/marsad lexicon lint

test: lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-spark: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,spark]'
	$(BIN)/python -m pytest tests/batch/test_spark.py -n 0

eval: $(VENV)/.installed
	$(BIN)/marsad eval places --out out
	$(BIN)/marsad eval --gold $(SHARED)/eval --out out
	@if [ -f $(SHARED)/bench/news_20k.jsonl.gz ]; then set -e; \
	  $(BIN)/python scripts/annotations.py join $(SHARED)/bench/news_20k.jsonl.gz $(SHARED)/eval/score.py out/annotated; \
	  for set in dev dev2 dev3 dev4 dev5 dev6 test; do $(BIN)/marsad eval --gold out/annotated/$$set --out out/annotated/$$set; done; fi

# spaCy is a peer only; the rest is measured without it.
bench: $(VENV)/.installed
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python bench/speed.py $(SHARED)/bench/news_20k.jsonl.gz --write speed
	$(BIN)/python bench/plan.py $(SHARED)/bench/news_20k.jsonl.gz
	@if [ -f $(SHARED)/bench/news_20k.jsonl.gz ]; then set -e; \
	  $(BIN)/python bench/links.py $(SHARED)/eval $(SHARED)/bench/news_20k.jsonl.gz --all --work out/links; \
	  $(BIN)/python bench/link_scale.py out/links/news.db 10000 100000 1000000; fi

web:
	cd web && npm ci && npm run check && npm test && npm run build

clean:
	rm -rf $(VENV) out demo.db demo.db-wal demo.db-shm .pytest_cache .mypy_cache .ruff_cache .hypothesis
