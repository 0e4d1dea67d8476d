#!/usr/bin/env bash
# Make the virtual environment. Python 3.11 comes first, because LibreOffice's bridge is built for it on Debian 12.
#
# usage: venv.sh FOLDER
set -euo pipefail

stop() {
  printf '%s\n' "$1" >&2
  exit 1
}

# A name alone proves nothing: it may be a version manager's stand-in for a Python that is not there.
find_python() {
  local candidate
  for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$candidate" && return
  done
  stop "Bonus-Malus needs Python 3.11 or newer; on Debian 12: apt-get install python3"
}

install_venv_module() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null ||
    stop "$python cannot make a virtual environment; run once as root: apt-get install python3-venv"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install --yes --no-install-recommends python3-venv >/dev/null
}

python=$(find_python)
"$python" -c 'import ensurepip' 2>/dev/null || install_venv_module
"$python" -m venv "$1"
