package dev.setpoint.target.lxd.watch;

import dev.setpoint.reconcile.Culprit;
import dev.setpoint.target.lxd.api.Requestor;
import dev.setpoint.target.lxd.api.ServerEvent.LifecycleEvent;
import dev.setpoint.target.lxd.api.ServerEvent.RequestEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says who did what an event tells of. */
final class Blame {
  private static final int SHOWN_OF_FINGERPRINT = 12;

  /** What an event adds to its word, by the names that the servers have for it. */
  private static final List<String> FILES = List.of("path", "file-destination", "file-source");

  /**
   * What never happens by itself, but which some servers do not name the requestor of: LXD 5.0 none
   * of these, Incus 6.0 none of the files.
   */
  private static final Set<String> ASKED_FOR =
      Set.of(
          "instance-exec",
          "instance-console",
          "instance-file-pushed",
          "instance-file-deleted",
          "instance-created",
          "instance-deleted");

  private Blame() {}

  /** Empty when the server does not name anybody and it may have happened by itself. */
  static Optional<Culprit> of(LifecycleEvent event) {
    return event.requestor().isKnown() || ASKED_FOR.contains(event.action())
        ? Optional.of(new Culprit(who(event.requestor()), what(event), event.at()))
        : Optional.empty();
  }

  /** Whoever made a call. */
  static Culprit of(RequestEvent request) {
    return new Culprit(
        who(request.requestor()), "session for files (%s)".formatted(request.step()), request.at());
  }

  private static String who(Requestor requestor) {
    if (!requestor.isKnown()) {
      return "somebody whom the server does not name";
    }
    String from = requestor.address().isEmpty() ? "" : " from " + host(requestor.address());
    return switch (requestor.protocol()) {
      case "unix" ->
          (requestor.user().isEmpty() ? "somebody" : requestor.user()) + " over the unix socket";
      case "tls" -> "certificate " + shortened(requestor.user()) + from;
      default -> "%s over %s%s".formatted(requestor.user(), requestor.protocol(), from);
    };
  }

  private static String shortened(String fingerprint) {
    return fingerprint.length() <= SHOWN_OF_FINGERPRINT
        ? fingerprint
        : fingerprint.substring(0, SHOWN_OF_FINGERPRINT) + "…";
  }

  /** An address without its port, which says nothing. */
  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    boolean isPort =
        colon > 0 && (address.charAt(colon - 1) == ']' || address.indexOf(':') == colon);
    return isPort ? address.substring(0, colon) : address;
  }

  private static String what(LifecycleEvent event) {
    String command = event.context().getOrDefault("command", "");
    if (!command.isEmpty()) {
      return "%s [%s]".formatted(event.action(), command);
    }
    return FILES.stream()
        .map(key -> event.context().getOrDefault(key, ""))
        .filter(path -> !path.isEmpty())
        .findFirst()
        .map(path -> event.action() + " " + path)
        .orElse(event.action());
  }
}
