package dev.setpoint.reconcile;

import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.ObservedResource.Present;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose an object is that stands under the name of a declared resource. An ordered table of rules:
 * the first that matches decides, and the last one always matches.
 */
@SuppressWarnings("ImmutableEnumChecker") // its predicates hold no state
enum Ownership {
  /** Our mark names this very resource of this node. Only we write that mark. */
  MARKED_AS_OURS(Claim.OURS, Sighting::isMarkedAsThis),

  /** An adopted object carries no mark, since labels cannot be added later: our record knows it. */
  RECORDED_AS_OURS(Claim.OURS, Sighting::isRecordedAsThis),

  /**
   * Another installation, another node's state or another resource of ours claims it by mark. Two
   * controllers that both take a name would fight for ever, so a mark wins over what we remember.
   */
  MARKED_BY_ANOTHER(Claim.FOREIGN, sighting -> sighting.mark() != null),

  /**
   * The name was ours and somebody put another object there by hand. Git still says what stands
   * there, so ours is made again; the stranger is set aside whole, since it may hold work. Only
   * containers and instances can be renamed, so for the other kinds {@code adopt} is asked first.
   */
  NAME_WAS_OURS(
      Claim.ONCE_OURS,
      sighting ->
          sighting.record() != null && (sighting.canBeSetAside() || !sighting.asksToAdopt())),

  /** It was never ours and carries nobody's mark, but the manifest says to take it over. */
  ADOPTED_ON_REQUEST(Claim.ADOPTED, Sighting::asksToAdopt),

  /** It was there before us and nobody said that it is ours: never touched. */
  STRANGER(Claim.FOREIGN, _ -> true);

  private static final List<Ownership> RULES = List.of(values());

  private final Claim claim;
  private final Predicate<Sighting> when;

  Ownership(Claim claim, Predicate<Sighting> when) {
    this.claim = claim;
    this.when = when;
  }

  /** The first rule that matches. */
  static Ownership of(Sighting sighting) {
    for (Ownership rule : RULES) {
      if (rule.when.test(sighting)) {
        return rule;
      }
    }
    throw new IllegalStateException("the last rule matches everything");
  }

  /** What the rule says. */
  Claim claim() {
    return claim;
  }

  /** A sentence for people on why it is not ours, with the remedy. */
  String why(Sighting sighting) {
    String what = "%s on %s".formatted(sighting.desired().id(), sighting.desired().target());
    OwnerMark mark = sighting.mark();
    if (mark != null) {
      return "%s: the object there carries the mark of %s of node %s, installation %s; remove or"
              .formatted(what, mark.resource(), mark.node(), mark.owner())
          + " rename it, or give one of the two another name";
    }
    return claim == Claim.ONCE_OURS
        ? what + ": the object there is not the one that was last applied, somebody put it there"
        : what
            + ": the object there was not made by Setpoint; remove or rename it, or write"
            + " `adopt: true` into the manifest to take it over";
  }

  /** Whose it is. */
  enum Claim {
    OURS,
    /** Not yet ours; to be taken over. */
    ADOPTED,
    /** Not ours, but its name was. */
    ONCE_OURS,
    FOREIGN
  }

  /**
   * What the rules look at.
   *
   * @param owner id of this installation
   * @param node name of this node
   */
  record Sighting(
      String owner,
      String node,
      DesiredResource desired,
      Present present,
      @Nullable AppliedRecord record) {
    @Nullable OwnerMark mark() {
      return present.owner();
    }

    boolean isMarkedAsThis() {
      return isMarked(present, owner, node);
    }

    boolean isRecordedAsThis() {
      return isRecorded(present, record);
    }

    boolean canBeSetAside() {
      return present.id().kind().canBeSetAside();
    }

    boolean asksToAdopt() {
      return desired.manifest().adopt();
    }
  }

  /** Whether the object carries our mark for the resource that it was found as. */
  static boolean isMarked(Present present, String owner, String node) {
    OwnerMark mark = present.owner();
    return mark != null
        && mark.owner().equals(owner)
        && mark.node().equals(node)
        && mark.resource().equals(present.id());
  }

  /** Whether our record names this very object. */
  static boolean isRecorded(Present present, @Nullable AppliedRecord record) {
    return record != null && record.object().engineId().equals(present.object().engineId());
  }
}
