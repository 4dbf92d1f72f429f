package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.yaml.Problem;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads all manifests of a tree, strictly. Every {@code .yaml} and {@code .yml} file holds
 * manifests, unless a manifest refers to it as content; all other files are content only.
 *
 * <p>Files parsed by the last reading are kept by path and content, so a reading after a small
 * commit parses little. Files are parsed in parallel on the common pool; the result does not depend
 * on their order. Safe for many threads.
 */
public final class ManifestReader {
  /** Problems reported at most; people stop reading long before. */
  public static final int MAX_PROBLEMS = 200;

  /** Manifests in a repository at most. */
  static final int MAX_MANIFESTS = 100_000;

  /** Fewer files than this are parsed by the caller, where waking other threads costs more. */
  private static final int PARALLEL_FROM_FILES = 64;

  private volatile Map<String, ParsedFile> lastRead = Map.of();

  /**
   * Reads a tree.
   *
   * @throws java.io.UncheckedIOException when the store behind the tree cannot give a file
   */
  public ReadResult read(RepositoryTree tree) {
    List<ParsedFile> files = parse(tree);
    var findings = new Findings();
    var declarations = Declarations.of(files, findings);
    if (!declarations.isEmpty() && declarations.size() <= MAX_MANIFESTS) {
      RepositoryChecks.run(declarations, tree, findings);
    } else {
      refuseCount(declarations.size(), findings);
    }
    return findings.isEmpty()
        ? new ReadResult.Valid(manifests(declarations, tree))
        : findings.capped();
  }

  /**
   * Reads one document as {@link ManifestSet#documentOf} gave it, by the same rules. What only all
   * manifests together can show is not looked at.
   *
   * @param json the text, which may come from another machine
   * @param origin where the document stands in the repository
   */
  public static ReadDocument readDocument(String json, Origin origin) {
    return DocumentReading.read(json, origin);
  }

  private List<ParsedFile> parse(RepositoryTree tree) {
    Map<String, ParsedFile> known = lastRead;
    List<RepositoryFile> files = tree.files().stream().filter(ManifestReader::isYaml).toList();
    long unknown = files.stream().filter(file -> !isKnown(known, file)).count();
    Stream<RepositoryFile> stream =
        unknown < PARALLEL_FROM_FILES ? files.stream() : files.parallelStream();
    List<ParsedFile> parsed =
        stream
            .map(file -> isKnown(known, file) ? known.get(file.path()) : parse(tree, file))
            .toList();
    if (unknown > 0 || known.size() != parsed.size()) {
      lastRead = byPath(parsed);
    }
    return parsed;
  }

  private static Map<String, ParsedFile> byPath(List<ParsedFile> files) {
    Map<String, ParsedFile> byPath = HashMap.newHashMap(files.size());
    files.forEach(file -> byPath.put(file.path(), file));
    return Collections.unmodifiableMap(byPath);
  }

  private static ParsedFile parse(RepositoryTree tree, RepositoryFile file) {
    return ParsedFile.parse(file.path(), file.contentId(), tree.read(file));
  }

  private static boolean isKnown(Map<String, ParsedFile> known, RepositoryFile file) {
    ParsedFile parsed = known.get(file.path());
    return parsed != null && parsed.contentId().equals(file.contentId());
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
    for (Declared declared : declarations.all()) {
      Manifest manifest = declared.manifest();
      if (manifest != null) {
        byId.put(manifest.id(), manifest);
        documents.put(manifest.id(), declared.document());
        SortedSet<RepositoryFile> files = ReferredFiles.of(declared, tree);
        if (!files.isEmpty()) {
          filesOf.put(manifest.id(), files);
        }
      }
    }
    return new ManifestSet(tree.revision(), byId, filesOf, documents, tree);
  }
}
