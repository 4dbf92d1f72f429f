package dev.setpoint.api;

import dev.setpoint.api.wire.PlanRequest;
import dev.setpoint.api.wire.PlanRequest.FileContent;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files that a caller sent to be planned with; nothing of it touches a disk. */
final class UploadedTree implements RepositoryTree {
  private static final Revision REVISION =
      new Revision("worktree", "", "local directory", Instant.EPOCH);
  private static final int MAX_PATH_LENGTH = 1024;
  private static final Pattern ODD_PATH = Pattern.compile("^/|(^|/)\\.{0,2}(/|$)|\\\\|\\p{Cntrl}");

  private final SortedMap<String, byte[]> contents;
  private final List<RepositoryFile> files;

  private UploadedTree(SortedMap<String, byte[]> contents) {
    this.contents = contents;
    this.files = contents.entrySet().stream().map(UploadedTree::file).toList();
  }

  /** The tree of a request, or a refusal when it is over its limits or not well-formed. */
  static UploadedTree of(@Nullable PlanRequest request) {
    if (request == null || request.files().size() > PlanRequest.MAX_FILES) {
      throw refusal("it has no files, or more than " + PlanRequest.MAX_FILES);
    }
    var contents = new TreeMap<String, byte[]>();
    long total = 0;
    for (FileContent file : request.files()) {
      byte[] content = decode(file);
      total += content.length;
      if (total > PlanRequest.MAX_BYTES) {
        throw refusal("its files are larger than " + PlanRequest.MAX_BYTES + " bytes together");
      }
      if (contents.put(path(file), content) != null) {
        throw refusal("the same path comes twice");
      }
    }
    return new UploadedTree(contents);
  }

  private static String path(FileContent file) {
    String path = file.path();
    boolean odd = path.isEmpty() || path.length() > MAX_PATH_LENGTH;
    if (odd || ODD_PATH.matcher(path).find()) {
      throw refusal("a path is not one below the directory");
    }
    return path;
  }

  private static byte[] decode(FileContent file) {
    try {
      return Base64.getDecoder().decode(file.content());
    } catch (IllegalArgumentException e) {
      throw refusal("the content of a file is not base64");
    }
  }

  private static ApiRefusal refusal(String why) {
    return ApiRefusal.badRequest(
        "BadPlanRequest",
        "These files cannot be planned with: " + why + ".",
        "Send relative paths with '/', each once, and their content in base64; a larger"
            + " repository can be pushed to a branch and followed.");
  }

  private static RepositoryFile file(Map.Entry<String, byte[]> entry) {
    byte[] content = entry.getValue();
    return new RepositoryFile(entry.getKey(), digest(content), content.length);
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public Revision revision() {
    return REVISION;
  }

  @Override
  public List<RepositoryFile> files() {
    return files;
  }

  @Override
  public Optional<RepositoryFile> find(String path) {
    return Optional.ofNullable(contents.get(path))
        .map(content -> new RepositoryFile(path, digest(content), content.length));
  }

  @Override
  public byte[] read(RepositoryFile file) {
    byte[] content = contents.get(file.path());
    if (content == null) {
      throw new IllegalArgumentException(file.path() + " is not of this tree");
    }
    return content.clone();
  }
}
