# Two ways in: `make walkthrough` and `make test`. Both install what the machine lacks first.
.PHONY: walkthrough test build lint format bench dependencies

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
	swift run -c release halt-benchmark

dependencies:
	@Scripts/install-dependencies
