package dev.setpoint.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that people paste, run by a real shell with a stand-in for curl. */
@Tag("process")
class PastedCommandTest {
  private static final URI ADDRESS = JoinAddress.of("setpoint.example", 7438);

  @TempDir Path bin;

  private String run(JoinToken token, String served) throws IOException, InterruptedException {
    Files.writeString(bin.resolve("ca"), served);
    executable(
        "curl",
        """
        #!/bin/sh
        echo "$@" >> %1$s/asked
        out=; url=
        while [ $# -gt 0 ]; do
          case $1 in -o) out=$2; shift ;; https:*) url=$1 ;; esac
          shift
        done
        case $url in
          */ca.pem) cp %1$s/ca "$out" ;;
          */install.sh) printf 'read -r t; echo "$1 $2 $3 $t" > %1$s/installed\\n' > "$out" ;;
        esac
        """
            .formatted(bin));
    executable("sudo", "#!/bin/sh\nexec \"$@\"\n");
    var builder = new ProcessBuilder("sh", "-c", PastedCommand.of(ADDRESS, token, "web1"));
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private void executable(String name, String text) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void handsTheTokenToTheScriptOfTheRightControllerAlone()
      throws IOException, InterruptedException {
    String pem = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n";
    JoinToken token = JoinToken.make(Digests.sha256(pem), new SecureRandom());
    assertThat(run(token, pem)).isEmpty();
    assertThat(Files.readString(bin.resolve("installed")))
        .isEqualTo(ADDRESS + " web1 ca.pem " + token.text() + "\n");
    assertThat(Files.readAllLines(bin.resolve("asked")))
        .hasSize(2)
        .allMatch(line -> !line.contains(token.secret()))
        .satisfiesExactly(
            first -> assertThat(first).contains("-k", "/join/v1/ca.pem"),
            second ->
                assertThat(second)
                    .contains("--cacert ca.pem --capath none", "/join/v1/install.sh")
                    .doesNotContain("-k "));
  }

  @Test
  void stopsAtAnotherAuthority() throws IOException, InterruptedException {
    JoinToken token = JoinToken.make("ab".repeat(32), new SecureRandom());
    assertThat(run(token, "somebody else")).contains("nothing was sent");
    assertThat(bin.resolve("installed")).doesNotExist();
    assertThat(Files.readAllLines(bin.resolve("asked"))).hasSize(1);
  }
}
