#!/bin/sh
# Records start-up caches for the built program by running it once for training:
#   target/quarkus-app/up.aot     for `up`, `demo` and `controller`
#   target/quarkus-app/verb.aot   for the short verbs
# A cache fits one build of the program and one build of the JDK; ./setpoint looks at both, and Java itself falls back
# silently when a cache does not fit. A copy of the program keeps its caches only with its file times (cp -a).
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
app=$home/target/quarkus-app
. "$home/.mvn/find-jdk.sh"
find_jdk || exit 1
[ -e "$app/quarkus-run.jar" ] || { echo "train-aot: build the program first: ./mvnw package" >&2; exit 1; }
scratch=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP

# It takes the place of its shell, so that a signal to the background process is a signal to Java.
# The same kinds of flags as in ./setpoint: a cache fits any collector, but is smaller when trained with the same one.
java_with() { exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED "$@"; }

keep() {
  [ -s "$scratch/$1.aot" ] || { tail -n 20 "$scratch/$1.log" >&2; echo "train-aot: $1.aot was not written" >&2; exit 1; }
  mv "$scratch/$1.aot" "$app/$1.aot"
  cp "$JAVA_HOME/release" "$app/$1.aot.jdk"
}

# train_server NAME READY ARGS...: runs until the log says READY, uses it once, stops it with SIGTERM.
train_server() {
  name=$1 ready=$2
  shift 2
  java_with -Xmx256m -XX:AOTCacheOutput="$scratch/$name.aot" -jar "$app/quarkus-run.jar" "$@" >"$scratch/$name.log" 2>&1 </dev/null &
  pid=$!
  tries=300
  until grep -q "$ready" "$scratch/$name.log"; do
    tries=$((tries - 1))
    if [ $tries -le 0 ] || ! kill -0 "$pid" 2>/dev/null; then
      tail -n 20 "$scratch/$name.log" >&2
      echo "train-aot: the training run of $name did not get ready" >&2
      exit 1
    fi
    sleep 0.1
  done
  sleep 2
  kill "$pid"
  wait "$pid" || true
  pid=
  keep "$name"
}

# train_verb NAME ARGS...: runs to its end.
train_verb() {
  name=$1
  shift
  (java_with -Xmx256m -XX:AOTCacheOutput="$scratch/$name.aot" -jar "$app/quarkus-run.jar" "$@") >"$scratch/$name.log" 2>&1 </dev/null || true
  keep "$name"
}

# The training itself: what a user does most. Each run has a data directory of its own and a port that nobody else has.
SETPOINT_HOME=$home
QUARKUS_HTTP_PORT=0
QUARKUS_HTTP_HOST=127.0.0.1
export SETPOINT_HOME QUARKUS_HTTP_PORT QUARKUS_HTTP_HOST
train_server up 'Installed features'
