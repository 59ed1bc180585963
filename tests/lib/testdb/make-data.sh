#!/bin/sh

# Makes the databases of tests/data, with the date that they ship with.
# usage: make-data.sh OUTDIR

set -eu

here=$(dirname "$0")
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

mkdir "$made/layouts"
perl "$here/make-testdb.pl" "$made"
perl "$here/make-layouts.pl" "$made/layouts"
perl "$here/dated.pl" "$made" "$1" 1767225600   # 2026-01-01
