package dev.setpoint.target.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Draft.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A manifest while it is drafted; what is empty is not written. For one thread. */
public final class Sketch {
  /** Makes nodes. */
  public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ResourceKind kind;
  private final String name;
  private final ObjectNode spec = NODES.objectNode();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, String> secrets = new TreeMap<>();
  private final Map<String, String> files = new TreeMap<>();
  private boolean lossy;
  private String unfit = "";

  /** An empty one. */
  public Sketch(ResourceKind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** What is written so far. */
  public ObjectNode spec() {
    return spec;
  }

  /** Writes a value that is not empty. */
  public void put(String key, JsonNode value) {
    boolean isEmpty =
        value.isNull()
            || (value.isContainerNode() && value.isEmpty())
            || (value.isTextual() && value.asText().isEmpty());
    if (!isEmpty) {
      spec.set(key, value);
    }
  }

  /** Writes text that is not empty. */
  public void text(String key, String value) {
    put(key, NODES.textNode(value));
  }

  /** Writes a list of words that is not empty. */
  public void words(String key, Iterable<String> words) {
    put(key, array(words));
  }

  /** Writes a map of texts that is not empty. */
  public void texts(String key, Map<String, String> texts) {
    put(key, object(texts));
  }

  /** Writes {@code true}. */
  public void flag(String key, boolean isSet) {
    if (isSet) {
      spec.put(key, true);
    }
  }

  /** Something that people should know. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /**
   * Something that no manifest can say, so that it is kept as long as this very one lives.
   *
   * @param what such as {@code pid mode host}
   */
  public void lost(String what) {
    lossy = true;
    notes.add("Not in this manifest, and a replacement would not have it: " + what + ".");
  }

  /** A value that the manifest refers to; the reference is made by the caller. */
  public void secret(String secret, String value) {
    secrets.put(secret, value);
  }

  /** A repository file that the manifest refers to; the reference is made by the caller. */
  public void file(String path, String content) {
    files.put(path, content);
  }

  /**
   * There is no manifest for it.
   *
   * @param why a sentence with the remedy
   */
  public void refuse(String why) {
    unfit = why;
  }

  /** Whether a secret of this name is referred to already. */
  public boolean hasSecret(String secret) {
    return secrets.containsKey(secret);
  }

  /** The manifest, or why there is none. */
  public Draft done() {
    return unfit.isEmpty()
        ? new Written(kind, name, spec, notes, lossy, secrets, files)
        : new LeftOut(kind, name, unfit);
  }

  /** A list of words. */
  public static ArrayNode array(Iterable<String> words) {
    ArrayNode array = NODES.arrayNode();
    words.forEach(array::add);
    return array;
  }

  /** A map of texts, sorted by key. */
  public static ObjectNode object(Map<String, String> texts) {
    ObjectNode object = NODES.objectNode();
    new TreeMap<>(texts).forEach(object::put);
    return object;
  }
}
