#!/bin/sh
# Makes real hosts for the tests: Debian 12 with systemd as process 1, each with its own network address and, if asked
# for, its own Docker. They are system containers of an LXD that runs for them alone; everything goes again with `stop`.
#
#   hosts.sh prepare [KIND]      install what is missing (root, Debian), build the root file system into the cache
#   hosts.sh start N [KIND]      start host1 to hostN and wait until they have booted; KIND is
#                                  docker  (default) Docker 20.10 runs and has the image setpoint.test/busybox:1
#                                  bare    a fresh minimal Debian: no engine, no git, no curl
#                                With N = 0 only LXD, the network and the image are there, for hosts that somebody else makes
#   hosts.sh exec NAME CMD...    run a command on a host as root, standard input and output are passed on
#   hosts.sh mount NAME DIR      show a directory of this machine on a host under the same path, read-only
#   hosts.sh push NAME FILE PATH copy a file to a host
#   hosts.sh list                names and addresses
#   hosts.sh pid NAME            process 1 of a host, as this machine numbers it
#   hosts.sh cut NAME | join NAME  take a host off the network, put it back
#   hosts.sh stop                stop all hosts and remove everything that belongs to them
#
# Everything is below SETPOINT_TEST_HOSTS (default /tmp/setpoint-hosts): another value is another set of hosts, which
# lives beside the first. Each set has its own LXD, bridge (sphN) and addresses (10.N.7.0/24, N from 40 to 239; host1 is
# 10.N.7.11, this machine 10.N.7.1); hosts reach the outside through it. The names host1... resolve on every host.
# SETPOINT_TEST_PRIVILEGED=1 makes hosts whose root is this machine's root, for what a plain one may not do.
# The root file systems stay in the cache (SETPOINT_ENGINE_CACHE); they are built once, in about a minute.
set -eu

self=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
. "$(dirname "$self")/debian.sh"
cache=${SETPOINT_ENGINE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/setpoint/engines}
root=${SETPOINT_TEST_HOSTS:-/tmp/setpoint-hosts}
waitTenths=$((${SETPOINT_ENGINE_WAIT:-180} * 10))
ground="systemd,systemd-sysv,dbus,udev,iproute2,ca-certificates,procps"

