package dev.setpoint.cli.client;

import dev.setpoint.api.wire.ApiAccess;
import dev.setpoint.cli.session.CliFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where a controller's API is, and the token that is shown to it. A token goes to loopback or over
 * TLS, and that of a data directory only to the address in the same directory.
 *
 * @param name of the controller for messages
 */
record ApiPlace(URI address, String token, String name) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final URI USUAL = URI.create("http://127.0.0.1:7437");
  private static final int MAX_TOKEN_BYTES = 4_096;
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** The controller that keeps its data there. */
  static ApiPlace of(Path dataDirectory) {
    var access = new ApiAccess(dataDirectory);
    try {
      var address = access.address().orElseThrow(() -> notRunning(dataDirectory));
      var token = access.token().orElseThrow(() -> notRunning(dataDirectory));
      if (!isLoopback(address)) {
        throw CliFailure.unknown(
            "BadAddress",
            access.addressFile() + " names an address that is not this machine's loopback.",
            "Restart the controller, which writes it anew.");
      }
      return new ApiPlace(address, token, "on " + dataDirectory);
    } catch (IOException | IllegalArgumentException e) {
      throw CliFailure.unknown(
          "DataDirectoryUnreadable",
          "The files in " + dataDirectory + " that lead to the controller cannot be read.",
          "Run this as the user that runs the controller, name its directory with --data, or bring"
              + " a token of your own with --token-file FILE ('setpoint token create --person').");
    }
  }

  /**
   * A controller to which a person brings a token.
   *
   * @param api its address, or empty for that of the data directory, else the usual one
   */
  static ApiPlace of(Path dataDirectory, String api, Path tokenFile) {
    URI address = api.isEmpty() ? addressOf(dataDirectory).orElse(USUAL) : address(api);
    return new ApiPlace(address, token(tokenFile), "at " + address);
  }

  /** The usual one where the file is another user's. */
  private static Optional<URI> addressOf(Path dataDirectory) {
    try {
      return new ApiAccess(dataDirectory).address().filter(ApiPlace::isLoopback);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static URI address(String text) {
    URI address;
    try {
      address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw badAddress();
    }
    boolean encrypted = "https".equals(address.getScheme());
    boolean plain = "http".equals(address.getScheme());
    if ((!encrypted && !plain) || address.getHost() == null || isMore(address)) {
      throw badAddress();
    }
    if (plain && !isLoopback(address)) {
      throw CliFailure.usage(
          "Unencrypted",
          "A token is not sent to " + address.getHost() + " without encryption.",
          "Bring the controller's loopback here ('ssh -L 7437:127.0.0.1:7437 HOST', then --api"
              + " http://127.0.0.1:7437), or name an https:// address.");
    }
    return address;
  }

  private static boolean isMore(URI address) {
    return !address.getRawPath().isEmpty()
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null;
  }

  private static CliFailure badAddress() {
    return CliFailure.usage(
        "BadAddress",
        "--api is not the address of a controller.",
        "Write https://HOST or https://HOST:PORT, or http://127.0.0.1:PORT on the same machine.");
  }

  private static boolean isLoopback(URI address) {
    return LOOPBACK.contains(String.valueOf(address.getHost()));
  }

  private static String token(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      requireOwn(file);
      String text = new String(in.readNBytes(MAX_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
      if (!text.matches("[\\x21-\\x7e]+")) {
        throw CliFailure.usage(
            "BadTokenFile",
            file + " does not hold a token and nothing else.",
            "Put there what 'setpoint token create --person NAME --role ROLE' printed.");
      }
      return text;
    } catch (IOException e) {
      throw CliFailure.usage(
          "NoTokenFile",
          "The token's file " + file + " cannot be read.",
          "Name a file that you can read with --token-file or SETPOINT_TOKEN_FILE.");
    }
  }

  private static void requireOwn(Path file) throws IOException {
    if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
      throw CliFailure.usage(
          "OpenTokenFile",
          "Others can read the token's file " + file + ".",
          "chmod 600 " + file + "; when others may have read it, have the token revoked.");
    }
  }

  CliFailure notRunning() {
    return CliFailure.unknown(
        "ControllerNotRunning",
        "No controller is running " + name + ".",
        "Start it with 'setpoint up --repo URL' (or try './setpoint demo'); for a controller with"
            + " another data directory, name that with --data DIR or SETPOINT_DATA.");
  }

  private static CliFailure notRunning(Path dataDirectory) {
    return new ApiPlace(USUAL, "", "on " + dataDirectory).notRunning();
  }

  @Override
  public String toString() {
    return "controller " + name;
  }
}
