package dev.setpoint.manifest.kinds.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.host.HostSpec;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.MapShape;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One section of a {@code Host}: entries by name, each of which declares one or more things.
 *
 * @param field the key of the section
 */
record Section(Field<Map<String, List<Section.Thing>>> field) {
  /**
   * One thing of a machine.
   *
   * @param name what it is called there
   * @param after what must be as declared before it
   */
  record Thing(String name, List<ResourceId> after, HostSpec spec) {
    Thing {
      after = List.copyOf(after);
    }

    ResourceId id() {
      return new ResourceId(spec.kind(), name);
    }
  }

  /**
   * A section.
   *
   * @param key as written in YAML
   * @param names what the names of its entries look like
   * @param entry what an entry looks like
   * @param things what an entry of a name declares
   */
  static <T> Section of(
      String key,
      Shape<String> names,
      Shape<T> entry,
      BiFunction<String, T, List<Thing>> things,
      String description,
      String example) {
    Shape<Map<String, List<Thing>>> shape =
        Shapes.map(names, entry, entries -> mark(entries, things))
            .as(byName -> {
              var made = new LinkedHashMap<String, List<Thing>>();
              byName.forEach((name, value) -> made.put(name, things.apply(name, value)));
              return made;
            });
    return new Section(Field.optional(key, shape).describe(description).example(example));
  }

  /** Two Hosts of a node may not differ about a thing, and people want to know both places. */
  private static <T> void mark(
      MapShape.Entries<T> entries, BiFunction<String, T, List<Thing>> things) {
    entries
        .all()
        .forEach((name, value) ->
            things
                .apply(name, value)
                .forEach(thing -> entries.mark(Marks.HOST_PART, thing.id(), name)));
  }

  /** What a document declares in this section. */
  List<Thing> read(Values values) {
    var all = new ArrayList<Thing>();
    values.get(field, Map.of()).values().forEach(all::addAll);
    return all;
  }
}
