package dev.setpoint.store.identity;

import dev.setpoint.audit.AuditEvent.Enrolled;
import dev.setpoint.audit.AuditEvent.TokenEnded;
import dev.setpoint.store.sql.Session;
import dev.setpoint.trust.Enrolment;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A token used up, the node written down and the entry in the trail: all or nothing. */
final class JoinTransaction {
  private final Session session;
  private final TrailWriter record;

  JoinTransaction(Session session, TrailWriter record) {
    this.session = session;
    this.record = record;
  }

  Optional<Enrolment.Reason> redeem(Enrolment.Claim claim, Instant now) throws SQLException {
    boolean again =
        TokenTable.find(session, claim.tokenId())
            .filter(kept -> claim.keyHash().equals(kept.redeemedKey()))
            .isPresent();
    if (!TokenTable.redeem(session, claim, now)) {
      return Optional.of(refused(claim, now));
    }
    if (!again) {
      NodeTable.enrol(session, claim, now);
      record.append(
          session,
          now,
          new Enrolled(claim.node(), claim.tokenId(), claim.keyHash(), claim.until()));
    }
    return Optional.empty();
  }

  private Enrolment.Reason refused(Enrolment.Claim claim, Instant now) throws SQLException {
    Optional<Enrolment.Kept> kept = TokenTable.find(session, claim.tokenId());
    Enrolment.Reason reason =
        Enrolment.refusal(kept, claim, now)
            .orElseThrow(() -> new IllegalStateException("the table and the rules disagree"));
    if (reason == Enrolment.Reason.WRONG_SECRET) {
      countWrong(kept.orElseThrow(), now);
    }
    return reason;
  }

  private void countWrong(Enrolment.Kept kept, Instant now) throws SQLException {
    TokenTable.countWrong(session, kept.id());
    if (kept.wrong() + 1 == Enrolment.MOST_TRIES) {
      String why = Enrolment.MOST_TRIES + " wrong secrets were shown";
      record.append(session, now, new TokenEnded(kept.id(), kept.node(), null, why));
    }
  }
}
