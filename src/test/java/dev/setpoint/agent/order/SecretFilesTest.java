package dev.setpoint.agent.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are files that only their owner can read. */
class SecretFilesTest {
  @TempDir private Path home;
  private Path secrets;
  private SecretFiles files;

  @BeforeEach
  void openDirectory() throws IOException {
    secrets = Files.createDirectory(home.resolve("secrets"));
    files = new SecretFiles(secrets);
  }

  private Path write(String name, String text) throws IOException {
    var file = secrets.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return permit(file, "rw-------");
  }

  private static Path permit(Path file, String permissions) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void readsAFileWithoutItsLastLineBreak() throws IOException {
    write("shop/db-password", "first\nsecond\n");
    write("plain", "no break");

    assertThat(files.read("shop/db-password")).contains("first\nsecond");
    assertThat(files.read("plain")).contains("no break");
  }

  @Test
  void knowsNothingOfWhatIsMissing() {
    assertThat(files.read("shop/none")).isEmpty();
    assertThat(new SecretFiles(home.resolve("nowhere")).read("a")).isEmpty();
    assertThat(files.remedy("shop/none")).contains("install -m 600").contains("shop/none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/a", "a/", "../a", "a/../b", "a..b", "A", "a//b", "a b", "a/b/c/d/e"})
  void refusesANameThatIsNoName(String name) throws IOException {
    write("a", "secret");
    Files.writeString(home.resolve("a"), "outside");
    permit(home.resolve("a"), "rw-------");

    assertThat(files.read(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
  void refusesAFileThatIsOpenToOthers(String permissions) throws IOException {
    permit(write("open", "secret"), permissions);

    assertThat(files.read("open")).isEmpty();
  }

  @Test
  void takesAFileThatOnlyItsOwnerMayRead() throws IOException {
    permit(write("closed", "secret"), "r--------");

    assertThat(files.read("closed")).contains("secret");
  }

  @Test
  void refusesASymbolicLinkAndADirectory() throws IOException {
    var real = write("real", "secret");
    Files.createSymbolicLink(secrets.resolve("link"), real);
    Files.createDirectory(secrets.resolve("folder"));

    assertThat(files.read("link")).isEmpty();
    assertThat(files.read("folder")).isEmpty();
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    write("fits", "x".repeat(SecretFiles.MAX_BYTES));
    write("large", "x".repeat(SecretFiles.MAX_BYTES + 1));

    assertThat(files.read("fits")).isPresent();
    assertThat(files.read("large")).isEmpty();
  }
}
