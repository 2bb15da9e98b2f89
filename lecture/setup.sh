# What render.sh and test.sh share: a whole virtual environment in .venv, or one line that says what is missing.
# Sourced by bash from the project root; sets `python` to the environment's interpreter.
#
# The environment is believed only when .venv/.whole names today's lock files, this folder and
# this interpreter; that file is written last, so an interrupted set-up is simply built again.

LOCKS="requirements-render.lock requirements-train.lock requirements-test.lock"
PACKAGES_DEBIAN="python3-venv python3-dev gcc pkg-config libpango1.0-dev"

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

# Print what .venv/.whole must say.
venv_stamp() {
    printf '%s\n%s\n' "$PWD" "$("$1" -c 'import hashlib, sys
print(hashlib.sha256(b"".join(open(name, "rb").read() for name in sys.argv[1:])).hexdigest(), sys.version.split()[0])' $LOCKS)"
}

# Whether the environment is whole.
venv_is_whole() {
    [ -f .venv/.whole ] && [ -x .venv/bin/python ] && [ "$(cat .venv/.whole)" = "$(venv_stamp .venv/bin/python)" ]
}

# Install missing system packages when root on Debian; else say what to type.
ensure_packages() {
    local missing
    missing=$(missing_packages "$system_python")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        printf 'installing %s\n' "$missing"
        # shellcheck disable=SC2086
        { DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
            DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $missing >/dev/null; } ||
            refuse "apt-get could not install $missing; check the network, then run: $(install_command $missing)"
        system_python=$(find_python)
    else
        # shellcheck disable=SC2086
        refuse "this machine lacks: $missing; run: $(install_command $missing)"
    fi
}

# Build the environment from the lock file; the caller holds the lock on this file.
build_venv() {
    printf 'setting up .venv from requirements-*.lock (once, a minute or two)\n'
    rm -rf .venv
    "$system_python" -m venv .venv || refuse "$system_python -m venv .venv failed; remove .venv, then run the same command again"
    # shellcheck disable=SC2086
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes ${LOCKS//requirements/-r requirements} ||
        refuse "pip could not install requirements-*.lock; check the network, then run the same command again"
    # The project's modules, found from anywhere; relative to site-packages, so no letter of the checkout's path is in it.
    printf '../../../..\n' >"$(printf '%s' .venv/lib/python3*/site-packages)/activation_lecture.pth"
    venv_stamp .venv/bin/python >.venv/.whole.tmp
    mv .venv/.whole.tmp .venv/.whole
}

# Leave `python` set to an environment that has everything, building it first where needed.
set_up() {
    if ! venv_is_whole; then
        system_python=$(find_python)
        if [ -z "$system_python" ] && command -v python3 >/dev/null; then
            refuse "$(python_problem); run: $(install_command python3.11 python3.11-venv python3.11-dev)"
        fi
        ensure_packages
        [ -n "$system_python" ] || refuse "$(python_problem)"
        # The lock belongs to the open file, so bash keeps what this Python takes; it ends with this shell.
        exec 9<lecture/setup.sh
        "$system_python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)' || refuse "cannot lock lecture/setup.sh"
        venv_is_whole || build_venv
        exec 9>&-
    fi
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
    if venv_is_whole; then
        printf 'ok       .venv has everything the lock files name\n'
    else
        printf 'missing  .venv is not there or not of today'"'"'s lock files\n         run: ./render.sh (it builds .venv first)\n'
        code=1
    fi
    local free
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    if [ "$free" -lt 4000 ]; then
        printf 'missing  %s MB are free here, 4000 MB are needed\n         run: df -h . (and make room)\n' "$free"
        code=1
    else
        printf 'ok       %s MB free\n' "$free"
    fi
    return $code
}
