package dev.setpoint.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that come with the program. */
public final class ProgramFiles {
  private ProgramFiles() {}

  /**
   * The agent, packed for other machines: {@code agent/agent.tar.gz} beside the program. It need
   * not be there.
   */
  public static Path agentArchive() {
    return home().resolve("agent").resolve("agent.tar.gz");
  }

  /** The program's directory: the jar that holds this class lies one below it. */
  public static Path home() {
    try {
      var code = ProgramFiles.class.getProtectionDomain().getCodeSource();
      Path jar = Path.of(code.getLocation().toURI());
      return Files.isDirectory(jar) ? jar : jar.resolveSibling("..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program does not know where it is", e);
    }
  }
}
