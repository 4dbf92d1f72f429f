package dev.setpoint.manifest.substitution;

import dev.setpoint.manifest.node.VariableValue;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Place;
import dev.setpoint.manifest.yaml.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A document that asks for substitution with {@code spec.substitute: true}. Variables stand in
 * values below {@code spec}; those fields that say where the resource lives and what it waits for
 * are the same on every node. Immutable.
 */
public final class Template {
  private static final String SPEC = "spec";
  private static final String ASK = "substitute";

  /** Fields of {@code spec} that only the reading of the template needs. */
  private static final Set<String> ABOUT_ITSELF = Set.of(ASK, "varsFrom");

  /** Fields of {@code spec} that are the same on every node. */
  private static final Set<String> FIXED =
      Set.of(ASK, "varsFrom", "nodes", "target", "dependsOn", "protect");

  /**
   * A variable used in a value.
   *
   * @param place where the value begins
   * @param path its field, such as {@code spec.env.HOST}
   * @param name name of the variable
   */
  public record Use(Place place, String path, String name) {}

  private final Node.Mapping document;
  private final List<Use> uses = new ArrayList<>();
  private final List<Use> misplaced = new ArrayList<>();

  private Template(Node.Mapping document) {
    this.document = document;
    for (Node.Entry entry : document.entries()) {
      String key = entry.key().text();
      if (key.equals(SPEC) && entry.value() instanceof Node.Mapping spec) {
        spec.entries().forEach(this::scanField);
      } else {
        scan(entry.value(), key, misplaced);
      }
    }
  }

  /** The document as a template; empty when it does not ask for substitution. */
  public static Optional<Template> of(Node document) {
    return document instanceof Node.Mapping block
            && find(block, SPEC) instanceof Node.Mapping spec
            && find(spec, ASK) instanceof Node.Scalar ask
            && ask.plain()
            && ask.text().equals("true")
        ? Optional.of(new Template(block))
        : Optional.empty();
  }

  /** A variable as messages show it. */
  public static String shown(String name) {
    return Visible.quoted("${" + name + "}");
  }

  /** The variables that are used, in the order of the file. */
  public List<Use> uses() {
    return List.copyOf(uses);
  }

  /** Variables where nothing is put in their place. */
  public List<Use> misplaced() {
    return List.copyOf(misplaced);
  }

  /** The document with what says where the resource lives and which values it takes, no more. */
  public Node.Mapping placement() {
    var entries = new ArrayList<Node.Entry>();
    for (Node.Entry entry : document.entries()) {
      if (entry.key().text().equals(SPEC) && entry.value() instanceof Node.Mapping spec) {
        var part =
            spec.entries().stream()
                .filter(field ->
                    ABOUT_ITSELF.contains(field.key().text()) || field.key().text().equals("nodes"))
                .toList();
        entries.add(new Node.Entry(entry.key(), new Node.Mapping(spec.place(), part)));
      }
    }
    return new Node.Mapping(document.place(), entries);
  }

  /** The names of its variables, sorted. */
  public Set<String> names() {
    var names = new TreeSet<String>();
    uses.forEach(use -> names.add(use.name()));
    return names;
  }

  /** The document with the values of a node; all of {@link #names} must stand for something. */
  public Node with(Variables variables) {
    var entries = new ArrayList<Node.Entry>();
    for (Node.Entry entry : document.entries()) {
      boolean isSpec = entry.key().text().equals(SPEC);
      entries.add(
          isSpec && entry.value() instanceof Node.Mapping spec
              ? new Node.Entry(entry.key(), fill(spec, variables))
              : entry);
    }
    return new Node.Mapping(document.place(), entries);
  }

  private static Node fill(Node.Mapping spec, Variables variables) {
    var entries = new ArrayList<Node.Entry>();
    for (Node.Entry entry : spec.entries()) {
      String key = entry.key().text();
      if (FIXED.contains(key)) {
        if (!ABOUT_ITSELF.contains(key)) {
          entries.add(entry);
        }
      } else {
        entries.add(new Node.Entry(entry.key(), filled(entry.value(), variables)));
      }
    }
    return new Node.Mapping(spec.place(), entries);
  }

  private static Node filled(Node node, Variables variables) {
    return switch (node) {
      case Node.Scalar scalar when VariableText.isIn(scalar.text()) -> value(scalar, variables);
      case Node.Scalar scalar -> scalar;
      case Node.Sequence list ->
          new Node.Sequence(
              list.place(), list.items().stream().map(item -> filled(item, variables)).toList());
      case Node.Mapping block ->
          new Node.Mapping(
              block.place(),
              block.entries().stream()
                  .map(entry -> new Node.Entry(entry.key(), filled(entry.value(), variables)))
                  .toList());
    };
  }

  /** One variable alone and without quotes keeps the type of its value; all else is text. */
  private static Node.Scalar value(Node.Scalar scalar, Variables variables) {
    var text = VariableText.of(scalar.text());
    String filled = text.with(name -> valueOf(name, variables).text());
    boolean keepsType = scalar.plain() && text.isWhole();
    boolean isTyped = keepsType && !valueOf(text.uses().getFirst().name(), variables).isText();
    return new Node.Scalar(scalar.place(), filled, isTyped);
  }

  private static VariableValue valueOf(String name, Variables variables) {
    return variables
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException("no variable " + name));
  }

  private void scanField(Node.Entry entry) {
    String key = entry.key().text();
    scan(entry.value(), SPEC + "." + key, FIXED.contains(key) ? misplaced : uses);
  }

  private static void scan(Node node, String path, List<Use> found) {
    switch (node) {
      case Node.Scalar scalar when VariableText.isIn(scalar.text()) ->
          VariableText.of(scalar.text())
              .uses()
              .forEach(use -> found.add(new Use(scalar.place(), path, use.name())));
      case Node.Scalar _ -> {}
      case Node.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          scan(list.items().get(i), path + "[" + i + "]", found);
        }
      }
      case Node.Mapping block ->
          block
              .entries()
              .forEach(entry -> scan(entry.value(), path + "." + entry.key().text(), found));
    }
  }

  private static @Nullable Node find(Node.Mapping block, String key) {
    for (Node.Entry entry : block.entries()) {
      if (entry.key().text().equals(key)) {
        return entry.value();
      }
    }
    return null;
  }
}
