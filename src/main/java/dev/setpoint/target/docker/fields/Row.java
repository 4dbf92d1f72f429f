package dev.setpoint.target.docker.fields;

import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One field: its rule, how it is read from a declaration and from a live object. A null value means
 * not declared, or not there.
 *
 * @param <D> declaration
 * @param <L> live object
 * @param inherited the part of the live value that image or engine bring along
 */
record Row<D, L>(
    Rule rule,
    Function<D, @Nullable FieldValue> declared,
    Function<L, @Nullable FieldValue> live,
    Function<L, @Nullable FieldValue> inherited) {
  static <D, L> Row<D, L> exact(
      String path,
      Remedy remedy,
      String group,
      Function<D, @Nullable FieldValue> declared,
      Function<L, @Nullable FieldValue> live) {
    return new Row<>(new Rule(path, Match.EXACT, remedy, group), declared, live, _ -> null);
  }

  static <D, L> Row<D, L> allowMore(
      String path,
      Remedy remedy,
      String group,
      Function<D, @Nullable FieldValue> declared,
      Function<L, @Nullable FieldValue> live) {
    return new Row<>(new Rule(path, Match.ALLOW_MORE, remedy, group), declared, live, _ -> null);
  }

  /** This row where more may be there, as long as it is inherited. */
  Row<D, L> inheriting(Function<L, @Nullable FieldValue> inherited) {
    Rule allow = new Rule(rule.path(), Match.ALLOW_INHERITED, rule.remedy(), rule.group());
    return new Row<>(allow, declared, live, inherited);
  }

  String path() {
    return rule.path();
  }
}
