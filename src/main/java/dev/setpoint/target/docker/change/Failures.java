package dev.setpoint.target.docker.change;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.docker.api.EngineException;
import java.util.List;
import java.util.Locale;

/** What an engine's refusal means for a resource, and what to do about it. */
final class Failures {
  /** What to do about what the machine's own policy does not allow. */
  static final String CHANGE_POLICY =
      "change the manifest, or let whoever owns the machine change its policy file";

  private static final List<Sign> SIGNS =
      List.of(
          new Sign(
              "no space left",
              FailureReason.DISK_FULL,
              "free space in the engine's data directory"),
          new Sign(
              "port is already allocated", FailureReason.PORT_TAKEN, "free the port or change it"),
          new Sign(
              "address already in use", FailureReason.PORT_TAKEN, "free the port or change it"),
          new Sign("address in use", FailureReason.PORT_TAKEN, "free the port or change it"),
          new Sign(
              "bind source path does not exist",
              FailureReason.MOUNT_SOURCE_MISSING,
              "create the directory on the node or change the mount"),
          new Sign(
              "no such image", FailureReason.IMAGE_MISSING, "check the name and pull the image"),
          new Sign(
              "marked read-only",
              FailureReason.NOT_SUPPORTED,
              "put the files on a volume, or leave readOnly out"),
          new Sign(
              "is already in use",
              FailureReason.NAME_TAKEN,
              "rename or remove what holds the name"),
          new Sign(
              "already exists", FailureReason.NAME_TAKEN, "rename or remove what holds the name"),
          new Sign(
              "error setting rlimit",
              FailureReason.NOT_SUPPORTED,
              "declare both nofile and nproc, each within what the machine allows: Podman gives"
                  + " 1048576 to the one that is left out as soon as any ulimit is declared"),
          new Sign("network", "not found", FailureReason.NETWORK_MISSING, "declare the network"));

  private Failures() {}

  /** Words in an engine's message that tell what is wrong. */
  private record Sign(String first, String second, FailureReason reason, String remedy) {
    Sign(String text, FailureReason reason, String remedy) {
      this(text, "", reason, remedy);
    }

    boolean in(String message) {
      return message.contains(first) && message.contains(second);
    }
  }

  /** The outcome of a correction that an engine call ended. */
  static Outcome.Failed of(String verb, ResourceId id, String target, EngineException e) {
    String why = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case UNREACHABLE ->
          failed(
              FailureReason.TARGET_UNREACHABLE,
              verb,
              id,
              target + " does not answer: " + why,
              "check that the engine runs and that its socket may be used");
      case TIMEOUT ->
          failed(
              FailureReason.TIMEOUT,
              verb,
              id,
              why,
              "check the load of the machine and the engine's own log");
      case BAD_ANSWER ->
          failed(FailureReason.TARGET_REFUSED, verb, id, why, "check the engine's own log");
      case NOT_ALLOWED -> failed(FailureReason.NOT_ALLOWED_HERE, verb, id, why, CHANGE_POLICY);
      case NOT_FOUND, CONFLICT, REFUSED -> refused(verb, id, target, why);
    };
  }

  private static Outcome.Failed refused(String verb, ResourceId id, String target, String why) {
    String message = why.toLowerCase(Locale.ROOT);
    for (Sign sign : SIGNS) {
      if (sign.in(message)) {
        return failed(sign.reason(), verb, id, target + " says: " + why, sign.remedy());
      }
    }
    return failed(
        FailureReason.TARGET_REFUSED,
        verb,
        id,
        target + " says: " + why,
        "change the manifest, or the machine, accordingly");
  }

  static Outcome.Failed failed(
      FailureReason reason, String verb, ResourceId id, String why, String remedy) {
    return new Outcome.Failed(
        reason, "%s of %s failed: %s; %s".formatted(verb, id, why, remedy), false, null);
  }
}
