package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.node.TargetFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A few files of a sound repository changed. Only what changed, what refers to it, and what shares
 * a port with it is checked again. This way never reports a problem: where it finds one, or where
 * the change reaches further (nodes, policies), everything is checked, so that people read the same
 * whichever way was taken. For one use.
 */
final class SmallEdit {
  /** With more files than this, checking everything costs no more. */
  static final int MAX_FILES = 500;

  private static final Set<ResourceKind> USED_ON_SERVERS = ResourceKind.INSTANCE.uses();

  private final ManifestReader.Sound before;
  private final RepositoryTree tree;
  private final List<Declared> gone = new ArrayList<>();
  private final List<Declared> come = new ArrayList<>();
  private final Map<ResourceKind, Set<String>> names = new EnumMap<>(ResourceKind.class);
  private final Set<String> paths = new HashSet<>();

  /**
   * What lies between two lists of files. A changed file is in both parts, a moved one under its
   * old path in one and under its new path in the other.
   *
   * @param gone files as they were, sorted by path
   * @param come files as they are, sorted by path
   */
  record Difference(List<RepositoryFile> gone, List<RepositoryFile> come) {
    /** Compares two lists, both sorted by path. */
    static Difference between(List<RepositoryFile> before, List<RepositoryFile> after) {
      var gone = new ArrayList<RepositoryFile>();
      var come = new ArrayList<RepositoryFile>();
      int old = 0;
      for (RepositoryFile file : after) {
        while (old < before.size() && before.get(old).path().compareTo(file.path()) < 0) {
          gone.add(before.get(old++));
        }
        boolean wasThere = old < before.size() && before.get(old).path().equals(file.path());
        RepositoryFile was = wasThere ? before.get(old++) : file;
        if (!wasThere || !was.equals(file)) {
          come.add(file);
        }
        if (wasThere && !was.equals(file)) {
          gone.add(was);
        }
      }
      gone.addAll(before.subList(old, before.size()));
      return new Difference(gone, come);
    }

    int size() {
      return gone.size() + come.size();
    }
  }

  private SmallEdit(ManifestReader.Sound before, Difference files, RepositoryTree tree) {
    this.before = before;
    this.tree = tree;
    Stream.of(files.gone(), files.come())
        .flatMap(List::stream)
        .map(RepositoryFile::path)
        .forEach(paths::add);
  }

  /**
   * The repository after an edit; empty when everything has to be checked.
   *
   * @param before as it was, sound
   * @param files what changed
   * @param was the YAML files of these, as parsed before
   * @param is the YAML files of these, as parsed now
   * @param tree as it is now
   */
  static Optional<ManifestReader.Sound> apply(
      ManifestReader.Sound before,
      Difference files,
      List<ParsedFile> was,
      List<ParsedFile> is,
      RepositoryTree tree) {
    var edit = new SmallEdit(before, files, tree);
    return edit.take(was, is) ? edit.check() : Optional.empty();
  }

  private boolean take(List<ParsedFile> was, List<ParsedFile> is) {
    was.forEach(file -> gone.addAll(file.declared()));
    is.forEach(file -> come.addAll(file.declared()));
    for (Declared declared : both()) {
      names.computeIfAbsent(declared.kind(), _ -> new HashSet<>()).add(declared.name());
    }
    return !before.declarations().differByNode()
        && is.stream().allMatch(file -> file.problems().isEmpty())
        && come.stream().allMatch(declared -> declared.manifest() != null)
        && !names.containsKey(ResourceKind.NODE)
        && !names.containsKey(ResourceKind.POLICY)
        && !names.containsKey(ResourceKind.HOST)
        && !changesNamesOnServers()
        && before.contentOnly().stream().noneMatch(this::losesReference);
  }

  /**
   * Whether a name came or went that an instance could nearly have meant: such a use is judged by
   * all names there are.
   */
  private boolean changesNamesOnServers() {
    boolean hasServers =
        USED_ON_SERVERS.stream().anyMatch(kind -> isOnServersOnly(kind) && isKnown(kind))
            || isKnown(ResourceKind.INSTANCE);
    return hasServers && USED_ON_SERVERS.stream().anyMatch(names::containsKey);
  }

  private static boolean isOnServersOnly(ResourceKind kind) {
    return !kind.families().contains(TargetFamily.ENGINE);
  }

  private boolean isKnown(ResourceKind kind) {
    return names.containsKey(kind) || !before.declarations().names(kind).isEmpty();
  }

  private List<Declared> both() {
    return Stream.concat(gone.stream(), come.stream()).toList();
  }

  private boolean losesReference(String path) {
    return paths.contains(path)
        || gone.stream()
            .flatMap(declared -> declared.marked(Marks.FILE).stream())
            .anyMatch(found -> found.value().equals(path));
  }

