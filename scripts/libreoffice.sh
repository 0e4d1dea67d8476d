#!/usr/bin/env bash
# Is LibreOffice 25.2 or newer here, with its Python bridge? If not, install it from Debian's backports.
#
# usage: libreoffice.sh PYTHON STAMP
# PYTHON is the virtual environment's interpreter, which gets the bridge; STAMP is touched once everything is there.
# Where it cannot be had, the tests that need it are skipped with a loud line; under CI=true that is a failure.
set -euo pipefail

python=$1
stamp=$2
wanted=25.2
bridge=/usr/lib/python3/dist-packages
packages="libreoffice-calc python3-uno xvfb xdotool fonts-crosextra-carlito fonts-dejavu-core poppler-utils"

give_up() {
  printf '\n*** LibreOffice tests are SKIPPED because %s ***\n\n' "$1" >&2
  [ "${CI:-}" != true ] || exit 1
  exit 0
}

is_here() {
  local version
  command -v soffice >/dev/null && [ -e "$bridge/uno.py" ] || return 1
  version=$(soffice --version 2>/dev/null | sed -n 's/^LibreOffice \([0-9.]*\).*/\1/p')
  [ -n "$version" ] && printf '%s\n' "$wanted" "$version" | sort --version-sort --check=quiet
}

# apt itself says which configured entry is Debian bookworm's main archive, as FILE:N. That entry, with its mirror and its
# key, is repeated for backports. N counts the stanzas of a .sources file and the lines of a .list file.
backports_entry() {
  local entry suite file number
  read -r entry suite < <(apt-get indextargets --format '$(SOURCESENTRY) $(RELEASE)' 'Created-By: Packages' \
    'Origin: Debian' 'Codename: bookworm' 'Component: main') || return 0
  file=${entry%:*} number=${entry##*:}
  case $file in
    *.sources)
      awk -v number="$number" -v RS= '
        /(^|\n)Types:/ && ++seen == number { sub(/\nSuites:[^\n]*/, "\nSuites: bookworm-backports"); print }' "$file" ;;
    *.list) sed -n "${number}s/ $suite / bookworm-backports /p" "$file" ;;
  esac
}

has_backports() {
  [ -n "$(apt-get indextargets 'Created-By: Packages' 'Codename: bookworm-backports')" ]
}

add_backports() {
  local entry
  entry=$(backports_entry)
  case $entry in
    "") give_up "no configured package source is Debian bookworm's main archive" ;;
    deb*) printf '%s\n' "$entry" >/etc/apt/sources.list.d/bookworm-backports.list ;;
    *) printf '%s\n' "$entry" >/etc/apt/sources.list.d/bookworm-backports.sources ;;
  esac
  apt-get -qq update || give_up "the package lists of bookworm-backports could not be read"
}

install_office() {
  grep -qs '^VERSION_CODENAME=bookworm$' /etc/os-release && command -v apt-get >/dev/null ||
    give_up "LibreOffice $wanted or newer with python3-uno is missing; it is installed by itself on Debian 12 only"
  [ "$(id -u)" -eq 0 ] ||
    give_up "LibreOffice $wanted is missing; run 'sudo $0 $python $stamp' once to install it from Debian's backports"
  echo "Installing LibreOffice from bookworm-backports (about 310 MB on disk) ..."
  apt-get -qq update || give_up "the package lists could not be read"
  has_backports || add_backports
  # shellcheck disable=SC2086  # the list is meant to be split into words
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install --yes --no-install-recommends \
    --target-release bookworm-backports $packages >/dev/null || give_up "apt-get could not install it"
  is_here || give_up "the installed LibreOffice is older than $wanted"
}

# The two modules alone are linked: the rest of Debian's Python packages must not leak into the virtual environment.
link_bridge() {
  local site
  site=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  ln -sf "$bridge/uno.py" "$bridge/unohelper.py" "$site/"
  "$python" -c 'import uno; uno.getComponentContext()' 2>/dev/null && return
  rm "$site/uno.py" "$site/unohelper.py"
  give_up "$("$python" --version) cannot load LibreOffice's bridge, which Debian builds for its own Python (3.11)"
}

is_here || install_office
link_bridge
touch "$stamp"
