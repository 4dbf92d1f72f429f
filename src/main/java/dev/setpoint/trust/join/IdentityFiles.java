package dev.setpoint.trust.join;

import dev.setpoint.trust.leaf.OwnerFile;
import dev.setpoint.trust.wire.JoinJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of an agent's identity, in {@code STATE/identity}: mode 0600, written whole and flushed
 * before a call returns. For one process at a time.
 */
public final class IdentityFiles {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Path directory;

  /** Files below the state directory of an agent. */
  public IdentityFiles(Path state) {
    this.directory = state.resolve("identity");
  }

  /**
   * Who the agent is; empty before it has joined.
   *
   * @throws IOException when the file is there but damaged
   */
  public Optional<AgentIdentity> read() throws IOException {
    Optional<String> text = OwnerFile.read(identity());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          json(text.get(), StoredIdentity.class)
              .orElseThrow(() -> new GeneralSecurityException("it is damaged"))
              .identity());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          identity() + " cannot be used: " + e.getMessage() + ": join anew with a new token", e);
    }
  }

  void write(AgentIdentity identity) throws IOException {
    OwnerFile.directory(directory);
    OwnerFile.write(identity(), JoinJson.write(StoredIdentity.of(identity)));
  }

  /**
   * The number of the next session: higher than every one before, and on the disk. A copy of the
   * disk gives itself away by a number that was used already.
   *
   * @throws IOException when it cannot be written; no session may be opened then
   */
  public long nextSession() throws IOException {
    OwnerFile.directory(directory);
    String last = OwnerFile.read(directory.resolve("session")).orElse("0").strip();
    if (!NUMBER.matcher(last).matches()) {
      throw new IOException(
          directory.resolve("session") + " is damaged: join anew with a new token");
    }
    long next = Long.parseLong(last) + 1;
    OwnerFile.write(directory.resolve("session"), next + "\n");
    return next;
  }

  Optional<Attempt> attempt() throws IOException {
    return OwnerFile.read(directory.resolve("attempt.json"))
        .flatMap(text -> json(text, Attempt.class));
  }

  void write(Attempt attempt) throws IOException {
    OwnerFile.directory(directory);
    OwnerFile.write(directory.resolve("attempt.json"), JoinJson.write(attempt));
  }

  /** A new identity begins its sessions anew; the controller does too. */
  void joined(AgentIdentity identity) throws IOException {
    OwnerFile.write(directory.resolve("session"), "0\n");
    write(identity);
    Files.deleteIfExists(directory.resolve("attempt.json"));
  }

  private Path identity() {
    return directory.resolve("identity.json");
  }

  private static <T> Optional<T> json(String text, Class<T> type) {
    return JoinJson.read(text.getBytes(StandardCharsets.UTF_8), type);
  }
}
