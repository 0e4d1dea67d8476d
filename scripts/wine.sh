#!/usr/bin/env bash
# Is Wine here, and the one library that it lacks for our packages? If not, install and build them.
#
# usage: wine.sh FOLDER
# FOLDER gets bcryptprimitives.dll. Only `make test-wine` needs any of this.
set -euo pipefail

packages="wine wine64 gcc-mingw-w64-x86-64-win32"
compiler=x86_64-w64-mingw32-gcc

is_here() {
  command -v wine >/dev/null && command -v "$compiler" >/dev/null
}

install_wine() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || {
    printf 'Wine is missing; run once as root: apt-get install %s\n' "$packages" >&2
    exit 1
  }
  echo "Installing Wine from Debian (about 1 GB on disk) ..."
  apt-get -qq update
  # shellcheck disable=SC2086  # the list is meant to be split into words
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install --yes --no-install-recommends $packages >/dev/null
}

is_here || install_wine
mkdir -p "$1"
"$compiler" -shared -o "$1/bcryptprimitives.dll" tests/wine/bcryptprimitives.c -ladvapi32
