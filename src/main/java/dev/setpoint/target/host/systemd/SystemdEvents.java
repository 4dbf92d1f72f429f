package dev.setpoint.target.host.systemd;

import dev.setpoint.target.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Hears from systemd, over the system's D-Bus, which units change. Connects again by itself. */
public final class SystemdEvents {
  private static final Logger LOG = Logger.getLogger(SystemdEvents.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final String UNITS = "/org/freedesktop/systemd1/unit/";

  private final Path socket;
  private final Pause pause;

  /**
   * Nothing is heard yet.
   *
   * @param socket of the system's D-Bus
   * @param pause between two attempts to connect
   */
  public SystemdEvents(Path socket, Pause pause) {
    this.socket = socket;
    this.pause = pause;
  }

  /**
   * Begins to listen until closed.
   *
   * @param unit told the name of a unit that changed
   * @param all told why everything is to be looked at
   */
  AutoCloseable start(Consumer<String> unit, Consumer<String> all) {
    Thread listener = Thread.ofVirtual().name("events of systemd").start(() -> listen(unit, all));
    return listener::interrupt;
  }

  private void listen(Consumer<String> unit, Consumer<String> all) {
    boolean told = false;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try (var bus = Bus.connect(socket)) {
          bus.listenToSystemd();
          all.accept("systemd is listened to");
          told = false;
          while (!Thread.currentThread().isInterrupted()) {
            hear(bus.next(), unit, all);
          }
        } catch (IOException e) {
          if (!told) {
            LOG.debugf("systemd is not heard, only looked at in turn: %s", e.getMessage());
            told = true;
          }
        }
        pause.pause(AGAIN_AFTER);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void hear(Bus.Signal signal, Consumer<String> unit, Consumer<String> all) {
    if (signal.path().startsWith(UNITS)) {
      unit.accept(unescaped(signal.path().substring(UNITS.length())));
    } else if (signal.member().equals("UnitFilesChanged")) {
      all.accept("unit files changed");
    } else if (!signal.text().isEmpty()) {
      unit.accept(signal.text());
    }
  }

  /** In paths of D-Bus a byte that is no letter or digit is written as {@code _} and its hex. */
  static String unescaped(String path) {
    var text = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char character = path.charAt(i);
      if (character == '_' && i + 2 < path.length()) {
        text.append((char) Integer.parseInt(path, i + 1, i + 3, 16));
        i += 2;
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }
}
