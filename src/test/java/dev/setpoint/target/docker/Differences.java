package dev.setpoint.target.docker;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.fields.Rows;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plain reading of the rules, so that these tests need no planner. */
final class Differences {
  private Differences() {}

  static Set<String> of(Fields desired, Fields live, Fields inherited) {
    FieldTable table = new Rows(Profile.DOCKER).table(ResourceKind.CONTAINER);
    var paths = new TreeSet<String>();
    desired
        .byPath()
        .forEach((path, value) -> {
          FieldTable.Match match =
              table.rule(path).map(FieldTable.Rule::match).orElse(FieldTable.Match.EXACT);
          FieldValue there = live.get(path).orElse(null);
          if (!matches(value, there, inherited.get(path).orElse(null), match)) {
            paths.add(path + ": " + value + " found " + there);
          }
        });
    return paths;
  }

  private static boolean matches(
      FieldValue desired,
      @Nullable FieldValue live,
      @Nullable FieldValue inherited,
      FieldTable.Match match) {
    if (desired.equals(live)) {
      return true;
    }
    if (desired instanceof FieldValue.Entries(var wanted)
        && live instanceof FieldValue.Entries(var found)) {
      Map<String, FieldValue> given =
          inherited instanceof FieldValue.Entries(var entries) ? entries : Map.of();
      return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(found.get(e.getKey())))
          && found.entrySet().stream()
              .allMatch(e ->
                  wanted.containsKey(e.getKey())
                      || match == FieldTable.Match.ALLOW_MORE
                      || (match == FieldTable.Match.ALLOW_INHERITED
                          && e.getValue().equals(given.get(e.getKey()))));
    }
    if (desired instanceof FieldValue.Members(var wanted)
        && live instanceof FieldValue.Members(var found)) {
      Set<String> given = inherited instanceof FieldValue.Members(var members) ? members : Set.of();
      return found.containsAll(wanted)
          && found.stream()
              .allMatch(e ->
                  wanted.contains(e) || match == FieldTable.Match.ALLOW_MORE || given.contains(e));
    }
    return false;
  }
}
