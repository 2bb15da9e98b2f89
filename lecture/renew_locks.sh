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
# The main index alone is asked: what stands beside it may have the file of one Python on one machine, and uv takes
# the hashes of a version from the first place that has it.
compile() {
    UV_INDEX="" UV_FIND_LINKS="" \
        "$python" -m lecture.system.uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --output-file "$@"
}

# Print the versions that a lock pins; its hashes are asked for anew.
versions() {
    sed -n '/^[^ #]/ { s/ *\\$//; p }' "requirements-$1.lock" 2>/dev/null || true
}

# What is installed together is resolved together, from the pins there are; then each group by itself, held to that.
# Builds happen apart, so their tools are held to nothing; of data the package alone is used, whatever its code needs.
together=()
for group in $groups; do
    [ "$group" != build ] && ! is_data "$group" || continue
    together+=(--group "$group")
    versions "$group" >>"$work/all.lock"
done
compile "$work/all.lock" "${together[@]}" "$@"
for group in $groups; do
    new=$work/$group.lock
    if [ "$group" = build ]; then
        versions build >"$new"
        compile "$new" --group build "$@"
    elif is_data "$group"; then
        versions "$group" >"$new"
        compile "$new" --group "$group" --no-deps "$@"
    else
        compile "$new" --group "$group" --constraints "$work/all.lock"
    fi
done
for group in $groups; do
    cat "$work/$group.lock" >"requirements-$group.lock"
done
