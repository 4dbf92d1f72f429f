#!/bin/sh
# Starts isolated container engines for the tests, and takes all of it away again.
#
#   engines.sh prepare                 install what is missing (root, Debian), fetch the newer Docker into the cache
#   engines.sh compose                 fetch docker compose into the cache, print its path
#   engines.sh start [ROOT]            start every engine below ROOT (default: a new temporary folder), print ROOT
#   engines.sh env [ROOT]              print the variables that the tests read
#   engines.sh restart ROOT ENGINE     stop and start one of docker20, docker20b, docker28, podman, lxd, incus; its containers stay known
#   engines.sh stop [ROOT]             stop everything below ROOT and remove it
#   engines.sh run COMMAND...          start, run COMMAND with the variables set, stop; the command's exit code
#
# The variables: SETPOINT_TEST_DOCKER20, SETPOINT_TEST_DOCKER20B (the same once more, for tests that run while others restart
# the first), SETPOINT_TEST_DOCKER28, SETPOINT_TEST_PODMAN (paths of unix sockets),
# SETPOINT_TEST_LXD, SETPOINT_TEST_INCUS (the same of LXD and Incus),
# SETPOINT_TEST_REGISTRY (host:port of a registry without TLS), SETPOINT_TEST_ENGINES (ROOT) and
# SETPOINT_TEST_ENGINES_SCRIPT (this file, for restarts by a test).
#
# Every run has its own directories, sockets, bridges (sptN-*) and addresses (10.N.0.0/16), so two runs, and the
# machine's own engines, live side by side. Docker runs without iptables: published ports go through its proxy, and
# no rule of another engine is touched. Podman's rules are named after its own default network.
#
# Images in every engine: setpoint.test/busybox:1, setpoint.test/busybox:2 (one more file) and setpoint.test/full:1
# (an image that sets everything an image can set). The registry has busybox:1, busybox:2 and full:1. LXD and Incus have
# busybox, busybox2 (one more file) and broken (its process 1 ends at once), a pool `local` and a bridge (sptN-l, sptN-i);
# 10.N.40.0/24 to 10.N.47.0/24 are left for networks that a test makes.
set -eu

self=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
. "$(dirname "$self")/debian.sh"
. "$(dirname "$self")/servers.sh"
cache=${SETPOINT_ENGINE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/setpoint/engines}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
waitSeconds=${SETPOINT_ENGINE_WAIT:-180}
packages="docker.io containerd runc iptables iproute2 podman catatonit netavark aardvark-dns busybox-static docker-registry git openssh-server"

