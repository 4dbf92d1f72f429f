package dev.setpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.fixture.AuditEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bytes of the record, which must never change. */
class AuditCodecTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/audit/entries.jsonl");

  private static List<AuditEntry> entries() {
    List<AuditEvent> events = AuditEvents.ofEveryKind();
    return IntStream.range(0, events.size())
        .mapToObj(
            i -> new AuditEntry(i + 1, AuditEvents.NOON.plus(Duration.ofSeconds(i)), events.get(i)))
        .toList();
  }

  @Test
  void theBytesOfEveryEventStayAsTheyWereReleased() throws IOException {
    String encoded =
        entries().stream()
            .map(entry -> new String(AuditCodec.encode(entry), StandardCharsets.UTF_8) + "\n")
            .collect(Collectors.joining());
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN, encoded);
    }
    assertThat(encoded).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void givesBackEqualEntries() {
    for (AuditEntry entry : entries()) {
      AuditEntry back = AuditCodec.decode(AuditCodec.encode(entry));
      assertThat(back).isEqualTo(entry);
      assertThat(AuditCodec.encode(back)).isEqualTo(AuditCodec.encode(entry));
    }
  }

  @Test
  void everyKindOfEventIsTried() {
    assertThat(AuditEvents.ofEveryKind())
        .extracting(event -> event.getClass().getSimpleName())
        .contains(
            java.util.Arrays.stream(AuditEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toArray(String[]::new));
  }

  @Test
  void keysOfALaterVersionDoNotDisturb() {
    for (AuditEntry entry : entries()) {
      String text = new String(AuditCodec.encode(entry), StandardCharsets.UTF_8);
      String later = text.substring(0, text.length() - 1) + ",\"later\":{\"a\":[1]}}";
      assertThat(AuditCodec.decode(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(entry);
    }
  }

  @Test
  void aNewerFormatIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> AuditCodec.decode("{\"v\":2}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableEntryException.class)
        .hasMessageContaining("format 2, this version reads 1; read it with");
  }

  @Test
  void damageIsSaid() {
    for (String damaged : List.of("", "{", "{\"v\":1}", "{\"v\":1,\"index\":1,\"at\":\"x\"}")) {
      assertThatThrownBy(() -> AuditCodec.decode(damaged.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(UnreadableEntryException.class);
    }
  }
}
