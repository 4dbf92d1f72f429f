# Sourced by engines.sh and hosts.sh: what both need of the Debian machine that they run on. The caller defines `die` and `say`.

installed() { dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^.i'; }

# install_packages PACKAGE...: those that are missing, with apt.
install_packages() {
  missing=
  for package in "$@"; do installed "$package" || missing="$missing $package"; done
  [ -z "$missing" ] && return 0
  [ "$(id -u)" = 0 ] || die "these packages are missing:$missing; install them, or run this as root"
  command -v apt-get >/dev/null 2>&1 || die "these packages are missing:$missing; only Debian's apt is known here, install them by hand"
  say "installing$missing"
  log=$(mktemp)
  # shellcheck disable=SC2086
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing; } \
    </dev/null >"$log" 2>&1 || { tail -n 20 "$log" >&2; die "could not install$missing (log: $log)"; }
  rm -f "$log"
}

# The archive that this machine itself takes Debian from.
listed_archive() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 'Component: main' 2>/dev/null | sed -n 1p
}

# The same, also on a machine whose lists of packages were never fetched; empty when there is none.
debian_archive() {
  archive=$(listed_archive)
  if [ -z "$archive" ]; then
    apt-get -q update </dev/null >/dev/null 2>&1 || true
    archive=$(listed_archive)
  fi
  printf '%s' "$archive"
}
