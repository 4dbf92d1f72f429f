package dev.setpoint.trust;

import java.time.Instant;
import java.util.Optional;

/** Knows people by what they show. Safe for many threads. */
public final class People {
  /**
   * Whoever can read the data directory: everybody who shows the installation's own token. No
   * person's token can bear this name.
   */
  public static final Identity.Person OWNER = new Identity.Person("(owner)", Role.ADMIN);

  private final String ownerDigest;
  private final TokenBook tokens;

  /**
   * People of an installation.
   *
   * @param ownerToken the token in its data directory
   */
  public People(String ownerToken, TokenBook tokens) {
    if (ownerToken.length() < 32) {
      throw new IllegalArgumentException("a token needs at least 32 characters");
    }
    this.ownerDigest = Digests.sha256(ownerToken);
    this.tokens = tokens;
  }

  /** Who shows this token. */
  public Identity identify(String token) {
    if (Digests.same(Digests.sha256(token), ownerDigest)) {
      return OWNER;
    }
    Optional<Identity> person =
        PersonToken.parse(token).flatMap(tokens::person).map(Identity.class::cast);
    return person.orElseGet(Identity.Nobody::new);
  }

  /** When this token ended; empty for one that is unknown, revoked or still works. */
  public Optional<Instant> ended(String token) {
    return PersonToken.parse(token).flatMap(tokens::ended);
  }

  @Override
  public String toString() {
    return "(people)";
  }
}
