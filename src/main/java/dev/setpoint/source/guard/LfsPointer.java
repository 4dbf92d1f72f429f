package dev.setpoint.source.guard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What Git LFS commits in the place of a large file. Whoever took it for the file would put the
 * pointer's text onto machines. Source: the specification of Git LFS, "The Pointer", by which it
 * begins with its version and stays below 1024 bytes.
 */
public final class LfsPointer {
  /** No longer content is a pointer, so it need not be read to know. */
  public static final int MAX_BYTES = 1024;

  /** Why one is refused. */
  public static final String REFUSAL = "it is a Git LFS pointer, not the file itself";

  private static final byte[] MARK =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private LfsPointer() {}

  /** Whether a file of this content is a pointer. */
  public static boolean is(byte[] content) {
    return content.length >= MARK.length
        && content.length <= MAX_BYTES
        && Arrays.equals(content, 0, MARK.length, MARK, 0, MARK.length);
  }
}
