package dev.setpoint.reconcile.plan;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over what a plan would do: its node, revision and corrections with all their data. What
 * is blocked and the generation are left out, so that the same work has the same digest however
 * often it is planned. Every string is preceded by its length and every list by its count, so that
 * no two different plans encode alike.
 *
 * @param hex 64 hexadecimal digits
 */
public record PlanDigest(String hex) {
  /** The digest of a plan. */
  public static PlanDigest of(Plan plan) {
    var encoding = new Encoding();
    encoding.text("setpoint plan 1");
    encoding.text(plan.node());
    encoding.text(plan.revision().id());
    encoding.count(plan.corrections().size());
    plan.corrections().forEach(encoding::correction);
    return new PlanDigest(HexFormat.of().formatHex(encoding.sha.digest()));
  }

  @Override
  public String toString() {
    return hex;
  }

  /** Feeds values to the hash. */
  private static final class Encoding {
    private final MessageDigest sha;

    Encoding() {
      try {
        sha = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has SHA-256", impossible);
      }
    }

    void correction(Correction correction) {
      text(correction.verb());
      text(correction.id().toString());
      text(correction.due().target());
      text(correction.due().cause().word());
      text(correction.due().reason());
      count(correction.due().changes().size());
      correction.due().changes().forEach(this::change);
      count(correction.due().after().size());
      correction.due().after().stream().sorted().forEach(id -> text(id.toString()));
      objects(objectsOf(correction));
      wish(correction);
    }

    private void wish(Correction correction) {
      correction.answers().ifPresent(this::text);
      if (correction instanceof Correction.Reset reset) {
        count(reset.wipe().size());
        reset.wipe().forEach(id -> text(id.toString()));
      }
    }

    private static List<EngineObject> objectsOf(Correction correction) {
      return switch (correction) {
        case Correction.Create(_, var setAside) -> some(setAside);
        case Correction.Update(_, var object) -> List.of(object);
        case Correction.Replace(_, var object) -> List.of(object);
        case Correction.Restart(_, var object) -> List.of(object);
        case Correction.Start(_, var object) -> List.of(object);
        case Correction.Stop(_, var object) -> List.of(object);
        case Correction.Prune(_, var object) -> List.of(object);
        case Correction.Adopt(_, var object) -> List.of(object);
        case Correction.Rollback rollback -> some(rollback.object());
        case Correction.Reset reset -> List.of(reset.object());
        case Correction.Settle(_, var leftovers) -> leftovers;
      };
    }

    private static List<EngineObject> some(@Nullable EngineObject object) {
      return object == null ? List.of() : List.of(object);
    }

    private void objects(List<EngineObject> objects) {
      count(objects.size());
      objects.forEach(object -> {
        text(object.engineId());
        text(object.name());
      });
    }

    private void change(FieldDrift change) {
      text(change.path());
      value(change.desired());
      value(change.applied());
      value(change.observed());
      text(change.cause().word());
      text(change.remedy().name());
      text(change.group());
    }

    private void value(@Nullable FieldValue value) {
      count(value == null ? 0 : 1);
      if (value != null) {
        text(Fields.of(Map.of("value", value)).digest().hex());
      }
    }

    void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      count(bytes.length);
      sha.update(bytes);
    }

    void count(int count) {
      sha.update((byte) (count >>> 24));
      sha.update((byte) (count >>> 16));
      sha.update((byte) (count >>> 8));
      sha.update((byte) count);
    }
  }
}
