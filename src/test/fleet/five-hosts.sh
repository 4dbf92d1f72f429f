#!/bin/sh
# Shows a fleet on five real hosts: system containers with systemd and Docker, joined by the command that people paste.
#
#   src/test/fleet/five-hosts.sh         builds when needed, runs everything, removes everything; exit 0 when all was as it should be
#   KEEP=1 src/test/fleet/five-hosts.sh  leaves hosts and controller there to look at
#
# Needs root on Debian (hosts.sh says more). Takes about five minutes. Prints one line for each step.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=$(cd "$here/../../.." && pwd)
hosts=$home/src/test/engines/hosts.sh
scratch=$(mktemp -d)
chmod 755 "$scratch"
SETPOINT_TEST_HOSTS=${SETPOINT_TEST_HOSTS:-$scratch/hosts}
export SETPOINT_TEST_HOSTS
data=$scratch/data
work=$scratch/work
image=setpoint.test/busybox:1
controller=

end() {
  if [ -n "${KEEP:-}" ]; then
    echo "kept: $scratch; hosts: SETPOINT_TEST_HOSTS=$SETPOINT_TEST_HOSTS $hosts stop"
    return
  fi
  [ -z "$controller" ] || kill "$controller" 2>/dev/null || true
  "$hosts" stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap end EXIT
trap 'exit 130' INT TERM

begun=$(date +%s)
step() { printf '%4d s  %s\n' "$(($(date +%s) - begun))" "$*"; }
fail() { step "FAILED: $*"; tail -n 20 "$scratch/controller.log" >&2 || true; verb nodes >&2 || true; exit 1; }
verb() { "$home/setpoint" "$@" --data "$data"; }
on() { "$hosts" exec "$@"; }

# until SECONDS WHAT COMMAND...: waits until the command succeeds
until_true() {
  limit=$(($(date +%s) + $1))
  what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$limit" ] || fail "$what"
    sleep 0.5
  done
  step "$what"
}

answers() { verb nodes | grep -q ^host5; }
count() { [ "$(verb nodes | grep -c "$1")" = "$2" ]; }
all_ready() { count ' connected .* ready ' 5; }
env_is() { on "$1" docker inspect web --format '{{.Config.Env}}' | grep -q "GREETING=$2"; }
everywhere() { for n in 1 2 3 4 5; do env_is "host$n" "$1" || return 1; done; }
has() { on "$1" docker ps --format '{{.Names}}' | grep -qx "$2"; }
memory_is() { [ "$(on "$1" docker inspect web --format '{{.HostConfig.Memory}}')" = "$2" ]; }
says() { verb "$1" | tr -d '\n' | grep -q "$2"; }
commit() {
  git -C "$work" add -A
  git -C "$work" -c user.name=ada -c user.email=ada@example.org commit -q -m "$1"
  git -C "$work" push -q origin main
}

web() {
  printf 'apiVersion: setpoint.dev/v1\nkind: Container\nmetadata: {name: web}\nspec:\n  nodes: {labels: {role: edge}}\n'
  printf '  image: %s\n  pull: never\n  command: [sleep, "100000"]\n  init: true\n  memory: 32Mi\n  env: {GREETING: %s}\n' "$1" "$2"
}

jobs() {
  for n in $1; do
    printf -- '---\napiVersion: setpoint.dev/v1\nkind: Container\nmetadata: {name: job-%s}\nspec:\n  nodes: {labels: {role: edge}}\n' "$n"
    printf '  image: %s\n  pull: never\n  command: [sleep, "100000"]\n  init: true\n  memory: 8Mi\n' "$image"
  done
}

start_controller() {
  "$home/setpoint" controller --repo "$scratch/repo.git" --poll 2s --data "$data" --port 0 --listen "$address:7438" \
    --name "$address" >>"$scratch/controller.log" 2>&1 </dev/null &
  controller=$!
}

"$home/setpoint" version >/dev/null
"$home/deploy/make-agent.sh" >/dev/null
"$hosts" start 5 docker >"$scratch/hosts.log" 2>&1 || { tail -n 5 "$scratch/hosts.log" >&2; exit 1; }
address=$("$hosts" list | awk '/host1$/ {sub(/\.[0-9]+$/, ".1", $1); print $1}')
for n in 1 2 3 4 5; do
  on "host$n" sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends curl' >>"$scratch/hosts.log" 2>&1 &
done
wait
step "five hosts with systemd and Docker have booted"

git init -q --bare "$scratch/repo.git"
git -C "$scratch/repo.git" symbolic-ref HEAD refs/heads/main
git init -q -b main "$work"
git -C "$work" remote add origin "$scratch/repo.git"
for n in 1 2 3 4 5; do
  printf 'apiVersion: setpoint.dev/v1\nkind: Node\nmetadata: {name: host%s, labels: {role: edge}}\nspec: {}\n' "$n" >"$work/host$n.yaml"
done
web "$image" one >"$work/web.yaml"
jobs "a b c d e f" >"$work/jobs.yaml"
commit "Five hosts"
start_controller
until_true 30 "the controller follows the repository" answers

for n in 1 2 3 4 5; do
  verb token create "host$n" | sed -n '/^printf/,/^sh install/p' >"$scratch/paste"
  on "host$n" sh <"$scratch/paste" >>"$scratch/hosts.log" 2>&1 || fail "host$n did not join"
done
step "five hosts have joined by the pasted command"
until_true 60 "all five run what git declares" all_ready

web "$image" two >"$work/web.yaml"
commit "Two"
until_true 60 "one node tries the commit first, the others wait" says nodes WaitingForCanary
until_true 90 "all five have the commit" everywhere two

web setpoint.test/busybox:nope three >"$work/web.yaml"
commit "A bad image"
until_true 60 "a bad image stops at the first node" says nodes CanaryFailed
everywhere two || fail "a node lost its container to the bad image"
step "all five still run what they ran"
web "$image" three >"$work/web.yaml"
commit "A good image"
until_true 90 "a corrected commit reaches all" everywhere three

"$hosts" cut host2
on host2 docker rm -f job-a >/dev/null
until_true 20 "host2 heals a removed container while it is cut off" has host2 job-a
on host2 docker update --memory 20m --memory-swap 40m web >/dev/null
until_true 20 "host2 heals a changed limit while it is cut off" memory_is host2 33554432
until_true 60 "the controller shows host2 as away" count '^host2 *away' 1
"$hosts" join host2
until_true 90 "host2 is back" all_ready
verb history job-a | grep -q 'Create on host2 (drift)' || fail "the record lacks what host2 did while it was away"
step "the record has what it did meanwhile"

jobs "a b" >"$work/jobs.yaml"
commit "Remove four jobs everywhere"
until_true 30 "the guard holds a commit that removes too much" says status HeldByGuard
has host1 job-f || fail "something was removed before it was approved"
kill -9 "$controller"
wait "$controller" 2>/dev/null || true
start_controller
until_true 60 "after a kill -9 of the controller all five are back" count ' connected ' 5
until_true 30 "and the commit is still held" says status HeldByGuard
git -C "$work" rm -q web.yaml jobs.yaml
commit "Remove everything"
until_true 30 "a commit that removes everything is held" says status 'NothingDeclared\|HeldByGuard'
has host1 web || fail "something was removed"
git -C "$work" revert --no-edit HEAD >/dev/null 2>&1 || git -C "$work" -c user.name=ada -c user.email=ada@example.org revert --no-edit HEAD >/dev/null
git -C "$work" push -q origin main
until_true 30 "reverted, the smaller removal is held again" says status HeldByGuard
digest=$(verb status | tr -d '\n' | sed -n 's/.*setpoint approve \([0-9a-f]*\).*/\1/p')
verb approve "$digest" >/dev/null
gone() { ! has host1 job-f && ! has host5 job-f; }
until_true 90 "approved, it is removed" gone

verb suspend --node host3 >/dev/null
on host3 docker rm -f job-a >/dev/null
sleep 3
! has host3 job-a || fail "a suspended node was corrected"
verb resume --node host3 >/dev/null
until_true 20 "a suspended node is left alone, and healed when it is resumed" has host3 job-a
on host4 sh -c 'echo "somebody works here" >/etc/setpoint/hold; sleep 2; docker rm -f job-a >/dev/null; sleep 3'
! has host4 job-a || fail "a machine on hold was corrected"
on host4 rm /etc/setpoint/hold
until_true 20 "a file on the machine holds it as well" has host4 job-a
verb node revoke host5 >/dev/null
until_true 10 "a revoked node is cut off" count '^host5 *revoked' 1
on host5 docker rm -f job-a >/dev/null
until_true 20 "and goes on healing from its last order" has host5 job-a
step "all of it was as it should be"
