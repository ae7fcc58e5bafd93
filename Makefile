# make demo    sweep a small grid over the built-in digits and look at the answer
# make test    all tests          make lint    layout and warnings        make format  mend layout
# make build   release build      make bench   W1 to W6 beside the installed peers
# make torture kills, power cuts, faults, full disks, …; CUT=1 for the part of CI, SEED=N to replay

SHELL := /bin/bash
SWIFT ?= swift
SOURCES := Package.swift Sources Tests migrations
DESCENT := .build/release/descent

.PHONY: demo build test lint format bench setup torture

setup:
	@scripts/setup

build: setup
	$(SWIFT) build -c release --product descent

demo: build
	@DESCENT=$(DESCENT) scripts/demo

# C is optimised in tests too: the kernels are the same code, and the bits do not depend on it.
test: setup
	$(SWIFT) test -Xcc -O2

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)
	@scripts/check-sizes

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

torture: build
	@scripts/setup torture
	@DESCENT=$(abspath $(DESCENT)) Torture/run $(TORTURES) $(if $(CUT),--cut) $(if $(SEED),--seed $(SEED))

bench: build
	@Benchmarks/run
