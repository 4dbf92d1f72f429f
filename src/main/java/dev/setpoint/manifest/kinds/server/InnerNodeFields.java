package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.instance.InnerNode;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes an instance a node of the fleet. */
final class InnerNodeFields {
  private static final Field<String> NAME =
      Field.optional("name", Names.NAME)
          .describe("Name of the node; a Node of that name says its labels and targets.")
          .example("shop-inner")
          .otherwise("the name of the instance");

  private static final Field<String> CONTROLLER =
      Field.optional("controller", Servers.HTTPS_SERVER)
          .describe("Where the agent inside finds the controller.")
          .example("https://10.30.0.1:7438")
          .otherwise("where the agent of the machine finds it");

  private static final Field<Boolean> DOCKER =
      Field.optional("docker", Shapes.BOOLEAN)
          .describe(
              "Whether Docker inside must be able to run containers; what is missing for that is"
                  + " said. `false`: nobody looks.")
          .example("true")
          .otherwise("looked at where Docker is there");

  static final Field<InnerNode> NODE =
      Field.optional(
              "node",
              Shapes.object(
                  "a node inside",
                  List.of(NAME, CONTROLLER, DOCKER),
                  values ->
                      new InnerNode(values.get(NAME), values.get(CONTROLLER), values.get(DOCKER))))
          .describe(
              "Makes it a node of the fleet: the agent of the machine puts an agent inside and"
                  + " keeps it there. The file system needs systemd and tar.")
          .example("{name: shop-inner}")
          .otherwise("no agent is put inside");

  private InnerNodeFields() {}

  static @Nullable InnerNode read(Values values) {
    InnerNode node = values.get(NODE);
    if (node != null) {
      values.mark(Marks.INNER_NODE, new Marks.Inner(node.name()), NODE);
    }
    return node;
  }
}
