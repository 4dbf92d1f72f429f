package dev.setpoint.reconcile;

import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Match;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldTable.Rule;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.FieldValue.Entries;
import dev.setpoint.reconcile.field.FieldValue.Hidden;
import dev.setpoint.reconcile.field.FieldValue.Text;
import dev.setpoint.reconcile.field.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares one resource field by field. Declared fields only; on top of those, what was declared
 * when it was last applied and no longer is, if it is still there. One object compares once.
 */
final class FieldComparison {
  /** Stands for a live value that was, or is to be, a secret, and must not be shown. */
  private static final FieldValue CONCEALED = new Hidden("");

  private static final SortedMap<String, FieldValue> NOTHING = Collections.emptySortedMap();

  private final DesiredResource desired;
  private final Live live;
  private final @Nullable AppliedRecord record;
  private final FieldTable table;
  private final List<FieldDrift> found = new ArrayList<>(0);

  private FieldComparison(
      DesiredResource desired, Live live, @Nullable AppliedRecord record, FieldTable table) {
    this.desired = desired;
    this.live = live;
    this.record = record;
    this.table = table;
  }

  /**
   * What is there.
   *
   * @param fields as seen
   * @param inherited what image or engine bring along by themselves
   * @param remedies fields that this object has corrected in another way than others
   */
  record Live(Fields fields, Fields inherited, Map<String, Remedy> remedies) {}

  /**
   * The differences, sorted by path.
   *
   * @param record what was last applied, or null when nothing was
   */
  static List<FieldDrift> compare(
      DesiredResource desired, Live live, @Nullable AppliedRecord record, FieldTable table) {
    var comparison = new FieldComparison(desired, live, record, table);
    comparison.compareDeclared();
    comparison.compareWithdrawn();
    if (comparison.found.size() > 1) {
      comparison.found.sort(Comparator.comparing(FieldDrift::path));
    }
    return comparison.found;
  }

  private void compareDeclared() {
    SortedMap<String, FieldValue> seen = live.fields().byPath();
    for (Map.Entry<String, FieldValue> field : desired.fields().byPath().entrySet()) {
      String path = field.getKey();
      FieldValue want = field.getValue();
      FieldValue have = seen.get(path);
      if (!want.equals(have) && !isIgnored(path)) {
        Rule rule = ruleOf(path).orElseGet(() -> unruled(path));
        compare(rule, new Values(path, want, appliedAt(path), have, inheritedAt(path)));
      }
    }
  }

  /**
   * A field that git no longer declares. Named values are taken out one by one as the table says.
   * Of another value nobody knows what it was before, so only a new object is without it; and where
   * the node has already moved to something else, that is not ours (any more).
   */
  private void compareWithdrawn() {
    if (record == null || record.specDigest().equals(desired.specDigest())) {
      return;
    }
    SortedMap<String, FieldValue> wanted = desired.fields().byPath();
    record
        .applied()
        .byPath()
        .forEach((path, was) -> {
          if (!wanted.containsKey(path) && !isIgnored(path)) {
            ruleOf(path).ifPresent(rule -> compareWithdrawn(rule, path, was));
          }
        });
  }

  private void compareWithdrawn(Rule rule, String path, FieldValue was) {
    FieldValue have = live.fields().byPath().get(path);
    FieldValue inherited = inheritedAt(path);
    if (have == null || have.equals(inherited)) {
      return;
    }
    if (was instanceof Entries entries) {
      var none = new Entries(NOTHING);
      compareEntries(
          new Rule(rule.path(), Match.ALLOW_MORE, rule.remedy(), rule.group()),
          new Values(path, none, entries, have, inherited),
          none);
    } else if (Matching.matches(rule.match(), was, have, inherited)) {
      Remedy remedy = strongest(Remedy.REPLACE, remedyOf(path, rule));
      found.add(new FieldDrift(path, null, was, have, Cause.INTENTIONAL, remedy, rule.group()));
    }
  }

  private void compare(Rule rule, Values values) {
    if (values.desired() instanceof Entries entries
        && (values.live() == null || values.live() instanceof Entries)) {
      compareEntries(rule, values, entries);
    } else if (isDrift(rule.match(), values)) {
      found.add(drift(rule, values));
    }
  }

