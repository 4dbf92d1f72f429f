package dev.setpoint.trust;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were made, without their secrets. Each change is durable, and in the trail with
 * it, when its call returns. Safe for many threads.
 */
public interface TokenBook {
  /**
   * Keeps a new join token.
   *
   * @param digest SHA-256 of its secret
   */
  void addJoin(String id, String node, String digest, Instant until, String by);

  /**
   * Uses up a join token and writes down the node that came with it, both or neither. However many
   * come at once, one key wins. A wrong secret is counted.
   *
   * @return empty when it joined, else why not
   */
  Optional<Enrolment.Reason> redeem(Enrolment.Claim claim);

  /**
   * Keeps a new token of a person.
   *
   * @param until when it ends, or null when it does not by itself
   */
  void addPerson(PersonToken token, String name, Role role, @Nullable Instant until, String by);

  /** Whose token this is; empty for one that is unknown, revoked or over. */
  Optional<Identity.Person> person(PersonToken token);

  /** When this token ended, for whoever shows it; empty for one that is unknown or still works. */
  Optional<Instant> ended(PersonToken token);

  /** Tokens that still work, newest first: join tokens that nobody used, and those of people. */
  List<Listed> list();

  /** Takes a token back; false when there is none that still works. */
  boolean revoke(String id, String by);

  /**
   * A token in a list.
   *
   * @param bearer the node that may join, or the person
   * @param role of a person, or null for a join token
   * @param until when it ends, or null when it does not
   */
  record Listed(
      String id, String bearer, @Nullable Role role, Instant madeAt, @Nullable Instant until) {}
}
