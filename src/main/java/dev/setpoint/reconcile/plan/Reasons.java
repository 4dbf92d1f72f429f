package dev.setpoint.reconcile.plan;

import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sentences of a plan. */
final class Reasons {
  /** So many fields are spelled out in one sentence. */
  static final int FIELDS_SHOWN = 4;

  /** A value longer than this is cut; the whole one is in the correction's changes. */
  static final int VALUE_SHOWN = 80;

  private Reasons() {}

  /** Such as {@code spec.memory is 32Mi on the node, git says 64Mi (drift)}. */
  static String fields(List<FieldDrift> fields) {
    String shown =
        fields.stream().limit(FIELDS_SHOWN).map(Reasons::field).collect(Collectors.joining("; "));
    int more = fields.size() - FIELDS_SHOWN;
    return more > 0 ? "%s; and %d more".formatted(shown, more) : shown;
  }

  private static String field(FieldDrift field) {
    String observed = field.observed() == null ? "is not there" : "is " + value(field.observed());
    String desired =
        field.desired() == null ? "git does not declare it" : "git says " + value(field.desired());
    return "%s %s on the node, %s (%s)"
        .formatted(field.path(), observed, desired, field.cause().word());
  }

  private static String value(@Nullable FieldValue value) {
    String text = String.valueOf(value);
    return text.length() > VALUE_SHOWN ? text.substring(0, VALUE_SHOWN) + "…" : text;
  }

  /** Why something that is not there is made. */
  static String missing(Cause cause) {
    String what =
        switch (cause) {
          case INTENTIONAL, ADOPTION, REQUEST -> "git declares it and it is not there yet";
          case DRIFT -> "it is gone from the node";
          case BOTH -> "it is gone from the node and git has moved";
        };
    return "%s (%s)".formatted(what, cause.word());
  }
}
