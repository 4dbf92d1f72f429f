# Sourced by engines.sh: LXD of the distribution and Incus of its backports, each with a folder, a bridge, addresses and a
# storage pool of its own; nothing of the machine's own servers is touched. The caller defines `root`, `cache`, `slot`,
# `prefix`, `say`, `die`, `unpack`, `take`, `settle`, `daemon`, `alive`, `until_ready`, `end` and `pack`.

serverPackages="lxd lxd-client dnsmasq-base rsync attr xz-utils squashfs-tools uidmap libuv1"

# Incus is unpacked only, so that it needs no service, no user and no folder of the machine.
fetch_incus() {
  [ -e "$cache/incus/ready" ] && return 0
  byHand="put incusd, incus and the squashfs tools into $cache/incus/bin, libcowsql.so.0 and libraft.so.0 into $cache/incus/lib and touch $cache/incus/ready"
  mkdir -p "$cache"
  unpack "bookworm-backports bookworm" Incus "$(mktemp -d "$cache/fetch.XXXXXX")" incus-base incus-client libcowsql0 libraft0 squashfs-tools-ng
  take incusd incus sqfs2tar tar2sqfs
  mkdir -p "$work/lib"
  find "$work/root/usr/lib" -name 'lib*.so.*' -exec mv {} "$work/lib/" \;
  for library in cowsql raft; do
    [ -e "$work/lib/lib$library.so.0" ] || die "Debian's backports have no lib$library.so.0 any more: adapt $self"
  done
  LD_LIBRARY_PATH=$work/lib "$work/bin/incusd" --version >"$work/version" 2>&1 || die "Incus does not run on this system: $(cat "$work/version")"
  settle incus
  say "Incus $(cat "$cache/incus/version")"
}

# server_do SERVER COMMAND...: the command with what this server's programs need around them.
server_do() (
  home=$root/$1/home
  export HOME="$root/$1"
  unset LXD_CONF INCUS_CONF LXD_PROJECT INCUS_PROJECT
  case $1 in
    lxd) export LXD_DIR="$home" ;;
    incus) export INCUS_DIR="$home" PATH="$cache/incus/bin:$PATH" LD_LIBRARY_PATH="$cache/incus/lib" ;;
  esac
  shift
  "$@" </dev/null
)

server_call() {
  server=$1
  shift
  case $server in
    lxd) server_do lxd lxc "$@" ;;
    incus) server_do incus incus "$@" ;;
  esac
}

start_server() {
  mkdir -p "$root/$1/home"
  case $1 in
    lxd) server_do lxd daemon "$root/lxd" lxd lxd --group root ;;
    incus) server_do incus daemon "$root/incus" incusd incusd --group root ;;
  esac
}

server_program() { case $1 in lxd) echo lxd ;; incus) echo incusd ;; esac; }

ready_server() {
  program=$(server_program "$1")
  until_ready "$1" "$root/$1/$program.pid" "$root/$1/$program.log" server_call "$1" query /1.0
}

# What a new server gets, once: a pool, a bridge without firewall rules, a port on an address of the loopback that no
# other run has, and images.
settle_server() {
  case $1 in lxd) bridge=$prefix-l net=10.$slot.32.1/24 listen=127.$slot.0.1 ;; incus) bridge=$prefix-i net=10.$slot.33.1/24 listen=127.$slot.0.2 ;; esac
  server_call "$1" storage create local dir >/dev/null
  server_call "$1" network create "$bridge" ipv4.address="$net" ipv4.nat=false ipv4.firewall=false \
    ipv6.address=none ipv6.firewall=false >/dev/null
  server_call "$1" profile device add default root disk path=/ pool=local >/dev/null
  server_call "$1" profile device add default eth0 nic network="$bridge" name=eth0 >/dev/null
  server_call "$1" config set core.https_address="$listen:8443" images.auto_update_interval=0
  for name in busybox busybox2 broken; do
    server_call "$1" image import -q "$root/images/instance.tar" "$root/images/$name.tar" --alias "$name" >/dev/null
  done
}

# Root file systems whose process 1 is a shell that ends when it is asked to; the last one's ends at once.
make_instance_images() {
  base=$root/images/machine
  mkdir -p "$base/bin" "$base/sbin" "$base/dev" "$base/proc" "$base/sys" "$base/run" "$base/etc" "$base/var/lib" "$base/root" "$base/www"
  mkdir -m 1777 "$base/tmp"
  cp "$busybox" "$base/bin/busybox"
  "$busybox" --list | while read -r applet; do [ "$applet" = busybox ] || ln -s busybox "$base/bin/$applet"; done
  printf 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/var:/bin/sh\n' >"$base/etc/passwd"
  printf 'root:x:0:\napp:x:1000:\n' >"$base/etc/group"
  printf 'setpoint\n' >"$base/www/index.html"
  cat >"$base/etc/udhcpc" <<'END'
#!/bin/sh
case $1 in
  deconfig) ip addr flush dev "$interface"; ip link set "$interface" up ;;
  bound | renew) ip addr replace "$ip/$mask" dev "$interface"; [ -z "$router" ] || ip route replace default via "${router%% *}" ;;
esac
END
  cat >"$base/sbin/init" <<'END'
#!/bin/sh
trap 'exit 0' PWR INT TERM
export PATH=/bin:/sbin
ip link set lo up
[ ! -e /sys/class/net/eth0 ] || udhcpc -q -t 20 -T 1 -i eth0 -s /etc/udhcpc >/dev/null 2>&1 &
echo "up since $(date)"
while :; do sleep 3600 & wait $!; done
END
  chmod 755 "$base/sbin/init" "$base/etc/udhcpc"
  pack "$base" "$root/images/busybox.tar"
  printf 'two\n' >"$base/www/two.html"
  pack "$base" "$root/images/busybox2.tar"
  printf '#!/bin/sh\necho this one never comes up\nexit 1\n' >"$base/sbin/init"
  pack "$base" "$root/images/broken.tar"
  rm -rf "$base"
  mkdir "$base"
  printf 'architecture: %s\ncreation_date: 1700000000\nproperties:\n  os: busybox\n  description: Busybox\n' "$(uname -m)" >"$base/metadata.yaml"
  pack "$base" "$root/images/instance.tar"
  rm -rf "$base"
}

# Stops the daemon alone; instances go on.
halt_server() { end "$root/$1/$(server_program "$1").pid"; }

stop_server() {
  [ -d "$root/$1" ] || return 0
  program=$(server_program "$1")
  if alive "$root/$1/$program.pid"; then
    server_call "$1" list --all-projects -f csv -c ne 2>/dev/null | while IFS=, read -r name project; do
      server_call "$1" delete -f "$name" --project "${project:-default}" >/dev/null 2>&1 || true
    done
    # Asked this way it takes its bridges down too.
    kill -PWR "$(cat "$root/$1/$program.pid")" 2>/dev/null || true
    tries=200
    while alive "$root/$1/$program.pid" && [ $tries -gt 0 ]; do
      tries=$((tries - 1))
      sleep 0.1
    done
  fi
  halt_server "$1"
  # Monitors of instances and servers of addresses that outlived it are known by its folder.
  for process in /proc/[0-9]*; do
    case $(tr '\0' ' ' <"$process/cmdline" 2>/dev/null) in
      *"$root/$1/home/"*) kill -9 "${process#/proc/}" 2>/dev/null || true ;;
    esac
  done
}
