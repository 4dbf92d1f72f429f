package dev.setpoint.target.lxd.watch;

import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerEvent.RequestEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who asked for what lately, as the server's log says it, for events that name nobody. Somebody is
 * named only when all who asked for such a thing in that time are the same. Used by one thread.
 */
final class Askers {
  private static final Duration BEFORE = Duration.ofMinutes(1);
  private static final Duration AFTER = Duration.ofSeconds(1);
  private static final String INSTANCES = "instances";

  private final int limit;
  private final Deque<RequestEvent> asked = new ArrayDeque<>();

  /**
   * Knows of nobody yet.
   *
   * @param limit calls that are remembered
   */
  Askers(int limit) {
    this.limit = limit;
  }

  void forget() {
    asked.clear();
  }

  void note(RequestEvent request) {
    asked.addLast(request);
    if (asked.size() > limit) {
      asked.removeFirst();
    }
  }

  /** The event with the one who asked for it, if it named nobody and that is known. */
  LifecycleEvent named(LifecycleEvent event) {
    Optional<Predicate<RequestEvent>> kind = kind(event);
    if (event.requestor().isKnown() || kind.isEmpty()) {
      return event;
    }
    Set<Requestor> who =
        asked.stream()
            .filter(request -> isNear(request.at(), event.at()))
            .filter(kind.get())
            .map(RequestEvent::requestor)
            .collect(Collectors.toSet());
    return who.size() == 1 ? by(event, who.iterator().next()) : event;
  }

  private static boolean isNear(Instant asked, Instant done) {
    return !asked.isBefore(done.minus(BEFORE)) && !asked.isAfter(done.plus(AFTER));
  }

  private static LifecycleEvent by(LifecycleEvent event, Requestor requestor) {
    return new LifecycleEvent(
        event.action(), event.source(), event.entity(), requestor, event.context(), event.at());
  }

  /** Which calls lead to such an event; empty when that is not known for sure. */
  private static Optional<Predicate<RequestEvent>> kind(LifecycleEvent event) {
    EntityPath entity = event.entity().orElse(null);
    if (entity == null) {
      return Optional.empty();
    }
    Predicate<RequestEvent> here = request -> request.entity().filter(entity::equals).isPresent();
    return switch (event.action()) {
      case "instance-exec" -> Optional.of(here.and(is("POST", "exec")));
      case "instance-console" -> Optional.of(here.and(is("POST", "console")));
      case "instance-file-pushed" -> Optional.of(here.and(is("POST", "files")).and(file(event)));
      case "instance-file-deleted" -> Optional.of(here.and(is("DELETE", "files")).and(file(event)));
      case "instance-updated" ->
          Optional.of(here.and(is("PUT", entity.name()).or(is("PATCH", entity.name()))));
      case "instance-deleted" -> Optional.of(here.and(is("DELETE", entity.name())));
      // its name is in the body, which is not logged
      case "instance-created" -> Optional.of(is("POST", INSTANCES));
      default -> Optional.empty();
    };
  }

  private static Predicate<RequestEvent> is(String method, String step) {
    return request -> request.method().equals(method) && request.step().equals(step);
  }

  private static Predicate<RequestEvent> file(LifecycleEvent event) {
    String path = plain(event.context().getOrDefault("path", ""));
    return request -> path.isEmpty() || plain(parameter(request.url(), "path=")).equals(path);
  }

  /** Clients write paths with a slash before them and without. */
  private static String plain(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static String parameter(String url, String name) {
    int query = url.indexOf('?');
    for (String part : url.substring(query + 1).split("&")) {
      if (part.startsWith(name)) {
        try {
          return URLDecoder.decode(part.substring(name.length()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
          return part.substring(name.length());
        }
      }
    }
    return "";
  }
}
