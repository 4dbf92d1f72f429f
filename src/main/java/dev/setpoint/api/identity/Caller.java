package dev.setpoint.api.identity;

import dev.setpoint.trust.Identity;
import dev.setpoint.trust.People;
import org.jspecify.annotations.Nullable;

/** Who has sent the request that this thread serves. */
@FunctionalInterface
public interface Caller {
  /** Longest name that is kept. */
  int MAX_NAME_CHARS = 500;

  /** The person; the gate has let in nobody else. */
  Identity.Person person();

  /**
   * The name for the trail. Whoever holds the installation's own token may say for whom it acts, as
   * the command line does; whoever has a token of their own is called what the token says.
   */
  default String name(@Nullable String given) {
    Identity.Person person = person();
    if (!person.equals(People.OWNER)) {
      return person.name();
    }
    String said = given == null || given.isBlank() ? "api" : given.strip();
    return said.substring(0, Math.min(said.length(), MAX_NAME_CHARS));
  }
}
