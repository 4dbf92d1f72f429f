package dev.setpoint.store.identity;

import dev.setpoint.audit.AuditEvent.TokenEnded;
import dev.setpoint.audit.AuditEvent.TokenMade;
import dev.setpoint.store.identity.TokenTable.PersonRow;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import dev.setpoint.trust.Digests;
import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.PersonToken;
import dev.setpoint.trust.Role;
import dev.setpoint.trust.TokenBook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in the database. Those of people, few and shown with every request, are also in memory: a
 * request is judged where nothing may wait for a disk. One object for a database.
 */
public final class SqliteTokenBook implements TokenBook {
  private final GroupWriter writer;
  private final Readers readers;
  private final InstantSource clock;
  private final TrailWriter record;
  private final AtomicReference<Map<String, PersonRow>> people = new AtomicReference<>(Map.of());

  /** Held while the tokens of people are read anew, so that an older reading never wins. */
  private final ReentrantLock reading = new ReentrantLock();

  /** Over these ends of the database; what happens goes into the record. */
  public SqliteTokenBook(
      GroupWriter writer, Readers readers, InstantSource clock, TrailWriter record) {
    this.writer = writer;
    this.readers = readers;
    this.clock = clock;
    this.record = record;
    readPeople();
  }

  @Override
  public void addJoin(String id, String node, String digest, Instant until, String by) {
    Instant now = clock.instant();
    writer.write(session -> {
      TokenTable.forget(session, now);
      TokenTable.addJoin(session, new Enrolment.Kept(id, node, digest, until, null, false, 0), now);
      record.append(session, now, new TokenMade(id, node, null, by, until));
      return true;
    });
  }

  @Override
  public Optional<Enrolment.Reason> redeem(Enrolment.Claim claim) {
    Instant now = clock.instant();
    return writer.write(session -> new JoinTransaction(session, record).redeem(claim, now));
  }

  @Override
  public void addPerson(
      PersonToken token, String name, Role role, @Nullable Instant until, String by) {
    Instant now = clock.instant();
    var row = new PersonRow(new Identity.Person(name, role), token.digest(), until);
    writer.write(session -> {
      TokenTable.forget(session, now);
      TokenTable.addPerson(session, token.id(), row, now);
      record.append(session, now, new TokenMade(token.id(), name, role.word(), by, until));
      return true;
    });
    readPeople();
  }

  @Override
  public Optional<Identity.Person> person(PersonToken token) {
    return row(token).filter(row -> row.ended(clock.instant()).isEmpty()).map(PersonRow::person);
  }

  @Override
  public Optional<Instant> ended(PersonToken token) {
    return row(token).flatMap(row -> row.ended(clock.instant()));
  }

  private Optional<PersonRow> row(PersonToken token) {
    return Optional.ofNullable(people.get().get(token.id()))
        .filter(row -> Digests.same(row.digest(), token.digest()));
  }

  @Override
  public List<Listed> list() {
    Instant now = clock.instant();
    return readers.read(session -> TokenTable.list(session, now));
  }

  @Override
  public boolean revoke(String id, String by) {
    Instant now = clock.instant();
    boolean revoked =
        writer.write(session -> {
          Optional<String> bearer = TokenTable.revoke(session, id, now);
          if (bearer.isPresent()) {
            record.append(session, now, new TokenEnded(id, bearer.get(), by, "taken back"));
          }
          return bearer.isPresent();
        });
    readPeople();
    return revoked;
  }

  private void readPeople() {
    reading.lock();
    try {
      people.set(readers.read(TokenTable::people));
    } finally {
      reading.unlock();
    }
  }
}
