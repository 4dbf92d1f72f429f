package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import java.util.Map;

/** Fields that everything in an engine has. */
final class EngineFields {
  static final Field<Boolean> ADOPT =
      Field.optional("adopt", Shapes.BOOLEAN)
          .describe("Take over an existing one of this name that Setpoint did not make.")
          .example("true")
          .otherwise("false: it is reported as conflicting and left alone");

  static final Field<Map<String, String>> LABELS =
      Field.optional("labels", Names.LABELS)
          .describe("Labels in the engine. The prefix `dev.setpoint.` is reserved.")
          .example("{team: shop}");

  static final Field<Protection> PROTECT =
      Field.optional("protect", Shapes.words(Protection.class, Protection::word))
          .describe(
              "Whether it may be removed or replaced: with `confirm` only after `setpoint approve`,"
                  + " with `never` not before a revision of its own has taken this field away.")
          .example("confirm")
          .otherwise("none");

  private EngineFields() {}
}
