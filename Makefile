# `make check` does what continuous integration does.
.PHONY: check
check:
	bash .ci/run
