package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of the repository that manifests refer to. */
final class ReferredFiles {
  /** They are sent to nodes and held in memory there. */
  private static final long MAX_BYTES = 8L << 20;

  private ReferredFiles() {}

  static SortedSet<RepositoryFile> of(Declared declared, RepositoryTree tree) {
    var files = new TreeSet<RepositoryFile>();
    declared.marked(Marks.FILE).forEach(found -> tree.find(found.value()).ifPresent(files::add));
    return files;
  }

  static void check(Collection<Declared> part, RepositoryTree tree, Findings findings) {
    for (Declared declared : part) {
      for (Marker.Found<String> found : referred(declared)) {
        Optional<RepositoryFile> file = tree.find(found.value());
        if (file.isEmpty()) {
          refuseMissing(declared, found, tree, findings);
        } else if (file.get().sizeBytes() > MAX_BYTES) {
          findings.refuse(
              declared,
              found,
              "is " + Visible.quoted(found.value()),
              "the file has " + file.get().sizeBytes() + " bytes and may have " + MAX_BYTES,
              "put large content into the image or a volume");
        }
      }
    }
  }

  private static List<Marker.Found<String>> referred(Declared declared) {
    List<Marker.Found<String>> values = declared.marked(Marks.VARS_FILE);
    return values.isEmpty()
        ? declared.marked(Marks.FILE)
        : Stream.of(values, declared.marked(Marks.FILE)).flatMap(List::stream).toList();
  }

  private static void refuseMissing(
      Declared declared, Marker.Found<String> found, RepositoryTree tree, Findings findings) {
    List<String> paths = tree.files().stream().map(RepositoryFile::path).toList();
    String beside = declared.file().substring(0, declared.file().lastIndexOf('/') + 1);
    String remedy =
        tree.find(beside + found.value())
            .map(RepositoryFile::path)
            .or(() -> Nearest.to(found.value(), paths))
            .map(near -> "did you mean " + near + "?")
            .orElse("add the file, paths start at the root of the followed path");
    findings.refuse(
        declared,
        found,
        "is " + Visible.quoted(found.value()),
        "there is no such file in the repository",
        remedy);
  }
}
