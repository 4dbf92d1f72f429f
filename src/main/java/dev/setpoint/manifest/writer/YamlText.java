package dev.setpoint.manifest.writer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A document as people write manifests: blocks, short lists and small maps on one line, quotes
 * where readers of YAML would take text for something else. Keys stay in their order.
 */
public final class YamlText {
  private static final int WIDTH = 100;

  /** A small map of its own goes on one line up to so many entries. */
  private static final int FLOW_ENTRIES = 3;

  /** What is nested deeper is easier to read in blocks. */
  private static final int FLOW_DEPTH = 3;

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setSplitLines(false)
          .setWidth(100_000)
          .setMaxSimpleKeyLength(1_024)
          .build();

  private YamlText() {}

  /**
   * One document, without a line of dashes.
   *
   * @param comments sentences that stand before it
   */
  public static String write(ObjectNode document, List<String> comments) {
    var text = new StringBuilder();
    comments.forEach(comment -> text.append(comment(comment)));
    var node = new MappingNode(Tag.MAP, entries(document, 0, 2, false), FlowStyle.BLOCK);
    var events = new Serialize(SETTINGS).serializeOne(node);
    return text.append(new Present(SETTINGS).emitToString(events.iterator())).toString();
  }

  private static String comment(String sentence) {
    var lines = new StringBuilder("#");
    int length = 1;
    for (String word : sentence.strip().split("\\s+")) {
      if (length + 1 + word.length() > WIDTH) {
        lines.append("\n#  ");
        length = 3;
      }
      lines.append(' ').append(word);
      length += 1 + word.length();
    }
    return lines.append('\n').toString();
  }

  /**
   * Entries of a map.
   *
   * @param indent where its keys stand
   * @param blocks so many levels, this one among them, whose maps are never on one line
   */
  private static List<NodeTuple> entries(JsonNode map, int indent, int blocks, boolean inFlow) {
    var entries = new ArrayList<NodeTuple>();
    for (var entry : map.properties()) {
      int at = indent + entry.getKey().length() + 2;
      boolean isSpec = blocks == 2 && entry.getKey().equals("spec");
      Node value =
          inFlow ? flow(entry.getValue()) : node(entry.getValue(), indent, at, isSpec ? 1 : 0);
      entries.add(new NodeTuple(scalar(entry.getKey(), inFlow), value));
    }
    return entries;
  }

  private static Node node(JsonNode value, int indent, int at, int blocks) {
    if (!value.isContainerNode()) {
      return leaf(value, false);
    }
    if (blocks == 0 && fits(value, at)) {
      return flow(value);
    }
    if (value.isObject()) {
      return new MappingNode(Tag.MAP, entries(value, indent + 2, blocks, false), FlowStyle.BLOCK);
    }
    var items = new ArrayList<Node>();
    value.forEach(item -> items.add(item(item, indent + 4)));
    return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
  }

  private static Node item(JsonNode item, int indent) {
    if (!item.isContainerNode()) {
      return leaf(item, false);
    }
    if (isFlat(item, FLOW_DEPTH) && indent + length(item) <= WIDTH) {
      return flow(item);
    }
    return item.isObject()
        ? new MappingNode(Tag.MAP, entries(item, indent, 0, false), FlowStyle.BLOCK)
        : node(item, indent, indent, 0);
  }

  private static boolean fits(JsonNode value, int at) {
    if (value.isEmpty()) {
      return true;
    }
    boolean isSmall =
        value.isArray()
            ? value.valueStream().noneMatch(JsonNode::isContainerNode)
            : value.size() <= FLOW_ENTRIES && isFlat(value, 2);
    return isSmall && isFlat(value, FLOW_DEPTH) && at + length(value) <= WIDTH;
  }

  private static boolean isFlat(JsonNode value, int depth) {
    return value.isContainerNode()
        ? depth > 0 && value.valueStream().allMatch(each -> isFlat(each, depth - 1))
        : !value.asText().contains("\n");
  }

  /** How long it is on one line, about. */
  private static int length(JsonNode value) {
    if (!value.isContainerNode()) {
      return value.asText().length() + 2;
    }
    int keys = value.propertyStream().mapToInt(entry -> entry.getKey().length() + 2).sum();
    return keys + 2 + value.valueStream().mapToInt(each -> length(each) + 2).sum();
  }

  private static Node flow(JsonNode value) {
    if (value.isObject()) {
      return new MappingNode(Tag.MAP, entries(value, 0, 0, true), FlowStyle.FLOW);
    }
    if (value.isArray()) {
      return new SequenceNode(
          Tag.SEQ, value.valueStream().map(YamlText::flow).toList(), FlowStyle.FLOW);
    }
    return leaf(value, true);
  }

  private static Node leaf(JsonNode value, boolean inFlow) {
    if (value.isBoolean()) {
      return new ScalarNode(Tag.BOOL, value.asText(), ScalarStyle.PLAIN);
    }
    if (value.isIntegralNumber()) {
      return new ScalarNode(Tag.INT, value.asText(), ScalarStyle.PLAIN);
    }
    if (value.isNumber()) {
      return new ScalarNode(
          Tag.FLOAT, value.decimalValue().stripTrailingZeros().toPlainString(), ScalarStyle.PLAIN);
    }
    return scalar(value.asText(), inFlow);
  }

  private static ScalarNode scalar(String text, boolean inFlow) {
    ScalarStyle style = ScalarStyle.DOUBLE_QUOTED;
    if (PlainWords.isPlain(text, inFlow)) {
      style = ScalarStyle.PLAIN;
    } else if (!inFlow && PlainWords.isBlock(text)) {
      style = ScalarStyle.LITERAL;
    }
    return new ScalarNode(Tag.STR, text, style);
  }
}
