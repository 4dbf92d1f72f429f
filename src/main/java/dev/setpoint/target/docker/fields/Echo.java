package dev.setpoint.target.docker.fields;

import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import java.util.Map;

/**
 * Fields that an engine fixes at creation and does not report as they were given. What they were
 * made from is kept as a digest in a label of the container, which is as fixed as they are.
 */
public final class Echo {
  private Echo() {}

  /** Labels that a new container gets. */
  public static void write(Map<String, String> labels, Fields declared, Profile profile) {
    for (String path : profile.echoed()) {
      declared
          .get(path)
          .ifPresent(
              value -> OwnerLabels.addEcho(labels, path, Fields.of(Map.of(path, value)).digest()));
    }
  }

  /** The declared value when the container was made from it, or when nobody can tell. */
  static FieldValue read(LiveContainer live, String path, FieldValue declared) {
    String made = live.labels().get(OwnerLabels.ECHO + path);
    String wanted = Fields.of(Map.of(path, declared)).digest().shortHex();
    return made == null || made.equals(wanted)
        ? declared
        : FieldValue.text("(made from another declaration; the engine does not report it)");
  }
}
