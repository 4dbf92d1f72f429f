package dev.setpoint.target.docker.guard;

import dev.setpoint.manifest.yaml.Visible;
import dev.setpoint.target.docker.api.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is not allowed in one call, collected. */
final class Findings {
  private static final int SHOWN = 5;

  private final LocalPolicy policy;
  private final List<String> found = new ArrayList<>();

  Findings(LocalPolicy policy) {
    this.policy = policy;
  }

  LocalPolicy policy() {
    return policy;
  }

  /**
   * Something that a key of the policy could allow.
   *
   * @param field name in the engine's words
   * @param value what it says; never a secret
   * @param key key of the policy that decides
   */
  void refuse(String field, String value, String key) {
    found.add(
        "%s is %s (%s)".formatted(field, Visible.quoted(value), policy.origin().placeOf(key)));
  }

  /** Something that no key of the policy allows. */
  void never(String field, String why) {
    found.add("%s %s".formatted(Visible.quoted(field), why));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** What was found, in one line; empty when nothing was. */
  Optional<String> words() {
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
  }

  /** Throws when anything was found. */
  void raise() {
    if (found.isEmpty()) {
      return;
    }
    var words = new StringBuilder("the policy of this machine does not allow it: ");
    words.append(String.join("; ", found.subList(0, Math.min(SHOWN, found.size()))));
    if (found.size() > SHOWN) {
      words.append("; and ").append(found.size() - SHOWN).append(" more");
    }
    throw new EngineException(EngineException.Kind.NOT_ALLOWED, 0, words.toString());
  }
}
