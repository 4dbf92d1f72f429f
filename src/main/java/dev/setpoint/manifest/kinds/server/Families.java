package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.kinds.PlacementFields;
import dev.setpoint.manifest.node.TargetFamily;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import java.util.Optional;

/** Fields of a kind that engines and servers both hold: those of one family stand alone. */
public final class Families {
  private Families() {}

  /**
   * Refuses fields of the family that cannot hold the resource: the other family than that of its
   * target, or of the first such field.
   *
   * @param ofEngine fields that only engines know
   * @param ofServer fields that only servers know
   * @return whether a server must hold it
   */
  public static boolean check(Values values, List<Field<?>> ofEngine, List<Field<?>> ofServer) {
    String target = values.get(PlacementFields.TARGET);
    Optional<Field<?>> engines = ofEngine.stream().filter(values::has).findFirst();
    Optional<Field<?>> servers = ofServer.stream().filter(values::has).findFirst();
    Optional<TargetFamily> family = Optional.ofNullable(target).flatMap(TargetFamily::known);
    if (family.isPresent()) {
      boolean isServer = family.get() == TargetFamily.SERVER;
      (isServer ? engines : servers)
          .ifPresent(wrong -> refuse(values, wrong, PlacementFields.TARGET, "target: " + target));
      return isServer;
    }
    if (engines.isPresent() && servers.isPresent()) {
      refuse(values, servers.get(), engines.get(), engines.get().key());
    }
    return servers.isPresent();
  }

  private static void refuse(Values values, Field<?> wrong, Field<?> other, String otherWords) {
    var at = values.place(other);
    values.refuse(
        wrong,
        "stands beside %s (line %d column %d)".formatted(otherWords, at.line(), at.column()),
        "one is for Docker and Podman and the other one for LXD and Incus",
        "remove one of the two, or declare two resources");
  }
}
