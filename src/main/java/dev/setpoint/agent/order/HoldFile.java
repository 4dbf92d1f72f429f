package dev.setpoint.agent.order;

import dev.setpoint.fleet.NodeOrder.Suspension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Holds as long as a file exists; its first line is the reason that people see. A file that cannot
 * be looked at holds as well: nobody can tell that it is not there.
 */
public final class HoldFile implements LocalHold {
  /** Who says so. */
  public static final String BY = "this machine";

  /** So much of the file is shown. */
  private static final int SHOWN = 200;

  private final Path file;

  /** A hold by this file. */
  public HoldFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<Suspension> now() {
    try {
      var since = Files.getLastModifiedTime(file).toInstant();
      return Optional.of(hold(file + " exists" + reason(), since));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(hold(file + " cannot be looked at (" + e + ")", Instant.EPOCH));
    }
  }

  private String reason() throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (var in = Files.newInputStream(file)) {
      var text = new String(in.readNBytes(SHOWN), StandardCharsets.UTF_8);
      var line = text.lines().findFirst().orElse("").replaceAll("\\p{C}", " ").strip();
      return line.isEmpty() ? "" : ": " + line;
    }
  }

  private static Suspension hold(String why, Instant since) {
    return new Suspension(null, BY, why, since, null);
  }
}
