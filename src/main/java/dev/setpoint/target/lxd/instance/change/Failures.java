package dev.setpoint.target.lxd.instance.change;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.LxdException;
import java.util.List;
import java.util.Locale;

/** What a server's refusal means for an instance, and what to do about it. */
final class Failures {
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("no space left", FailureReason.DISK_FULL, "free space in the instance's pool"),
          new Sign("quota exceeded", FailureReason.DISK_FULL, "free space in the instance's pool"),
          new Sign(
              "address already in use", FailureReason.PORT_TAKEN, "free the port or change it"),
          new Sign(
              "already defined on another",
              FailureReason.CONFLICTING,
              "give one of the two another address"),
          new Sign("missing source path", FailureReason.MOUNT_SOURCE_MISSING, "make it there"),
          new Sign(
              "already exists", FailureReason.NAME_TAKEN, "rename or remove what has the name"),
          new Sign(
              "already in use by", FailureReason.NAME_TAKEN, "rename or remove what has the name"),
          new Sign("failed to run: forkstart", FailureReason.START_FAILED, "see its log"),
          new Sign("failed to start", FailureReason.START_FAILED, "see its log"));

  private Failures() {}

  /** Words in a server's message that tell what is wrong. */
  private record Sign(String text, FailureReason reason, String remedy) {}

  /** The outcome of a correction that a call to the server ended. */
  static Outcome.Failed of(String verb, ResourceId id, String target, LxdException e) {
    String why = String.valueOf(e.getMessage());
    String call = e.call().isEmpty() ? "" : " to " + e.call();
    return switch (e.kind()) {
      case UNREACHABLE ->
          failed(
              FailureReason.TARGET_UNREACHABLE,
              verb,
              id,
              target + " does not answer: " + why,
              "check that it runs and that its socket may be used");
      case TIMEOUT ->
          failed(FailureReason.TIMEOUT, verb, id, why, "check the load of the machine and its log");
      case FORBIDDEN ->
          failed(
              FailureReason.TARGET_REFUSED,
              verb,
              id,
              target + " does not allow it: " + why,
              "let it trust us with this project");
      case NOT_ALLOWED ->
          failed(
              FailureReason.NOT_ALLOWED_HERE,
              verb,
              id,
              why,
              "change the manifest, or let whoever owns the machine change its policy file");
      case UNSUPPORTED ->
          failed(FailureReason.NOT_SUPPORTED, verb, id, why, "leave it out of the manifest");
      case PRECONDITION ->
          failed(
              FailureReason.FIGHTING,
              verb,
              id,
              "somebody else wrote to it each time between our look and our write",
              "find what else changes it on " + target);
      case NOT_FOUND, CONFLICT, FAILED, BAD_ANSWER ->
          refused(verb, id, target + call + " says: " + why);
    };
  }

  private static Outcome.Failed refused(String verb, ResourceId id, String why) {
    String message = why.toLowerCase(Locale.ROOT);
    return SIGNS.stream()
        .filter(sign -> message.contains(sign.text()))
        .findFirst()
        .map(sign -> failed(sign.reason(), verb, id, why, sign.remedy()))
        .orElseGet(() ->
            failed(
                FailureReason.TARGET_REFUSED,
                verb,
                id,
                why,
                "change the manifest, or the machine, accordingly"));
  }

  static Outcome.Failed failed(
      FailureReason reason, String verb, ResourceId id, String why, String remedy) {
    return new Outcome.Failed(
        reason, "%s of %s failed: %s; %s".formatted(verb, id, why, remedy), false, null);
  }
}
