package dev.setpoint.manifest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The mapper of objects is the measure: what it reads and writes must come out the same. */
class JsonTreesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonTrees STRICT =
      new JsonTrees(
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build(), true);

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void readsAndWritesAsTheMapperOfObjects() throws IOException {
    for (int round = 0; round < 500; round++) {
      JsonNode tree = tree(4);
      String text = MAPPER.writeValueAsString(tree);
      assertThat(JsonTrees.write(tree)).isEqualTo(text);
      assertThat(JsonTrees.KIND.read(text)).isEqualTo(MAPPER.readTree(text));
      assertThat(STRICT.read(text.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(MAPPER.readTree(text));
    }
  }

  private JsonNode tree(int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0 -> MAPPER.getNodeFactory().nullNode();
      case 1 -> MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> MAPPER.getNodeFactory().numberNode(random.nextInt());
      case 3 -> MAPPER.getNodeFactory().numberNode(random.nextLong());
      case 4 -> MAPPER.getNodeFactory().numberNode(random.nextDouble());
      case 5, 6 -> MAPPER.getNodeFactory().textNode(text());
      case 7 -> {
        var array = MAPPER.createArrayNode();
        random.ints(random.nextInt(4)).forEach(_ -> array.add(tree(depth - 1)));
        yield array;
      }
      default -> {
        var object = MAPPER.createObjectNode();
        random.ints(random.nextInt(4)).forEach(_ -> object.set(text(), tree(depth - 1)));
        yield object;
      }
    };
  }

  private String text() {
    int[] letters = {'a', '"', '\\', '\n', 0, 0x1f, 0x7f, 0xe9, 0x2028, 0x1f600, '/'};
    var text = new StringBuilder();
    random
        .ints(random.nextInt(6), 0, letters.length)
        .forEach(at -> text.appendCodePoint(letters[at]));
    return text.toString();
  }

  @Test
  void readsNumbersOfAnySize() throws IOException {
    String text = "[1e3,-0.5,12345678901234567890123,9007199254740993,0]";
    assertThat(JsonTrees.KIND.read(text)).isEqualTo(MAPPER.readTree(text));
    assertThat(JsonTrees.write(JsonTrees.KIND.read(text)))
        .isEqualTo(MAPPER.readTree(text).toString());
  }

  @Test
  void refusesWhatIsNoTree() {
    for (String text :
        new String[] {"{", "[1,", "{\"a\"}", "nope", "]", "{\"a\":1,}", "[".repeat(300)}) {
      assertThatThrownBy(() -> JsonTrees.KIND.read(text)).as(text).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> STRICT.read("{} {}")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> STRICT.read("{\"a\":1,\"a\":2}")).isInstanceOf(IOException.class);
  }

  @Test
  void nothingIsAMissingNode() throws IOException {
    assertThat(JsonTrees.KIND.read(" ").isMissingNode()).isTrue();
  }

  @Test
  void handsOutASequenceOneByOne() throws IOException {
    var in = new ByteArrayInputStream("{\"a\":1}\n{\"b\":2}\n".getBytes(StandardCharsets.UTF_8));
    try (var sequence = JsonTrees.KIND.sequence(in)) {
      assertThat(sequence.next()).hasToString("{\"a\":1}");
      assertThat(sequence.next()).hasToString("{\"b\":2}");
      assertThat(sequence.next()).isNull();
    }
  }
}
