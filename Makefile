# Two ways in: `make walkthrough` and `make test`. Both install what the machine lacks first.
RUNS = 3
SECONDS = 60
SEED = 1

# Where `make language-model` leaves what the trait LanguageModel links.
LLAMA = PKG_CONFIG_PATH="$(CURDIR)/.deps/lib/pkgconfig$${PKG_CONFIG_PATH:+:$$PKG_CONFIG_PATH}"
WITH_LANGUAGE_MODEL = --traits LanguageModel --scratch-path .build-language-model

.PHONY: walkthrough calibration test test-mpi test-language-model test-browser test-collect build build-mpi build-language-model language-model lint \
	format bench bench-mpi bench-pytorch bench-runners bench-two-passes compare-pytorch fuzz dependencies dependencies-test dependencies-mpi \
	dependencies-language-model dependencies-browser

walkthrough: build
	.build/release/haltbook run Notebooks/halt-walkthrough.md

# Debian's Python, for its nbformat, whichever python3 comes first on the path.
test: export HALTBOOK_PYTHON ?= /usr/bin/python3
test: dependencies-test
	swift test

# The same program on several processes, under mpirun (docs/CLUSTERS.md).
test-mpi: dependencies-mpi
	swift test --traits MPI --scratch-path .build-mpi --filter ClusterRunTests

# Answers of a real language model, which is fetched first (docs/GENERATION.md).
test-language-model: language-model
	$(LLAMA) swift test $(WITH_LANGUAGE_MODEL) --filter 'LanguageModelsTests|GenerateProgramTests|LanguageModelCellTests'

# Reports as a browser shows them, with Debian's Chromium, axe-core and the Nu validator; screenshots in .browser/.
test-browser: build dependencies-browser
	@Scripts/test-browser

# Responses of a real llama.cpp server on loopback, with the model that `make language-model` puts into .deps/.
test-collect: build
	@Scripts/test-collect

# Mutated notebooks, until one is found that crashes, takes too long, or comes out as markup (Tests/NotebookFuzzer).
fuzz: build
	.build/release/notebook-fuzzer --seconds $(SECONDS) --seed $(SEED)

build-mpi: dependencies-mpi
	swift build -c release --traits MPI --scratch-path .build-mpi

# llama.cpp and a small model, into .deps/.
language-model: dependencies-language-model
	@Scripts/build-language-model

build-language-model: language-model
	$(LLAMA) swift build -c release $(WITH_LANGUAGE_MODEL)

# Two passes on a real language model.
calibration: build-language-model
	.build-language-model/release/haltbook run Notebooks/calibration.md --allow-path .deps/models

build: dependencies
	swift build -c release --static-swift-stdlib

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

format:
	swift format format --in-place --recursive Package.swift Sources Tests Benchmarks

# Speed and memory; nothing else times.
bench: dependencies
	swift run -c release halt-benchmark --runs $(RUNS)
	@if grep -qE 'avx512_bf16|amx_bf16' /proc/cpuinfo; then \
		for work in train score; do .build/release/halt-benchmark $$work --precision bf16 --runs $(RUNS); done; fi
	@$(MAKE) --no-print-directory bench-mpi

# The share of a training step that two processes spend in communication.
bench-mpi: build-mpi
	Scripts/mpirun -n 2 --bind-to core .build-mpi/release/communication-benchmark

# Beside PyTorch, NumPy and scikit-learn, which are installed into .peer/ first; ONLY= chooses lines.
bench-pytorch: build
	@Scripts/bench-pytorch --runs $(RUNS) $(if $(ONLY),--only $(ONLY))

# Beside papermill and nbclient, which are installed into .peer-runners/ first.
bench-runners: build
	@Scripts/bench-runners --runs $(RUNS)

# A sweep of stored scores beside one that generates anew for each threshold: five minutes.
bench-two-passes: build-language-model
	@Scripts/bench-two-passes

# Weights cross over both ways: the same logits on both sides.
compare-pytorch: build
	@Scripts/compare-with-pytorch

dependencies:
	@Scripts/install-dependencies

dependencies-test:
	@Scripts/install-dependencies test

dependencies-mpi:
	@Scripts/install-dependencies mpi

dependencies-language-model: dependencies
	@Scripts/install-dependencies language-model

dependencies-browser:
	@Scripts/install-dependencies browser
