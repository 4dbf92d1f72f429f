package dev.setpoint.target.lxd.guard;

import java.util.ArrayList;
import java.util.List;

/** What of one body is not allowed, collected. Values of options are shown only where no secret. */
final class Findings {
  private static final int SHOWN = 5;
  private static final int VALUE = 80;

  private final ServerPolicy policy;
  private final List<String> found = new ArrayList<>();

  Findings(ServerPolicy policy) {
    this.policy = policy;
  }

  /** Needs a switch. */
  void needs(String field, String value, String key) {
    if (!policy.allows(key)) {
      refuse(field, value, key);
    }
  }

  /** Needs to be listed. */
  void listed(String field, String value, String key, String name) {
    if (!policy.lists(key, name)) {
      refuse(field, value, key);
    }
  }

  /** Needs a directory of the machine. */
  void path(String field, String path, boolean readOnly) {
    policy
        .refusesPath(path, readOnly)
        .ifPresent(why -> found.add("%s is %s, %s".formatted(field, quoted(path), why)));
  }

  private void refuse(String field, String value, String key) {
    found.add("%s is %s (%s)".formatted(field, quoted(value), policy.placeOf(key)));
  }

  private static String quoted(String value) {
    String plain = value.replaceAll("\\p{Cntrl}", "?");
    return "\"" + (plain.length() > VALUE ? plain.substring(0, VALUE) + "…" : plain) + "\"";
  }

  List<String> all() {
    if (found.size() <= SHOWN) {
      return List.copyOf(found);
    }
    var shown = new ArrayList<>(found.subList(0, SHOWN));
    shown.add("and %d more".formatted(found.size() - SHOWN));
    return List.copyOf(shown);
  }
}
