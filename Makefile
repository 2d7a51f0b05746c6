# make demo     clean the five seeds and show the result
# make test     run the tests
# make lint     ruff          make types   mypy
# make bench CORPUS=DIR       accuracy and speed on a corpus folder, beside trafilatura
# make compare CORPUS=DIR     beside five other extractors, as the README's table shows it
# make model CORPUS=DIR       train the body chooser anew, with its card
# make laws CORPUS=DIR        do the laws of docs/design.md hold on each of its pages and dumps?
# make packs CORPUS=DIR       what the packs take of whole pages, and of clean stories
# make categories CORPUS=DIR  are removals called what people call them?
# make scale CORPUS=DIR       does cost grow with the number of rule files?
# make start CORPUS=DIR        what a command costs from a cold shell
# make hostile                 inputs made to break readers, beside two others: docs/reliability.md
# make fuzz SECONDS=60         look for such inputs, that long in each part
# make endurance CORPUS=DIR    memory over many passes, and dumps of any length
# make threads CORPUS=DIR      do 16 threads give the rows of one?
# make batch CORPUS=DIR        what workers, ledger and shards cost beside a bare loop
# make batch-memory CORPUS=DIR DOCUMENTS=50000   memory of each worker over so many documents
# make month CORPUS=DIR        what a page costs, and a month of a crawl: docs/scale.md
# make beside CORPUS=DIR       normalizer batch beside trafilatura's own command, over one folder
# make publishers CORPUS=DIR   what each publisher's rule does for its own pages
# make wrong-rules CORPUS=DIR  what drafts of rules gain, and what they cost once they are broken
# make docs     write docs/rules.md and docs/commands.md anew, of model and program
#
# make lock     take the newest libraries: write locks/ anew, with the hash of every file
# make audit    ask whether a locked library has a known fault (needs the network)
#
# All work in .venv, of the files in locks/ alone. PYTHON=python3.12 takes another interpreter.

PYTHON ?= python3
WORKERS ?= 2
PAGES ?= 300
SECONDS ?= 60
DOCUMENTS ?= 50000

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# All libraries come by the hashes of locks/, and the package from this folder.
LOCKED := $(INSTALL) --require-hashes --requirement
EDITABLE := $(INSTALL) --no-deps --no-build-isolation --editable .
RESOLVE := $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes \
	--python-version 3.11.5 --custom-compile-command "make lock"

OLD_PYTHON := Python 3.11 or newer is needed: make PYTHON=python3.12 …

.PHONY: demo test lint types bench accuracy speed start endurance threads batch batch-memory beside month \
	publishers compare model laws packs categories scale wrong-rules docs hostile fuzz lock audit

demo: .venv/.package
	@$(BIN)/normalizer clean seeds/*.txt

test: .venv/.dev
	$(BIN)/python -m pytest --numprocesses auto

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev
	$(BIN)/mypy

bench: accuracy speed

accuracy: .venv/.dev
	$(BIN)/python benchmarks/accuracy.py --corpus "$(CORPUS)" --dumps --workers $(WORKERS) \
		--folds benchmarks/folds --check benchmarks/floors.json

compare: .venv/.peers
	@$(BIN)/python benchmarks/compare.py --corpus "$(CORPUS)" --folds benchmarks/folds

model: .venv/.training
	$(BIN)/python -m training.train --corpus "$(CORPUS)"

speed: .venv/.dev
	$(BIN)/python benchmarks/speed.py --corpus "$(CORPUS)" --pages $(PAGES) \
		--check benchmarks/floors.json

start: .venv/.dev
	$(BIN)/python benchmarks/start.py --corpus "$(CORPUS)"

endurance: .venv/.dev
	$(BIN)/python benchmarks/endurance.py --corpus "$(CORPUS)"

threads: .venv/.dev
	$(BIN)/python benchmarks/threads.py --corpus "$(CORPUS)"

batch: .venv/.dev
	$(BIN)/python benchmarks/batch.py --corpus "$(CORPUS)"

batch-memory: .venv/.dev
	$(BIN)/python benchmarks/batch.py --corpus "$(CORPUS)" --rounds 0 --documents $(DOCUMENTS)

month: .venv/.dev
	$(BIN)/python benchmarks/month.py --corpus "$(CORPUS)"

beside: .venv/.dev
	$(BIN)/python benchmarks/beside.py --corpus "$(CORPUS)" --workers $(WORKERS)

hostile: .venv/.peers
	$(BIN)/python benchmarks/hostile.py

fuzz: .venv/.dev
	@$(LOCKED) locks/fuzz.txt
	@for part in decode page deep dump linked rule selector; do \
		mkdir -p .venv/fuzz/$$part && \
		$(BIN)/python fuzz/harness.py $$part .venv/fuzz/$$part fuzz/seeds/$$part \
			-max_total_time=$(SECONDS) -timeout=20 -rss_limit_mb=3000 || exit 1; \
	done

laws: .venv/.dev
	$(BIN)/python benchmarks/laws.py --corpus "$(CORPUS)" --workers $(WORKERS)

packs: .venv/.dev
	$(BIN)/python benchmarks/packs.py --corpus "$(CORPUS)" --workers $(WORKERS)

publishers: .venv/.dev
	$(BIN)/python benchmarks/publishers.py --corpus "$(CORPUS)" --workers $(WORKERS) \
		--folds benchmarks/folds

wrong-rules: .venv/.dev
	$(BIN)/python benchmarks/wrong_rules.py --corpus "$(CORPUS)" --workers $(WORKERS)

docs: .venv/.dev
	$(BIN)/python docs/generate.py

categories: .venv/.dev
	$(BIN)/python benchmarks/categories.py --corpus "$(CORPUS)"

scale: .venv/.dev
	$(BIN)/python benchmarks/scale.py --corpus "$(CORPUS)"

lock: .venv/.python
	$(INSTALL) uv
	$(RESOLVE) pyproject.toml locks/build.in --extra dev -o locks/dev.txt
	$(RESOLVE) pyproject.toml locks/build.in --constraint locks/dev.txt -o locks/package.txt
	$(RESOLVE) pyproject.toml --extra fuzz --constraint locks/dev.txt -o locks/fuzz.txt
	$(RESOLVE) pyproject.toml --extra training --constraint locks/dev.txt -o locks/training.txt
	$(RESOLVE) locks/peers.in --no-deps --constraint locks/dev.txt -o locks/peers.txt

audit: .venv/.audit
	@for lock in locks/*.txt; do \
		echo "$$lock"; .venv/audit/bin/pip-audit --strict --disable-pip --requirement $$lock || exit 1; \
	done

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "$(OLD_PYTHON)")'
	@echo "creating .venv …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.package: .venv/.python pyproject.toml locks/package.txt
	@echo "installing the package and its libraries …"
	@$(LOCKED) locks/package.txt
	@$(EDITABLE)
	@touch $@

# In an environment of its own: what it needs must not move what is tested.
.venv/.audit: .venv/.python
	@$(PYTHON) -m venv .venv/audit
	@.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	@touch $@

.venv/.training: .venv/.dev locks/training.txt
	@echo "installing what training needs …"
	@$(LOCKED) locks/training.txt
	@touch $@

.venv/.peers: .venv/.dev locks/peers.txt
	@echo "installing the tools that the normalizer is compared with …"
	@$(LOCKED) locks/peers.txt --no-deps
	@touch $@

.venv/.dev: .venv/.python pyproject.toml locks/dev.txt
	@echo "installing what tests and benchmarks need …"
	@$(LOCKED) locks/dev.txt
	@$(EDITABLE)
	@touch $@ .venv/.package
