package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.ResourceId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a person asks to be done to one resource of one node, once. It is done at most once: the
 * node remembers the id before it begins.
 *
 * @param id unique in the installation
 * @param resource the resource
 * @param wish what is to be done
 * @param by who asks
 * @param why the reason given, possibly empty
 * @param at when it was asked for
 * @param until not begun after this
 */
public record Request(
    String id, ResourceId resource, Wish wish, String by, String why, Instant at, Instant until) {

  /** What a person can ask for. */
  public sealed interface Wish {
    /** The word of the verb. */
    String word();
  }

  /** The former instance comes back, and the declaration that is left is not tried again. */
  public record Rollback() implements Wish {
    @Override
    public String word() {
      return "rollback";
    }
  }

  /**
   * The writable state is thrown away, and it comes back as declared.
   *
   * @param wipe names of its volumes that are made anew, too
   */
  public record Reset(SortedSet<String> wipe) implements Wish {
    public Reset {
      wipe = Collections.unmodifiableSortedSet(new TreeSet<>(wipe));
    }

    @Override
    public String word() {
      return "reset";
    }
  }

  /** Whether it may still be begun. */
  public boolean isOpenAt(Instant now) {
    return until.isAfter(now);
  }

  /** {@code ada asked for rollback: the new image eats orders}. */
  @Override
  public String toString() {
    return "%s asked for %s%s".formatted(by, wish.word(), why.isEmpty() ? "" : ": " + why);
  }
}
