# Sourced by mvnw, setpoint and check. find_jdk exports JAVA_HOME of a JDK 25, or says in one line what to install.

# Reads the JDK's own release file: starting a java only to ask for its version would cost more than the rest.
is_jdk_25() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".+-]' "$1/release"
}

find_jdk() {
  for jdk_home in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" /usr/lib/jvm/*25* /opt/java/* /opt/*jdk*25* \
    "${HOME:-/root}"/.sdkman/candidates/java/25* "${HOME:-/root}"/.jdks/*25*; do
    if is_jdk_25 "$jdk_home"; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Setpoint needs a JDK 25 and found none: install one (Debian 13 and Ubuntu 26.04: apt-get install openjdk-25-jdk-headless; Debian 12: Temurin 25 into /usr/lib/jvm or /opt/java) or point JAVA_HOME at it." >&2
  return 1
}
