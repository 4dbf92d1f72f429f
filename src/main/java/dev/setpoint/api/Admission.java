package dev.setpoint.api;

import dev.setpoint.api.wire.ErrorView;
import dev.setpoint.trust.Access;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.People;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may come in, before anything reads it: by the table of routes, which
 * refuses what it does not name.
 *
 * <p>The host check stands against DNS rebinding: a page of another site, opened in a browser on
 * this machine, can reach loopback under a name of its own, but cannot send ours.
 */
record Admission(People people) {
  /** Largest body of {@code POST /api/v1/plan}: its files in base64, and their paths. */
  static final long MAX_PLAN_BODY_BYTES = 9L * 1024 * 1024;

  /** Largest body of everything else. */
  static final long MAX_BODY_BYTES = 64L * 1024;

  private static final String PREFIX = "/api/";
  private static final String PLAN = "/api/v1/plan";
  private static final String SCHEME = "Bearer ";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * What is known of a request before its body.
   *
   * @param path as it came over the wire, without the query
   * @param host the {@code Host} header
   * @param length the {@code Content-Length} header
   */
  record Request(
      String method,
      String path,
      @Nullable String host,
      @Nullable String authorization,
      @Nullable String length) {}

  /** What comes of it. */
  sealed interface Decision {}

  /** It may come in, from this identity. */
  record Admitted(Identity identity) implements Decision {}

  /** It may not. */
  record Refusal(int status, ErrorView view) implements Decision {}

  Decision decide(Request request) {
    if (!isLoopback(request.host())) {
      return refusal(
          403,
          "HostRefused",
          "The API answers only to the names of this machine's loopback address.",
          "Ask http://127.0.0.1, http://localhost or http://[::1] with the API's port.");
    }
    Identity identity = identify(request.authorization());
    Optional<Access.Route> route = Access.PEOPLE.find(request.method(), request.path());
    boolean open = route.filter(r -> r.least() == Access.Least.ANYONE).isPresent();
    if (!open && identity instanceof Identity.Nobody && request.path().startsWith(PREFIX)) {
      return nobody(request.authorization());
    }
    return route
        .map(known -> decide(request, identity, known))
        .orElseGet(() ->
            refusal(
                404,
                "NoSuchRoute",
                "The API has no answer to this request.",
                "See 'setpoint --help' for what can be asked, each verb with --output json."));
  }

  private Refusal nobody(@Nullable String authorization) {
    return bearer(authorization)
        .flatMap(people::ended)
        .map(end ->
            refusal(
                401,
                "TokenExpired",
                "The token ended at " + end.truncatedTo(ChronoUnit.SECONDS) + ".",
                "Ask an admin for another one: 'setpoint token create --person NAME --role"
                    + " ROLE'."))
        .orElseGet(() ->
            refusal(
                401,
                "TokenRefused",
                "The API needs the token of this installation, and the request brought none or"
                    + " another.",
                "Send the content of DATA/api-token, or a person's token, as 'Authorization:"
                    + " Bearer TOKEN'; verbs do so by themselves when --data or --token-file"
                    + " names the right place."));
  }

  private static Decision decide(Request request, Identity identity, Access.Route route) {
    if (!route.least().admits(identity)) {
      String needed = route.least().name().toLowerCase(Locale.ROOT);
      return refusal(
          403,
          "RoleTooLow",
          "This needs the role " + needed + ", which the token does not have.",
          "Ask somebody with that role, or an admin for another token.");
    }
    return tooLarge(request).<Decision>map(r -> r).orElseGet(() -> new Admitted(identity));
  }

  private Identity identify(@Nullable String authorization) {
    return bearer(authorization).map(people::identify).orElseGet(Identity.Nobody::new);
  }

  private static Optional<String> bearer(@Nullable String authorization) {
    return Optional.ofNullable(authorization)
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()).strip());
  }

  private static Optional<Refusal> tooLarge(Request request) {
    long limit = request.path().equals(PLAN) ? MAX_PLAN_BODY_BYTES : MAX_BODY_BYTES;
    String length = request.length();
    if (length == null || (length.matches("\\d{1,15}") && Long.parseLong(length) <= limit)) {
      return Optional.empty();
    }
    return Optional.of(
        refusal(
            413,
            "TooLarge",
            "The request is larger than the " + limit + " bytes that are taken here.",
            "Plan a smaller directory, or push it to a branch and follow that."));
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null && LOOPBACK.contains(withoutPort(host.strip().toLowerCase(Locale.ROOT)));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') && host.substring(colon + 1).matches("\\d{1,5}")
        ? host.substring(0, colon)
        : host;
  }

  private static Refusal refusal(int status, String error, String message, String remedy) {
    return new Refusal(status, new ErrorView(error, message, remedy));
  }
}
