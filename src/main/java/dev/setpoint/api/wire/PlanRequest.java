package dev.setpoint.api.wire;

import java.util.List;

/**
 * The body of {@code POST /api/v1/plan}: the files of a local directory.
 *
 * @param files at most {@link #MAX_FILES}, together at most {@link #MAX_BYTES}
 */
public record PlanRequest(List<FileContent> files) {
  /** Most files of one request. */
  public static final int MAX_FILES = 5_000;

  /** Most bytes of all files together. */
  public static final long MAX_BYTES = 6L * 1024 * 1024;

  public PlanRequest {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param path from the root of the directory, with forward slashes
   * @param content base64
   */
  public record FileContent(String path, String content) {}
}