  private Optional<ManifestReader.Sound> check() {
    var findings = new Findings();
    Declarations all = before.declarations().with(gone, come, findings);
    if (!findings.isEmpty() || all.isEmpty() || all.size() > ManifestReader.MAX_MANIFESTS) {
      return Optional.empty();
    }
    List<Declared> reached = reached(all);
    List<Declared> containers =
        reached.stream().filter(each -> each.kind() == ResourceKind.CONTAINER).toList();
    List<Declared> instances =
        reached.stream().filter(each -> each.kind() == ResourceKind.INSTANCE).toList();
    var part =
        new RepositoryChecks.Part(
            reached,
            containers,
            sharingPorts(all, containers),
            instances,
            sharingClaims(all, instances));
    RepositoryChecks.run(all, part, tree, findings);
    return findings.isEmpty()
        ? Optional.of(new ManifestReader.Sound(all, manifests(reached), before.contentOnly()))
        : Optional.empty();
  }

  /** What changed and what refers to it. */
  private List<Declared> reached(Declarations all) {
    var reached = new ArrayList<Declared>();
    for (ResourceKind kind : ResourceKind.values()) {
      Set<String> changed = names.getOrDefault(kind, Set.of());
      for (Declared declared : all.of(kind)) {
        // A policy may name anything; there are few of them.
        if (kind == ResourceKind.POLICY
            || changed.contains(declared.name())
            || refersToChange(declared)) {
          reached.add(declared);
        }
      }
    }
    return reached;
  }

  private boolean refersToChange(Declared declared) {
    return declared.marked(Marks.FILE).stream().anyMatch(found -> paths.contains(found.value()))
        || declared.marked(Marks.USE).stream()
            .map(found -> found.value())
            .anyMatch(use -> isChanged(use.kind(), use.name()))
        || declared.marked(Marks.DEPENDENCY).stream()
            .anyMatch(found -> isChanged(declared.kind(), found.value().name()))
        || declared.marked(Marks.FIXED_ADDRESS).stream()
            .anyMatch(found -> isChanged(ResourceKind.NETWORK, found.value().name()));
  }

  private boolean isChanged(ResourceKind kind, String name) {
    return names.getOrDefault(kind, Set.of()).contains(name);
  }

  /** The containers that could meet a changed one in a port of a machine, and these themselves. */
  private List<Declared> sharingPorts(Declarations all, List<Declared> containers) {
    Set<Integer> ports = new HashSet<>();
    containers.forEach(
        declared -> hostPorts(declared).map(PortMapping::hostPort).forEach(ports::add));
    if (ports.isEmpty()) {
      return List.of();
    }
    return all.of(ResourceKind.CONTAINER).stream()
        .filter(declared -> hostPorts(declared).anyMatch(port -> ports.contains(port.hostPort())))
        .toList();
  }

  /** The instances that could claim the same as a changed one, and these themselves. */
  private static Collection<Declared> sharingClaims(Declarations all, List<Declared> instances) {
    Set<Marks.Claim> claims = new HashSet<>();
    instances.forEach(
        declared -> declared.marked(Marks.CLAIM).forEach(found -> claims.add(found.value())));
    return claims.isEmpty()
        ? List.of()
        : all.of(ResourceKind.INSTANCE).stream()
            .filter(declared ->
                declared.marked(Marks.CLAIM).stream()
                    .anyMatch(found -> claims.contains(found.value())))
            .toList();
  }

  private static Stream<PortMapping> hostPorts(Declared declared) {
    return declared.manifest() instanceof ContainerManifest container
            && container.spec().state() == RunState.RUNNING
        ? container.spec().ports().stream()
        : Stream.empty();
  }

  private ManifestSet manifests(Collection<Declared> reached) {
    var byId = new TreeMap<ResourceId, Manifest>(before.manifests().byId());
    var filesOf = new HashMap<>(before.manifests().filesOf());
    var documents = new HashMap<>(before.manifests().documents());
    for (Declared declared : gone) {
      var id = new ResourceId(declared.kind(), declared.name());
      byId.remove(id);
      filesOf.remove(id);
      documents.remove(id);
    }
    for (Declared declared : reached) {
      Manifest manifest = declared.manifest();
      if (manifest != null) {
        SortedSet<RepositoryFile> files = ReferredFiles.of(declared, tree);
        byId.put(manifest.id(), manifest);
        documents.put(manifest.id(), declared.document());
        if (!files.isEmpty()) {
          filesOf.put(manifest.id(), files);
        }
      }
    }
    return new ManifestSet(
        tree.revision(),
        Collections.unmodifiableSortedMap(byId),
        Collections.unmodifiableMap(filesOf),
        Collections.unmodifiableMap(documents),
        before.manifests().perNode(),
        tree);
  }
}