say() { printf 'engines: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# ---------------------------------------------------------------- prepare

# unpack SUITES WHAT WORK PACKAGE...: packages of these suites of Debian, unpacked into WORK/root; nothing of them is installed.
unpack() {
  suites=$1 what=$2 work=$3
  shift 3
  [ "$(id -u)" = 0 ] || die "$what is not in $cache yet; run '$self prepare' once as root"
  archive=$(debian_archive)
  [ -n "$archive" ] || die "no Debian archive among this machine's apt sources, so $what cannot be fetched from there; $byHand"
  say "fetching $what from Debian ($suites) into $cache"
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/sources" "$work/debs" "$work/root" "$work/bin"
  : >"$work/status"
  {
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n' "$archive" "$suites"
    [ ! -e "$keyring" ] || printf 'Signed-By: %s\n' "$keyring"
  } >"$work/sources/debian.sources"
  cat >"$work/apt.conf" <<END
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$work/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$work/none";
Dir::State "$work";
Dir::State::lists "$work/lists";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
// A mirror that is behind does for tests; its signatures are checked all the same.
Acquire::Check-Valid-Until "false";
END
  if ! (
    cd "$work/debs" &&
      APT_CONFIG=$work/apt.conf apt-get -q update </dev/null &&
      APT_CONFIG=$work/apt.conf apt-get -q download "$@" </dev/null
  ) >"$work/log" 2>&1; then
    tail -n 10 "$work/log" >&2
    die "could not fetch $what (log: $work/log)"
  fi
  for deb in "$work"/debs/*.deb; do dpkg -x "$deb" "$work/root"; done
}

# take BINARY...: moves what was unpacked to WORK/bin.
take() {
  for binary in "$@"; do
    found=$(find "$work/root/usr" \( -path "*bin/$binary" -o -path "*libexec/incus/$binary" -o -path "*cli-plugins/$binary" \) -type f | head -n 1)
    [ -n "$found" ] || die "Debian's packages ($suites) have no $binary any more: adapt $self"
    mv "$found" "$work/bin/$binary"
  done
}

# settle NAME: the fetched folder becomes the one that is used.
settle() {
  rm -rf "${cache:?}/$1" "$work/root" "$work/debs" "$work/lists" "$work/cache"
  touch "$work/ready"
  mv -T "$work" "$cache/$1"
}

# Newer Docker than the distribution's.
fetch_docker28() {
  [ -e "$cache/docker28/ready" ] && return 0
  byHand="put dockerd, docker, docker-proxy, docker-init, containerd, containerd-shim-runc-v2 into $cache/docker28/bin and touch $cache/docker28/ready"
  mkdir -p "$cache"
  unpack unstable "a newer Docker" "$(mktemp -d "$cache/fetch.XXXXXX")" docker.io docker-cli containerd tini-static
  take dockerd docker docker-proxy containerd containerd-shim-runc-v2 tini-static
  mv "$work/bin/tini-static" "$work/bin/docker-init"
  "$work/bin/dockerd" --version >"$work/version" 2>&1 || die "Debian unstable's dockerd does not run on this system: $(cat "$work/version")"
  settle docker28
  say "$(cat "$cache/docker28/version")"
}

# What the benchmark compares with.
fetch_compose() {
  [ -e "$cache/compose/ready" ] && return 0
  byHand="put docker-compose (version 2) into $cache/compose/bin and touch $cache/compose/ready"
  mkdir -p "$cache"
  unpack unstable "docker compose" "$(mktemp -d "$cache/fetch.XXXXXX")" docker-compose
  take docker-compose
  "$work/bin/docker-compose" version >"$work/version" 2>&1 || die "Debian unstable's docker-compose does not run on this system: $(cat "$work/version")"
  settle compose
  say "$(cat "$cache/compose/version")"
}

prepare() {
  # shellcheck disable=SC2086
  install_packages $packages $serverPackages
  fetch_docker28
  fetch_incus
}

# ---------------------------------------------------------------- images

busybox=/bin/busybox

digest() { sha256sum "$1" | cut -d ' ' -f 1; }

pack() { tar --sort=name --mtime=@1700000000 --owner=0 --group=0 --numeric-owner --format=ustar -C "$1" -cf "$2" .; }

# image ARCHIVE NAME CONFIG LAYER...: a docker-archive of the given layer directories.
image() {
  archive=$1 tag=$2 config=$3
  shift 3
  stage=$(mktemp -d "$root/image.XXXXXX")
  diffs= layers=
  for layer in "$@"; do
    pack "$layer" "$stage/layer.tar"
    sum=$(digest "$stage/layer.tar")
    mkdir -p "$stage/$sum"
    mv "$stage/layer.tar" "$stage/$sum/layer.tar"
    diffs="$diffs${diffs:+,}\"sha256:$sum\""
    layers="$layers${layers:+,}\"$sum/layer.tar\""
  done
  case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
  printf '{"architecture":"%s","os":"linux","created":"2023-11-14T22:13:20Z","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$arch" "$config" "$diffs" >"$stage/config.json"
  sum=$(digest "$stage/config.json")
  mv "$stage/config.json" "$stage/$sum.json"
  printf '[{"Config":"%s.json","RepoTags":["%s"],"Layers":[%s]}]' "$sum" "$tag" "$layers" >"$stage/manifest.json"
  tar -C "$stage" -cf "$archive" .
  rm -rf "$stage"
}

make_images() {
  base=$root/images/base more=$root/images/more
  mkdir -p "$base/bin" "$base/etc" "$base/www" "$base/data" "$base/root" "$base/var/run" "$more/www"
  mkdir -m 1777 "$base/tmp"
  cp "$busybox" "$base/bin/busybox"
  "$busybox" --list | while read -r applet; do [ "$applet" = busybox ] || ln -s busybox "$base/bin/$applet"; done
  printf 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/data:/bin/sh\n' >"$base/etc/passwd"
  printf 'root:x:0:\napp:x:1000:\n' >"$base/etc/group"
  printf 'setpoint\n' >"$base/www/index.html"
  printf 'two\n' >"$more/www/two.html"
  plain='{"Env":["PATH=/bin"],"Cmd":["sh","-c","trap exit TERM; while :; do sleep 1; done"]}'
  full='{"Env":["PATH=/bin","FROM_IMAGE=yes"],"Entrypoint":["/bin/busybox"],"Cmd":["httpd","-f","-p","8080","-h","/www"],
    "User":"1000:1000","WorkingDir":"/data","ExposedPorts":{"8080/tcp":{}},"Volumes":{"/data":{}},"StopSignal":"SIGINT",
    "Labels":{"from.image":"yes"},"Healthcheck":{"Test":["CMD","wget","-qO-","http://127.0.0.1:8080/"],"Interval":2000000000,
    "Timeout":1000000000,"Retries":3}}'
  image "$root/images/1.tar" setpoint.test/busybox:1 "$plain" "$base"
  image "$root/images/2.tar" setpoint.test/busybox:2 "$plain" "$base" "$more"
  image "$root/images/full.tar" setpoint.test/full:1 "$full" "$base"
  rm -rf "$base" "$more"
}

# ---------------------------------------------------------------- processes

# Runs a daemon in its own session with its log and pid under its folder.
daemon() {
  folder=$1 program=$2
  shift 2
  setsid "$@" </dev/null >>"$folder/$program.log" 2>&1 &
  echo $! >"$folder/$program.pid"
}

alive() { [ -s "$1" ] && running "$(cat "$1")"; }

# A process that has ended but is not yet collected by its parent does not count.
running() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }

# until_ready WHAT PIDFILE LOG COMMAND...: polls the command; a dead process or the limit ends it with the log's tail.
until_ready() {
  what=$1 pidfile=$2 log=$3
  shift 3
  tries=$((waitSeconds * 10))
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ $tries -le 0 ] || ! alive "$pidfile"; then
      tail -n 15 "$log" >&2 || true
      die "$what did not start (log: $log)"
    fi
    sleep 0.1
  done
}

# end PIDFILE: asks the process to end, and makes it end after ten seconds.
end() {
  [ -s "$1" ] || return 0
  pid=$(cat "$1")
  kill "$pid" 2>/dev/null || true
  tries=100
  while running "$pid" && [ $tries -gt 0 ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || kill -9 "$pid" 2>/dev/null || true
    sleep 0.1
  done
  rm -f "$1"
}

# ---------------------------------------------------------------- Docker

# start_docker ENGINE PATH-PREFIX BRIDGE POOL
start_docker() {
  home=$root/$1 binaries=$2
  mkdir -p "$home/state"
  # A daemon that was killed, since it took too long to stop its containers, leaves this behind.
  rm -f "$home/docker.pid"
  echo '{}' >"$home/daemon.json"
  cat >"$home/containerd.toml" <<END
version = 2
root = "$home/containerd"
state = "$home/state/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime"]
[grpc]
  address = "$home/state/containerd.sock"
END
  PATH=$binaries$PATH daemon "$home" containerd containerd --config "$home/containerd.toml"
  PATH=$binaries$PATH daemon "$home" dockerd dockerd \
    --containerd "$home/state/containerd.sock" --data-root "$home/data" --exec-root "$home/state/exec" \
    --pidfile "$home/docker.pid" -H "unix://$home/docker.sock" --bridge "$3" --default-address-pool "base=$4,size=24" \
    --iptables=false --ip-masq=false --ip-forward=false --config-file "$home/daemon.json" --log-level warn
}

# start_named ENGINE: each with the binaries, the bridge and the addresses that belong to its name.
start_named() {
  case $1 in
    docker20) start_docker docker20 "" "$prefix-a" "10.$slot.64.0/18" ;;
    docker28) start_docker docker28 "$cache/docker28/bin:" "$prefix-b" "10.$slot.128.0/18" ;;
    docker20b) start_docker docker20b "" "$prefix-c" "10.$slot.16.0/20" ;;
    *) die "no engine is called $1: docker20, docker20b, docker28 or podman" ;;
  esac
}

# docker_call ENGINE ARGS...: each engine with the client of its own age.
docker_call() {
  engine=$1 client=docker
  shift
  [ "$engine" = docker20 ] || [ "$engine" = docker20b ] || client=$cache/docker28/bin/docker
  DOCKER_CONFIG=$root/cli "$client" -H "unix://$root/$engine/docker.sock" "$@"
}

ready_docker() {
  until_ready "$1" "$root/$1/dockerd.pid" "$root/$1/dockerd.log" docker_call "$1" version
}

stop_docker() {
  [ -d "$root/$1" ] || return 0
  end "$root/$1/dockerd.pid"
  end "$root/$1/containerd.pid"
}

clear_docker() {
  [ -S "$root/$1/docker.sock" ] && alive "$root/$1/dockerd.pid" || return 0
  ids=$(docker_call "$1" ps -aq 2>/dev/null) || ids=
  # shellcheck disable=SC2086
  [ -z "$ids" ] || docker_call "$1" rm -fv $ids >/dev/null 2>&1 || true
  docker_call "$1" network prune -f >/dev/null 2>&1 || true
}

# ---------------------------------------------------------------- Podman

podman_files() {
  home=$root/podman
  mkdir -p "$home/networks" "$home/tmp" "$home/run"
  # crun refuses machines with hybrid cgroups, and the default ulimits may be above what the machine allows.
  cat >"$home/containers.conf" <<END
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
default_network = "$prefix"
default_subnet_pools = [{"base" = "10.$slot.192.0/18", "size" = 24}]
END
  id=$(printf '%s' "$prefix" | sha256sum | cut -d ' ' -f 1)
  cat >"$home/networks/$prefix.json" <<END
{"name":"$prefix","id":"$id","driver":"bridge","network_interface":"$prefix-p","created":"2023-11-14T22:13:20Z",
 "subnets":[{"subnet":"10.$slot.3.0/24","gateway":"10.$slot.3.1"}],
 "ipv6_enabled":false,"internal":false,"dns_enabled":false,"ipam_options":{"driver":"host-local"}}
END
  cat >"$home/registries.conf" <<END
unqualified-search-registries = []
[[registry]]
location = "$(cat "$root/registry/address")"
insecure = true
END
}

# Podman as root keeps its addresses and its DNS server in a folder of the machine whatever its options say. A mount
# namespace of its own, held open by a sleeper, gives it a folder of its own there; containers live through restarts.
hold_podman() {
  daemon "$root/podman" holder unshare --mount --propagation slave \
    sh -c 'mkdir -p /run/containers && mount -t tmpfs tmpfs /run/containers && touch "$1" && exec sleep infinity' hold "$root/podman/held"
  until_ready "podman's mount namespace" "$root/podman/holder.pid" "$root/podman/holder.log" test -e "$root/podman/held"
}

podman_call() {
  podman_environment nsenter "--mount=/proc/$(cat "$root/podman/holder.pid")/ns/mnt" podman \
    --root "$root/podman/data" --runroot "$root/podman/run" --tmpdir "$root/podman/libpod" \
    --network-config-dir "$root/podman/networks" --storage-driver overlay "$@"
}

podman_environment() {
  CONTAINERS_CONF=$root/podman/containers.conf CONTAINERS_REGISTRIES_CONF=$root/podman/registries.conf TMPDIR=$root/podman/tmp "$@"
}

start_podman() {
  podman_environment daemon "$root/podman" service nsenter "--mount=/proc/$(cat "$root/podman/holder.pid")/ns/mnt" podman \
    --root "$root/podman/data" --runroot "$root/podman/run" --tmpdir "$root/podman/libpod" \
    --network-config-dir "$root/podman/networks" --storage-driver overlay \
    system service --time=0 "unix://$root/podman/podman.sock"
}

# What Podman left running (monitors of finished execs, its DNS server) is known by its mount namespace.
stop_podman() {
  alive "$root/podman/holder.pid" || return 0
  podman_call rm -af -t 0 >/dev/null 2>&1 || true
  podman_call network prune -f >/dev/null 2>&1 || true
  end "$root/podman/service.pid"
  holder=$(cat "$root/podman/holder.pid")
  space=$(readlink "/proc/$holder/ns/mnt")
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/ns/mnt" 2>/dev/null)" != "$space" ] || kill -9 "${process#/proc/}" 2>/dev/null || true
  done
}

ready_podman() {
  until_ready podman "$root/podman/service.pid" "$root/podman/service.log" test -S "$root/podman/podman.sock"
}

# ---------------------------------------------------------------- registry

start_registry() {
  home=$root/registry
  mkdir -p "$home/data"
  # Port 0: the system picks a free one, and the log says which.
  cat >"$home/config.yml" <<END
version: 0.1
log: {level: info, formatter: json}
storage: {filesystem: {rootdirectory: $home/data}, delete: {enabled: true}}
http: {addr: "127.0.0.1:0"}
END
  daemon "$home" registry docker-registry serve "$home/config.yml"
  until_ready registry "$home/registry.pid" "$home/registry.log" grep -q 'listening on' "$home/registry.log"
  sed -n 's/.*listening on \(127\.0\.0\.1:[0-9]*\).*/\1/p' "$home/registry.log" | head -n 1 >"$home/address"
}

# ---------------------------------------------------------------- the whole

# A bridge that could be made is the claim on a slot: the kernel allows a name only once.
claim_slot() {
  slot=$((($$ % 200) + 40)) tries=200
  while [ $tries -gt 0 ]; do
    if ! ip -4 route show | grep -q "^10\.$slot\." && ip link add "spt$slot-a" type bridge 2>/dev/null; then
      ip link add "spt$slot-b" type bridge
      ip link add "spt$slot-c" type bridge
      ip addr add "10.$slot.1.1/24" dev "spt$slot-a"
      ip addr add "10.$slot.2.1/24" dev "spt$slot-b"
      ip addr add "10.$slot.4.1/24" dev "spt$slot-c"
      for letter in a b c; do ip link set "spt$slot-$letter" up; done
      return 0
    fi
    slot=$(((slot - 39) % 200 + 40)) tries=$((tries - 1))
  done
  die "no free 10.N.0.0/16 for the engines' networks"
}

start() {
  [ "$(id -u)" = 0 ] || die "engines need root: networks and mounts are made"
  for binary in dockerd docker containerd runc podman docker-registry ip lxd lxc dnsmasq; do
    command -v $binary >/dev/null 2>&1 || die "$binary is missing; run '$self prepare' as root"
  done
  [ -e "$cache/docker28/ready" ] || die "the newer Docker is missing; run '$self prepare' as root"
  [ -e "$cache/incus/ready" ] || die "Incus is missing; run '$self prepare' as root"
  root=${1:-$(mktemp -d /tmp/setpoint-engines.XXXXXX)}
  [ ! -e "$root/env.sh" ] || die "$root is in use; stop it first"
  mkdir -p "$root/cli"
  root=$(cd "$root" && pwd)
  chmod 711 "$root" # the users of system containers go through it
  trap 'stop "$root"' EXIT
  trap 'exit 130' INT TERM HUP
  claim_slot
  prefix=spt$slot
  printf '%s\n' "$slot" >"$root/slot"
  start_named docker20
  start_named docker20b
  start_named docker28
  start_server lxd
  start_server incus
  start_registry
  podman_files
  hold_podman
  start_podman
  make_images
  make_instance_images
  ready_docker docker20
  ready_docker docker20b
  ready_docker docker28
  ready_podman
  for server in lxd incus; do
    ready_server $server
    settle_server $server
  done
  for tag in 1 2 full; do
    docker_call docker20 load -q -i "$root/images/$tag.tar" >/dev/null
    docker_call docker20b load -q -i "$root/images/$tag.tar" >/dev/null
    docker_call docker28 load -q -i "$root/images/$tag.tar" >/dev/null
    podman_call load -q -i "$root/images/$tag.tar" >/dev/null
  done
  registry=$(cat "$root/registry/address")
  for image in busybox:1 busybox:2 full:1; do
    docker_call docker20 tag "setpoint.test/$image" "$registry/$image"
    docker_call docker20 push -q "$registry/$image" >/dev/null
    docker_call docker20 rmi "$registry/$image" >/dev/null
  done
  cat >"$root/env.sh" <<END
export SETPOINT_TEST_DOCKER20=$root/docker20/docker.sock
export SETPOINT_TEST_DOCKER20B=$root/docker20b/docker.sock
export SETPOINT_TEST_DOCKER28=$root/docker28/docker.sock
export SETPOINT_TEST_PODMAN=$root/podman/podman.sock
export SETPOINT_TEST_LXD=$root/lxd/home/unix.socket
export SETPOINT_TEST_INCUS=$root/incus/home/unix.socket
export SETPOINT_TEST_REGISTRY=$registry
export SETPOINT_TEST_ENGINES=$root
export SETPOINT_TEST_ENGINES_SCRIPT=$self
END
  trap - EXIT INT TERM HUP
}

stop() {
  root=$1
  [ -d "$root" ] || return 0
  trap '' INT TERM HUP
  clear_docker docker20
  clear_docker docker20b
  clear_docker docker28
  stop_podman
  stop_docker docker20
  stop_docker docker20b
  stop_docker docker28
  stop_server lxd
  stop_server incus
  [ ! -d "$root/registry" ] || end "$root/registry/registry.pid"
  # Mounts that an engine left (deepest first), then the bridges, then the files.
  awk -v root="$root/" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do umount -l "$mount" || true; done
  if [ -s "$root/slot" ]; then
    slot=$(cat "$root/slot")
    ip -o link show 2>/dev/null | sed -n "s/^[0-9]*: \(spt$slot-[a-z]*\)[@:].*/\1/p" | while read -r link; do ip link delete "$link" || true; done
  fi
  rm -rf "$root"
}

restart() {
  root=$1
  slot=$(cat "$root/slot")
  prefix=spt$slot
  case $2 in
    docker*) stop_docker "$2"; start_named "$2"; ready_docker "$2" ;;
    podman) end "$root/podman/service.pid"; rm -f "$root/podman/podman.sock"; start_podman; ready_podman ;;
    lxd | incus) halt_server "$2"; start_server "$2"; ready_server "$2" ;;
    *) die "no engine is called $2: docker20, docker20b, docker28, podman, lxd or incus" ;;
  esac
}

