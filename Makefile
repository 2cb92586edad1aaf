# make            what there is
# make run        set up, build, open the screen

PREFIX  = /usr/local
DESTDIR =
ARGS    =

SOURCES = Package.swift Sources Tests
BINARY ?= .build/release/gswarm-sim
ROOT    = $(DESTDIR)$(PREFIX)
SHARE   = $(ROOT)/share

.PHONY: help run test bench lint format release install install-built deb dist picture clean

help: ## Show this list
	@echo "usage: make TARGET"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | \
	    while IFS='|' read -r name text; do printf '  %-9s %s\n' "$$name" "$$text"; done

run: release ## Set up, build, open the bundled tour (ARGS="--sample churn" for another)
	@$(BINARY) $(ARGS)

test: ## Set up, build, run all tests
	@scripts/setup --tests
	swift build --build-tests
	swift test --skip-build

bench: release ## Measure the speed, each number beside its bound (ARGS="--json" or "--only NAME")
	@swift run --package-path Benchmarks -c release Benchmarks $(ARGS)

lint: ## Check the formatting and style of all Swift code
	swift format lint --strict -r $(SOURCES)
	@if [ -d Benchmarks ]; then \
	    echo swift format lint --strict -r Benchmarks; swift format lint --strict -r Benchmarks; fi
	swift format lint --strict -r Fuzz/Package.swift Fuzz/Sources

picture: release ## Draw the pictures of the README anew
	$(BINARY) tui --sample tour --script '185.' --size 120x36 --dump docs/screen.svg
	$(BINARY) tui --sample azure-hour --mode online --script GH --size 120x36 \
	    --dump docs/switching.svg

format: ## Format all Swift code in place
	swift format -i -r $(SOURCES)
	@if [ -d Benchmarks ]; then \
	    echo swift format -i -r Benchmarks; swift format -i -r Benchmarks; fi

release: ## Set up, build a program that also runs where Swift is not installed
	@scripts/setup
	swift build -c release --static-swift-stdlib

# Under sudo there may be no swift; then what `make release` built is installed.
install: ## Install the release build (PREFIX=/usr/local DESTDIR=)
	@if command -v swift >/dev/null; then $(MAKE) --no-print-directory release; \
	    elif [ ! -x $(BINARY) ]; then echo "run make release first" >&2; exit 1; fi
	@$(MAKE) --no-print-directory install-built

install-built:
	mkdir -p "$(ROOT)/bin" "$(SHARE)/gswarm-sim" "$(SHARE)/bash-completion/completions" \
	    "$(SHARE)/zsh/site-functions" "$(SHARE)/fish/vendor_completions.d"
	install -m 755 $(BINARY) "$(ROOT)/bin/gswarm-sim"
	@for folder in samples themes; do \
	    if [ -d $$folder ]; then \
	        echo cp -R $$folder "$(SHARE)/gswarm-sim/"; cp -R $$folder "$(SHARE)/gswarm-sim/"; fi; \
	done
	$(BINARY) --generate-completion-script bash \
	    > "$(SHARE)/bash-completion/completions/gswarm-sim"
	$(BINARY) --generate-completion-script zsh > "$(SHARE)/zsh/site-functions/_gswarm-sim"
	$(BINARY) --generate-completion-script fish \
	    > "$(SHARE)/fish/vendor_completions.d/gswarm-sim.fish"
	@if [ -d .build/man ]; then mkdir -p "$(SHARE)/man/man1"; \
	    install -m 644 .build/man/*.1 "$(SHARE)/man/man1/"; fi

deb: release ## Make a Debian package for machines without Swift, in dist
	@scripts/man-pages $(BINARY) .build/man
	@scripts/package deb

dist: release ## Make a tarball that runs from any folder without Swift, in dist
	@scripts/man-pages $(BINARY) .build/man
	@scripts/package dist

clean: ## Remove everything that was built
	rm -rf .build Benchmarks/.build Fuzz/.build dist
