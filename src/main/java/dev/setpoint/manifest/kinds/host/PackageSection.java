package dev.setpoint.manifest.kinds.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.host.PackageSpec;
import dev.setpoint.manifest.host.PackageSpec.Bound;
import dev.setpoint.manifest.host.PackageSpec.State;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section {@code packages}. */
final class PackageSection {
  private static final int MAX_BOUNDS = 4;

  /** Debian policy 5.6.12: an epoch, an upstream version, a revision. */
  private static final Pattern BOUND =
      Pattern.compile("(?:(=|<=|>=|<|>)\\s*)?((?:[0-9]{1,9}:)?[0-9][A-Za-z0-9.+~-]{0,120})");

  /** Debian policy 5.6.1, and an architecture where there are several. */
  private static final Shape<String> NAME =
      Shapes.matching(
          "the name of a package",
          "[a-z0-9][a-z0-9+.-]{1,99}(:[a-z0-9-]{1,20})?",
          "package names have lower-case letters, digits, + - and .",
          "nginx");

  private static final Field<State> STATE =
      Field.optional("state", Shapes.words(State.class))
          .describe(
              "`present`, `latest` (the newest that the sources offer), `absent`, or `purged`"
                  + " (without its configuration, too).")
          .example("latest")
          .otherwise("present");

  private static final Field<List<Bound>> VERSION =
      Field.optional(
              "version",
              Shapes.text("a version or a range", "", "\">= 1.22, < 2\"", PackageSection::parse))
          .describe("Its exact version, or bounds with commas between them.")
          .example("\">= 1.22, < 2\"")
          .otherwise("any");

  private static final Field<Boolean> HOLD =
      Field.optional("hold", Shapes.BOOLEAN)
          .describe("Whether upgrades by hand leave it as it is.")
          .example("true")
          .otherwise("left alone");

  private static final Field<Boolean> VERIFY =
      Field.optional("verify", Shapes.BOOLEAN)
          .describe("Whether its files must be as packaged, configuration aside; seen hourly.")
          .example("true")
          .otherwise("false");

  private static final Field<Boolean> DOWNGRADE =
      Field.optional("allowDowngrade", Shapes.BOOLEAN)
          .describe("Whether an older version may take the place of a newer one.")
          .example("true")
          .otherwise("false: a newer one is reported");

  /** An entry. */
  private record Entry(PackageSpec spec, List<ResourceId> after) {}

  private static final Shape<Entry> ENTRY =
      Shapes.shortOrFull(
          Shapes.words(State.class)
              .as(state ->
                  new Entry(new PackageSpec(state, List.of(), null, false, false), List.of())),
          Shapes.object(
              "a package",
              List.of(STATE, VERSION, HOLD, VERIFY, DOWNGRADE, HostFields.AFTER),
              PackageSection::entry));

  static final Section PACKAGES =
      Section.of(
          "packages",
          NAME,
          ENTRY,
          (name, entry) -> List.of(new Section.Thing(name, entry.after(), entry.spec())),
          "Packages of the distribution by name.",
          "{nginx: present, tree: absent}");

  private PackageSection() {}

  private static Entry entry(Values values) {
    State state = values.get(STATE, State.PRESENT);
    boolean gone = state == State.ABSENT || state == State.PURGED;
    for (Field<?> field : List.<Field<?>>of(VERSION, HOLD, VERIFY)) {
      if (gone && values.has(field)) {
        values.refuse(
            field,
            "is given for a package that shall not be there",
            "it says how an installed one is",
            "remove it, or the state");
      }
    }
    if (state == State.LATEST && values.has(VERSION)) {
      values.refuse(
          VERSION,
          "stands beside state: latest",
          "the sources may offer a newer one",
          "keep one of the two");
    }
    var spec =
        new PackageSpec(
            state,
            values.get(VERSION, List.of()),
            values.get(HOLD),
            values.get(VERIFY, false),
            values.get(DOWNGRADE, false));
    return new Entry(spec, values.get(HostFields.AFTER, List.of()));
  }

  private static Grammar.Result<List<Bound>> parse(String text) {
    var bounds = new ArrayList<Bound>();
    for (String part : text.split(",", MAX_BOUNDS + 1)) {
      Matcher bound = BOUND.matcher(part.strip());
      if (!bound.matches() || bounds.size() == MAX_BOUNDS) {
        return Grammar.refused(
            "a version is one of the package manager, and a range has up to four bounds with = < <="
                + " > or >=",
            "write something like \"1.22.1-9\" or \">= 1.22, < 2\"");
      }
      String relation = bound.group(1) == null ? "=" : bound.group(1);
      bounds.add(new Bound(relation, bound.group(2)));
    }
    return Grammar.read(List.copyOf(bounds));
  }
}
