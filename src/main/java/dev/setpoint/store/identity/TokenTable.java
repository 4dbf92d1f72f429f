package dev.setpoint.store.identity;

import dev.setpoint.store.sql.Session;
import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.Identity.Person;
import dev.setpoint.trust.Role;
import dev.setpoint.trust.TokenBook.Listed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens as rows. */
final class TokenTable {
  /** How long a token that is over is kept, for the reason that is told. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private TokenTable() {}

  static void addJoin(Session session, Enrolment.Kept token, Instant now) throws SQLException {
    session.update(
        "INSERT INTO join_token (id, node, digest, made_at, until) VALUES (?, ?, ?, ?, ?)",
        token.id(),
        token.node(),
        token.digest(),
        now.toEpochMilli(),
        token.until().toEpochMilli());
  }

  /** Removes tokens that are long over. */
  static void forget(Session session, Instant now) throws SQLException {
    long before = now.minus(REMEMBERED).toEpochMilli();
    session.update("DELETE FROM join_token WHERE until < ?", before);
    session.update("DELETE FROM person_token WHERE until < ?", before);
  }

  static Optional<Enrolment.Kept> find(Session session, String id) throws SQLException {
    return session.first(
        "SELECT id, node, digest, until, redeemed_key, revoked, wrong FROM join_token"
            + " WHERE id = ?",
        row ->
            new Enrolment.Kept(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getBoolean(6),
                row.getInt(7)),
        id);
  }

  /** Compares and swaps in one statement; {@link Enrolment#refusal} is the same rule in words. */
  static boolean redeem(Session session, Enrolment.Claim claim, Instant now) throws SQLException {
    return session.update(
            "UPDATE join_token SET redeemed_key = ?1"
                + " WHERE id = ?2 AND digest = ?3 AND node = ?4 AND until > ?5 AND wrong < ?6"
                + " AND revoked = 0 AND (redeemed_key IS NULL OR redeemed_key = ?1)",
            claim.keyHash(),
            claim.tokenId(),
            claim.digest(),
            claim.node(),
            now.toEpochMilli(),
            Enrolment.MOST_TRIES)
        == 1;
  }

  static void countWrong(Session session, String id) throws SQLException {
    session.update("UPDATE join_token SET wrong = wrong + 1 WHERE id = ?", id);
  }

  /** Ends what a node could still join with. */
  static void revokeJoinsOf(Session session, String node) throws SQLException {
    session.update("UPDATE join_token SET revoked = 1 WHERE node = ?", node);
  }

  static void addPerson(Session session, String id, PersonRow row, Instant now)
      throws SQLException {
    Instant until = row.until();
    session.update(
        "INSERT INTO person_token (id, name, role, digest, made_at, until)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id,
        row.person().name(),
        row.person().role().word(),
        row.digest(),
        now.toEpochMilli(),
        until == null ? null : until.toEpochMilli());
  }

  /**
   * A person's token as it is kept.
   *
   * @param until when it ends, or null when it does not by itself
   */
  record PersonRow(Person person, String digest, @Nullable Instant until) {
    Optional<Instant> ended(Instant now) {
      return Optional.ofNullable(until).filter(end -> !now.isBefore(end));
    }
  }

  /** By id. A row whose role is not known lets nobody in. */
  static Map<String, PersonRow> people(Session session) throws SQLException {
    var people = new HashMap<String, PersonRow>();
    session.query(
        "SELECT id, name, role, digest, until FROM person_token WHERE revoked = 0",
        row -> {
          String id = row.getString(1);
          String name = row.getString(2);
          String digest = row.getString(4);
          Instant until = end(row.getLong(5));
          Role.of(row.getString(3))
              .ifPresent(
                  role -> people.put(id, new PersonRow(new Person(name, role), digest, until)));
          return id;
        });
    return Map.copyOf(people);
  }

  static List<Listed> list(Session session, Instant now) throws SQLException {
    return session.query(
        "SELECT id, node, NULL, made_at, until FROM join_token"
            + " WHERE until > ? AND revoked = 0 AND redeemed_key IS NULL AND wrong < ?"
            + " UNION ALL SELECT id, name, role, made_at, until FROM person_token"
            + " WHERE revoked = 0 AND (until IS NULL OR until > ?)"
            + " ORDER BY 4 DESC, 1",
        row ->
            new Listed(
                row.getString(1),
                row.getString(2),
                Role.of(String.valueOf(row.getString(3))).orElse(null),
                Instant.ofEpochMilli(row.getLong(4)),
                end(row.getLong(5))),
        now.toEpochMilli(),
        Enrolment.MOST_TRIES,
        now.toEpochMilli());
  }

  /** Nothing ends in 1970: this is how the driver says NULL. */
  private static @Nullable Instant end(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  /** Whose token was taken back; empty when there is none that works. */
  static Optional<String> revoke(Session session, String id, Instant now) throws SQLException {
    Optional<String> bearer =
        list(session, now).stream()
            .filter(token -> token.id().equals(id))
            .map(Listed::bearer)
            .findFirst();
    if (bearer.isPresent()) {
      session.update("UPDATE join_token SET revoked = 1 WHERE id = ?", id);
      session.update("UPDATE person_token SET revoked = 1 WHERE id = ?", id);
    }
    return bearer;
  }
}
