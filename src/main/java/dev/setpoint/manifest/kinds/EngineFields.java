package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.Map;

/** Fields that everything in an engine or on a server has. */
public final class EngineFields {
  /** Take over what is there. */
  public static final Field<Boolean> ADOPT =
      Field.optional("adopt", Shapes.BOOLEAN)
          .describe("Take over an existing one of this name that Setpoint did not make.")
          .example("true")
          .otherwise("false: it is reported as conflicting and left alone");

  /** Labels in an engine. */
  public static final Field<Map<String, String>> LABELS =
      Field.optional("labels", Names.LABELS)
          .describe("Labels in the engine. The prefix `dev.setpoint.` is reserved.")
          .example("{team: shop}");

  /** Whether it may go. */
  public static final Field<Protection> PROTECT =
      Field.optional("protect", Shapes.words(Protection.class, Protection::word))
          .describe(
              "Whether it may be removed or replaced: with `confirm` only after `setpoint approve`,"
                  + " with `never` not before a revision of its own has taken this field away.")
          .example("confirm")
          .otherwise("none");

  /** What becomes of data when the manifest goes. */
  public static final Field<String> ON_REMOVE =
      Field.optional("onRemove", Shapes.words("keep", "delete"))
          .describe("What becomes of the data when the manifest goes: `keep` it or `delete` it.")
          .example("keep")
          .otherwise("keep");

  private EngineFields() {}

  /** Whether the data may be deleted when the manifest goes. */
  public static boolean deletesOnRemove(Values values) {
    return values.get(ON_REMOVE, "keep").equals("delete");
  }
}
