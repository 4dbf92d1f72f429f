package dev.setpoint.source;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.guard.LfsPointer;
import dev.setpoint.source.guard.NameRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a plain directory, for looking at manifests before they are committed. It refuses
 * what a revision with the same content would be refused for. A {@code .git} at its top is passed
 * over, since that is what a working copy has there; ignore rules of git are not applied.
 */
public final class LocalDirectoryTree implements RepositoryTree {
  private final Path root;
  private final Revision revision;
  private final List<RepositoryFile> files;

  private LocalDirectoryTree(Path root, Revision revision, List<RepositoryFile> files) {
    this.root = root;
    this.revision = revision;
    this.files = files;
  }

  /**
   * Lists a directory and takes the digest of every file.
   *
   * @return {@code Advanced} with the tree, {@code Held} when it would be refused as a revision, or
   *     {@code Failed} when the disk cannot be read
   */
  public static SourceResult read(Path directory, SourceLimits limits) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(root)) {
        throw new TransferFailure(SourceFailure.PATH_MISSING, "");
      }
      Walk walk = new Walk(root, limits);
      walk.visit(root, "", 1);
      return walk.result(root);
    } catch (TransferFailure e) {
      return new SourceResult.Held(
          e.reason(), e.reason().message(directory.toString(), e.detail()), List.of());
    } catch (IOException e) {
      TransferFailure unusable = GitStore.unusable(e);
      return new SourceResult.Failed(
          unusable.reason(),
          unusable.reason().message(directory.toString(), unusable.detail()),
          Duration.ZERO);
    }
  }

  @Override
  public Revision revision() {
    return revision;
  }

  @Override
  public List<RepositoryFile> files() {
    return files;
  }

  @Override
  public Optional<RepositoryFile> find(String path) {
    return GitTree.find(files, path);
  }

  @Override
  public byte[] read(RepositoryFile file) {
    GitTree.requireOwn(this, file);
    try {
      byte[] content = content(root.resolve(file.path()), file.sizeBytes());
      if (!digest(content).equals(file.contentId())) {
        throw new IOException("it changed while it was being read; run the command again");
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(file.path() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] content(Path file, long expected) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(Math.toIntExact(expected + 1));
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** One walk over the directory, and what it has found so far. */
  private static final class Walk {
    private final Path root;
    private final SourceLimits limits;
    private final List<RepositoryFile> files = new ArrayList<>();
    private final List<SourceResult.Finding> findings = new ArrayList<>();
    private Instant newest = Instant.EPOCH;
    private int entries;
    private long bytes;

    Walk(Path root, SourceLimits limits) {
      this.root = root;
      this.limits = limits;
    }

    SourceResult result(Path shown) throws TransferFailure {
      if (!findings.isEmpty()) {
        return new SourceResult.Held(
            SourceFailure.UNSAFE_TREE,
            SourceFailure.UNSAFE_TREE.message(shown.toString(), HeadJudge.some(findings)),
            findings);
      }
      if (files.isEmpty()) {
        throw new TransferFailure(SourceFailure.EMPTIED, "");
      }
      files.sort(Comparator.comparing(RepositoryFile::path));
      Revision revision = new Revision("worktree", "", "uncommitted files", newest);
      return new SourceResult.Advanced(new LocalDirectoryTree(root, revision, List.copyOf(files)));
    }

    void visit(Path directory, String prefix, int depth) throws IOException {
      if (depth > limits.treeDepth()) {
        throw tooLarge("more than " + limits.treeDepth() + " nested directories");
      }
      Map<String, String> seen = new HashMap<>();
      List<Path> children;
      try (Stream<Path> listed = Files.list(directory)) {
        children = listed.limit(limits.fileCount() + 1L).sorted().toList();
      }
      for (Path child : children) {
        String name = child.getFileName().toString();
        boolean ownGit = depth == 1 && name.equals(".git");
        if (!ownGit && isAllowedName(name, prefix + name, seen)) {
          take(child, prefix + name, depth);
        }
      }
    }

    private boolean isAllowedName(String name, String path, Map<String, String> seen) {
      Optional<String> refusal = NameRules.refusal(name);
      String other = seen.putIfAbsent(NameRules.foldKey(name), name);
      refusal.ifPresent(why -> refuse(path, why));
      if (refusal.isEmpty() && other != null) {
        refuse(path, TreeExaminer.differsOnlyInForm(other));
      }
      return refusal.isEmpty() && other == null;
    }

    private void take(Path file, String path, int depth) throws IOException {
      if (++entries > limits.fileCount()) {
        throw tooLarge("more than " + limits.fileCount() + " files and directories");
      }
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        refuse(path, TreeExaminer.SYMLINK);
      } else if (attributes.isDirectory()) {
        visit(file, path + "/", depth + 1);
      } else if (attributes.isRegularFile()) {
        add(file, path, attributes);
      } else {
        refuse(path, TreeExaminer.NEITHER);
      }
    }

    private void add(Path file, String path, BasicFileAttributes attributes) throws IOException {
      long size = attributes.size();
      bytes += size;
      if (size > limits.objectBytes()) {
        throw new TransferFailure(
            SourceFailure.OBJECT_TOO_LARGE, NameRules.printable(path) + ", " + size + " bytes");
      }
      if (bytes > limits.totalBytes()) {
        throw tooLarge("more than " + limits.totalBytes() + " bytes");
      }
      byte[] content = content(file, size);
      if (LfsPointer.is(content)) {
        refuse(path, LfsPointer.REFUSAL);
      }
      Instant modified = attributes.lastModifiedTime().toInstant();
      newest = modified.isAfter(newest) ? modified : newest;
      files.add(new RepositoryFile(path, digest(content), content.length));
    }

    private void refuse(String path, String why) {
      if (findings.size() < TreeExaminer.MAX_FINDINGS) {
        findings.add(new SourceResult.Finding(NameRules.printable(path), why));
      }
    }

    private static TransferFailure tooLarge(String detail) {
      return new TransferFailure(SourceFailure.TREE_TOO_LARGE, detail);
    }
  }
}
