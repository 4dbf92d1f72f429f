package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.PolicyManifest.CanaryRule;
import dev.setpoint.manifest.PolicyManifest.GuardRule;
import dev.setpoint.manifest.PolicyManifest.RolloutRule;
import dev.setpoint.manifest.scalar.Units;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import java.time.Duration;
import java.util.List;

/** Fields of a {@code Policy} that speak of the whole fleet. */
final class FleetFields {
  private static final int MOST_NODES = 100_000;
  private static final int MOST_REMOVALS = 1_000_000;

  private static final Field<Integer> FROM =
      Field.optional("from", Shapes.integer(2, MOST_NODES))
          .describe("From so many nodes on that hold something.")
          .example("5")
          .otherwise("5");
  private static final Field<Duration> WITHIN =
      Field.optional("within", Units.DURATION)
          .describe("So soon the canary must report ready; silence stops the rollout.")
          .example("2m")
          .otherwise("2m");
  private static final Shape<CanaryRule> CANARY_BLOCK =
      Shapes.object(
          "a canary",
          List.of(FROM, WITHIN),
          values -> new CanaryRule(values.get(FROM), values.get(WITHIN)));

  private static final Shape<CanaryRule> WITHOUT_CANARY =
      Shapes.text(
          "\"off\"",
          "^off$",
          "\"off\"",
          text ->
              text.equals("off")
                  ? Grammar.read(new CanaryRule(0, null))
                  : Grammar.refused("a canary is off or a block", "write \"off\" in quotes"));
  private static final Field<CanaryRule> CANARY =
      Field.optional("canary", Shapes.shortOrFull(WITHOUT_CANARY, CANARY_BLOCK))
          .describe("One node gets a new revision before the others; `\"off\"` for none.")
          .example("{from: 5, within: 2m}")
          .otherwise("{from: 5, within: 2m}");
  private static final Field<Integer> NODES_AT_ONCE =
      Field.optional("nodesAtOnce", Shapes.integer(1, MOST_NODES))
          .describe("So many nodes move to a new revision at a time.")
          .example("50")
          .otherwise("500");

  static final Field<RolloutRule> ROLLOUT =
      Field.optional(
              "rollout",
              Shapes.object(
                  "a rollout",
                  List.of(CANARY, NODES_AT_ONCE),
                  values -> new RolloutRule(values.get(CANARY), values.get(NODES_AT_ONCE))))
          .describe(
              "How a revision reaches the nodes. Where several policies speak of it, the most"
                  + " careful number wins.")
          .example("{canary: {from: 3, within: 5m}, nodesAtOnce: 50}");

  private static final Field<Integer> PERCENT_OF_ALL =
      Field.optional("percentOfAll", Shapes.integer(0, 100))
          .describe("A revision that removes more of everything on all nodes is held.")
          .example("10")
          .otherwise("10");
  private static final Field<Integer> PERCENT_OF_NODE =
      Field.optional("percentOfNode", Shapes.integer(0, 100))
          .describe("A revision that removes more of everything on one node is held.")
          .example("20")
          .otherwise("20");
  private static final Field<Integer> ALWAYS =
      Field.optional("always", Shapes.integer(0, MOST_REMOVALS))
          .describe("So many removals are never too many.")
          .example("3")
          .otherwise("3");

  static final Field<GuardRule> GUARDS =
      Field.optional(
              "guards",
              Shapes.object(
                  "guards",
                  List.of(PERCENT_OF_ALL, PERCENT_OF_NODE, ALWAYS),
                  values ->
                      new GuardRule(
                          values.get(PERCENT_OF_ALL),
                          values.get(PERCENT_OF_NODE),
                          values.get(ALWAYS))))
          .describe(
              "How much a revision may remove before a person must approve it. Where several"
                  + " policies speak of it, the most careful number wins.")
          .example("{percentOfAll: 5}");

  private FleetFields() {}
}
