package dev.setpoint.target.lxd.write;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.LxdException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A correction that cannot be made, with its outcome. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final List<Sign> SIGNS =
      List.of(
          new Sign(
              "only empty projects",
              FailureReason.NEEDS_HUMAN,
              "remove what is in the project, or keep it"),
          new Sign(
              "no space left", FailureReason.DISK_FULL, "free space in the server's storage pool"),
          new Sign(
              "already exists", FailureReason.NAME_TAKEN, "rename or remove what holds the name"),
          new Sign(
              "address already in use",
              FailureReason.PORT_TAKEN,
              "free the address, or declare another one"),
          new Sign(
              "in use", FailureReason.WAITING, "take it away from what uses it; it is tried again"),
          new Sign(
              "being used",
              FailureReason.WAITING,
              "take it away from what uses it; it is tried again"));

  private final transient FailureReason reason;
  private final String remedy;

  public Refusal(FailureReason reason, String why, String remedy) {
    super(why);
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Words in a server's message that tell what is wrong. */
  private record Sign(String words, FailureReason reason, String remedy) {}

  public Outcome.Failed outcome(Correction correction) {
    return failed(reason, correction, String.valueOf(getMessage()), remedy);
  }

  /** Something that neither runs nor stops cannot be started; no plan says so. */
  public static Refusal neverRuns() {
    return new Refusal(
        FailureReason.NOT_SUPPORTED,
        "it neither runs nor stops",
        "nothing: this should not have been planned");
  }

  /** The outcome of work on a server, whatever is thrown. */
  public static Outcome of(Correction correction, String target, Supplier<Outcome> work) {
    try {
      return work.get();
    } catch (Refusal e) {
      return e.outcome(correction);
    } catch (LxdException e) {
      return outcome(correction, target, e);
    }
  }

  /** The outcome of a correction that the server did not make. */
  public static Outcome.Failed outcome(Correction correction, String target, LxdException e) {
    String why = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case UNREACHABLE ->
          failed(
              FailureReason.TARGET_UNREACHABLE,
              correction,
              target + " does not answer: " + why,
              "check that the server runs and that its socket may be used");
      case TIMEOUT ->
          failed(
              FailureReason.TIMEOUT,
              correction,
              why,
              "check the load of the machine and the server's own log");
      case PRECONDITION ->
          failed(
              FailureReason.TARGET_REFUSED,
              correction,
              "somebody else keeps writing to it",
              "find out who: 'lxc monitor --type=lifecycle' names them");
      case NOT_ALLOWED ->
          failed(
              FailureReason.NOT_ALLOWED_HERE,
              correction,
              why,
              "change the manifest, or let whoever owns the machine change its policy file");
      case UNSUPPORTED ->
          failed(
              FailureReason.NOT_SUPPORTED, correction, why, "use a newer server, or leave it out");
      case FORBIDDEN ->
          failed(
              FailureReason.TARGET_REFUSED,
              correction,
              target + " does not let us: " + why,
              "let the server trust us with more");
      case BAD_ANSWER, NOT_FOUND, CONFLICT, FAILED -> refused(correction, target, why);
    };
  }

  private static Outcome.Failed refused(Correction correction, String target, String why) {
    String message = why.toLowerCase(Locale.ROOT);
    for (Sign sign : SIGNS) {
      if (message.contains(sign.words())) {
        return failed(sign.reason(), correction, target + " says: " + why, sign.remedy());
      }
    }
    return failed(
        FailureReason.TARGET_REFUSED,
        correction,
        target + " says: " + why,
        "change the manifest, or the machine, accordingly");
  }

  private static Outcome.Failed failed(
      FailureReason reason, Correction correction, String why, String remedy) {
    ResourceId id = correction.id();
    return new Outcome.Failed(
        reason,
        "%s of %s failed: %s; %s".formatted(correction.verb(), id, why, remedy),
        false,
        null);
  }
}
