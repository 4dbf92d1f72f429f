package dev.setpoint.audit;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import java.util.Arrays;

/**
 * The words that stand for enumerated values in the trail. Written out where a rename in code would
 * otherwise change the bytes of the record.
 */
final class Words {
  private Words() {}

  static String of(Remedy remedy) {
    return switch (remedy) {
      case IN_PLACE -> "in-place";
      case RUN_STATE -> "run-state";
      case RESTART -> "restart";
      case REPLACE -> "replace";
      case REPORT -> "report";
    };
  }

  static Remedy remedy(String word) {
    return Arrays.stream(Remedy.values())
        .filter(remedy -> of(remedy).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown remedy " + word));
  }

  static Cause cause(String word) {
    return Arrays.stream(Cause.values())
        .filter(cause -> cause.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown cause " + word));
  }

  static ResourceId resource(String text) {
    return ResourceId.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a resource: " + text));
  }
}
