#!/usr/bin/env bash
# Pin every dependency group of pyproject.toml anew in requirements-GROUP.lock, with hashes and without addresses.
# Versions stay as they are pinned where they can; `--upgrade`, or `--upgrade-package NAME`, takes newer ones.
set -euo pipefail
CDPATH="" cd -- "${0%"${0##*/}"}./.."
. lecture/setup.sh
set_up test

groups=$("$python" -c 'import tomllib
print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"])')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compile OUT ARGUMENTS: for Python 3.11 and later, and for every system; a package may stand twice, with markers.
compile() {
    "$python" -m lecture.system.uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --output-file "$@"
}

# What is installed together is resolved together, from the pins there are; then each group by itself, held to that.
# Builds happen apart, so their tools are held to nothing; of the lexicon the data alone is used, whatever its code needs.
together=()
for group in $groups; do
    case $group in build | lexicon) continue ;; esac
    together+=(--group "$group")
    cat "requirements-$group.lock" >>"$work/all.lock" 2>/dev/null || true
done
compile "$work/all.lock" "${together[@]}" "$@"
for group in $groups; do
    case $group in
        build) compile requirements-build.lock --group build "$@" ;;
        lexicon) compile requirements-lexicon.lock --group lexicon --no-deps "$@" ;;
        *) compile "requirements-$group.lock" --group "$group" --constraints "$work/all.lock" ;;
    esac
done
