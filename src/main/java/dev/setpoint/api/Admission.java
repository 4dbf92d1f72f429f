package dev.setpoint.api;

import dev.setpoint.api.wire.ErrorView;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may come in, before anything reads it.
 *
 * <p>The host check stands against DNS rebinding: a page of another site, opened in a browser on
 * this machine, can reach loopback under a name of its own, but cannot send ours.
 */
record Admission(ApiToken token) {
  /** Largest body of {@code POST /api/v1/plan}: its files in base64, and their paths. */
  static final long MAX_PLAN_BODY_BYTES = 9L * 1024 * 1024;

  /** Largest body of everything else. */
  static final long MAX_BODY_BYTES = 64L * 1024;

  private static final String PREFIX = "/api/";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** A refusal. */
  record Refusal(int status, ErrorView view) {}

  /**
   * What is wrong with a request, if anything.
   *
   * @param host the {@code Host} header
   * @param length the {@code Content-Length} header
   */
  Optional<Refusal> refuse(
      String path, @Nullable String host, @Nullable String authorization, @Nullable String length) {
    if (!isLoopback(host)) {
      return Optional.of(
          refusal(
              403,
              "HostRefused",
              "The API answers only to the names of this machine's loopback address.",
              "Ask http://127.0.0.1, http://localhost or http://[::1] with the API's port."));
    }
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    if (!token.admits(authorization)) {
      return Optional.of(
          refusal(
              401,
              "TokenRefused",
              "The API needs the token of this installation, and the request brought none or"
                  + " another.",
              "Send the content of DATA/api-token as 'Authorization: Bearer TOKEN'; verbs do so by"
                  + " themselves when --data names the right directory."));
    }
    return tooLarge(path, length);
  }

  private static Optional<Refusal> tooLarge(String path, @Nullable String length) {
    long limit = path.startsWith("/api/v1/plan") ? MAX_PLAN_BODY_BYTES : MAX_BODY_BYTES;
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
