package dev.setpoint.process.inner;

import dev.setpoint.process.ProgramFiles;
import dev.setpoint.target.lxd.instance.inner.AgentPackage;
import dev.setpoint.trust.InstallScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The agent's program as it is put into instances. */
public final class AgentPrograms {
  private static final Logger LOG = Logger.getLogger(AgentPrograms.class);

  /** How {@code install.sh} names the directory of a release, after its archive. */
  private static final Pattern RELEASE = Pattern.compile("[0-9a-f]{16}");

  private static final int DIGITS = 16;

  private AgentPrograms() {}

  /**
   * That of an installation, as it was unpacked from an archive.
   *
   * @param home directory with {@code bin}, {@code lib} and {@code runtime}
   * @return empty when it is none, or when it brings no Java of its own
   */
  public static Optional<AgentPackage> installed(Path home) {
    try {
      Path real = home.toRealPath();
      if (!Files.isExecutable(real.resolve("bin/setpoint-agent"))
          || !Files.isExecutable(real.resolve("runtime/bin/java"))) {
        return Optional.empty();
      }
      String name = real.getFileName().toString();
      String release = RELEASE.matcher(name).matches() ? name : digestOf(real);
      return Optional.of(
          new AgentPackage(
              release, out -> TarStream.write(real, "setpoint-agent", out), InstallScript.text()));
    } catch (IOException e) {
      LOG.warnf("The installation in %s cannot be read: %s", home, e.getMessage());
      return Optional.empty();
    }
  }

  /** That of the archive which a controller hands out; empty when it is not there. */
  public static Optional<AgentPackage> packed(Path archive) {
    if (!Files.isRegularFile(archive)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(archive)) {
      var digest = sha256();
      new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
      return Optional.of(
          new AgentPackage(name(digest), out -> Files.copy(archive, out), InstallScript.text()));
    } catch (IOException e) {
      LOG.warnf("The agent's archive %s cannot be read: %s", archive, e.getMessage());
      return Optional.empty();
    }
  }

  /** That of the agent which runs in this process. */
  public static Optional<AgentPackage> ofThisAgent() {
    return installed(ProgramFiles.home());
  }

  /** Names an installation that was unpacked by hand. */
  private static String digestOf(Path home) throws IOException {
    var digest = sha256();
    TarStream.write(
        home,
        "setpoint-agent",
        new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
    return name(digest);
  }

  private static String name(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
