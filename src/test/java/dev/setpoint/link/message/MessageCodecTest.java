package dev.setpoint.link.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.fixture.Golden;
import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.ControllerMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The wire: every message, and what is no message. */
class MessageCodecTest {
  private static final int FUZZ_ROUNDS = 30_000;

  @Test
  void everyMessageComesBackAsItWas() {
    assertThat(types(SampleMessages.ofAgent())).containsAll(permitted(AgentMessage.class));
    assertThat(types(SampleMessages.ofController()))
        .containsAll(permitted(ControllerMessage.class));
    for (var message : SampleMessages.ofAgent()) {
      var read = MessageCodec.agentMessage(MessageCodec.encode(9, message));
      assertThat(read.message()).isEqualTo(message);
      assertThat(read.number()).isEqualTo(9);
    }
    for (var message : SampleMessages.ofController()) {
      assertThat(MessageCodec.controllerMessage(MessageCodec.encode(9, message)).message())
          .isEqualTo(message);
    }
  }

  private static List<Class<?>> types(List<?> messages) {
    return messages.stream().<Class<?>>map(Object::getClass).toList();
  }

  private static List<Class<?>> permitted(Class<?> type) {
    return List.of(type.getPermittedSubclasses());
  }

  @Test
  void theWireLooksAsItDid() {
    var lines =
        Stream.concat(
                SampleMessages.ofAgent().stream().map(each -> MessageCodec.encode(1, each)),
                SampleMessages.ofController().stream().map(each -> MessageCodec.encode(1, each)))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n", "", "\n"));
    Golden.check("link", "messages.jsonl", lines);
    Golden.check(
        "link",
        "order-header.json",
        new String(OrderCodec.encode(SampleMessages.header()), StandardCharsets.UTF_8) + "\n");
  }

  @Test
  void aHeaderComesBackAsItWas() {
    for (var header : List.of(SampleMessages.header(), SampleMessages.plain())) {
      assertThat(OrderCodec.decode(OrderCodec.encode(header))).isEqualTo(header);
    }
  }

  @Test
  void requestsBeyondTheirLimitsAreRefused() {
    var text = new String(OrderCodec.encode(SampleMessages.header()), StandardCharsets.UTF_8);
    assertThat(text).contains("\"wish\":\"rollback\"");
    for (var hostile :
        List.of(
            text.replace("\"wish\":\"rollback\"", "\"wish\":\"destroy\""),
            text.substring(0, text.indexOf("\"requests\":[")) + "\"requests\":[]}",
            text.replace("\"by\":\"ann\"", "\"by\":\"%s\"".formatted("x".repeat(2_000))))) {
      assertThat(hostile).isNotEqualTo(text);
      assertThatThrownBy(() -> OrderCodec.decode(hostile.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void whatIsNoMessageIsRefused() {
    var refused =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"n\":1}",
            "{\"n\":1,\"type\":\"Nonsense\"}",
            "{\"n\":1,\"type\":\"alive\"}",
            "{\"n\":-1,\"type\":\"Alive\"}",
            "{\"n\":1.5,\"type\":\"Alive\"}",
            "{\"n\":\"1\",\"type\":\"Alive\"}",
            "{\"n\":99999999999999999999,\"type\":\"Alive\"}",
            "{\"n\":1,\"type\":\"Alive\",\"more\":1}",
            "{\"n\":1,\"n\":1,\"type\":\"Alive\"}",
            "{\"n\":1,\"type\":\"Alive\"}{}",
            "{\"n\":1,\"type\":\"OrderReached\",\"generation\":1}",
            "{\"n\":1,\"type\":\"OrderReached\",\"generation\":1,\"digest\":\"AB\"}",
            "{\"n\":1,\"type\":\"OrderReached\",\"generation\":-1,\"digest\":\""
                + "a".repeat(64)
                + "\"}",
            "{\"n\":1,\"type\":\"Welcome\"}");
    for (var text : refused) {
      assertThatThrownBy(() -> MessageCodec.agentMessage(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void whatIsTooLargeOrTooDeepIsRefusedUnread() {
    assertThatThrownBy(() -> MessageCodec.agentMessage(new byte[MessageCodec.MAX_BYTES + 1]))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("bytes");
    var deep = "{\"a\":".repeat(30_000) + "1" + "}".repeat(30_000);
    assertThatThrownBy(() -> MessageCodec.agentMessage(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void theMessagesOfOneEndAreNotThoseOfTheOther() {
    byte[] welcome = MessageCodec.encode(1, new ControllerMessage.PassWanted());
    assertThatThrownBy(() -> MessageCodec.agentMessage(welcome))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void damagedBytesAreAMessageOrRefusedAndNothingElse() {
    var random = new SplittableRandom(20261120);
    var samples = new ArrayList<byte[]>();
    SampleMessages.ofAgent().forEach(each -> samples.add(MessageCodec.encode(1, each)));
    SampleMessages.ofController().forEach(each -> samples.add(MessageCodec.encode(1, each)));
    samples.add(OrderCodec.encode(SampleMessages.header()));
    int read = 0;
    for (int i = 0; i < FUZZ_ROUNDS; i++) {
      byte[] damaged = damage(samples.get(random.nextInt(samples.size())), random);
      read += isRead(damaged) ? 1 : 0;
    }
    assertThat(read).as("some damage goes unnoticed, most does not").isBetween(1, FUZZ_ROUNDS / 2);
  }

  private static byte[] damage(byte[] sample, SplittableRandom random) {
    byte[] bytes = sample.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:0-".charAt(random.nextInt(9));
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        default -> {
          byte[] doubled = Arrays.copyOf(bytes, bytes.length + at);
          System.arraycopy(bytes, 0, doubled, bytes.length, at);
          bytes = doubled;
        }
      }
    }
    return bytes;
  }

  /** What is read must be written and read again as the same. */
  private static boolean isRead(byte[] bytes) {
    boolean any = false;
    try {
      var message = MessageCodec.agentMessage(bytes).message();
      assertThat(MessageCodec.agentMessage(MessageCodec.encode(1, message)).message())
          .isEqualTo(message);
      any = true;
    } catch (MalformedMessageException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    try {
      var message = MessageCodec.controllerMessage(bytes).message();
      assertThat(MessageCodec.controllerMessage(MessageCodec.encode(1, message)).message())
          .isEqualTo(message);
      any = true;
    } catch (MalformedMessageException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    try {
      var header = OrderCodec.decode(bytes);
      assertThat(OrderCodec.decode(OrderCodec.encode(header))).isEqualTo(header);
      any = true;
    } catch (MalformedMessageException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
    return any;
  }
}
