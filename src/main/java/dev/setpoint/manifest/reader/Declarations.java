package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.yaml.Visible;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that a repository declares, each resource once. */
final class Declarations {
  private final List<Declared> all = new ArrayList<>();
  private final Map<ResourceKind, Map<String, Declared>> byKind = new EnumMap<>(ResourceKind.class);

  /** Empty as long as no values of nodes were put into documents. */
  private final Map<ResourceKind, Map<String, List<Declared>>> onNodes =
      new EnumMap<>(ResourceKind.class);

  private Declarations() {}

  /** Gathers what files declare, together with their problems and any resource declared twice. */
  static Declarations of(List<ParsedFile> files, Findings findings) {
    var declarations = new Declarations();
    Set<String> content = new HashSet<>();
    for (ParsedFile file : files) {
      for (Declared declared : file.declared()) {
        declarations.add(declared, findings);
        declared.marked(Marks.FILE).forEach(found -> content.add(found.value()));
        declared.marked(Marks.VARS_FILE).forEach(found -> content.add(found.value()));
      }
    }
    for (ParsedFile file : files) {
      // A YAML file that is put into a container and declares nothing is content, not a manifest.
      if (!file.declared().isEmpty() || !content.contains(file.path())) {
        findings.addAll(file.problems());
      }
    }
    return declarations;
  }

  /**
   * The same after an edit; a resource declared twice by it is found. What came is last in {@link
   * #all}.
   */
  Declarations with(Collection<Declared> gone, Collection<Declared> come, Findings findings) {
    var edited = new Declarations();
    Set<Declared> removed = Collections.newSetFromMap(new IdentityHashMap<>());
    removed.addAll(gone);
    for (Declared declared : all) {
      if (!removed.contains(declared)) {
        edited.all.add(declared);
      }
    }
    byKind.forEach((kind, named) -> edited.byKind.put(kind, new LinkedHashMap<>(named)));
    gone.forEach(
        declared -> edited.byKind.getOrDefault(declared.kind(), Map.of()).remove(key(declared)));
    come.forEach(declared -> edited.add(declared, findings));
    return edited;
  }

  /** The same with several documents in the place of one, each for other nodes. */
  Declarations with(Map<Declared, List<Declared>> becomes) {
    var filled = new Declarations();
    for (Declared declared : all) {
      filled.all.addAll(becomes.getOrDefault(declared, List.of(declared)));
    }
    filled.all.forEach(declared ->
        filled
            .onNodes
            .computeIfAbsent(declared.kind(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(key(declared), _ -> new ArrayList<>(1))
            .add(declared));
    filled.onNodes.forEach((kind, byName) -> {
      Map<String, Declared> firsts = new LinkedHashMap<>();
      byName.forEach((name, declared) -> firsts.put(name, declared.getFirst()));
      filled.byKind.put(kind, firsts);
    });
    return filled;
  }

  /** Whether values of nodes were put into documents. */
  boolean differByNode() {
    return !onNodes.isEmpty();
  }

  /** What is declared on a node under a name. */
  Optional<Declared> find(ResourceKind kind, String name, String node) {
    for (Declared declared : onNodes.getOrDefault(kind, Map.of()).getOrDefault(name, List.of())) {
      if (declared.nodes() != null && declared.nodes().containsKey(node)) {
        return Optional.of(declared);
      }
    }
    return find(kind, name);
  }

  List<Declared> all() {
    return Collections.unmodifiableList(all);
  }

  Collection<Declared> of(ResourceKind kind) {
    return onNodes.isEmpty()
        ? byKind.getOrDefault(kind, Map.of()).values()
        : onNodes.getOrDefault(kind, Map.of()).values().stream().flatMap(List::stream).toList();
  }

  Set<String> names(ResourceKind kind) {
    return byKind.getOrDefault(kind, Map.of()).keySet();
  }

  Optional<Declared> find(ResourceKind kind, String name) {
    return Optional.ofNullable(byKind.getOrDefault(kind, Map.of()).get(name));
  }

  int size() {
    return all.size();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  private void add(Declared declared, Findings findings) {
    all.add(declared);
    Declared first =
        byKind
            .computeIfAbsent(declared.kind(), _ -> new LinkedHashMap<>())
            .putIfAbsent(key(declared), declared);
    if (first != null) {
      findings.refuse(
          declared.file(),
          declared.place(),
          "the %s %s is declared twice"
              .formatted(declared.kind().yamlName(), Visible.quoted(declared.name())),
          "%s:%d:%d declares it already"
              .formatted(first.file(), first.place().line(), first.place().column()),
          "remove or rename one of the two");
    }
  }

  /** Names are lower-case; one that is not was refused already, and still takes its place. */
  private static String key(Declared declared) {
    return declared.name().toLowerCase(Locale.ROOT);
  }
}
