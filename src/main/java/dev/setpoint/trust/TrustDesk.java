package dev.setpoint.trust;

import dev.setpoint.fleet.FleetLinks;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do about identities. Who asks is admitted already, and names are checked by whoever
 * takes them in. Safe for many threads.
 */
public final class TrustDesk {
  private final Optional<Reception> reception;
  private final TokenBook tokens;
  private final NodeRegistry nodes;
  private final FleetLinks links;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * A desk.
   *
   * @param reception where machines join, or empty when this controller takes no agents
   */
  public TrustDesk(
      Optional<Reception> reception,
      TokenBook tokens,
      NodeRegistry nodes,
      FleetLinks links,
      InstantSource clock,
      SecureRandom random) {
    this.reception = reception;
    this.tokens = tokens;
    this.nodes = nodes;
    this.links = links;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Where machines join.
   *
   * @param address of the port for agents, as they reach it
   * @param authority SHA-256 of the authority's certificate in PEM
   */
  public record Reception(URI address, String authority) {
    public Reception {
      JoinAddress.require(address);
    }
  }

  /**
   * What lets one machine join; holds a secret until it is used.
   *
   * @param command to paste on the machine
   */
  public record Invitation(JoinToken token, String node, Instant until, String command) {
    @Override
    public String toString() {
      return "invitation of " + node + " with " + token;
    }
  }

  /** Whether machines can join at all. */
  public boolean isOpen() {
    return reception.isPresent();
  }

  /**
   * Makes a token for a node.
   *
   * @param life at most {@link Enrolment#LONGEST_TOKEN_LIFE}
   * @throws IllegalStateException when machines cannot join here
   */
  public Invitation invite(String node, Duration life, String by) {
    Reception where =
        reception.orElseThrow(() -> new IllegalStateException("no port for agents is open"));
    if (!Names.isNode(node) || life.compareTo(Enrolment.LONGEST_TOKEN_LIFE) > 0) {
      throw new IllegalArgumentException("not a name of a node, or too long a life");
    }
    var token = JoinToken.make(where.authority(), random);
    Instant until = clock.instant().plus(life).truncatedTo(ChronoUnit.MILLIS);
    tokens.addJoin(token.id(), node, Digests.sha256(token.secret()), until, by);
    return new Invitation(token, node, until, PastedCommand.of(where.address(), token, node));
  }

  /**
   * A person's token that was made just now.
   *
   * @param until when it ends, or null when it does not by itself
   */
  public record Given(PersonToken token, @Nullable Instant until) {}

  /**
   * Makes a token for a person.
   *
   * @param life at most {@link PersonToken#LONGEST_LIFE}, or null when it does not end by itself
   */
  public Given admit(String name, Role role, @Nullable Duration life, String by) {
    if (!Names.isPerson(name) || (life != null && life.compareTo(PersonToken.LONGEST_LIFE) > 0)) {
      throw new IllegalArgumentException("not a name of a person, or too long a life");
    }
    var token = PersonToken.make(random);
    Instant until = life == null ? null : clock.instant().plus(life).truncatedTo(ChronoUnit.MILLIS);
    tokens.addPerson(token, name, role, until, by);
    return new Given(token, until);
  }

  /** Tokens that still work. */
  public List<TokenBook.Listed> tokens() {
    return tokens.list();
  }

  /** Takes a token back; false when there is none that still works. */
  public boolean revokeToken(String id, String by) {
    return tokens.revoke(id, by);
  }

  /**
   * Takes the identity of a node away, for good and at once: its connection is closed before this
   * returns. False when it had none.
   */
  public boolean revoke(String node, String by, String why) {
    boolean revoked = nodes.revoke(node, by, why);
    // Also when it was revoked before: a connection that is still there has no right to be.
    links.close(node, "Revoked");
    return revoked;
  }

  /** Lifts a quarantine; false when there is none. */
  public boolean release(String node, String by) {
    return nodes.release(node, by);
  }

  /** The nodes that have joined. */
  public List<NodeIdentity> nodes() {
    return nodes.all();
  }
}
