package dev.setpoint.manifest.yaml;

import java.util.Set;

/** The core tags, which may be written out; every other tag is refused. */
final class YamlTags {
  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> TYPED =
      Set.of(CORE + "int", CORE + "float", CORE + "bool", CORE + "null");
  private static final Set<String> TEXT = Set.of("", "!", CORE + "str");

  private YamlTags() {}

  static boolean ofScalar(String tag) {
    return TEXT.contains(tag) || TYPED.contains(tag);
  }

  static boolean ofSequence(String tag) {
    return tag.isEmpty() || tag.equals(CORE + "seq");
  }

  static boolean ofMapping(String tag) {
    return tag.isEmpty() || tag.equals(CORE + "map");
  }

  /** Whether the tag makes even quoted text a number, a truth value or nothing. */
  static boolean isTyped(String tag) {
    return TYPED.contains(tag);
  }
}
