#!/usr/bin/env bash
# From a fresh machine to the rendered lecture; ./render.sh --help explains itself.
set -euo pipefail
# --lecture FILE is relative to where the command is typed.
typed_in=$PWD
CDPATH="" cd -- "${0%"${0##*/}"}./"
. lecture/setup.sh

case " $* " in
*" -h "* | *" --help "*)
    system_python=$(find_python)
    [ -n "$system_python" ] || refuse "$(python_problem); run: ./render.sh doctor"
    exec "$system_python" -m lecture --help
    ;;
esac
if [ "${1-}" = doctor ]; then
    [ $# = 1 ] || refuse "doctor takes no arguments; run: ./render.sh doctor"
    doctor
    exit
fi
set_up render
export LECTURE_TYPED_IN=$typed_in
exec "$python" -m lecture "$@"
