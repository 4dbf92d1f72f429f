package dev.setpoint.process.inner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says in {@code /run/setpoint-agent/status} which agent runs here, for the agent of the machine
 * around it. systemd makes that directory for the service and takes it away with it, so that the
 * file tells no lies about an agent that has ended. Safe for many threads.
 */
public final class StatusFile {
  private static final Logger LOG = Logger.getLogger(StatusFile.class);

  private final @Nullable Path directory;
  private final String head;

  private StatusFile(@Nullable Path directory, String head) {
    this.directory = directory;
    this.head = head;
  }

  /**
   * The file of an agent; nothing is written where systemd gave no directory.
   *
   * @param directory that lasts as long as the service, or null
   * @param release names the program; empty when nobody knows
   */
  public static StatusFile of(
      @Nullable Path directory, String node, String controller, String release) {
    String head = "node=%s\ncontroller=%s\nrelease=%s\n".formatted(node, controller, release);
    return new StatusFile(directory, head);
  }

  /** Says how the connection to the controller is. */
  public void link(String word) {
    Path where = directory;
    if (where == null) {
      return;
    }
    try {
      Path draft = where.resolve("status.new");
      Files.writeString(draft, head + "link=" + word + "\n");
      Files.move(
          draft,
          where.resolve("status"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warnf("The file that says how this agent is cannot be written: %s", e.getMessage());
    }
  }
}
