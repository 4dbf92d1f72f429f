package dev.setpoint.target.docker.http;

import dev.setpoint.target.docker.api.EngineAddress;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.EngineInfo;
import dev.setpoint.target.docker.api.EngineLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for engines where they usually are: {@code DOCKER_HOST}, the system sockets of Docker and
 * Podman, and the sockets of the user's own rootless engines. Asks each once, with short limits.
 */
public final class EngineDiscovery {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, String> environment;
  private final Path root;

  /** Looks in the environment of this process and in the real file system. */
  public EngineDiscovery() {
    this(System.getenv(), Path.of("/"));
  }

  EngineDiscovery(Map<String, String> environment, Path root) {
    this.environment = Map.copyOf(environment);
    this.root = root;
  }

  /** Engines found, the preferred one first; one per address. */
  public List<Found> find() {
    var found = new LinkedHashMap<String, Found>();
    for (Candidate candidate : candidates()) {
      found.computeIfAbsent(candidate.address().toString(), _ -> ask(candidate));
    }
    return List.copyOf(found.values());
  }

  private List<Candidate> candidates() {
    var candidates = new ArrayList<Candidate>();
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isBlank()) {
      addDeclared(candidates, host);
    }
    addSocket(candidates, "docker", "var/run/docker.sock");
    addSocket(candidates, "docker", "run/docker.sock");
    addSocket(candidates, "podman", "run/podman/podman.sock");
    String own = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (own.startsWith("/")) {
      addSocket(candidates, "docker", own.substring(1) + "/docker.sock");
      addSocket(candidates, "podman", own.substring(1) + "/podman/podman.sock");
    }
    return candidates;
  }

  private void addDeclared(List<Candidate> candidates, String host) {
    try {
      candidates.add(new Candidate("docker", EngineAddress.parse(host, environment)));
    } catch (IllegalArgumentException ssh) {
      // DOCKER_HOST may name a transport that only the docker command knows; then it is no engine
      // of this machine either
    }
  }

  private void addSocket(List<Candidate> candidates, String name, String below) {
    Path socket = root.resolve(below);
    if (Files.exists(socket)) {
      try {
        candidates.add(new Candidate(name, new EngineAddress.Unix(socket.toRealPath())));
      } catch (java.io.IOException gone) {
        // it went away between two looks: not found
      }
    }
  }

  private static Found ask(Candidate candidate) {
    EngineLimits standard = EngineLimits.standard();
    var limits =
        new EngineLimits(
            PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, standard.answerBytes(), 0, 0);
    try (var engine = new HttpEngine(candidate.address(), limits)) {
      EngineInfo info = engine.info();
      return new Found(nameOf(info), candidate.address(), true, info.toString());
    } catch (EngineException e) {
      return new Found(
          candidate.name(), candidate.address(), false, String.valueOf(e.getMessage()));
    }
  }

  private static String nameOf(EngineInfo info) {
    return switch (info.product()) {
      case DOCKER -> "docker";
      case PODMAN -> "podman";
    };
  }

  /** A place where an engine may listen. */
  private record Candidate(String name, EngineAddress address) {}

  /**
   * An engine, or the socket of one that does not answer.
   *
   * @param name {@code docker} or {@code podman}
   * @param reachable whether it answered
   * @param words product and version, or why it did not answer
   */
  public record Found(String name, EngineAddress address, boolean reachable, String words) {}
}
