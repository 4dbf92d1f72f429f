package dev.setpoint.agent.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Secrets as files of one directory, {@code shop/db-password} being the file {@code db-password} in
 * its directory {@code shop}. A file that others than its owner may read or write is refused, and
 * so is a symbolic link. One line break at the end is not part of the secret.
 */
public final class SecretFiles implements SecretSource {
  /** A secret larger than this is refused. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62})(?:/[a-z0-9][a-z0-9._-]{0,62}){0,3}");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Logger LOG = Logger.getLogger(SecretFiles.class);

  private final Path directory;

  /** Secrets below this directory, which may be missing. */
  public SecretFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<String> read(String name) {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      return Optional.empty();
    }
    try {
      return readFile(directory.resolve(name));
    } catch (IOException e) {
      LOG.warnf(
          "Secret %s cannot be read (%s): %s", name, e.getClass().getSimpleName(), remedy(name));
      return Optional.empty();
    }
  }

  private Optional<String> readFile(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwners(file)) {
      return Optional.empty();
    }
    byte[] bytes;
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      LOG.warnf("Secret file %s is larger than %d bytes and is not used", file, MAX_BYTES);
      return Optional.empty();
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
  }

  private static boolean isOwners(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (OWNER_ONLY.containsAll(permissions)) {
      return true;
    }
    LOG.warnf("Secret file %s is open to others and is not used: chmod 600 %s", file, file);
    return false;
  }

  @Override
  public String remedy(String name) {
    var file = directory.resolve(name);
    return "write it to %s, readable by its owner alone (install -m 600 /dev/stdin %s)"
        .formatted(file, file);
  }
}
