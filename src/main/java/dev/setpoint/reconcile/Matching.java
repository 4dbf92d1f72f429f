package dev.setpoint.reconcile;

import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.FieldValue.Entries;
import dev.setpoint.reconcile.field.FieldValue.Hidden;
import dev.setpoint.reconcile.field.FieldValue.Items;
import dev.setpoint.reconcile.field.FieldValue.Members;
import dev.setpoint.reconcile.field.FieldValue.Text;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When one whole live value counts as equal to a declared or applied one. */
final class Matching {
  private Matching() {}

  /** Whether the live value is as wanted. */
  static boolean matches(
      Match match, FieldValue want, @Nullable FieldValue live, @Nullable FieldValue inherited) {
    if (want.equals(live)) {
      return true;
    }
    return switch (match) {
      case EXACT -> false;
      case ALLOW_MORE -> live != null && holds(want, live);
      case ALLOW_INHERITED -> live != null && isWantedPlusInherited(want, live, inherited);
    };
  }

  /** Whether something is still there that was applied and is no longer wanted. */
  static boolean holdsWithdrawn(
      FieldValue want,
      @Nullable FieldValue applied,
      @Nullable FieldValue live,
      @Nullable FieldValue inherited) {
    Set<String> own = elements(inherited);
    Set<String> wanted = elements(want);
    Set<String> there = elements(live);
    return elements(applied).stream()
        .anyMatch(was -> there.contains(was) && !wanted.contains(was) && !own.contains(was));
  }

  private static boolean holds(FieldValue want, FieldValue live) {
    return switch (want) {
      case Text _, Hidden _ -> false;
      case Members(var wanted) -> live instanceof Members(var there) && there.containsAll(wanted);
      case Items(var wanted) -> live instanceof Items(var there) && isWithin(wanted, there);
      case Entries(var wanted) ->
          live instanceof Entries(var there) && there.entrySet().containsAll(wanted.entrySet());
    };
  }

  private static boolean isWantedPlusInherited(
      FieldValue want, FieldValue live, @Nullable FieldValue inherited) {
    Set<String> own = elements(inherited);
    return switch (want) {
      case Text _, Hidden _ -> false;
      case Members(var wanted) ->
          live instanceof Members(var there)
              && there.containsAll(wanted)
              && there.stream().allMatch(one -> wanted.contains(one) || own.contains(one));
      case Items(var wanted) ->
          live instanceof Items(var there)
              && wanted.equals(
                  there.stream()
                      .filter(one -> wanted.contains(one) || !own.contains(one))
                      .toList());
      case Entries(var wanted) ->
          live instanceof Entries(var there)
              && there.entrySet().containsAll(wanted.entrySet())
              && there.entrySet().stream()
                  .allMatch(one -> wanted.containsKey(one.getKey()) || has(inherited, one));
    };
  }

  private static boolean has(@Nullable FieldValue inherited, Map.Entry<String, FieldValue> entry) {
    return inherited instanceof Entries(var own)
        && entry.getValue().equals(own.get(entry.getKey()));
  }

  /** Whether all wanted items are there, in their order. */
  private static boolean isWithin(List<String> wanted, List<String> there) {
    Iterator<String> rest = there.iterator();
    return wanted.stream().allMatch(one -> isFoundIn(rest, one));
  }

  private static boolean isFoundIn(Iterator<String> rest, String one) {
    while (rest.hasNext()) {
      if (rest.next().equals(one)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> elements(@Nullable FieldValue value) {
    return switch (value) {
      case Members(var members) -> members;
      case Items(var items) -> Set.copyOf(items);
      case Text _, Hidden _, Entries _ -> Set.of();
      case null -> Set.of();
    };
  }
}
