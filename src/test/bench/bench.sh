#!/bin/sh
# Measures Setpoint side by side with what it is compared with, in one run on this machine.
#
#   bench.sh [NAME...]     everything, or some of: drift read heal instances push check verbs start memory
#
#   drift    drift of containers with JMH                read     10,000 manifests, a commit of one file
#   heal     after `rm -f`, three engines                push     from git push to the running container
#   check    100 unchanged containers, beside compose    verbs    a short verb
#   start    until the first finished pass               memory   resident memory and idle processor time
#   instances  fifty on LXD and on Incus: a look, heal after five sorts of moves
#
#   bench.sh fleet [--nodes 10000] [--containers 50] [--idle SECONDS] [--everywhere COMMITS] [--commits COMMITS]
#                  [--drift-minutes MINUTES] [--java "OPTIONS OF THE CONTROLLER"]
#
# A controller and thousands of agents on this machine, over the real wire; no engine, no root. Needs 8 GiB of memory and as many open
# files as there are nodes, in each of two processes. The table is left in target/bench/fleet.md.
#
#   bench.sh agent [--containers 50]
#
# The packed agent on a real engine beside a real controller: start, memory, idle processor time, and what else the machine runs for these
# containers. The table is left in target/bench/agent.md.
#
# The engines are started for this run alone and removed at its end (root, as for ./check). Nothing else should run on
# the machine. The table is printed and left in target/bench/results.md; docs/performance.md says how to read it.
set -eu
home=$(cd "$(dirname "$0")/../../.." && pwd)
engines=$home/src/test/engines/engines.sh
work=$home/target/bench

case ${1:-} in
  --help | -h) sed -n '2,/^set -eu/{/^set/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
[ "${1:-}" = fleet ] || [ "$(id -u)" = 0 ] || { echo "bench: the engines need root" >&2; exit 3; }
. "$home/.mvn/find-jdk.sh"
find_jdk || exit 3
export JAVA_HOME

"$home/setpoint" version >/dev/null
# A build by hand has no start-up cache yet, and without it a fresh process is another one than users get.
app=$home/target/quarkus-app
[ "$app/up.aot" -nt "$app/quarkus-run.jar" ] || "$home/deploy/train-aot.sh" >/dev/null
mkdir -p "$work"
cd "$home"
./mvnw -q -B -Dspotless.check.skip=true test-compile org.codehaus.mojo:exec-maven-plugin:exec -Dexec.classpathScope=test \
  -Dexec.executable=echo -Dexec.args=%classpath -Dexec.outputFile="$work/classpath" >"$work/build.log" 2>&1 || {
  tail -n 20 "$work/build.log" >&2
  echo "bench: the build failed; the whole log is in $work/build.log" >&2
  exit 3
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
uptime >&2
if [ "${1:-}" = fleet ]; then
  shift
  ulimit -n "$(ulimit -Hn)"
  # The agents offer what those of the JDK offer, whoever does their handshakes.
  "$JAVA_HOME/bin/java" -Xmx4g -XX:+UseParallelGC -Djdk.tls.namedGroups=x25519,secp256r1 --enable-native-access=ALL-UNNAMED -cp "$(cat "$work/classpath")" \
    dev.setpoint.bench.fleet.FleetBench "$scratch" "$work/fleet.md" "$@"
  echo "The table is in $work/fleet.md"
  exit 0
fi
$engines prepare
compose=$($engines compose)
if [ "${1:-}" = agent ]; then
  shift
  "$home/deploy/make-agent.sh" >"$work/make-agent.log" 2>&1 || { tail -n 20 "$work/make-agent.log" >&2; exit 3; }
  $engines run "$JAVA_HOME/bin/java" -Xmx256m -cp "$(cat "$work/classpath")" dev.setpoint.bench.AgentBench \
    "$home" "$scratch" "$compose" "$work/agent.md" "$@"
  echo "The table is in $work/agent.md"
  exit 0
fi
$engines run "$JAVA_HOME/bin/java" -Xmx512m -cp "$(cat "$work/classpath")" dev.setpoint.bench.Bench \
  "$home" "$scratch" "$compose" "$work/results.md" "$@"
echo "The table is in $work/results.md"
