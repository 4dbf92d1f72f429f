package dev.setpoint.manifest.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text, refusing what a reviewer would not see: other encodings, control characters, and
 * characters that reorder or hide text on a screen.
 */
final class Utf8 {
  /** The text of a file, or why it is refused. */
  sealed interface Decoded permits Text, Refused {}

  /** Text that holds visible characters, tabs and line breaks only. */
  record Text(String text) implements Decoded {}

  /** Why the bytes are refused. */
  record Refused(Problem problem) implements Decoded {}

  private Utf8() {}

  static Decoded decode(String path, byte[] content) {
    if (content.length > YamlLimits.FILE_BYTES) {
      return new Refused(
          new Problem(
              path,
              0,
              0,
              "the file has " + content.length + " bytes",
              "a manifest file may have at most " + YamlLimits.FILE_BYTES,
              "split it, or give it another ending than .yaml when it holds no manifests"));
    }
    if (startsWith(content, 0xFE, 0xFF) || startsWith(content, 0xFF, 0xFE)) {
      return encoding(path, "the file is UTF-16");
    }
    if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
      return encoding(path, "the file begins with a byte order mark");
    }
    return decodeStrictly(path, content);
  }

  private static Decoded decodeStrictly(String path, byte[] content) {
    var chars = CharBuffer.allocate(content.length);
    var bytes = ByteBuffer.wrap(content);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(bytes, chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      String what =
          "byte 0x%02X is not UTF-8".formatted(Byte.toUnsignedInt(content[bytes.position()]));
      Place place = placeOf(text, text.length());
      return new Refused(
          new Problem(
              path,
              place.line(),
              place.column(),
              what,
              "manifests are read as UTF-8 only",
              "save the file as UTF-8"));
    }
    for (int i = 0; i < text.length(); i++) {
      if (!Visible.inFile(text.charAt(i))) {
        return invisible(path, text, i);
      }
    }
    return new Text(text);
  }

  private static Refused invisible(String path, String text, int index) {
    Place place = placeOf(text, index);
    return new Refused(
        new Problem(
            path,
            place.line(),
            place.column(),
            "the character U+%04X cannot be seen".formatted((int) text.charAt(index)),
            "what a reviewer cannot see is refused in manifests",
            "remove it, or write it as an escape inside double quotes"));
  }

  private static Refused encoding(String path, String what) {
    return new Refused(
        new Problem(
            path,
            1,
            1,
            what,
            "manifests are read as UTF-8 without a mark",
            "save the file as UTF-8 without a byte order mark"));
  }

  private static boolean startsWith(byte[] content, int... head) {
    if (content.length < head.length) {
      return false;
    }
    for (int i = 0; i < head.length; i++) {
      if (Byte.toUnsignedInt(content[i]) != head[i]) {
        return false;
      }
    }
    return true;
  }

  private static Place placeOf(String text, int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Place(line, index - lineStart + 1);
  }
}
