package dev.setpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The room table: which package may import which, and which libraries live where. The same table is
 * in {@code docs/architecture.md}; {@link ArchitectureTest} compares the two and the code.
 */
final class Rooms {
  static final String ROOT = "dev.setpoint";

  /** Where the agent's program begins; the other programs begin in the root package. */
  static final String AGENT_ENTRY = ROOT + ".process.node.AgentMain";

  /** What a room may import of the others; a room that is not here may not exist. */
  static final Map<String, Set<String>> MAY_IMPORT = mayImport();

  /** Functions over values: no I/O, clock, randomness, thread, logging or framework. */
  static final Set<String> PURE = Set.of("reconcile", "fleet", "rollout");

  /** Libraries that only some rooms may know, by the beginning of their packages. */
  static final List<Library> LIBRARIES =
      List.of(
          new Library("JGit", Set.of("source"), "org.eclipse.jgit..", "org.apache.sshd.."),
          new Library(
              "OkHttp",
              Set.of("target", "link", "agent", "alert", "cli", "trust"),
              "okhttp3..",
              "okio.."),
          new Library("BouncyCastle", Set.of("trust"), "org.bouncycastle.."),
          new Library("SQL", Set.of("store"), "java.sql..", "javax.sql..", "org.sqlite.."),
          new Library(
              "Quarkus, CDI and JAX-RS",
              Set.of("api", "web", "controller", ""),
              "io.quarkus..",
              "jakarta..",
              "io.vertx..",
              "io.smallrye..",
              "org.eclipse.microprofile.."),
          new Library("Netty", Set.of("link"), "io.netty.."),
          new Library("picocli", Set.of("cli", ""), "picocli.."),
          new Library("snakeyaml-engine", Set.of("manifest"), "org.snakeyaml.."),
          new Library(
              "Jackson",
              Set.of(
                  "manifest",
                  "target",
                  "adopt",
                  "trust",
                  "audit",
                  "alert",
                  "link",
                  "store",
                  "agent",
                  "api",
                  "cli",
                  "process",
                  ""),
              "com.fasterxml.jackson.."),
          new Library(
              "logging and metrics",
              Set.of(
                  "source",
                  "target",
                  "alert",
                  "link",
                  "store",
                  "agent",
                  "controller",
                  "api",
                  "web",
                  "process",
                  ""),
              "org.jboss.logging..",
              "java.util.logging..",
              "org.slf4j..",
              "io.micrometer.."));

  private Rooms() {}

  private static Map<String, Set<String>> mayImport() {
    Map<String, Set<String>> rooms = new LinkedHashMap<>();
    rooms.put("manifest", Set.of());
    rooms.put("reconcile", Set.of("manifest"));
    rooms.put("fleet", Set.of("manifest", "reconcile"));
    rooms.put("trust", Set.of("manifest", "fleet"));
    rooms.put("rollout", Set.of("manifest", "reconcile", "fleet"));
    rooms.put("source", Set.of("manifest"));
    rooms.put("target", Set.of("manifest", "reconcile"));
    rooms.put("adopt", Set.of("manifest", "reconcile", "target"));
    rooms.put("audit", Set.of("manifest", "reconcile", "fleet", "rollout"));
    rooms.put("alert", Set.of("manifest", "reconcile", "fleet", "rollout"));
    rooms.put("link", Set.of("manifest", "reconcile", "fleet", "trust", "audit"));
    rooms.put("agent", Set.of("manifest", "reconcile", "fleet", "target", "audit"));
    rooms.put(
        "controller",
        Set.of("manifest", "reconcile", "fleet", "rollout", "source", "audit", "alert"));
    rooms.put(
        "store",
        Set.of(
            "manifest",
            "reconcile",
            "fleet",
            "rollout",
            "trust",
            "audit",
            "alert",
            "agent",
            "controller"));
    rooms.put(
        "api", Set.of("manifest", "reconcile", "fleet", "rollout", "trust", "audit", "controller"));
    rooms.put("web", Set.of("manifest", "reconcile", "fleet", "rollout", "audit", "controller"));
    rooms.put("cli", Set.of("manifest", "reconcile", "adopt", "audit", "api"));
    rooms.put(
        "process",
        Set.of(
            "manifest", "reconcile", "fleet", "trust", "target", "audit", "link", "agent", "cli"));
    return rooms;
  }

  /**
   * A library and the rooms that may know it; the empty name is the root package.
   *
   * @param name what people call it
   * @param rooms who may import it
   * @param packages ArchUnit patterns of its packages
   */
  record Library(String name, Set<String> rooms, List<String> packages) {
    Library(String name, Set<String> rooms, String... packages) {
      this(name, rooms, List.of(packages));
    }
  }
}
