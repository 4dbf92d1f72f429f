package dev.setpoint.trust;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tokens without a disk, for tests of what stands above them. For one thread. */
public final class InMemoryTokens implements TokenBook {
  private final InstantSource clock;
  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final Map<String, String> digests = new LinkedHashMap<>();

  public InMemoryTokens(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void addJoin(String id, String node, String digest, Instant until, String by) {
    listed.put(id, new Listed(id, node, null, clock.instant(), until));
  }

  @Override
  public Optional<Enrolment.Reason> redeem(Enrolment.Claim claim) {
    throw new UnsupportedOperationException("the real store is tried for this");
  }

  @Override
  public void addPerson(
      PersonToken token, String name, Role role, @Nullable Instant until, String by) {
    listed.put(token.id(), new Listed(token.id(), name, role, clock.instant(), until));
    digests.put(token.id(), token.digest());
  }

  @Override
  public Optional<Identity.Person> person(PersonToken token) {
    Listed known = listed.get(token.id());
    return known == null || known.role() == null
        ? Optional.empty()
        : Optional.of(new Identity.Person(known.bearer(), known.role()))
            .filter(_ -> token.digest().equals(digests.get(token.id())));
  }

  @Override
  public Optional<Instant> ended(PersonToken token) {
    return Optional.empty();
  }

  @Override
  public List<Listed> list() {
    return List.copyOf(listed.values()).reversed();
  }

  @Override
  public boolean revoke(String id, String by) {
    return listed.remove(id) != null;
  }
}
