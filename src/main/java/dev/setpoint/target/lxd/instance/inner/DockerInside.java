package dev.setpoint.target.lxd.instance.inner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.ExecRequest;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.ground.Ground;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether Docker inside an instance can run containers: after each change of its packages a tiny
 * one is started there, from an image that is made on the spot. What was found is kept here for a
 * while, and in a file inside as long as it went well. Safe for many threads.
 */
final class DockerInside {
  private static final Duration STANDS = Duration.ofMinutes(10);
  private static final Duration FAILURE_STANDS = Duration.ofMinutes(2);

  /** So long after its start nobody wonders that Docker does not answer yet. */
  private static final Duration YOUNG = Duration.ofSeconds(90);

  private static final Duration YOUNG_STANDS = Duration.ofSeconds(10);
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final int REMEMBERED = 1_000;
  private static final String SCRIPT = script();

  private final Ground ground;
  private final Map<EntityPath, Known> known = new ConcurrentHashMap<>();

  DockerInside(Ground ground) {
    this.ground = ground;
  }

  /**
   * What was found.
   *
   * @param start which start of the instance it was found in
   * @param until when it is looked at again
   */
  private record Known(String start, String verdict, Instant until) {}

  /**
   * {@link Wanted#WORKS}, or what is wrong and what to do.
   *
   * @param json the instance as the server tells it
   */
  String verdict(EntityPath instance, JsonNode json, Wanted wanted) {
    if (!wanted.looksAtDocker()) {
      return Wanted.WORKS;
    }
    String start = json.path("last_used_at").asText("");
    Instant now = ground.clock().instant();
    Known before = known.get(instance);
    if (before != null && before.start().equals(start) && now.isBefore(before.until())) {
      return before.verdict();
    }
    if (known.size() > REMEMBERED) {
      known.clear();
    }
    Known found = look(instance, json, wanted, start);
    known.put(instance, found);
    return found.verdict();
  }

  private Known look(EntityPath instance, JsonNode json, Wanted wanted, String start) {
    Instant began = ground.clock().instant();
    Nesting allowed = nesting(json);
    String[] said = ask(instance, allowed).split(" ", 2);
    String rest = said.length > 1 ? said[1] : "";
    Instant now = ground.clock().instant();
    return switch (said[0]) {
      case "works" -> new Known(start, Wanted.WORKS, now.plus(STANDS));
      case "absent" ->
          wanted.docker().orElse(false)
              ? new Known(
                  start,
                  "Docker is not there: put docker.io or docker-ce into the image",
                  now.plus(FAILURE_STANDS))
              : new Known(start, Wanted.WORKS, now.plus(STANDS));
      case "silent" ->
          isYoung(start, began)
              ? new Known(start, Wanted.WORKS, now.plus(YOUNG_STANDS))
              : new Known(
                  start,
                  "Docker does not answer (%s): see 'systemctl status docker' inside"
                      .formatted(rest),
                  now.plus(FAILURE_STANDS));
      default -> new Known(start, Nesting.missing(rest, allowed), now.plus(FAILURE_STANDS));
    };
  }

  private static boolean isYoung(String start, Instant now) {
    try {
      return now.isBefore(Instant.parse(start).plus(YOUNG));
    } catch (java.time.DateTimeException unknown) {
      return false;
    }
  }

  /** One line: a word, and what else there is to say. */
  private String ask(EntityPath instance, Nesting allowed) {
    try {
      var result =
          ground
              .server()
              .exec(
                  instance,
                  ExecRequest.of(WITHIN, "/bin/sh", "-c", SCRIPT, "setpoint", allowed.toString()));
      String line = Placement.end(result.output());
      return line.isEmpty() ? "failed " + Placement.end(result.errors()) : line;
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.UNREACHABLE) {
        throw e;
      }
      return "failed " + e.getMessage();
    }
  }

  private Nesting nesting(JsonNode json) {
    JsonNode config = json.path("expanded_config");
    String pool =
        json.path("expanded_devices")
            .valueStream()
            .filter(device -> device.path("path").asText().equals("/"))
            .map(device -> device.path("pool").asText())
            .findFirst()
            .orElse("");
    return new Nesting(
        isOn(config, "security.nesting"),
        isOn(config, "security.syscalls.intercept.mknod"),
        isOn(config, "security.syscalls.intercept.setxattr"),
        driver(pool));
  }

  private Optional<String> driver(String pool) {
    return pool.isEmpty()
        ? Optional.empty()
        : ground.server().list(EntityType.POOL, EntityPath.DEFAULT_PROJECT).stream()
            .filter(each -> each.path("name").asText().equals(pool))
            .map(each -> each.path("driver").asText())
            .findFirst();
  }

  private static boolean isOn(JsonNode config, String key) {
    String value = config.path(key).asText("").toLowerCase(Locale.ROOT);
    return value.equals("true") || value.equals("1") || value.equals("yes") || value.equals("on");
  }

  private static String script() {
    try (InputStream in = DockerInside.class.getResourceAsStream("docker-inside.sh")) {
      return new String(
          Objects.requireNonNull(in, "docker-inside.sh").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
