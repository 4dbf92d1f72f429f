package dev.setpoint.manifest.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds nodes from the event stream of one file. It works on events, because the library's own
 * composer would build a bomb before anybody could measure it.
 */
final class YamlComposer {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(YamlLimits.FILE_BYTES)
          .setVersionFunction(version -> version)
          .build();

  /** A finished node and how many nodes it stands for once its aliases are written out. */
  private record Sized(Node node, int size) {}

  private final String path;
  private final ParserImpl events;
  private final List<Node> documents = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Anchors of the document at hand; null while the anchored node is still open. */
  private final Map<Anchor, @Nullable Sized> anchors = new HashMap<>();

  private int aliases;
  private int nodes;

  YamlComposer(String path, String text) {
    this.path = path;
    this.events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
  }

  YamlFile compose() {
    try {
      while (events.hasNext()) {
        Event event = events.next();
        if (event instanceof DocumentStartEvent start) {
          checkVersion(start);
          composeDocument(event);
        }
      }
    } catch (Unreadable refused) {
      problems.add(refused.problem());
    } catch (YamlEngineException broken) {
      problems.add(SyntaxProblem.of(path, broken));
    }
    return new YamlFile(documents, problems);
  }

  private void checkVersion(DocumentStartEvent start) {
    start
        .getSpecVersion()
        .filter(version -> version.getMajor() != 1 || version.getMinor() != 2)
        .ifPresent(version ->
            problems.add(
                problem(
                    placeOf(start),
                    "YAML %d.%d is asked for".formatted(version.getMajor(), version.getMinor()),
                    "manifests are YAML 1.2",
                    "remove the line that begins with %YAML")));
  }

  private void composeDocument(Event start) {
    if (documents.size() == YamlLimits.DOCUMENTS_PER_FILE) {
      throw refuse(
          placeOf(start),
          "more than " + YamlLimits.DOCUMENTS_PER_FILE + " documents are in this file",
          "a file may not have more",
          "split it");
    }
    anchors.clear();
    aliases = 0;
    nodes = 0;
    Node root = composeNode(events.next(), 1);
    if (!(root instanceof Node.Scalar scalar && scalar.isNull())) {
      documents.add(root);
    }
  }

  private Node composeNode(Event event, int depth) {
    if (event instanceof AliasEvent alias) {
      return follow(alias);
    }
    Place place = placeOf(event);
    if (depth > YamlLimits.DEPTH) {
      throw refuse(
          place,
          "more than " + YamlLimits.DEPTH + " levels are nested",
          "no manifest needs that many",
          "write it flatter");
    }
    count(1, place);
    int before = nodes - 1;
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(name -> anchors.put(name, null));
    Node node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, place);
          case SequenceStartEvent list -> sequence(list, place, depth);
          case MappingStartEvent block -> mapping(block, place, depth);
          default -> throw new IllegalStateException("not the start of a node: " + event);
        };
    anchor.ifPresent(name -> anchors.put(name, new Sized(node, nodes - before)));
    return node;
  }

  private Node follow(AliasEvent alias) {
    Place place = placeOf(alias);
    String name = Visible.quoted("*" + alias.getAlias().getValue());
    if (++aliases > YamlLimits.ALIASES_PER_DOCUMENT) {
      throw refuse(
          place,
          "more than " + YamlLimits.ALIASES_PER_DOCUMENT + " aliases are in this document",
          "many aliases hide how large it really is",
          "write the values out");
    }
    if (!anchors.containsKey(alias.getAlias())) {
      throw refuse(
          place,
          "the alias " + name + " has no anchor before it",
          "it stands for nothing",
          "write the value itself, or the anchor above it");
    }
    Sized anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw refuse(
          place,
          "the alias " + name + " refers to the block it stands in",
          "that has no end",
          "write the value itself");
    }
    count(anchored.size(), place);
    return anchored.node();
  }

  private Node scalar(ScalarEvent event, Place place) {
    String tag = event.getTag().orElse("");
    if (!YamlTags.ofScalar(tag)) {
      refuseTag(tag, place);
    }
    if (Visible.isBroken(event.getValue())) {
      problems.add(
          problem(
              place,
              "the text " + Visible.quoted(event.getValue()) + " holds half a character or NUL",
              "no program can carry it",
              "remove the escape"));
    }
    boolean plain = tag.isEmpty() ? event.isPlain() : YamlTags.isTyped(tag);
    return new Node.Scalar(place, event.getValue(), plain);
  }

  private Node sequence(SequenceStartEvent start, Place place, int depth) {
    if (!YamlTags.ofSequence(start.getTag().orElse(""))) {
      refuseTag(start.getTag().orElse(""), place);
    }
    var items = new ArrayList<Node>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(composeNode(event, depth + 1));
    }
    return new Node.Sequence(place, items);
  }

  private Node mapping(MappingStartEvent start, Place place, int depth) {
    if (!YamlTags.ofMapping(start.getTag().orElse(""))) {
      refuseTag(start.getTag().orElse(""), place);
    }
    var entries = new ArrayList<Node.Entry>();
    var seen = new HashMap<String, Place>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Node key = composeNode(event, depth + 1);
      Node value = composeNode(events.next(), depth + 1);
      // Where an alias is the key, the place is that of the anchor: good enough to find it.
      if (isUsable(key, seen) && key instanceof Node.Scalar name) {
        entries.add(new Node.Entry(name, value));
      }
    }
    return new Node.Mapping(place, entries);
  }

  private boolean isUsable(Node key, Map<String, Place> seen) {
    if (!(key instanceof Node.Scalar name)) {
      problems.add(
          problem(key.place(), "a key is " + key.noun(), "keys are single words", "write a word"));
      return false;
    }
    if (name.plain() && name.text().equals("<<")) {
      problems.add(
          problem(
              key.place(),
              "the merge key << is used",
              "it is not part of YAML 1.2 and readers differ in what it means",
              "write the keys out"));
      return false;
    }
    Place first = seen.putIfAbsent(name.text(), key.place());
    if (first != null) {
      problems.add(
          problem(
              key.place(),
              "the key " + Visible.quoted(name.text()) + " is here twice",
              "its first value is in line " + first.line() + " and only one can hold",
              "remove one of the two"));
      return false;
    }
    return true;
  }

  private void count(int more, Place place) {
    nodes += more;
    if (nodes > YamlLimits.NODES_PER_DOCUMENT) {
      throw refuse(
          place,
          "this document has more than " + YamlLimits.NODES_PER_DOCUMENT + " values",
          "with its aliases written out it is too large",
          "split it into documents of one resource each");
    }
  }

  private void refuseTag(String tag, Place place) {
    problems.add(
        problem(
            place,
            "the tag " + Visible.quoted(tag.replace("tag:yaml.org,2002:", "!!")) + " is used",
            "manifests hold plain text, numbers, lists and blocks only",
            "remove the tag"));
  }

  private Unreadable refuse(Place place, String what, String why, String remedy) {
    return new Unreadable(problem(place, what, why, remedy));
  }

  private Problem problem(Place place, String what, String why, String remedy) {
    return new Problem(path, place.line(), place.column(), what, why, remedy);
  }

  private static Place placeOf(Event event) {
    Mark mark = event.getStartMark().orElseThrow();
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
