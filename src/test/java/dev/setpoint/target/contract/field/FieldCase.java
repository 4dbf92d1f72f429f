package dev.setpoint.target.contract.field;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One row of the table of fields.
 *
 * @param what a word for people, when a field has several cases
 * @param rule path of the rule that it is a case of
 * @param paths where drift must show, and nowhere else
 * @param before lines of the spec as git has them first
 * @param after lines of the spec as git has them then
 * @param prepare what must be there before anything is declared
 * @param move what somebody does by hand
 * @param remedies what must correct it
 * @param blind engines that do not report the field, so that nobody can see the move
 */
public record FieldCase(
    String what,
    ResourceKind kind,
    String rule,
    List<String> paths,
    List<String> before,
    List<String> after,
    BiConsumer<Hand, Ground> prepare,
    Move move,
    Map<Make, Remedy> remedies,
    Set<Make> blind) {
  public FieldCase {
    paths = List.copyOf(paths);
    before = List.copyOf(before);
    after = List.copyOf(after);
    remedies = Map.copyOf(remedies);
    blind = Set.copyOf(blind);
  }

  private static final Move NOTHING = (_, _, _) -> {};

  /** A case of a container's field. */
  public static FieldCase of(String rule) {
    return of(ResourceKind.CONTAINER, rule);
  }

  /** A case of another kind's field. */
  public static FieldCase of(ResourceKind kind, String rule) {
    return new FieldCase(
        "moved",
        kind,
        rule,
        List.of(rule),
        List.of(),
        List.of(),
        (_, _) -> {},
        NOTHING,
        all(Remedy.REPLACE),
        Set.of());
  }

  /** A word that tells it from other cases of the field. */
  public FieldCase called(String word) {
    return new FieldCase(word, kind, rule, paths, before, after, prepare, move, remedies, blind);
  }

  /** Where drift shows, when that is not the rule's own path. */
  public FieldCase at(String... drift) {
    return new FieldCase(
        what, kind, rule, List.of(drift), before, after, prepare, move, remedies, blind);
  }

  public FieldCase before(String... lines) {
    return new FieldCase(
        what, kind, rule, paths, List.of(lines), after, prepare, move, remedies, blind);
  }

  public FieldCase after(String... lines) {
    return new FieldCase(
        what, kind, rule, paths, before, List.of(lines), prepare, move, remedies, blind);
  }

  public FieldCase prepared(BiConsumer<Hand, Ground> preparation) {
    return new FieldCase(
        what, kind, rule, paths, before, after, preparation, move, remedies, blind);
  }

  public FieldCase moved(Move how) {
    return new FieldCase(what, kind, rule, paths, before, after, prepare, how, remedies, blind);
  }

  /** Corrected so on every engine. */
  public FieldCase by(Remedy remedy) {
    return new FieldCase(what, kind, rule, paths, before, after, prepare, move, all(remedy), blind);
  }

  /** Corrected in place where the engine has a call for it; Podman has none. */
  public FieldCase inPlaceOnDocker() {
    Map<Make, Remedy> each = all(Remedy.IN_PLACE);
    each.put(Make.PODMAN, Remedy.REPLACE);
    return new FieldCase(what, kind, rule, paths, before, after, prepare, move, each, blind);
  }

  /** These engines do not tell, so the move cannot be seen there; the rest of the case holds. */
  public FieldCase blindOn(Make... engines) {
    var none = EnumSet.noneOf(Make.class);
    none.addAll(List.of(engines));
    return new FieldCase(what, kind, rule, paths, before, after, prepare, move, remedies, none);
  }

  /** What corrects it on an engine. */
  public Remedy remedy(Make engine) {
    Remedy remedy = remedies.get(engine);
    if (remedy == null) {
      throw new IllegalStateException(this + " has no remedy on " + engine);
    }
    return remedy;
  }

  private static Map<Make, Remedy> all(Remedy remedy) {
    var all = new EnumMap<Make, Remedy>(Make.class);
    for (Make engine : Make.values()) {
      all.put(engine, remedy);
    }
    return all;
  }

  @Override
  public String toString() {
    return kind.word() + " " + rule + " " + what;
  }
}