say() { printf 'hosts: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
usage() { sed -n '2,/^set -eu/{/^set/d;s/^# \{0,1\}//;p;}' "$self"; }

# ---------------------------------------------------------------- root file systems

prepare() {
  kind=$1
  install_packages lxd lxd-client debootstrap dnsmasq-base iptables iproute2
  [ ! -e "$cache/host-$kind/ready" ] || return 0
  archive=$(debian_archive)
  [ -n "$archive" ] || die "no Debian archive among this machine's apt sources, so no host can be made from it"
  say "building a Debian 12 root file system ($kind) into $cache"
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/host.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  debootstrap --variant=minbase --include="$ground" bookworm "$work/rootfs" "$archive" >"$work/log" 2>&1 \
    || { tail -n 10 "$work/log" >&2; die "could not build it"; }
  [ "$kind" = bare ] || add_docker >>"$work/log" 2>&1 || { tail -n 10 "$work/log" >&2; die "could not add Docker to it"; }
  settle_system
  tar -C "$work/rootfs" --numeric-owner -cf "$work/rootfs.tar" .
  printf 'architecture: %s\ncreation_date: 1700000000\nproperties:\n  description: Debian 12, %s\n' "$(uname -m)" "$kind" >"$work/metadata.yaml"
  tar -C "$work" -cf "$work/metadata.tar" metadata.yaml
  rm -rf "$work/rootfs" "$work/log" "$work/metadata.yaml" "${cache:?}/host-$kind"
  touch "$work/ready"
  mv -T "$work" "$cache/host-$kind"
  trap - EXIT
}

add_docker() {
  printf '#!/bin/sh\nexit 101\n' >"$work/rootfs/usr/sbin/policy-rc.d"
  chmod 755 "$work/rootfs/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$work/rootfs/etc/resolv.conf"
  DEBIAN_FRONTEND=noninteractive chroot "$work/rootfs" \
    apt-get -q install -y --no-install-recommends docker.io iptables busybox-static </dev/null
  rm -f "$work/rootfs/usr/sbin/policy-rc.d"
}

# The address is given by a unit of its own: it must work also where udev does not hand the interface to networkd.
settle_system() {
  cat >"$work/rootfs/etc/systemd/system/host-address.service" <<END
[Unit]
Description=Address of this host
DefaultDependencies=no
Before=network.target network-online.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh /etc/host-address
[Install]
WantedBy=sysinit.target
END
  chroot "$work/rootfs" systemctl -q enable host-address.service
  chroot "$work/rootfs" systemctl -q mask systemd-networkd-wait-online.service
  rm -f "$work/rootfs/etc/hostname" "$work/rootfs/etc/machine-id"
  : >"$work/rootfs/etc/machine-id"
  rm -rf "$work/rootfs"/var/cache/apt/archives/*.deb
}

# ---------------------------------------------------------------- LXD and the network

lxc_call() { LXD_DIR=$root/lxd HOME=$root lxc "$@"; }

alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

# until_true WHAT COMMAND...: polls; the limit ends it.
until_true() {
  what=$1 tries=$waitTenths
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || die "$what did not come in time (log: $root/lxd.log)"
    sleep 0.1
  done
}

start_lxd() {
  mkdir -p "$root/lxd"
  LXD_DIR=$root/lxd setsid lxd --group root </dev/null >>"$root/lxd.log" 2>&1 &
  echo $! >"$root/lxd.pid"
  until_true "LXD" lxc_call info
  # The bridge is ours, not LXD's: no DHCP server, no rules but the three below.
  lxc_call storage create hosts dir >/dev/null
  lxc_call profile device add default root disk path=/ pool=hosts >/dev/null
  lxc_call profile device add default eth0 nic nictype=bridged parent="$bridge" >/dev/null
  lxc_call profile set default security.nesting=true
  [ -z "${SETPOINT_TEST_PRIVILEGED:-}" ] || lxc_call profile set default security.privileged=true
}

# A bridge that could be made is the claim on a number: the kernel allows a name only once.
claim_bridge() {
  number=$((($$ % 200) + 40)) tries=200
  while [ $tries -gt 0 ]; do
    bridge=sph$number
    if ! ip -4 route show | grep -q "^10\.$number\." && ip link add "$bridge" type bridge 2>/dev/null; then
      printf '%s\n' "$number" >"$root/number"
      ip addr add "10.$number.7.1/24" dev "$bridge"
      ip link set "$bridge" up
      rules -A -I
      # Left on afterwards: other engines of the machine may rely on it by then.
      echo 1 >/proc/sys/net/ipv4/ip_forward
      return 0
    fi
    number=$(((number - 39) % 200 + 40)) tries=$((tries - 1))
  done
  die "no free 10.N.0.0/16 for the hosts' network"
}

# rules ADD INSERT: -A and -I to make them, -D and -D to take them away.
rules() {
  iptables -w -t nat "$1" POSTROUTING -s "10.$number.7.0/24" ! -d "10.$number.7.0/24" -j MASQUERADE
  iptables -w "$2" FORWARD -i "sph$number" -j ACCEPT
  iptables -w "$2" FORWARD -o "sph$number" -j ACCEPT
}

# ---------------------------------------------------------------- hosts

start_host() {
  name=$1 address=10.$number.7.$((10 + $2)) stage=$root/stage
  mkdir -p "$stage"
  lxc_call init "$kind" "$name" >/dev/null 2>>"$root/lxd.log"
  cat >"$stage/address" <<END
ip link set lo up
ip link set eth0 up
ip addr add $address/24 dev eth0
ip route add default via 10.$number.7.1
# systemd wants cpu and cpuacct in one hierarchy; where the machine has two of them it mounts neither.
if grep -q ' /sys/fs/cgroup tmpfs ' /proc/mounts && [ -L /sys/fs/cgroup/cpu ] && [ ! -e /sys/fs/cgroup/cpu/tasks ]; then
  mount -o remount,rw /sys/fs/cgroup
  for part in cpu cpuacct; do
    rm /sys/fs/cgroup/\$part
    mkdir /sys/fs/cgroup/\$part
    mount -t cgroup -o \$part cgroup /sys/fs/cgroup/\$part
  done
  mount -o remount,ro /sys/fs/cgroup
fi
true
END
  { printf '127.0.0.1 localhost\n10.%s.7.1 machine\n' "$number"; cat "$root/names"; } >"$stage/hosts"
  printf '%s\n' "$name" >"$stage/hostname"
  resolver=/run/systemd/resolve/resolv.conf
  [ -e $resolver ] || resolver=/etc/resolv.conf
  lxc_call file push -q "$stage/address" "$name/etc/host-address"
  lxc_call file push -q "$stage/hosts" "$name/etc/hosts"
  lxc_call file push -q "$stage/hostname" "$name/etc/hostname"
  lxc_call file push -q "$resolver" "$name/etc/resolv.conf"
  lxc_call start "$name" </dev/null >/dev/null 2>>"$root/lxd.log"
}

# A degraded system has booted too: some unit of a minimal system always has nothing to do in a container.
booted() { lxc_call exec -n -T "$1" -- systemctl is-system-running | grep -qE '^(running|degraded)$'; }

answers() { lxc_call exec -n -T "$1" -- docker version; }

give_image() {
  lxc_call exec -n -T "$1" -- sh -ec 'd=$(mktemp -d); mkdir -p $d/bin $d/etc $d/tmp $d/www; cp /bin/busybox $d/bin/
    busybox --list | while read -r a; do [ $a = busybox ] || ln -s busybox $d/bin/$a; done
    printf "root:x:0:0:root:/:/bin/sh\n" >$d/etc/passwd; printf "setpoint\n" >$d/www/index.html
    tar -C $d -c . | docker import -c "CMD [\"sh\",\"-c\",\"trap exit TERM; while :; do sleep 1; done\"]" - setpoint.test/busybox:1
    rm -r $d' >/dev/null
}

start() {
  count=$1 kind=$2
  case $count in '' | *[!0-9]*) die "how many hosts? usage: hosts.sh start N [docker|bare]" ;; esac
  [ "$count" -le 40 ] || die "at most 40 hosts"
  [ "$(id -u)" = 0 ] || die "hosts need root: networks and mounts are made"
  [ ! -e "$root/number" ] || die "$root is in use; run '$self stop' first, or set SETPOINT_TEST_HOSTS"
  prepare "$kind"
  mkdir -p "$root"
  trap 'stop' EXIT
  trap 'exit 130' INT TERM HUP
  claim_bridge
  start_lxd
  lxc_call image import -q "$cache/host-$kind/metadata.tar" "$cache/host-$kind/rootfs.tar" --alias "$kind" >/dev/null
  each "$count" named >"$root/names"
  each "$count" start_one
  while read -r address name; do
    until_true "$name" booted "$name"
    [ "$kind" = bare ] || { until_true "Docker on $name" answers "$name"; give_image "$name"; }
  done <"$root/names"
  trap - EXIT INT TERM HUP
  cat "$root/names"
}

each() {
  i=0
  while [ $i -lt "$1" ]; do
    i=$((i + 1))
    "$2" $i
  done
}

named() { printf '10.%s.7.%s host%s\n' "$number" $((10 + $1)) "$1"; }
start_one() { start_host "host$1" "$1"; }

stop() {
  trap '' INT TERM HUP
  [ -d "$root" ] || return 0
  if alive "$root/lxd.pid"; then
    lxc_call list -c n -f csv 2>/dev/null | while read -r name; do lxc_call delete -f "$name" </dev/null >/dev/null 2>&1 || true; done
    LXD_DIR=$root/lxd lxd shutdown -t 20 >/dev/null 2>&1 || kill "$(cat "$root/lxd.pid")" 2>/dev/null || true
  fi
  awk -v root="$root/" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do umount -l "$mount" || true; done
  if [ -s "$root/number" ]; then
    number=$(cat "$root/number")
    rules -D -D 2>/dev/null || true
    ip link delete "sph$number" 2>/dev/null || true
  fi
  rm -rf "$root"
}

needs_hosts() { [ -s "$root/number" ] || die "no hosts below $root; run '$self start N' first"; }

verb=${1:-help}
[ $# -eq 0 ] || shift
case $verb in
  start | prepare)
    [ "$verb" = prepare ] || { count=${1:-}; [ $# -eq 0 ] || shift; }
    case ${1:-docker} in docker | bare) ;; *) die "no kind $1: docker or bare" ;; esac
    [ "$verb" = prepare ] && prepare "${1:-docker}" || start "$count" "${1:-docker}" ;;
  exec) needs_hosts; [ $# -gt 1 ] || die "usage: exec NAME CMD..."; name=$1; shift; LXD_DIR=$root/lxd HOME=$root exec lxc exec -T "$name" -- "$@" ;;
  mount) needs_hosts; lxc_call config device add "$1" "dir$(printf '%s' "$2" | cksum | cut -d ' ' -f 1)" disk "source=$2" "path=$2" readonly=true >/dev/null ;;
  push) needs_hosts; lxc_call file push -q -p "$2" "$1$3" ;;
  list) needs_hosts; cat "$root/names" ;;
  pid) needs_hosts; lxc_call info "$1" | sed -n 's/^PID: //p' ;;
  cut) needs_hosts; lxc_call config device add "$1" eth0 none >/dev/null ;;
  join) needs_hosts; lxc_call config device remove "$1" eth0 >/dev/null; lxc_call exec -n -T "$1" -- sh /etc/host-address >/dev/null 2>&1 || true ;;
  stop) stop ;;
  *) usage ;;
esac
