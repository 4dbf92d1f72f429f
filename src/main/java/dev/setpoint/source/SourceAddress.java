package dev.setpoint.source;

import dev.setpoint.source.guard.NameRules;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * The checked address of a repository.
 *
 * @param uri for the transport
 * @param way how it is reached
 * @param shown for people; holds no secret, since an address with one is refused
 */
record SourceAddress(URIish uri, Way way, String shown) {
  /** How a repository is reached. */
  enum Way {
    HTTP,
    SSH,
    GIT,
    LOCAL
  }

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final Pattern REMOTE_HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*");
  private static final Pattern SCP_LIKE = Pattern.compile("(?:[^/@:]+@)?[^/@:]+:(?!//).+");
  private static final String EXAMPLES =
      "write https://HOST/PATH.git, ssh://git@HOST/PATH.git or git@HOST:PATH.git";

  /**
   * Checks an address as an operator wrote it.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  static SourceAddress parse(String url, boolean allowLocal, boolean allowUnencrypted) {
    requirePlain(url);
    Matcher scheme = SCHEME.matcher(url);
    if (scheme.matches()) {
      return withScheme(
          url, scheme.group(1).toLowerCase(Locale.ROOT), allowLocal, allowUnencrypted);
    }
    if (SCP_LIKE.matcher(url).matches()) {
      return remote(url, Way.SSH);
    }
    return local(url, Path.of(url), allowLocal);
  }

  private static void requirePlain(String url) {
    if (url.isBlank()) {
      throw refused("", "it is empty", EXAMPLES);
    }
    if (url.codePoints().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw refused(
          withoutUserInfo(url),
          "it holds a line break or another control character",
          "write one plain line");
    }
    if (url.startsWith("-")) {
      throw refused(url, "it would read as an option", EXAMPLES);
    }
    if (REMOTE_HELPER.matcher(url).matches()) {
      throw refused(
          url.substring(0, url.indexOf("::") + 2) + "...",
          "remote helpers run programs and are never used",
          EXAMPLES);
    }
  }

  private static SourceAddress withScheme(
      String url, String scheme, boolean allowLocal, boolean allowUnencrypted) {
    return switch (scheme) {
      case "https" -> remote(url, Way.HTTP);
      case "ssh" -> remote(url, Way.SSH);
      case "http" -> unencrypted(url, Way.HTTP, allowUnencrypted);
      case "git" -> unencrypted(url, Way.GIT, allowUnencrypted);
      case "file" -> file(url, allowLocal);
      default -> throw refused(scheme + "://...", "this scheme is not supported", EXAMPLES);
    };
  }

  private static SourceAddress unencrypted(String url, Way way, boolean allowed) {
    if (!allowed) {
      throw refused(
          withoutUserInfo(url),
          "anybody on the way could change what it sends",
          "write https:// or ssh://, or allow unencrypted sources in the settings");
    }
    return remote(url, way);
  }

  private static SourceAddress remote(String url, Way way) {
    URIish uri = uriOf(url);
    requireNoSecret(uri, url, way);
    if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getHost().startsWith("-")) {
      throw refused(withoutUserInfo(url), "it names no host", EXAMPLES);
    }
    if (url.chars().anyMatch(c -> c > 0x7e)) {
      throw refused(
          NameRules.printable(withoutUserInfo(url)),
          "it holds letters outside ASCII, which can imitate another host",
          "write the host in its xn-- form and the path percent-encoded");
    }
    if (uri.getPath() == null || uri.getPath().replace("/", "").isEmpty()) {
      throw refused(url, "it names no repository on the host", EXAMPLES);
    }
    return new SourceAddress(uri, way, url);
  }

  private static void requireNoSecret(URIish uri, String url, Way way) {
    boolean userAllowed = way == Way.SSH;
    if (uri.getPass() != null || (uri.getUser() != null && !userAllowed)) {
      throw refused(
          withoutUserInfo(url),
          "it holds a user or password, which would be shown wherever the URL is",
          "leave them out and give a user and a token file as credentials");
    }
    if (way == Way.HTTP && (url.indexOf('?') >= 0 || url.indexOf('#') >= 0)) {
      throw refused(
          withoutUserInfo(url).replaceAll("[?#].*", "?..."),
          "it holds a query, where tokens are often hidden",
          "leave it out and give a user and a token file as credentials");
    }
  }

  private static SourceAddress file(String url, boolean allowLocal) {
    URIish uri = uriOf(url);
    String host = uri.getHost();
    if (host != null && !host.isEmpty() && !host.equals("localhost")) {
      throw refused(url, "a file URL cannot name another host", "write file:///PATH");
    }
    return local(url, Path.of(uri.getPath()), allowLocal);
  }

  private static SourceAddress local(String url, Path path, boolean allowLocal) {
    if (!allowLocal) {
      throw refused(
          url,
          "local repositories are not allowed here",
          "give the path with --repo on the command line, or allow local sources in the settings");
    }
    return new SourceAddress(
        new URIish().setPath(path.toAbsolutePath().normalize().toString()), Way.LOCAL, url);
  }

  private static URIish uriOf(String url) {
    try {
      return new URIish(url);
    } catch (URISyntaxException e) {
      throw refused(withoutUserInfo(url), "it is not a URL", EXAMPLES);
    }
  }

  private static String withoutUserInfo(String url) {
    return url.contains("://")
        ? url.replaceFirst("://.*@", "://")
        : url.replaceFirst("^[^/]*@", "");
  }

  private static IllegalArgumentException refused(String shown, String why, String instead) {
    String quoted = shown.isEmpty() ? "" : " \"" + NameRules.printable(shown) + "\"";
    return new IllegalArgumentException(
        "the repository URL" + quoted + " is refused: " + why + "; " + instead);
  }
}
