# Two ways in: `make walkthrough` and `make test`. Both install what the machine lacks first.
RUNS = 3

.PHONY: walkthrough test build lint format bench bench-pytorch compare-pytorch dependencies

walkthrough: build
	.build/release/haltbook run Notebooks/halt-walkthrough.md

test: dependencies
	swift test

build: dependencies
	swift build -c release

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

format:
	swift format format --in-place --recursive Package.swift Sources Tests Benchmarks

# Speed and memory; nothing else times.
bench: dependencies
	swift run -c release halt-benchmark --runs $(RUNS)

# Beside PyTorch, NumPy and scikit-learn, which are installed into .peer/ first; ONLY= chooses lines.
bench-pytorch: build
	@Scripts/bench-pytorch --runs $(RUNS) $(if $(ONLY),--only $(ONLY))

# Weights cross over both ways: the same logits on both sides.
compare-pytorch: build
	@Scripts/compare-with-pytorch

dependencies:
	@Scripts/install-dependencies
