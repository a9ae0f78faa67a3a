# make check   installs what the tests need and runs everything
# make build   builds target/redoubt.jar
# make format  rewrites the sources in the project's format
SHELL := /bin/bash
export JAVA_HOME := $(shell build-tools/find-jdk)

.PHONY: check build format test
check:
	build-tools/install-test-needs
	mvn -B -ntp verify

build:
	mvn -B -ntp -q -DskipTests package

test:
	mvn -B -ntp -q test

format:
	mvn -B -ntp -q -Dformat.goal=apply process-sources
