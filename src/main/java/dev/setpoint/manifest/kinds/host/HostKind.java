package dev.setpoint.manifest.kinds.host;

import dev.setpoint.manifest.HostManifest;
import dev.setpoint.manifest.HostManifest.Part;
import dev.setpoint.manifest.Metadata;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.kinds.Envelope;
import dev.setpoint.manifest.kinds.PlacementFields;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** The fields of a {@code Host}. */
public final class HostKind {
  private static final List<Section> SECTIONS =
      List.of(PackageSection.PACKAGES, FileSection.FILES, UnitSection.UNITS);

  /** What stands behind {@code spec:}. */
  private record Spec(Placement placement, List<Section.Thing> things) {}

  /** The envelope of a {@code Host}. */
  public static final Envelope<HostManifest> ENVELOPE =
      Envelope.of(
          "Host",
          Shapes.object(
              "the spec of a Host",
              Stream.<Field<?>>concat(
                      PlacementFields.FIELDS.stream(), SECTIONS.stream().map(Section::field))
                  .toList(),
              HostKind::readSpec),
          HostKind::manifest);

  private HostKind() {}

  private static Spec readSpec(Values values) {
    var things = SECTIONS.stream().flatMap(section -> section.read(values).stream()).toList();
    if (things.isEmpty()) {
      values.refuse(
          "declares nothing",
          "a Host without anything in it is more likely a mistake than a wish",
          "write files: or another section, or remove the manifest");
    }
    var seen = new HashSet<Object>();
    things.stream()
        .filter(thing -> !seen.add(thing.id()))
        .forEach(thing ->
            values.refuse(
                "declares " + thing.id() + " twice",
                "two sections stand for the same thing of the machine",
                "keep one of them"));
    return new Spec(PlacementFields.read(values), things);
  }

  private static HostManifest manifest(Envelope.Head head, Spec spec) {
    var name = head.metadata().name();
    return new HostManifest(
        head.metadata(),
        head.origin(),
        spec.placement(),
        spec.things().stream()
            .map(thing ->
                new Part(
                    new Metadata(thing.name(), head.metadata().labels()),
                    head.origin(),
                    spec.placement(),
                    name,
                    thing.after(),
                    thing.spec()))
            .toList());
  }
}
