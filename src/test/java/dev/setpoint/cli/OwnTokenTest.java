package dev.setpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.api.FakeApi;
import dev.setpoint.api.Worlds;
import dev.setpoint.trust.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verbs of people who have no data directory, but a token of their own. */
@SuppressWarnings("NullAway.Init")
class OwnTokenTest {
  @TempDir Path theirs;
  @TempDir Path mine;

  private FakeApi api;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    api = new FakeApi(Worlds.quiet(), theirs);
    file = mine.resolve("token");
    Files.writeString(file, api.admit("ben", Role.VIEWER).text() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void close() {
    api.close();
  }

  private CliFixture.Result run(String... args) {
    return new CliFixture(mine.resolve("data")).run(args);
  }

  private CliFixture.Result status(String... more) {
    String[] args = new String[more.length + 1];
    args[0] = "status";
    System.arraycopy(more, 0, args, 1, more.length);
    return run(args);
  }

  @Test
  void aViewerLooksAtAControllerOfAnotherDirectoryAndDoesNothingElse() {
    var looked = status("--api", api.address(), "--token-file", file.toString());
    assertThat(looked.code()).as(looked.err()).isZero();
    var done =
        run(
            "suspend",
            "container/web",
            "--why",
            "x",
            "--api",
            api.address() + "/",
            "--token-file",
            file.toString());
    assertThat(done.code()).isEqualTo(3);
    assertThat(done.err()).contains("This needs the role operator");
    assertThat(api.control().told()).isEmpty();
  }

  @Test
  void theVariablesSayTheSameUntilADirectoryIsNamed() {
    var env = Map.of("SETPOINT_API", api.address(), "SETPOINT_TOKEN_FILE", file.toString());
    var fixture = new CliFixture(mine.resolve("data"));
    assertThat(fixture.run(env, "status").code()).isZero();
    var other = mine.resolve("other").toString();
    assertThat(fixture.run(env, "status", "--data", other).err())
        .contains("No controller is running on " + other);
  }

  @Test
  void aTokenAloneAsksTheControllerOfTheDirectory() {
    var fixture = new CliFixture(theirs);
    assertThat(fixture.run("token", "list", "--token-file", file.toString()).err())
        .contains("This needs the role admin");
    assertThat(fixture.run("token", "list").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://setpoint.example:7437",
        "http://10.0.0.1",
        "http://127.0.0.1.example",
        "http://localhost.example:7437",
        "HTTP://setpoint.example",
        "http://127.0.0.1@setpoint.example",
        "https://ben@setpoint.example",
        "https://setpoint.example/x",
        "https://setpoint.example?x",
        "ftp://127.0.0.1",
        "127.0.0.1:7437",
        "https://",
        "//setpoint.example",
        "http://[::1",
      })
  void noTokenGoesWhereOthersCouldReadIt(String address) throws IOException {
    var refused = status("--api", address, "--token-file", file.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).doesNotContain(Files.readString(file).strip());
  }

  @Test
  void theTokenOfADirectoryGoesToItsOwnAddressAlone() {
    var refused = new CliFixture(theirs).run("status", "--api", api.address());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("needs a token of yours", "--token-file");
  }

  @Test
  void aTokenThatOthersCanReadIsNotUsed() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    var refused = status("--api", api.address(), "--token-file", file.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("Others can read", "chmod 600");
  }

  @Test
  void aFileWithoutATokenIsNamed() throws IOException {
    Files.writeString(file, "one\ntwo\n");
    assertThat(status("--api", api.address(), "--token-file", file.toString()).err())
        .contains("does not hold a token", "token create --person");
    assertThat(status("--api", api.address(), "--token-file", file + "x").err())
        .contains("cannot be read");
  }

  @Test
  void nobodyThereIsSaidByItsAddress() {
    api.close();
    var refused = status("--api", api.address(), "--token-file", file.toString());
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("No controller is running at " + api.address());
  }
}