  private void compareEntries(Rule rule, Values values, Entries wanted) {
    SortedMap<String, FieldValue> have = entriesOf(values.live());
    SortedMap<String, FieldValue> was = entriesOf(values.applied());
    SortedMap<String, FieldValue> inherited = entriesOf(values.inherited());
    SortedMap<String, FieldValue> want = wanted.entries();
    have.forEach((key, there) -> {
      FieldValue declared = want.get(key);
      if (declared == null) {
        boolean counts = rule.match() != Match.ALLOW_MORE || was.containsKey(key);
        FieldValue own = rule.match() == Match.EXACT ? null : inherited.get(key);
        if (counts && !there.equals(own)) {
          add(rule, new Values(key, null, was.get(key), there, own).under(values));
        }
      } else if (!declared.equals(there)) {
        add(rule, new Values(key, declared, was.get(key), there, null).under(values));
      }
    });
    want.forEach((key, declared) -> {
      if (!have.containsKey(key)) {
        add(rule, new Values(key, declared, was.get(key), null, null).under(values));
      }
    });
  }

  private void add(Rule rule, Values values) {
    if (!isIgnored(values.path())) {
      found.add(drift(rule, values));
    }
  }

  /** A member or item that was applied and is withdrawn counts even where more may be there. */
  private static boolean isDrift(Match match, Values values) {
    FieldValue want = values.desired();
    return want != null
        && (!Matching.matches(match, want, values.live(), values.inherited())
            || Matching.holdsWithdrawn(want, values.applied(), values.live(), values.inherited()));
  }

  private FieldDrift drift(Rule rule, Values values) {
    return new FieldDrift(
        values.path(),
        values.desired(),
        values.applied(),
        values.shown(),
        causeOf(rule.match(), values),
        remedyOf(values.path(), rule),
        rule.group());
  }

  private Cause causeOf(Match match, Values values) {
    if (record == null) {
      return Cause.ADOPTION;
    }
    FieldValue was = values.applied();
    if (was == null ? values.desired() == null : was.equals(values.desired())) {
      return Cause.DRIFT;
    }
    boolean nodeStood =
        was == null
            ? values.live() == null || values.live().equals(values.inherited())
            : Matching.matches(match, was, values.live(), values.inherited());
    return nodeStood ? Cause.INTENTIONAL : Cause.BOTH;
  }

  private Optional<Rule> ruleOf(String path) {
    for (String at = path; !at.isEmpty(); at = Paths.parent(at)) {
      Optional<Rule> rule = table.rule(at);
      if (rule.isPresent()) {
        return rule;
      }
    }
    return Optional.empty();
  }

  /** A declared field that the target's table does not know is shown, but nothing acts on it. */
  private static Rule unruled(String path) {
    return new Rule(path, Match.EXACT, Remedy.REPORT, "other");
  }

  private Remedy remedyOf(String path, Rule rule) {
    return exceptionFor(path, live.remedies())
        .or(() -> exceptionFor(path, desired.remedies()))
        .orElseGet(rule::remedy);
  }

  private static Optional<Remedy> exceptionFor(String path, Map<String, Remedy> exceptions) {
    if (!exceptions.isEmpty()) {
      for (String at = path; !at.isEmpty(); at = Paths.parent(at)) {
        Remedy own = exceptions.get(at);
        if (own != null) {
          return Optional.of(own);
        }
      }
    }
    return Optional.empty();
  }

  private boolean isIgnored(String path) {
    for (String ignored : desired.ignored()) {
      if (Paths.covers(ignored, path)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable FieldValue appliedAt(String path) {
    return record == null ? null : record.applied().byPath().get(path);
  }

  private @Nullable FieldValue inheritedAt(String path) {
    return live.inherited().byPath().get(path);
  }

  private static SortedMap<String, FieldValue> entriesOf(@Nullable FieldValue value) {
    return value instanceof Entries(var entries) ? entries : NOTHING;
  }

  private static Remedy strongest(Remedy one, Remedy other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** The values of one field, or of one key of it. */
  private record Values(
      String path,
      @Nullable FieldValue desired,
      @Nullable FieldValue applied,
      @Nullable FieldValue live,
      @Nullable FieldValue inherited) {
    Values under(Values whole) {
      return new Values(Paths.child(whole.path, path), desired, applied, live, inherited);
    }

    /**
     * The live value as it may be shown. Where git moves between a secret and plain text, the
     * target reads the live one in the terms of one of them, and the text may be the secret.
     */
    @Nullable FieldValue shown() {
      boolean secret = desired instanceof Hidden || applied instanceof Hidden;
      return secret && live instanceof Text ? CONCEALED : live;
    }
  }
}
