package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.ControllerMessage;
import dev.setpoint.link.agentend.OrderRefusedException.Reason;
import dev.setpoint.link.listen.ListenLimits;
import dev.setpoint.link.message.MessageCodec;
import dev.setpoint.link.session.Line;
import dev.setpoint.link.session.LinkTimings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on the protocol says what the code does. */
class ProtocolPageTest {
  private static final Pattern FROM =
      Pattern.compile("(?m)^\\| (?:agent|controller|both) \\| `(\\w+)`");
  private static final Pattern WORD = Pattern.compile("(?m)^\\| .* \\| `(\\w+)` \\|$");

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/fleet/protocol.md"));
  }

  private static Set<String> found(Pattern pattern, String text) {
    var words = new TreeSet<String>();
    pattern.matcher(text).results().forEach(match -> words.add(match.group(1)));
    return words;
  }

  @Test
  void theTableOfMessagesIsThatOfTheCode() throws IOException {
    var types = new TreeSet<String>();
    Arrays.stream(AgentMessage.class.getPermittedSubclasses())
        .forEach(each -> types.add(each.getSimpleName()));
    Arrays.stream(ControllerMessage.class.getPermittedSubclasses())
        .forEach(each -> types.add(each.getSimpleName()));
    assertThat(found(FROM, page())).isEqualTo(types);
  }

  @Test
  void everyRefusalOfAnOrderIsExplained() throws IOException {
    var words = new TreeSet<String>();
    Arrays.stream(Reason.values()).map(Reason::word).forEach(words::add);
    var page = page();
    var section = page.substring(page.indexOf("## What makes"), page.indexOf("## Who is let in"));
    assertThat(found(WORD, section)).isEqualTo(words);
  }

  @Test
  void timesAndLimitsAreThoseOfTheCode() throws IOException {
    assertThat(LinkTimings.standard())
        .isEqualTo(
            new LinkTimings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(25),
                Duration.ofMillis(2_500),
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(60)));
    assertThat(ListenLimits.standard())
        .isEqualTo(new ListenLimits(20_000, 200, 256, 64, Duration.ofSeconds(30)));
    assertThat(Line.MAX_WAITING).isEqualTo(8 << 20);
    assertThat(Line.CALM_WAITING).isEqualTo(1 << 20);
    assertThat(MessageCodec.MAX_BYTES).isEqualTo(4 << 20);
    assertThat(page())
        .contains("| heartbeat when nothing else was said | 10 s |")
        .contains("after 25 s, looked at every 2.5 s")
        .contains("20,000; 200 unfinished handshakes; 256 without a certificate")
        .contains("4 MiB at most")
        .contains("8 MiB, then the connection ends");
  }
}
