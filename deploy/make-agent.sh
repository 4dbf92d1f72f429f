#!/bin/sh
# Packs the agent of the built program, as a controller gives it to machines:
#   target/quarkus-app/agent/agent.tar.gz
#     setpoint-agent/bin/setpoint-agent   the launcher
#     setpoint-agent/lib/                 the program and the libraries that an agent needs, logging.properties
#     setpoint-agent/runtime/             Java, with the modules that an agent needs
#     setpoint-agent/agent.aot            the start-up cache, recorded with that runtime
#
#   make-agent.sh             only when the archive is missing or older than what it is made of
#   make-agent.sh --again     in any case
#
# The cache holds names, sizes and times of the libraries and of the runtime, so all of them get one fixed time.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
app=$home/target/quarkus-app
archive=$app/agent/agent.tar.gz
work=$home/target/agent
. "$home/.mvn/find-jdk.sh"
find_jdk || exit 1
[ -e "$app/quarkus-run.jar" ] || { echo "make-agent: build the program first: ./mvnw package" >&2; exit 1; }

# Two of these started at once pack once.
mkdir -p "$work"
exec 8>"$work/lock"
! command -v flock >/dev/null 2>&1 || flock 8
if [ "${1:-}" != --again ] && [ -e "$archive" ] && [ -z "$(find "$app/app" "$app/quarkus-run.jar" "$0" \
  "$home/deploy/agent" "$JAVA_HOME/release" -newer "$archive" -print -quit)" ]; then exit 0; fi

tree=$work/setpoint-agent
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
fail() {
  for log in controller agent; do [ ! -s "$scratch/$log.log" ] || tail -n 20 "$scratch/$log.log" >&2; done
  echo "make-agent: $1" >&2
  exit 1
}

# Libraries by the beginning of their names; each must be there exactly once. AgentArchiveTest compares it with what is packed.
libraries="
  com.fasterxml.jackson.core.jackson-annotations
  com.fasterxml.jackson.core.jackson-core
  com.fasterxml.jackson.core.jackson-databind
  com.squareup.okhttp3.okhttp-jvm
  com.squareup.okio.okio-jvm
  org.jboss.logging.jboss-logging
  org.jetbrains.kotlin.kotlin-stdlib
  org.jspecify.jspecify
  org.snakeyaml.snakeyaml-engine
"
# Modules of Java: jackson and okio look into jdk.unsupported.
modules=java.base,java.logging,jdk.unsupported

lay_out() {
  rm -rf "$tree"
  mkdir -p "$tree/bin" "$tree/lib"
  cp "$home/deploy/agent/setpoint-agent" "$tree/bin/"
  cp "$home/deploy/agent/logging.properties" "$tree/lib/"
  cp "$app"/app/setpoint-*.jar "$tree/lib/"
  for name in $libraries; do
    set -- "$app"/lib/*/"$name"-[0-9]*.jar
    [ $# = 1 ] && [ -e "$1" ] || fail "one library $name was expected in $app/lib"
    cp "$1" "$tree/lib/"
  done
}

# The runtime of one build of the JDK is made once.
runtime() {
  key=$({ cat "$JAVA_HOME/release"; echo "$modules"; } | sha256sum | cut -c1-16)
  made=$home/target/agent-runtime/$key
  if [ ! -x "$made/bin/java" ]; then
    rm -rf "$home/target/agent-runtime"
    mkdir -p "$home/target/agent-runtime"
    "$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --vm server \
      --output "$made.new" || return 1
    mv "$made.new" "$made"
  fi
  cp -R "$made" "$tree/runtime"
}

settle() {
  chmod -R u=rwX,go=rX "$tree"
  chmod 0755 "$tree/bin/setpoint-agent"
  find "$tree" -exec touch -h -d @1577836800 {} +
}

# wait_for FILE PID: until FILE is there.
wait_for() {
  tries=300
  until [ -e "$1" ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] && kill -0 "$2" 2>/dev/null || fail "the training run got stuck"
    sleep 0.1
  done
}

# The agent works from the order of a controller, on the simulated engine, in which somebody changes something now and
# then, and on an empty one, which teaches it the client of engines. No engine of this machine is touched.
# Runs in a shell of its own, which ends what it started.
train() {
  pids=
  trap '[ -z "$pids" ] || kill -9 $pids 2>/dev/null || true' EXIT
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
    -cp "$(printf '%s:' "$app"/app/*.jar "$app"/lib/main/*.jar "$app"/lib/boot/*.jar)" \
    "$home/deploy/agent/TrainingController.java" "$scratch" "$home/samples/repo" \
    >"$scratch/controller.log" 2>&1 </dev/null 8>&- &
  controller=$!
  pids=$controller
  wait_for "$scratch/ready" "$controller"
  SETPOINT_ENGINES="simulated=1s,docker=$scratch/engine.sock" SETPOINT_HOLD=$scratch/hold \
    SETPOINT_AGENT_JAVA_OPTS="-XX:AOTCacheOutput=$scratch/agent.aot" \
    "$tree/bin/setpoint-agent" run --state "$scratch/state" >"$scratch/agent.log" 2>&1 </dev/null 8>&- &
  agent=$!
  pids="$pids $agent"
  wait_for "$scratch/done" "$agent"
  kill "$agent"
  wait "$agent" || true
  [ -s "$scratch/agent.aot" ] || fail "the start-up cache was not written"
  mv "$scratch/agent.aot" "$tree/agent.aot"
}

lay_out
runtime || echo "make-agent: no runtime could be made: machines need a Java 25 of their own" >&2
settle
# Only the start is slower without it.
(train) || echo "make-agent: the archive goes without a start-up cache" >&2
settle
mkdir -p "$app/agent"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --format=ustar -cf "$scratch/agent.tar" setpoint-agent
gzip -n "$scratch/agent.tar"
mv "$scratch/agent.tar.gz" "$archive.new"
chmod 0644 "$archive.new"
mv "$archive.new" "$archive"
