package dev.setpoint.api.identity;

import dev.setpoint.api.ApiRefusal;
import dev.setpoint.api.wire.IdentityRequest;
import dev.setpoint.api.wire.TokenRequest;
import dev.setpoint.api.wire.TokenView;
import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.JoinToken;
import dev.setpoint.trust.Names;
import dev.setpoint.trust.PersonToken;
import dev.setpoint.trust.Role;
import dev.setpoint.trust.TokenBook;
import dev.setpoint.trust.TrustDesk;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people do about tokens and identities. The answer to a new token is the only place of its
 * secret.
 */
@Path("/api/v1")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class IdentityResource {
  private static final int MAX_WHY_CHARS = 500;

  private final TrustDesk desk;
  private final Caller caller;

  /** Over a desk. */
  public IdentityResource(TrustDesk desk, Caller caller) {
    this.desk = desk;
    this.caller = caller;
  }

  /** Tokens that still work. */
  @GET
  @Path("tokens")
  public TokenView.Listing tokens() {
    return new TokenView.Listing(desk.tokens().stream().map(IdentityResource::view).toList());
  }

  /** Makes a token for a node or for a person. */
  @POST
  @Path("tokens")
  @Consumes(MediaType.APPLICATION_JSON)
  public TokenView.Made create(@Nullable TokenRequest request) {
    if (request != null && request.node() != null && request.person() == null) {
      return invite(request.node(), request);
    }
    if (request != null && request.person() != null && request.node() == null) {
      return admit(request.person(), request);
    }
    throw ApiRefusal.badRequest(
        "NothingNamed",
        "A token is made for a node or for a person.",
        "Name one: 'setpoint token create NODE', or with --person NAME --role ROLE.");
  }

  private TokenView.Made invite(String node, TokenRequest request) {
    if (!Names.isNode(node)) {
      throw ApiRefusal.badRequest(
          "BadNodeName",
          "This is not a name that a Node manifest could have.",
          "Use at most 63 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit.");
    }
    if (!desk.isOpen()) {
      throw ApiRefusal.badRequest(
          "NoPortForAgents",
          "This controller takes no agents: it was started without a port for them.",
          "Start it with --listen HOST:PORT and --name NAME, by which machines reach it.");
    }
    Duration life = life(request, Enrolment.LONGEST_TOKEN_LIFE, "A token to join with", "a day");
    var invitation =
        desk.invite(node, life == null ? Enrolment.TOKEN_LIFE : life, caller.name(request.by()));
    JoinToken token = invitation.token();
    return new TokenView.Made(
        token.id(), node, null, invitation.until(), token.text(), invitation.command());
  }

  private static @Nullable Duration life(
      TokenRequest request, Duration longest, String what, String most) {
    Long seconds = request.seconds();
    if (seconds != null && (seconds < 1 || seconds > longest.toSeconds())) {
      throw ApiRefusal.badRequest(
          "BadDuration",
          what + " is good for a second at least and " + most + " at most.",
          "Make it when it is needed, and as short as it may be.");
    }
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private TokenView.Made admit(String name, TokenRequest request) {
    if (!Names.isPerson(name)) {
      throw ApiRefusal.badRequest(
          "BadPersonName",
          "This is not a name for a person.",
          "Use at most 63 of A-Z, a-z, 0-9, '.', '_', '@' and '-', beginning with a letter or"
              + " digit.");
    }
    Role role =
        Role.of(request.role() == null ? "" : request.role())
            .orElseThrow(() ->
                ApiRefusal.badRequest(
                    "BadRole", "A person needs a role.", "Name one with --role: " + roles() + "."));
    Duration life = life(request, PersonToken.LONGEST_LIFE, "A person's token", "ten years");
    var given = desk.admit(name, role, life, caller.name(request.by()));
    PersonToken token = given.token();
    return new TokenView.Made(token.id(), name, role.word(), given.until(), token.text(), null);
  }

  private static String roles() {
    return Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
  }

  /** Takes a token back. */
  @POST
  @Path("tokens/revoke")
  @Consumes(MediaType.APPLICATION_JSON)
  public IdentityRequest.Done revokeToken(@Nullable IdentityRequest request) {
    Named asked = named(request);
    return asked.done(desk.revokeToken(asked.name(), asked.by()));
  }

  /** Takes the identity of a node away. */
  @POST
  @Path("nodes/revoke")
  @Consumes(MediaType.APPLICATION_JSON)
  public IdentityRequest.Done revokeNode(@Nullable IdentityRequest request) {
    Named asked = named(request);
    return asked.done(desk.revoke(asked.name(), asked.by(), asked.why()));
  }

  /** Lifts the quarantine of a node. */
  @POST
  @Path("nodes/release")
  @Consumes(MediaType.APPLICATION_JSON)
  public IdentityRequest.Done release(@Nullable IdentityRequest request) {
    Named asked = named(request);
    return asked.done(desk.release(asked.name(), asked.by()));
  }

  /** A request that names something, and who sent it. */
  private record Named(String name, String by, String why) {
    IdentityRequest.Done done(boolean changed) {
      return new IdentityRequest.Done(name, changed);
    }
  }

  private Named named(@Nullable IdentityRequest request) {
    String name = request == null || request.name() == null ? "" : request.name();
    if (request == null || !Names.isNode(name)) {
      throw ApiRefusal.badRequest(
          "NothingNamed",
          "No token or node of such a name can be there.",
          "'setpoint token list' and 'setpoint nodes' print ids and names.");
    }
    String why = request.why() == null ? "" : request.why().strip();
    return new Named(
        name, caller.name(request.by()), why.substring(0, Math.min(why.length(), MAX_WHY_CHARS)));
  }

  private static TokenView view(TokenBook.Listed token) {
    String role = token.role() == null ? null : token.role().word();
    return new TokenView(token.id(), token.bearer(), role, token.madeAt(), token.until());
  }
}
