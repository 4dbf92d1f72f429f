package dev.setpoint.reconcile.plan;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.Plan.Blocked;
import java.util.stream.Collectors;

/** A plan for people to read; plain text, one line per correction and one below it per field. */
public final class PlanText {
  private PlanText() {}

  /** The plan as lines, each ended by a line feed. */
  public static String of(Plan plan) {
    var text = new StringBuilder();
    text.append(
        "plan for node %s, generation %d, revision %s: %s\n"
            .formatted(plan.node(), plan.generation(), plan.revision().shortId(), summary(plan)));
    plan.corrections().forEach(correction -> append(text, correction));
    plan.blocked().forEach(blocked -> append(text, blocked));
    return text.toString();
  }

  private static String summary(Plan plan) {
    if (plan.corrections().isEmpty() && plan.blocked().isEmpty()) {
      return "nothing to do";
    }
    return "%d to correct, %d not corrected"
        .formatted(plan.corrections().size(), plan.blocked().size());
  }

  private static void append(StringBuilder text, Correction correction) {
    text.append(
        "  %-8s %s on %s: %s\n"
            .formatted(
                correction.verb(),
                correction.id(),
                correction.due().target(),
                correction.due().reason()));
    correction.due().changes().forEach(change -> append(text, change));
    if (correction instanceof Correction.Create create && create.setAside() != null) {
      text.append("             sets aside %s\n".formatted(create.setAside().name()));
    }
    if (!correction.due().after().isEmpty()) {
      String after =
          correction.due().after().stream()
              .sorted()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      text.append("             after %s\n".formatted(after));
    }
  }

  private static void append(StringBuilder text, FieldDrift change) {
    text.append(
        "             %s: %s -> %s (%s)\n"
            .formatted(
                change.path(),
                change.observed() == null ? "nothing" : change.observed(),
                change.desired() == null ? "nothing" : change.desired(),
                change.cause().word()));
  }

  private static void append(StringBuilder text, Blocked blocked) {
    String until = blocked.until() == null ? "" : " until " + blocked.until();
    text.append(
        "  blocked  %s (%s%s): %s\n"
            .formatted(blocked.id(), blocked.reason().word(), until, blocked.message()));
  }
}
