package dev.setpoint.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of joining and staying, as decisions over values. */
public final class Enrolment {
  /** How long a join token is good when nothing else is asked for. */
  public static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  /** The longest that may be asked for. */
  public static final Duration LONGEST_TOKEN_LIFE = Duration.ofHours(24);

  /** After so many wrong secrets a token is worth nothing. */
  public static final int MOST_TRIES = 5;

  /** How long an agent's certificate is good. */
  public static final Duration CERTIFICATE_LIFE = Duration.ofHours(24);

  /** How long after its end an agent may still renew it with its known key. */
  public static final Duration LATE_RENEWAL = Duration.ofDays(30);

  private Enrolment() {}

  /**
   * A join token as it is kept.
   *
   * @param digest SHA-256 of its secret
   * @param redeemedKey key of the machine that used it, or null while nobody has
   * @param wrong how often a wrong secret was shown
   */
  public record Kept(
      String id,
      String node,
      String digest,
      Instant until,
      @Nullable String redeemedKey,
      boolean revoked,
      int wrong) {}

  /**
   * What a machine shows to join; that it holds the key is proved already.
   *
   * @param digest SHA-256 of the secret that it showed
   * @param keyHash SHA-256 of its public key
   * @param instance what it calls this installation of itself
   * @param until end of the certificate that it would get
   */
  public record Claim(
      String tokenId, String digest, String node, String keyHash, String instance, Instant until) {}

  /** Why a token does not let a machine in. */
  public enum Reason {
    /** No such token. */
    UNKNOWN,
    /** The secret is another one. */
    WRONG_SECRET,
    /** Too many wrong secrets were shown. */
    LOCKED,
    /** Somebody took it back. */
    REVOKED,
    /** It is made out to another node. */
    OTHER_NODE,
    /** Another key has used it. */
    USED,
    /** It is too old. */
    EXPIRED
  }

  /**
   * Why a claim fails, or empty when it holds. Whoever does not know the secret learns nothing of
   * the token. The same key may claim twice: its first answer may have been lost on the way, and it
   * only gets again what it was given.
   */
  public static Optional<Reason> refusal(Optional<Kept> token, Claim claim, Instant now) {
    if (token.isEmpty()) {
      return Optional.of(Reason.UNKNOWN);
    }
    Kept kept = token.get();
    if (!Digests.same(kept.digest(), claim.digest())) {
      return Optional.of(Reason.WRONG_SECRET);
    }
    if (kept.wrong() >= MOST_TRIES) {
      return Optional.of(Reason.LOCKED);
    }
    if (kept.revoked()) {
      return Optional.of(Reason.REVOKED);
    }
    if (!kept.node().equals(claim.node())) {
      return Optional.of(Reason.OTHER_NODE);
    }
    if (kept.redeemedKey() != null && !kept.redeemedKey().equals(claim.keyHash())) {
      return Optional.of(Reason.USED);
    }
    return now.isBefore(kept.until()) ? Optional.empty() : Optional.of(Reason.EXPIRED);
  }

  /** Why a node may not have a new certificate for this key, or empty when it may. */
  public static Optional<String> renewalRefusal(
      Optional<NodeIdentity> known, String keyHash, Instant now) {
    if (known.isEmpty() || !Digests.same(known.get().keyHash(), keyHash)) {
      return Optional.of("the key is not the one that this node joined with");
    }
    NodeIdentity node = known.get();
    if (node.state() != NodeIdentity.State.ACTIVE) {
      return Optional.of("the node is " + node.state().word());
    }
    return now.isBefore(node.certificateUntil().plus(LATE_RENEWAL))
        ? Optional.empty()
        : Optional.of(
            "its last certificate ended more than " + LATE_RENEWAL.toDays() + " days ago");
  }
}
