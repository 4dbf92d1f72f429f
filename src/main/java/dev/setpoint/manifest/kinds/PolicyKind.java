package dev.setpoint.manifest.kinds;

import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.PolicyManifest;
import dev.setpoint.manifest.PolicyManifest.GuardRule;
import dev.setpoint.manifest.PolicyManifest.IgnoreRule;
import dev.setpoint.manifest.PolicyManifest.Match;
import dev.setpoint.manifest.PolicyManifest.RolloutRule;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.server.ServerKinds;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import dev.setpoint.manifest.yaml.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a {@code Policy}. */
final class PolicyKind {
  /** Kinds that live on a target and can drift. */
  private static final Map<ResourceKind, ObjectShape<?>> SPECS =
      Map.of(
          ResourceKind.CONTAINER, ContainerKind.ENVELOPE.spec(),
          ResourceKind.NETWORK, NetworkKind.ENVELOPE.spec(),
          ResourceKind.VOLUME, VolumeKind.ENVELOPE.spec(),
          ResourceKind.PROJECT, ServerKinds.PROJECT.spec(),
          ResourceKind.STORAGEPOOL, ServerKinds.STORAGE_POOL.spec(),
          ResourceKind.IMAGE, ServerKinds.IMAGE.spec(),
          ResourceKind.INSTANCEPROFILE, ServerKinds.INSTANCE_PROFILE.spec(),
          ResourceKind.INSTANCE, ServerKinds.INSTANCE.spec());

  private static final Shape<ResourceKind> KIND =
      Shapes.words(ResourceKind.written(), ResourceKind::yamlName);

  /** Things of a machine have no document, but they drift. */
  private static final Shape<ResourceKind> DRIFTING =
      Shapes.words(ResourceKind.class, ResourceKind::yamlName);

  private static final Field<List<ResourceKind>> KINDS =
      Field.optional("kinds", Shapes.list(KIND).notEmpty().uniqueBy(kind -> kind, "kind"))
          .describe("Kinds of resource.")
          .example("[Container]")
          .otherwise("all");
  private static final Field<List<String>> NAMES =
      Field.optional("names", Shapes.list(Names.NAME.markedBy(Marks.POLICY_RESOURCE)).notEmpty())
          .describe("Names of resources.")
          .example("[web]")
          .otherwise("all");
  private static final Field<Map<String, String>> LABELS =
      Field.optional("labels", Names.LABELS)
          .describe("Labels that the metadata of a resource must all have.")
          .example("{app: shop}")
          .otherwise("any");
  private static final Field<List<String>> NODES =
      Field.optional("nodes", Shapes.list(Names.NAME.markedBy(Marks.NODE_NAME)).notEmpty())
          .describe("Names of nodes.")
          .example("[local]")
          .otherwise("all");
  private static final Field<Match> MATCH =
      Field.optional(
              "match",
              Shapes.object("a match", List.of(KINDS, NAMES, LABELS, NODES), PolicyKind::readMatch))
          .describe("Which resources it speaks of; all conditions must hold.")
          .otherwise("every resource");
  private static final Field<Mode> MODE =
      Field.optional("mode", NodeKind.MODE)
          .describe(
              "What may be done to them: `observe` reports only, `correct` heals and follows git,"
                  + " `hold` heals and takes no new revision, `off` looks away. Where several"
                  + " policies match, the most careful one wins: off, hold, observe, correct.")
          .example("observe")
          .otherwise("the mode of the node");
  private static final Field<ResourceKind> RULE_KIND =
      Field.required("kind", DRIFTING).describe("Kind of resource.").example("Container");
  private static final Field<String> RULE_FIELD =
      Field.required(
              "field",
              Shapes.matching(
                  "a field path",
                  "spec(\\.[A-Za-z0-9_./\\[\\]-]{1,200})?",
                  "a field is named by its path from spec on",
                  "spec.memory"))
          .describe("Path of a field as drift prints it; it covers everything below.")
          .example("spec.env.TZ");
  private static final Field<List<IgnoreRule>> IGNORE =
      Field.optional(
              "ignore",
              Shapes.list(
                      Shapes.object(
                          "an ignore rule", List.of(RULE_KIND, RULE_FIELD), PolicyKind::readRule))
                  .uniqueBy(rule -> rule, "rule"))
          .describe("Fields that are never drift.")
          .example("[{kind: Container, field: spec.memory}]");

  /** What stands behind {@code spec:}. */
  private record Spec(
      Match match,
      @Nullable Mode mode,
      List<IgnoreRule> ignore,
      @Nullable RolloutRule rollout,
      @Nullable GuardRule guards) {}

  static final Envelope<PolicyManifest> ENVELOPE =
      Envelope.of(
          "Policy",
          Shapes.object(
              "the spec of a Policy",
              List.of(MATCH, MODE, IGNORE, FleetFields.ROLLOUT, FleetFields.GUARDS),
              PolicyKind::readSpec),
          (head, spec) ->
              new PolicyManifest(
                  head.metadata(),
                  head.origin(),
                  spec.match(),
                  spec.mode(),
                  spec.ignore(),
                  spec.rollout(),
                  spec.guards()));

  private PolicyKind() {}

  private static Spec readSpec(Values values) {
    boolean forFleet = values.has(FleetFields.ROLLOUT) || values.has(FleetFields.GUARDS);
    boolean forResources = values.has(MODE) || !values.get(IGNORE, List.of()).isEmpty();
    if (!forResources && !forFleet) {
      values.refuse(
          "has none of mode, ignore, rollout and guards",
          "the policy would do nothing",
          "write one of them");
    }
    if (forFleet && values.has(MATCH)) {
      values.refuse(
          MATCH,
          "stands beside rollout or guards",
          "those hold for the whole fleet and match nothing",
          "write them in a Policy of their own");
    }
    return new Spec(
        values.get(MATCH, new Match(Set.of(), Set.of(), Map.of(), Set.of())),
        values.get(MODE),
        values.get(IGNORE, List.of()),
        values.get(FleetFields.ROLLOUT),
        values.get(FleetFields.GUARDS));
  }

  private static Match readMatch(Values values) {
    return new Match(
        Set.copyOf(values.get(KINDS, List.of())),
        Set.copyOf(values.get(NAMES, List.of())),
        values.get(LABELS, Map.of()),
        Set.copyOf(values.get(NODES, List.of())));
  }

  private static IgnoreRule readRule(Values values) {
    var rule = new IgnoreRule(values.require(RULE_KIND), values.require(RULE_FIELD));
    if (rule.kind().isPartOfHost()) {
      return rule;
    }
    ObjectShape<?> spec = SPECS.get(rule.kind());
    if (spec == null) {
      values.refuse(
          RULE_KIND,
          "is " + rule.kind().yamlName(),
          "only what lives on a target can drift",
          "write Container, Instance or another kind that does");
      return rule;
    }
    String[] steps = rule.field().split("[.\\[]", 3);
    if (steps.length > 1 && spec.field(steps[1]).isEmpty()) {
      values.refuse(
          RULE_FIELD,
          "is " + rule.field(),
          rule.kind().noun() + " has no field " + steps[1],
          Nearest.to(steps[1], spec.keys())
              .map(known -> "did you mean spec." + known + "?")
              .orElse("write one of its fields"));
    }
    return rule;
  }
}
