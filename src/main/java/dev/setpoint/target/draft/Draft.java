package dev.setpoint.target.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.util.List;
import java.util.Map;

/** One live thing, written down or not. */
public sealed interface Draft {
  /** Kind of the manifest. */
  ResourceKind kind();

  /** Its name on the target. */
  String name();

  /**
   * A manifest that says it.
   *
   * @param spec what stands below {@code spec}, but for where it lives and {@code adopt}; in the
   *     order in which people read it
   * @param notes sentences on what is not in it, and why
   * @param isLossy whether a new one made from it would lack something that this one has
   * @param secrets the values that it refers to by name; printed nowhere
   * @param files content of repository files that it refers to, by path
   */
  record Written(
      ResourceKind kind,
      String name,
      ObjectNode spec,
      List<String> notes,
      boolean isLossy,
      Map<String, String> secrets,
      Map<String, String> files)
      implements Draft {
    public Written {
      notes = List.copyOf(notes);
      secrets = Map.copyOf(secrets);
      files = Map.copyOf(files);
    }

    /** What the manifest would be called. */
    public ResourceId id() {
      return new ResourceId(kind, name);
    }

    /** Without the secrets, and without texts that may hold some. */
    @Override
    public String toString() {
      return "Written[" + id() + "]";
    }
  }

  /**
   * Something for which there is no manifest.
   *
   * @param why a sentence: what keeps it out, and what to do about it
   */
  record LeftOut(ResourceKind kind, String name, String why) implements Draft {}
}
