#!/bin/sh
# Puts the Setpoint agent on this machine and makes it join a controller.
#
#   install.sh CONTROLLER NODE CA_FILE              with the join token on standard input
#   install.sh CONTROLLER NODE - ARCHIVE RELEASE    the same, nothing is fetched
#
# CONTROLLER is https://HOST:PORT, CA_FILE the certificate of its authority, checked by the caller. Everything else
# is fetched from the controller under that certificate alone. May be run again: it then puts the controller's
# present agent in place and joins anew. In the second form, for a node inside an instance, the agent comes in
# ARCHIVE, which is not looked at where RELEASE is there; `-` for a token lets the agent stay who it is.
set -eu
umask 022

controller=$1
node=$2
ca=$3
home=/opt/setpoint-agent
state=/var/lib/setpoint-agent
unit=/etc/systemd/system/setpoint-agent.service
user=setpoint-agent

fail() {
  echo "setpoint: $1" >&2
  exit 1
}

tell() {
  echo "setpoint: $1"
}

# The token goes from standard input to the agent and is never an argument of a process.
IFS= read -r token || fail "no join token on standard input: run the command that 'setpoint token create' printed"
case $token in
  -) [ $# = 5 ] || fail "no join token on standard input" ;;
  *[!A-Za-z0-9._-]* | '') fail "what came on standard input is not a join token" ;;
esac
case $node in
  *[!a-z0-9._-]* | '' | [!a-z0-9]*) fail "'$node' is not the name of a node" ;;
esac
case $controller in
  https://*) ;;
  *) fail "the controller's address does not begin with https://" ;;
esac
case $ca in
  /*) ;;
  *) ca=$(pwd)/$ca ;;
esac

[ "$(id -u)" = 0 ] || fail "this must run as root: put the agent there as root, or install sudo"
[ -d /run/systemd/system ] || fail "this machine does not run systemd: unpack $controller/join/v1/agent.tar.gz by hand"

# wget reads the lower-case name alone.
if [ -n "${HTTPS_PROXY:-}" ]; then
  https_proxy=$HTTPS_PROXY
  export https_proxy
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/setpoint-agent.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$work/none"

# fetch PATH FILE: under the controller's authority alone, without redirects.
fetch() {
  if command -v curl >/dev/null 2>&1; then
    SSL_CERT_FILE=$ca SSL_CERT_DIR=$work/none \
      curl -fsS --cacert "$ca" --capath "$work/none" -o "$2" "$controller$1"
  elif command -v wget >/dev/null 2>&1; then
    SSL_CERT_FILE=$ca SSL_CERT_DIR=$work/none \
      wget -q --max-redirect=0 --ca-certificate="$ca" --ca-directory="$work/none" -O "$2" "$controller$1"
  else
    fail "neither curl nor wget is on this machine: install one of them"
  fi
}

# One directory for each agent, named by its content; the link is switched when it is complete.
if [ $# = 5 ]; then
  archive=$4
  release=$home/releases/$5
else
  tell "fetching the agent from $controller"
  archive=$work/agent.tar.gz
  fetch /join/v1/agent.tar.gz "$archive" \
    || fail "the agent cannot be fetched from $controller: look at the controller's log"
  release=$home/releases/$(sha256sum "$archive" | cut -c1-16)
fi
if [ ! -x "$release/bin/setpoint-agent" ]; then
  mkdir -p "$home/releases"
  fresh=$(mktemp -d "$home/releases/.new.XXXXXX")
  tar -xf "$archive" -C "$fresh" --strip-components=1 --no-same-owner \
    || fail "the agent's archive cannot be unpacked"
  [ -x "$fresh/bin/setpoint-agent" ] || fail "the agent's archive holds no bin/setpoint-agent"
  chmod 0755 "$fresh"
  rm -rf "$release"
  mv "$fresh" "$release"
fi
ln -s "$release" "$home/current.new.$$"
mv -fT "$home/current.new.$$" "$home/current"

getent group "$user" >/dev/null || groupadd --system "$user"
getent passwd "$user" >/dev/null \
  || useradd --system --gid "$user" --home-dir "$state" --no-create-home --shell /usr/sbin/nologin "$user"
mkdir -p /etc/setpoint
chgrp "$user" /etc/setpoint
chmod 0750 /etc/setpoint

if systemctl is-active --quiet setpoint-agent.service; then
  tell "stopping the agent that runs here"
  systemctl stop setpoint-agent.service
fi

cat >"$unit.new" <<'END_OF_UNIT'
@UNIT@
END_OF_UNIT
chmod 0644 "$unit.new"
mv -f "$unit.new" "$unit"

# Docker's socket is its group's. Without that group the engine is Podman, whose socket is root's.
if getent group docker >/dev/null; then
  rm -f "$unit.d/10-engine.conf"
  runs_as=$user
else
  mkdir -p "$unit.d"
  printf '[Service]\nUser=root\nGroup=root\nSupplementaryGroups=\n' >"$unit.d/10-engine.conf"
  runs_as=root
fi
mkdir -p "$state"
chmod 0700 "$state"
chown -R "$runs_as:$runs_as" "$state"

join() {
  set -- "$home/current/bin/setpoint-agent" join --controller "$controller" --node "$node" --state "$state"
  if [ "$runs_as" = root ]; then
    "$@"
  else
    runuser -u "$runs_as" -- "$@"
  fi
}
cd /
if [ "$token" != - ]; then
  tell "joining as $node"
  rm -f "$state/joined"
  printf '%s\n' "$token" | join || fail "the agent did not join: see the message above"
  printf 'node=%s\ncontroller=%s\n' "$node" "$controller" >"$state/joined"
fi
token=

systemctl daemon-reload
systemctl enable --quiet setpoint-agent.service
systemctl restart setpoint-agent.service

# The one before stays, to go back to; older ones go.
find "$home/releases" -mindepth 1 -maxdepth 1 -type d ! -path "$release" -mtime +30 -exec rm -rf {} +

[ $# = 5 ] || tell "$node has joined; 'setpoint nodes' on the controller's machine shows it, 'journalctl -u setpoint-agent' its log"
