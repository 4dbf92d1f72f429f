package dev.setpoint.api.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The two files of a data directory by which the command line finds the API and proves that it may
 * use it: {@code api-token}, readable by its owner alone, and {@code api-address}.
 *
 * @param dataDirectory the data directory
 */
public record ApiAccess(Path dataDirectory) {
  private static final int TOKEN_BYTES = 32;

  /** The token's file. */
  public Path tokenFile() {
    return dataDirectory.resolve("api-token");
  }

  /** The address' file. */
  public Path addressFile() {
    return dataDirectory.resolve("api-address");
  }

  /**
   * The token, or empty before the first start.
   *
   * @throws IOException when the file is there but cannot be read, as for another user
   */
  public Optional<String> token() throws IOException {
    return read(tokenFile());
  }

  /** Base address of the API that last started on this directory, or empty before the first. */
  public Optional<URI> address() throws IOException {
    return read(addressFile()).map(URI::create);
  }

  /** The token; made from the given random when there is none yet. */
  public String tokenOrNew(SecureRandom random) throws IOException {
    Optional<String> existing = token();
    if (existing.isPresent()) {
      return existing.get();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    writeForOwner(tokenFile(), token);
    return token;
  }

  /** Says where the API listens; to be called once it does. */
  public void announce(int port) throws IOException {
    writeForOwner(addressFile(), "http://127.0.0.1:" + port);
  }

  private static Optional<String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Never readable by others, not even for a moment, and never half written. */
  private void writeForOwner(Path file, String text) throws IOException {
    Files.createDirectories(dataDirectory);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(dataDirectory, file.getFileName().toString(), "", ownerOnly);
    Files.writeString(fresh, text + "\n", StandardOpenOption.WRITE);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
