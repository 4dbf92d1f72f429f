#!/bin/sh
# Shows machines in machines: from one push a Debian system container with systemd, an agent inside, Docker inside, and a container
# inside that; then another image of the outer one by a swap that keeps its volumes; then the way back; then the same without volumes.
#
#   src/test/fleet/nested.sh         builds when needed, runs everything, removes everything; exit 0 when all was as it should be
#   KEEP=1 src/test/fleet/nested.sh  leaves machines and controller there to look at
#
# The parent is this machine: an agent of its own with an LXD of its own. Needs root on Debian (hosts.sh says more). Takes about three
# minutes. Prints one line for each step, with the seconds since the beginning and those of the step.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../../.." && pwd)
hosts=$home/src/test/engines/hosts.sh
scratch=$(mktemp -d)
chmod 755 "$scratch"
SETPOINT_TEST_HOSTS=${SETPOINT_TEST_HOSTS:-$scratch/hosts}
export SETPOINT_TEST_HOSTS
cache=${SETPOINT_ENGINE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/setpoint/engines}
data=$scratch/data
work=$scratch/work
controller=
agent=

end() {
  if [ -n "${KEEP:-}" ]; then
    echo "kept: $scratch; setpoint ... --data $data; LXD_DIR=$SETPOINT_TEST_HOSTS/lxd; end: kill $controller $agent; SETPOINT_TEST_HOSTS=$SETPOINT_TEST_HOSTS $hosts stop"
    return
  fi
  [ -z "$agent" ] || kill "$agent" 2>/dev/null || true
  [ -z "$controller" ] || kill "$controller" 2>/dev/null || true
  "$hosts" stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap end EXIT
trap 'exit 130' INT TERM

now() { date +%s%3N; }
begun=$(now)
last=$begun
step() {
  at=$(now)
  printf '%6.1f s %+6.1f s  %s\n' "$(((at - begun) / 100))e-1" "$(((at - last) / 100))e-1" "$*"
  last=$at
}
fail() {
  step "FAILED: $*"
  for log in controller agent; do tail -n 15 "$scratch/$log.log" >&2 || true; done
  verb nodes >&2 || true
  verb status >&2 || true
  exit 1
}
verb() { "$home/setpoint" "$@" --data "$data"; }
lxc_call() { LXD_DIR=$SETPOINT_TEST_HOSTS/lxd HOME=$SETPOINT_TEST_HOSTS lxc "$@"; }
inside() { name=$1; shift; lxc_call exec -n -T "$name" -- "$@" </dev/null; }

# until_true SECONDS WHAT COMMAND...: waits until the command succeeds
until_true() {
  limit=$(($(date +%s) + $1))
  what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$limit" ] || fail "$what"
    sleep 0.2
  done
  step "$what"
}

answers() { verb nodes | grep -q ^metal; }
node_ready() { verb nodes | grep "^$1 " | grep ' connected ' | grep -q ' ready '; }
all_ready() { for each in "$@"; do node_ready "$each" || return 1; done; }
app_runs() { inside "$1" docker ps --format '{{.Names}}' | grep -qx "$2"; }
app_id() { inside "$1" docker inspect "$2" --format '{{.Id}}'; }
is_image() { inside "$1" cat /etc/outer | grep -qx "$2"; }
now_runs() { is_image "$1" "$2" && app_runs "$1" "$3"; }
agent_runs() { inside "$1" systemctl is-active --quiet setpoint-agent; }
is_connected() { verb nodes | grep "^$1 " | grep -q ' connected '; }
joined_times() { verb audit list --limit 500 | grep -c " $1 joined with token" || true; }
times_is() { [ "$(joined_times "$1")" = "$2" ]; }
says() { verb explain "$1" | tr -d '\n' | grep -q "$2"; }
commit() {
  git -C "$work" add -A
  git -C "$work" -c user.name=ada -c user.email=ada@example.org commit -q -m "$1"
  git -C "$work" push -q origin main
}

# outer NAME: the cached root file system with Docker, and a unit that gives its Docker the image of the application.
outer() {
  mkdir -p "$scratch/more/etc/systemd/system/multi-user.target.wants" "$scratch/more/usr/local/sbin"
  printf '%s\n' "$1" >"$scratch/more/etc/outer"
  cat >"$scratch/more/etc/systemd/system/app-image.service" <<END
[Unit]
Description=Image of the application
After=docker.service
Requires=docker.service
[Service]
Type=oneshot
ExecStart=/bin/sh /usr/local/sbin/app-image
END
  ln -sf ../app-image.service "$scratch/more/etc/systemd/system/multi-user.target.wants/app-image.service"
  cat >"$scratch/more/usr/local/sbin/app-image" <<'END'
set -e
docker image inspect setpoint.test/app:1 >/dev/null 2>&1 && exit 0
d=$(mktemp -d)
mkdir -p "$d/bin" "$d/tmp"
cp /bin/busybox "$d/bin/"
for a in sh sleep cat date; do ln -s busybox "$d/bin/$a"; done
tar -C "$d" -c . | docker import - setpoint.test/app:1 >/dev/null
rm -r "$d"
END
  cp "$cache/host-docker/rootfs.tar" "$scratch/rootfs.tar"
  tar -C "$scratch/more" --owner=0 --group=0 --append -f "$scratch/rootfs.tar" ./etc/outer ./etc/systemd/system ./usr/local/sbin/app-image
  lxc_call image import -q "$cache/host-docker/metadata.tar" "$scratch/rootfs.tar" --alias "$1" >/dev/null
  rm -rf "$scratch/rootfs.tar" "$scratch/more"
}

# What a host needs for a fixed address, and to boot where the machine has its cgroups in two hierarchies (see hosts.sh).
address_script() {
  cat <<END
ip link set lo up
ip link set eth0 up
ip addr add $1/24 dev eth0
ip route add default via $address
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
}

volume() {
  printf -- '---\napiVersion: setpoint.dev/v1\nkind: Volume\nmetadata: {name: %s}\nspec: {nodes: {names: [metal]}, target: lxd, pool: hosts, onRemove: delete}\n' "$1"
}

# machine NAME IMAGE DEVICES: an instance that is the node NAME
machine() {
  printf 'apiVersion: setpoint.dev/v1\nkind: Instance\nmetadata: {name: %s}\nspec:\n  nodes: {names: [metal]}\n' "$1"
  printf '  image: {alias: %s}\n  profiles: [default, inner]\n  readyWithin: 2m\n' "$2"
  printf '  health: {command: [systemctl, is-active, docker]}\n  node: {docker: true}\n'
  printf '  files: [{path: /etc/host-address, from: files/%s-address}]\n' "$1"
  [ -z "$3" ] || printf '  devices:\n%s' "$3"
}

app() {
  printf 'apiVersion: setpoint.dev/v1\nkind: Container\nmetadata: {name: %s}\nspec:\n  nodes: {names: [%s]}\n' "$2" "$1"
  printf '  image: setpoint.test/app:1\n  pull: never\n  command: [sleep, "100000"]\n  init: true\n  memory: 32Mi\n'
}

took() { printf '                   %s after %s ms\n' "$1" "$(($(now) - pushed))"; }

# The way back to the former image, in seconds, with the volumes.
way_back() {
  verb help 2>&1 | grep -q "^ *rollback " || fail "the way back is not shown: this program has no verb rollback"
  pushed=$(now)
  verb rollback instance/shop --node metal >/dev/null || fail "the way back is refused"
  until_true 120 "the way back: the former image runs" is_image shop outer1
  until_true 120 "the agent inside is connected" is_connected shop
  until_true 60 "the application runs" app_runs shop app
  took "the way back, application running"
  [ "$(app_id shop app)" = "$id" ] || fail "the application is not the container that it was"
}

node() { printf -- '---\napiVersion: setpoint.dev/v1\nkind: Node\nmetadata: {name: %s}\nspec: {targets: [{name: %s}]}\n' "$1" "$2"; }

"$home/setpoint" version >/dev/null
"$home/deploy/make-agent.sh" >/dev/null
"$hosts" start 0 docker >"$scratch/hosts.log" 2>&1 || { tail -n 5 "$scratch/hosts.log" >&2; exit 1; }
address=10.$(cat "$SETPOINT_TEST_HOSTS/number").7.1
outer outer1
outer outer2
step "this machine has an LXD of its own with two images of a Debian with systemd and Docker"

git init -q --bare "$scratch/repo.git"
git -C "$scratch/repo.git" symbolic-ref HEAD refs/heads/main
git init -q -b main "$work"
git -C "$work" remote add origin "$scratch/repo.git"
mkdir "$work/files"
node metal lxd >"$work/nodes.yaml"
printf 'apiVersion: setpoint.dev/v1\nkind: InstanceProfile\nmetadata: {name: inner}\nspec:\n  nodes: {names: [metal]}\n' >"$work/profile.yaml"
printf '  config: {security.nesting: true}\n' >>"$work/profile.yaml"
commit "The machine"
"$home/setpoint" controller --repo "$scratch/repo.git" --poll 1s --data "$data" --port 0 --listen "$address:7438" \
  --name "$address" >>"$scratch/controller.log" 2>&1 </dev/null &
controller=$!
until_true 120 "the controller follows the repository" answers

release=$scratch/agent/releases/$(sha256sum "$home/target/quarkus-app/agent/agent.tar.gz" | cut -c1-16)
mkdir -p "$release"
tar -xzf "$home/target/quarkus-app/agent/agent.tar.gz" -C "$release" --strip-components=1
printf 'servers: true\n' >"$scratch/policy.yaml"
verb token create metal | grep -o 'sp1\.[A-Za-z0-9._-]*' | head -n 1 >"$scratch/token"
"$release/bin/setpoint-agent" join --controller "https://$address:7438" --node metal --state "$scratch/state" \
  <"$scratch/token" >>"$scratch/agent.log" 2>&1 || fail "the parent did not join"
SETPOINT_ENGINES=lxd=$SETPOINT_TEST_HOSTS/lxd/unix.socket SETPOINT_POLICY=$scratch/policy.yaml SETPOINT_HOLD=$scratch/hold \
  "$release/bin/setpoint-agent" run --state "$scratch/state" >>"$scratch/agent.log" 2>&1 </dev/null &
agent=$!
until_true 120 "the parent is connected" node_ready metal

address_script "${address%.1}.50" >"$work/files/shop-address"
node shop docker >>"$work/nodes.yaml"
volumes=$(printf '    agent: {type: disk, pool: hosts, source: shop-agent, path: /var/lib/setpoint-agent}\n    docker: {type: disk, pool: hosts, source: shop-docker, path: /var/lib/docker}\n.')
volumes=${volumes%.}
{ machine shop outer1 "$volumes"; volume shop-agent; volume shop-docker; } >"$work/shop.yaml"
app shop app >"$work/app.yaml"
commit "A machine in the machine, with an application in it"
pushed=$(now)
until_true 60 "the system container runs" is_image shop outer1
until_true 120 "the agent inside is connected" is_connected shop
until_true 60 "the application runs inside Docker inside it" app_runs shop app
until_true 60 "everything is ready" all_ready metal shop
took "one push: all ready"

id=$(app_id shop app)
times_is shop 1 || fail "the node joined otherwise than once"
inside shop systemctl stop setpoint-agent
until_true 60 "its agent, stopped by hand, runs again" agent_runs shop
inside shop sh -c 'systemctl disable --now setpoint-agent; rm -rf /opt/setpoint-agent' >/dev/null 2>&1
until_true 60 "its agent, removed by hand, is back" agent_runs shop
until_true 60 "everything is ready" all_ready metal shop
times_is shop 1 || fail "the node joined anew for that"

sed -i 's/outer1/outer2/' "$work/shop.yaml"
commit "Another image of the machine"
pushed=$(now)
until_true 120 "a swap: the system container has the new image" is_image shop outer2
until_true 120 "the agent inside is connected" is_connected shop
until_true 60 "the application runs" app_runs shop app
until_true 60 "everything is ready" all_ready metal shop
took "another image of the outer one, all ready"
[ "$(app_id shop app)" = "$id" ] || fail "the application is not the container that it was"
times_is shop 1 || fail "the node joined anew although its volume moved with it"

address_script "${address%.1}.51" >"$work/files/spare-address"
node spare docker >>"$work/nodes.yaml"
machine spare outer1 "" >"$work/spare.yaml"
app spare other >"$work/other.yaml"
commit "A machine without volumes"
pushed=$(now)
until_true 180 "a machine without volumes: all ready" all_ready metal shop spare
took "one push"
lxc_call snapshot spare before
sed -i 's/outer1/outer2/' "$work/spare.yaml"
commit "Another image of it"
pushed=$(now)
until_true 120 "a swap without volumes: the new image runs" is_image spare outer2
until_true 120 "a new token, since the identity stayed behind" times_is spare 2
until_true 120 "everything is ready" all_ready metal shop spare
took "another image, all ready"

lxc_call snapshot spare later
inside spare systemctl restart setpoint-agent
until_true 120 "its agent had another session after the snapshot" is_connected spare
verb suspend instance/spare --node metal >/dev/null
lxc_call restore spare later >/dev/null
verb resume instance/spare --node metal >/dev/null
pushed=$(now)
until_true 180 "a snapshot is put back: its agent, taken for a copy, joined anew" times_is spare 3
until_true 120 "everything is ready" all_ready metal shop spare
took "a snapshot put back, all ready"

way_back
step "all of it was as it should be"
