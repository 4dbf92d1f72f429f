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
java_with() { exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"; }

keep() {
  [ -s "$scratch/$1.aot" ] || { tail -n 20 "$scratch/$1.log" >&2; echo "train-aot: $1.aot was not written" >&2; exit 1; }
  mv "$scratch/$1.aot" "$app/$1.aot"
  cp "$JAVA_HOME/release" "$app/$1.aot.jdk"
}

# The signature of a library keeps its classes out of a cache, and checking it costs time at each start; Maven has
# compared the library's checksum before. Only the copy that is packaged loses it.
unsign() {
  cat >"$scratch/Unsign.java" <<'END'
  void main(String[] jars) throws Exception {
    for (var jar : jars) {
      try (var zip = java.nio.file.FileSystems.newFileSystem(java.nio.file.Path.of(jar));
          var entries = java.nio.file.Files.list(zip.getPath("META-INF"))) {
        for (var entry : entries.filter(each -> each.toString().matches(".*[.](SF|RSA|DSA|EC)")).toList()) {
          java.nio.file.Files.delete(entry);
        }
      }
    }
  }
END
  "$JAVA_HOME/bin/java" "$scratch/Unsign.java" "$app"/lib/main/org.eclipse.jgit.*.jar
}

# java_verb ARGS...: a verb on the training's data directory, without a cache.
java_verb() { (java_with -Xmx256m -jar "$app/quarkus-run.jar" "$@" --data "$scratch/data") >/dev/null 2>&1 </dev/null; }

# A repository with the sample manifests, to be followed; without git the training runs without one and learns less.
sample_repository() {
  command -v git >/dev/null 2>&1 || return 0
  cp -R "$home/samples/repo" "$scratch/clone"
  (
    cd "$scratch/clone"
    export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
    git init -q
    git add -A
    git -c user.name=training -c user.email=training@localhost commit -q -m "Samples"
    git clone -q --bare . "$scratch/repo.git"
  ) >"$scratch/git.log" 2>&1 || tail -n 5 "$scratch/git.log" >&2
}

# Follows the samples on the simulated engine, so that no engine of this machine is touched. The second engine is the
# program's own API, which refuses to be one: that is enough to learn the client of engines.
start_up() {
  port=$((20000 + $$ % 40000))
  java_with -Xmx256m -XX:AOTCacheOutput="$scratch/up.aot" -jar "$app/quarkus-run.jar" up --repo "$scratch/repo.git" \
    --data "$scratch/data" --port "$port" --engine simulated --engine "docker=tcp://127.0.0.1:$port" >"$scratch/up.log" 2>&1 </dev/null &
  pid=$!
  tries=300
  until [ -s "$scratch/data/api-address" ]; do
    tries=$((tries - 1))
    if [ $tries -le 0 ] || ! kill -0 "$pid" 2>/dev/null; then
      tail -n 20 "$scratch/up.log" >&2
      echo "train-aot: the training run of up did not get ready" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# train_verb ARGS...: one verb to its end.
train_verb() {
  (java_with -Xmx256m -XX:AOTCacheOutput="$scratch/verb.aot" -jar "$app/quarkus-run.jar" "$@" --data "$scratch/data") \
    >"$scratch/verb.log" 2>&1 </dev/null || true
  keep verb
}

# The training itself: what a user does most.
SETPOINT_HOME=$home
export SETPOINT_HOME
unsign
sample_repository
start_up
java_verb sync || true
java_verb drift || true
train_verb status
kill "$pid"
wait "$pid" || true
pid=
keep up
