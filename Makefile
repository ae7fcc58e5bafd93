# make demo    sweep a small grid over the built-in digits and look at the answer
# make test    all tests          make lint    layout and warnings        make format  mend layout
# make build   release build      make bench   W1 to W6 beside the installed peers
# make torture kills, power cuts, faults, full disks, …; CUT=1 for the part of CI, SEED=N to replay
# make fuzz    hostile input      make sanitize  the tests under the thread and address sanitizers
# make install PREFIX=/usr/local  one binary that needs no Swift, the manual page, completion for bash, zsh and fish
# make questions                  asks a record 150 questions and answers them again in Python

SHELL := /bin/bash
SWIFT ?= swift
SOURCES := Package.swift Sources Tests migrations Fuzzing/Package.swift Fuzzing/Sources
DESCENT := .build/release/descent

PREFIX ?= /usr/local
INSTALLED := .build/install/release/descent

.PHONY: demo build test lint format bench fuzz sanitize setup torture install questions

setup:
	@scripts/setup

build: setup
	@[ -e $(DESCENT) ] || echo "build: the first one takes four to six minutes on two cores" >&2
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

# FUZZ: targets and options, as FUZZ='csv npz --seconds 60'; without any, a million inputs for each.
fuzz: setup
	@Fuzzing/run $(FUZZ)

# Each sanitizer builds everything anew. XCTest, which has no test here, leaks some bytes of its own.
SANITIZED := KernelsTests|NeuralNetworkTests|ExperimentsTests|RunStoreTests
sanitize: setup
	$(SWIFT) test --disable-xctest -Xcc -O2 --sanitize=address --scratch-path .build/address \
	  --filter '$(SANITIZED)'
	TSAN_OPTIONS=suppressions=$(abspath scripts/thread-sanitizer) \
	  $(SWIFT) test --disable-xctest -Xcc -O2 --sanitize=thread --scratch-path .build/thread \
	  --filter '$(SANITIZED)'

questions: build
	@scripts/check-questions $(DESCENT)

# Swift's own libraries are linked in: such a binary starts sooner and runs where no Swift is installed.
install: setup
	$(SWIFT) build -c release --product descent --static-swift-stdlib --scratch-path .build/install
	install -D $(INSTALLED) $(DESTDIR)$(PREFIX)/bin/descent
	@scripts/install-pages $(INSTALLED) $(DESTDIR)$(PREFIX)/share

bench: build
	@Benchmarks/run