run() {
  start ""
  code=0
  trap 'stop "$root"' EXIT
  trap 'exit 130' INT TERM HUP
  . "$root/env.sh"
  "$@" || code=$?
  trap - EXIT INT TERM HUP
  stop "$root"
  exit $code
}

needs_root_folder() { [ -n "${1:-${SETPOINT_TEST_ENGINES:-}}" ] || die "say which ROOT, or set SETPOINT_TEST_ENGINES"; }

verb=${1:-help}
[ $# -eq 0 ] || shift
case $verb in
  prepare) prepare ;;
  compose) fetch_compose; printf '%s\n' "$cache/compose/bin/docker-compose" ;;
  start) start "${1:-}"; printf '%s\n' "$root" ;;
  env) needs_root_folder "${1:-}"; cat "${1:-$SETPOINT_TEST_ENGINES}/env.sh" ;;
  restart) [ $# -eq 2 ] || die "usage: restart ROOT ENGINE"; restart "$1" "$2" ;;
  stop) needs_root_folder "${1:-}"; stop "${1:-$SETPOINT_TEST_ENGINES}" ;;
  run) [ $# -gt 0 ] || die "usage: run COMMAND..."; run "$@" ;;
  *) sed -n '2,/^set -eu/{/^set/d;s/^# \{0,1\}//;p;}' "$self" ;;
esac
