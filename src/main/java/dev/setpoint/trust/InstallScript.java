package dev.setpoint.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The script that puts an agent on a machine: the same for every controller, node and token, which
 * come to it as arguments; with the systemd unit of {@code deploy/agent} inside.
 */
public final class InstallScript {
  private static final String UNIT_PLACE = "@UNIT@\n";

  private InstallScript() {}

  /** The whole of it. */
  public static String text() {
    return resource("install.sh").replace(UNIT_PLACE, resource("setpoint-agent.service"));
  }

  private static String resource(String name) {
    try (InputStream in = InstallScript.class.getResourceAsStream("/join/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource join/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
