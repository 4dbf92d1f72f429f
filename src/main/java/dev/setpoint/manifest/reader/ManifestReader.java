package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestOnNode;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.yaml.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads all manifests of a tree, strictly. Every {@code .yaml} and {@code .yml} file holds
 * manifests, unless a manifest refers to it as content; all other files are content only.
 *
 * <p>What the last reading parsed and found is kept, so a reading after a small commit parses and
 * checks little ({@link SmallEdit}). Many files are parsed in parallel on the common pool; the
 * result does not depend on their order. Safe for many threads.
 */
public final class ManifestReader {
  /** Problems reported at most; people stop reading long before. */
  public static final int MAX_PROBLEMS = 200;

  /** Manifests in a repository at most. */
  static final int MAX_MANIFESTS = 100_000;

  /** Fewer files than this are parsed by the caller, where waking other threads costs more. */
  private static final int PARALLEL_FROM_FILES = 64;

  /** So many files are read and parsed by one thread in one go. */
  private static final int BATCH_FILES = 64;

  private volatile LastRead lastRead = new LastRead(List.of(), Map.of(), null);

  /**
   * A repository in which nothing was wrong.
   *
   * @param declarations all that it declares
   * @param manifests the same as others see it
   * @param contentOnly YAML files that hold no manifests, which is right as long as one refers to
   *     them
   */
  record Sound(Declarations declarations, ManifestSet manifests, Set<String> contentOnly) {}

  /**
   * What the last reading left.
   *
   * @param files all files, sorted by path
   * @param parsed the YAML files by path
   * @param sound null when there was a problem
   */
  private record LastRead(
      List<RepositoryFile> files, Map<String, ParsedFile> parsed, @Nullable Sound sound) {}

  /**
   * Reads a tree.
   *
   * @throws java.io.UncheckedIOException when the store behind the tree cannot give a file
   */
  public ReadResult read(RepositoryTree tree) {
    LastRead last = lastRead;
    var difference = SmallEdit.Difference.between(last.files(), tree.files());
    Map<String, ParsedFile> parsed = new HashMap<>(last.parsed());
    List<ParsedFile> gone =
        difference.gone().stream()
            .flatMap(file -> Stream.ofNullable(parsed.remove(file.path())))
            .toList();
    List<ParsedFile> come = parse(tree, difference.come());
    come.forEach(file -> parsed.put(file.path(), file));
    var findings = new Findings();
    Sound sound =
        Optional.ofNullable(last.sound())
            .filter(_ -> difference.size() <= SmallEdit.MAX_FILES)
            .flatMap(before -> SmallEdit.apply(before, difference, gone, come, tree))
            .orElseGet(() -> check(tree, parsed, findings));
    boolean valid = findings.isEmpty();
    lastRead = new LastRead(tree.files(), parsed, valid ? sound : null);
    return valid ? new ReadResult.Valid(sound.manifests()) : findings.capped();
  }

  /** Checks everything; the result holds only when nothing was found. */
  private static Sound check(
      RepositoryTree tree, Map<String, ParsedFile> parsed, Findings findings) {
    List<ParsedFile> files =
        tree.files().stream().flatMap(file -> Stream.ofNullable(parsed.get(file.path()))).toList();
    var declarations = Declarations.of(files, findings);
    if (!declarations.isEmpty() && declarations.size() <= MAX_MANIFESTS) {
      declarations = new Substitution(declarations, tree, findings).run();
      RepositoryChecks.run(declarations, tree, findings);
    } else {
      refuseCount(declarations.size(), findings);
    }
    Set<String> contentOnly =
        files.stream()
            .filter(file -> !file.problems().isEmpty())
            .map(ParsedFile::path)
            .collect(Collectors.toUnmodifiableSet());
    return new Sound(declarations, manifests(declarations, tree), contentOnly);
  }

  /**
   * Reads one document as {@link ManifestSet#documentOf} gave it, by the same rules. What only all
   * manifests together can show is not looked at.
   *
   * @param json the text, which may come from another machine
   * @param origin where the document stands in the repository
   */
  public static ReadDocument readDocument(String json, Origin origin) {
    return ReadDocument.of(json, origin);
  }

  private static List<ParsedFile> parse(RepositoryTree tree, List<RepositoryFile> files) {
    List<RepositoryFile> yaml = files.stream().filter(ManifestReader::isYaml).toList();
    if (yaml.size() < PARALLEL_FROM_FILES) {
      return parseBatch(tree, yaml);
    }
    int batches = (yaml.size() + BATCH_FILES - 1) / BATCH_FILES;
    return IntStream.range(0, batches)
        .parallel()
        .mapToObj(
            at -> yaml.subList(at * BATCH_FILES, Math.min(yaml.size(), (at + 1) * BATCH_FILES)))
        .flatMap(batch -> parseBatch(tree, batch).stream())
        .toList();
  }

  private static List<ParsedFile> parseBatch(RepositoryTree tree, List<RepositoryFile> files) {
    var parsed = new ArrayList<ParsedFile>(files.size());
    tree.readAll(
        files,
        (file, content) -> parsed.add(ParsedFile.parse(file.path(), file.contentId(), content)));
    return parsed;
  }

  private static boolean isYaml(RepositoryFile file) {
    return file.path().endsWith(".yaml") || file.path().endsWith(".yml");
  }

  private static void refuseCount(int count, Findings findings) {
    if (count > 0) {
      findings.add(
          new Problem(
              ".",
              0,
              0,
              "the repository declares " + count + " resources",
              "at most " + MAX_MANIFESTS + " are read",
              "split it into several repositories"));
    } else if (findings.isEmpty()) {
      findings.add(
          new Problem(
              ".",
              0,
              0,
              "the repository declares nothing",
              "an empty repository is more likely a mistake than a wish to remove everything",
              "add a manifest, or write state: absent in those that shall go"));
    }
  }

  private static ManifestSet manifests(Declarations declarations, RepositoryTree tree) {
    SortedMap<ResourceId, Manifest> byId = new TreeMap<>();
    Map<ResourceId, SortedSet<RepositoryFile>> filesOf = new HashMap<>();
    Map<ResourceId, String> documents = HashMap.newHashMap(declarations.size());
    Map<ResourceId, Map<String, ManifestOnNode>> perNode = new HashMap<>();
    for (Declared declared : declarations.all()) {
      Manifest manifest = declared.manifest();
      if (manifest != null) {
        byId.putIfAbsent(manifest.id(), manifest);
        documents.putIfAbsent(manifest.id(), declared.document());
        SortedSet<RepositoryFile> files = ReferredFiles.of(declared, tree);
        if (!files.isEmpty()) {
          filesOf.computeIfAbsent(manifest.id(), _ -> new TreeSet<>()).addAll(files);
        }
        if (declared.nodes() != null) {
          perNode
              .computeIfAbsent(manifest.id(), _ -> new TreeMap<>())
              .putAll(declared.onNodes(manifest, files));
        }
      }
    }
    return new ManifestSet(tree.revision(), byId, filesOf, documents, perNode, tree);
  }
}
