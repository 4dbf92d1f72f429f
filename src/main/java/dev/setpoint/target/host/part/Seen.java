package dev.setpoint.target.host.part;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.Fields;
import java.util.List;
import java.util.Map;

/** What was seen of a thing of the machine. */
public sealed interface Seen {
  /** The thing. */
  ResourceId id();

  /**
   * It was looked at.
   *
   * @param live its fields in the terms of the declaration
   * @param usable whether what needs it can go on: a file is there, a package is installed
   * @param health what it says of itself
   * @param leftovers names of what an interrupted change left behind
   * @param remedies fields that are corrected in another way as it stands now
   */
  record Live(
      ResourceId id,
      Fields live,
      boolean usable,
      Health health,
      List<String> leftovers,
      Map<String, Remedy> remedies)
      implements Seen {
    public Live {
      leftovers = List.copyOf(leftovers);
      remedies = Map.copyOf(remedies);
    }

    /** One with nothing special about it. */
    public static Live of(ResourceId id, Fields live, boolean usable) {
      return new Live(id, live, usable, Health.NONE, List.of(), Map.of());
    }
  }

  /**
   * Nobody can tell.
   *
   * @param why a sentence for people
   */
  record Unknown(ResourceId id, String why) implements Seen {}
}
